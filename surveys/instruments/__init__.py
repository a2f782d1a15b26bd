"""Published instruments: one file each, with its items, its scoring, its terms and one case worked by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import cattrs

from surveys.values import Text

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ReferenceCase:
    """Answers in the order of the items, and the score they must give. Worked by hand, never by this code."""

    answers: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Instrument:
    """A published scale. `reversed` counts items from 1. `altered` says that our wording may differ, and why.

    `missing_rule` "middle": an item left blank counts as the middle of the scale.
    """

    code: str
    title: Text
    items: tuple[Text, ...]
    anchors: tuple[Text, ...]
    scoring: Literal["sum"]
    minimum: int
    maximum: int
    reversed: tuple[int, ...]
    factor: float
    score_minimum: float
    score_maximum: float
    benchmark: float | None
    missing_rule: Literal["middle"]
    citation: str
    licence: str
    licence_checked_on: date
    altered: bool
    altered_why: str
    reference: ReferenceCase

    def score(self, answers: Sequence[int | None]) -> float:
        """The score of one person's answers, in the order of the items; None is an item left blank.

        Each item counts from 0 in the direction of the scale; their sum is multiplied by the factor.
        Raises ValueError when there are not as many answers as items, or one is outside the scale.
        """
        middle = (self.minimum + self.maximum) / 2
        filled = [middle if answer is None else answer for answer in answers]
        if len(filled) != len(self.items) or not all(self.minimum <= answer <= self.maximum for answer in filled):
            raise ValueError(f"{self.code}: {len(self.items)} answers from {self.minimum} to {self.maximum}")
        return self.factor * sum(self._points(number, answer) for number, answer in enumerate(filled, start=1))

    def _points(self, item: int, answer: float) -> float:
        return self.maximum - answer if item in self.reversed else answer - self.minimum


@cache
def codes() -> tuple[str, ...]:
    """The instruments that are here."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def load(code: str) -> Instrument:
    """The instrument of that code. Raises KeyError."""
    if code not in codes():
        raise KeyError(code)
    content = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return _converter().structure(content, Instrument)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(date, _as_date)
    return converter


def _as_date(value: Any, _: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"not a date: {value!r}")
    return value
