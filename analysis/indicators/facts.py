"""What indicators are counted from: the dated things of a project, by id. No name, no word, no person.

Counts of people come in already safe to show: `disclosure.safe_counts` is called before anything is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

HELICES = ("citizens", "public", "private", "academia", "environment")
QUADRUPLE = ("citizens", "public", "private", "academia")
SIZES = ("micro", "small", "medium", "large")  # Commission Recommendation 2003/361/EC; the first three are SMEs
INNOVATIONS = ("product", "process")  # on its market, in use
LATER: Mapping[str, bool] = {"later": True}  # a field that reports written before do not have (`frozen_json`)


@dataclass(frozen=True)
class Case:
    """A thing of the project: `kind` as the trace calls it, and its id."""

    kind: str
    id: str


@dataclass(frozen=True)
class PrototypeMade:
    """A prototype, and how many versions of it were released."""

    id: str
    versions: int


@dataclass(frozen=True)
class FieldTest:
    """A study: when it opened and closed, if it did; whether anybody answered."""

    id: str
    opened_on: date | None
    closed_on: date | None
    answered: bool


@dataclass(frozen=True)
class UptakeSeen:
    """An adoption. `organisation` tells adopters apart without naming them; `prototypes` are those adopted.

    `size` is one of SIZES, "" when nobody said; `introduced` one of INNOVATIONS, "" when nothing is in use yet;
    `legal` says that the solution is legal or administrative.
    """

    id: str
    on: date
    organisation: str
    helix: str
    documented: bool
    prototypes: tuple[str, ...] = ()
    size: str = field(default="", metadata=LATER)
    introduced: str = field(default="", metadata=LATER)
    legal: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True)
class PartnerSeen:
    """An organisation that took part in field tests: its country (ISO 3166), the studies it developed with others."""

    id: str
    country: str
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """A wait: from the day a thing appeared to the day the next stage was reached, None while it is not."""

    case: Case
    began: date
    ended: date | None = None


@dataclass(frozen=True)
class VersionFootprint:
    """kgCO2e of one version made once; no value when no line could be counted. `uncounted`: how many lines were not."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    uncounted: int = 0


@dataclass(frozen=True)
class Recommendation:
    """The recommendation question in one closed field test; the counts are None when one of them is small."""

    study: str
    promoters: int | None
    passives: int | None
    detractors: int | None


@dataclass(frozen=True)
class ProjectFacts:
    """Everything the indicators of a project are counted from, on one day.

    `people` counts participations in sessions by helix, `undeclared` those who did not say; None: too few to show.
    `spans` are waits by the code of their indicator. `starts_on` and `ends_on` are the project's, None: not said.
    """

    as_of: date
    minimum_cell: int
    prototypes: tuple[PrototypeMade, ...] = ()
    versions: tuple[str, ...] = ()
    tests: tuple[FieldTest, ...] = ()
    uptakes: tuple[UptakeSeen, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    people: Mapping[str, int | None] = field(default_factory=dict)
    undeclared: int | None = 0
    footprints: tuple[VersionFootprint, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    partners: tuple[PartnerSeen, ...] = field(default=(), metadata=LATER)
    starts_on: date | None = field(default=None, metadata=LATER)
    ends_on: date | None = field(default=None, metadata=LATER)
