"""What an indicator says of a project on one day: the value, what was counted, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from analysis.indicators.facts import LATER, Case, ProjectFacts
from analysis.indicators.lifetimes import Curve

# counted: the rule is met in full. candidates: the platform saw what it can see, the rest is for the team to show.
# nothing_yet: nothing to count from. withheld: too few people. not_collected: the platform does not record it.
State: TypeAlias = Literal["counted", "candidates", "nothing_yet", "withheld", "not_collected"]


@dataclass(frozen=True)
class LeftOut:
    """A case that was not counted; `reason` is a code of `catalogue.REASONS`."""

    case: Case
    reason: str


@dataclass(frozen=True)
class Found:
    """What a counting function finds. `low` and `high` are an interval or a range, as the indicator's row says.

    `n` is how many things an estimate rests on, None for a plain count. `notes` are codes of `catalogue.NOTES`.
    """

    state: State
    value: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    counted: tuple[Case, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    cells: Mapping[str, int | None] = field(default_factory=dict)
    curve: Curve | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """An indicator read: its code, the version of its counting rule, the day, and what was found."""

    code: str
    rule: int
    as_of: date
    found: Found


@dataclass(frozen=True)
class Target:
    """What was aimed at for an indicator, the day it was set and the version of the rule it was set under."""

    code: str
    value: float
    set_on: date
    rule: int


@dataclass(frozen=True)
class ProjectIndicators:
    """The indicators of a project as a report carries them: what they were counted from, what was read, the targets."""

    facts: ProjectFacts
    readings: tuple[Reading, ...]
    targets: tuple[Target, ...] = field(default=(), metadata=LATER)
