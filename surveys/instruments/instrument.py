"""What an instrument file says: items, answers, scoring, terms, and one case worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from surveys.values import Text

Seen: TypeAlias = Literal["official", "quoted", "own", "not_seen"]


@dataclass(frozen=True)
class ReferenceCase:
    """Answers in the order of the items, and the score they must give. Worked by hand, never by this code."""

    answers: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Band:
    """A published reading of scores from `start` up to the next band. It describes a group; it is no diagnosis."""

    start: float
    label: Text


@dataclass(frozen=True)
class Wording:
    """Where the words of one language come from. "quoted": the publication was not seen, users who quote it were.

    "own": the publication leaves the words open, these are the platform's. "not_seen": no words of that language are
    in the file; a team that holds them writes them in its own questionnaire.
    """

    seen: Seen
    source: Text


@dataclass(frozen=True)
class Safety:
    """An item that must not be asked unless somebody reads the answers and can act: its number, and the procedure."""

    item: int
    procedure: Text


@dataclass(frozen=True)
class Instrument:
    """A published scale. Answers go from `minimum` to `maximum`, one choice each; `reversed` counts items from 1.

    The score is the sum or the mean of the items; where `score_minimum` and `score_maximum` are given it is stretched
    over them. `blank` "middle": an item left blank counts as the middle of the scale; "own_mean": as the mean of the
    others. Fewer than `minimum_answered` items give no score. `altered` says that our words may differ, and why.
    """

    code: str
    title: Text
    measures: Text
    heading: Text
    instruction: Text
    minutes: int
    items: tuple[Text, ...]
    choices: tuple[Text, ...]
    minimum: int
    maximum: int
    scoring: Literal["sum", "mean"]
    better: Literal["higher", "lower"]
    minimum_answered: int
    blank: Literal["own_mean", "middle"]
    missing_rule: Text
    citation: str
    licence: Text
    licence_seen: Text
    licence_checked_on: date
    wordings: Mapping[str, Wording]
    altered: bool
    reference: ReferenceCase
    altered_why: Text = field(default_factory=dict)
    reversed: tuple[int, ...] = ()
    score_minimum: float | None = None
    score_maximum: float | None = None
    bands: tuple[Band, ...] = ()
    benchmark: float | None = None
    benchmark_source: Text = field(default_factory=dict)
    safety: Safety | None = None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which everything a respondent reads is there."""
        read = (self.heading, self.instruction, *self.items, *self.choices)
        return tuple(language for language in self.wordings if all(text.get(language) for text in read))

    def items_in(self, language: str) -> tuple[str, ...]:
        """The items as a respondent reads them in one of its languages."""
        return tuple(item[language] for item in self.items)
