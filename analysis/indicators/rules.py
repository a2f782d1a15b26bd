"""The words of the indicators, French and English side by side in `rules.toml`: titles, counting rules, reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.plan import Text

_TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True)
class Said:
    """What is said of an indicator. `to_show`: what the platform cannot see; `how`: what to do to have something."""

    title: Text
    rule: Text
    how: Text
    to_show: Text = field(default_factory=dict)


WORDS: Mapping[str, Said] = {code: Said(**said) for code, said in _TABLE["indicator"].items()}
LEFT_OUT: Mapping[str, Text] = _TABLE["left_out"]
NOTES: Mapping[str, Text] = _TABLE["note"]
