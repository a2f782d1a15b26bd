"""A kind of problem: how serious it is, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from surveys.values import Text


@dataclass(frozen=True)
class Kind:
    """One row of the catalogue. Words may hold placeholders such as {value}, {header} and {suggestion}."""

    severity: Literal["error", "warning"]
    what: Text
    remedy: Text


def error(*, what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> Kind:
    """A row that keeps the workbook or the file from being accepted."""
    return Kind("error", {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en})


def warning(*, what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> Kind:
    """A row that is worth knowing and keeps nothing from being accepted."""
    return Kind("warning", {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en})
