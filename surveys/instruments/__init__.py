"""Published instruments: one file each, with its items, its scoring, its terms and one case worked by hand.

`absent.toml` names those that are not here, and why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import cattrs
from cattrs.preconf.json import make_converter

from surveys.instruments.instrument import Instrument
from surveys.values import Text

FOLDER = Path(__file__).parent
ABSENT = "absent"


@dataclass(frozen=True)
class Absent:
    """An instrument that is not here. A "slot" waits for its items and for the right to ship them."""

    code: str
    title: str
    measures: Text
    kind: Literal["slot", "licensed", "not_shipped"]
    why: Text


@cache
def codes() -> tuple[str, ...]:
    """The instruments that are here."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml") if file.stem != ABSENT))


@cache
def load(code: str) -> Instrument:
    """The instrument of that code. Raises KeyError."""
    if code not in codes():
        raise KeyError(code)
    return structure(tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8")))


def library() -> tuple[Instrument, ...]:
    """Every instrument that is here, by code."""
    return tuple(load(code) for code in codes())


@cache
def absent() -> tuple[Absent, ...]:
    """The instruments that are not here, in the order of their file."""
    content = tomllib.loads((FOLDER / f"{ABSENT}.toml").read_text(encoding="utf-8"))
    return tuple(_CONVERTER.structure(row, Absent) for row in content["instruments"])


def structure(content: dict[str, Any]) -> Instrument:
    """The instrument a parsed file says. cattrs raises when a key is unknown, missing or of the wrong kind."""
    return _CONVERTER.structure(content, Instrument)


def to_json(instrument: Instrument) -> dict[str, Any]:
    """An instrument as JSON; dates in ISO form."""
    return cast(dict[str, Any], _JSON.unstructure(instrument))


def from_json(content: Mapping[str, Any]) -> Instrument:
    """The instrument `to_json` wrote."""
    return _JSON.structure(content, Instrument)


def _as_date(value: Any, _: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"not a date: {value!r}")
    return value


_CONVERTER = cattrs.Converter(forbid_extra_keys=True)
_CONVERTER.register_structure_hook(date, _as_date)
_JSON = make_converter(forbid_extra_keys=True)
