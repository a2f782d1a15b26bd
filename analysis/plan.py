"""The analysis plan: what will be compared, decided before the first answer.

A plan is a frozen value. Its digest is printed in the report; the store locks it and never changes it again.
`problems_of` says, as values, what keeps a plan from being locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.economics.plan import EconomicPlan
from analysis.environment.plan import EnvironmentPlan

Text: TypeAlias = Mapping[str, str]  # language code → words
Dimension: TypeAlias = Literal["economic", "social", "environmental"]
Design: TypeAlias = Literal["no_baseline", "one_group", "comparison", "randomised", "switched"]
OutcomeRole: TypeAlias = Literal["primary", "secondary", "exploratory"]


@dataclass(frozen=True)
class Arm:
    """A group of participants who receive the same thing."""

    code: str
    label: Text
    role: Literal["intervention", "comparison"]


@dataclass(frozen=True)
class Wave:
    """A moment of measurement. `due_days` counts from enrolment; the lowest `order` is the baseline, if any."""

    code: str
    label: Text
    order: int
    due_days: int | None = None
    baseline: bool = False


@dataclass(frozen=True)
class Scale:
    """A score made of several items, e.g. SUS. Reversed items are mirrored within [minimum, maximum].

    With `score_minimum` and `score_maximum` the score is stretched over them: SUS and WHO-5 go from 0 to 100.
    `blank` says what an item without answer counts: the mean of the person's others, or the middle of the range.
    """

    code: str
    label: Text
    items: tuple[str, ...]
    minimum: float
    maximum: float
    reversed_items: tuple[str, ...] = ()
    method: Literal["sum", "mean"] = "sum"
    minimum_answered: int = 1
    source: str = ""
    score_minimum: float | None = None
    score_maximum: float | None = None
    blank: Literal["own_mean", "middle"] = "own_mean"


@dataclass(frozen=True)
class Group:
    """People whose results are compared with everyone else's, so that a mean hides no gap.

    `attribute` names a fact of the allocation or a question of the baseline; `values` those of the group.
    """

    code: str
    label: Text
    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Margin:
    """What the population looks like in one respect: the share of each value of an attribute, and who says so."""

    attribute: str
    label: Text
    shares: Mapping[str, float]
    source: str
    year: int


@dataclass(frozen=True)
class Series:
    """A series of measurements as an outcome reads it: `measure="series:CODE"`.

    `series` is the name its measurements carry. Values of a period are summed or averaged; `iteration` takes every date
    as one. `interrupted_on` is the day of the change, as an ISO date.

    `switched_by` is the measured series of 1 and 0 over the weeks with and without, drawn by lot; the values of `added`
    series are added to those of the same person at the same moment (the rework of a task to its time).
    """

    code: str
    label: Text
    series: str
    period: Literal["day", "week", "month", "iteration"] = "week"
    total: Literal["sum", "mean"] = "sum"
    interrupted_on: str | None = None
    switched_by: str = ""
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """One planned comparison: which measure, with which estimator, at which waves, and what would count as success.

    `measure` names a question or a scale, or a declared series as `series:CODE`.
    `estimator` is a key of `analysis.estimators.ESTIMATORS`.
    `group` is the code of a declared group, for an estimator of equity.
    `success_values` are the answers counted by a proportion. `threshold` is in the unit of the effect,
    signed in the direction of `better`. `monetised` says that the measure was turned into money. `imputations` is how
    often the missing are drawn for a second reading beside the planned one; None where none was planned.
    """

    code: str
    label: Text
    dimension: Dimension
    role: OutcomeRole
    measure: str
    estimator: str
    better: Literal["higher", "lower"]
    unit: Text
    waves: tuple[str, ...] = ()
    baseline_wave: str | None = None
    adjust_for: tuple[str, ...] = ()
    success_values: tuple[str, ...] = ()
    threshold: float | None = None
    monetised: bool = False
    group: str | None = None
    imputations: int | None = None


@dataclass(frozen=True)
class Plan:
    """Everything decided before the first answer.

    `cluster` names the participants' attribute that was allocated as a whole (a site, a class), or None when
    people were allocated one by one. Design "switched" is one group whose weeks with and without were drawn by lot.
    `sites` names the attribute of the places that each hold both arms. `zone` is where days begin and end, by its IANA
    name; UTC in plans older than the choice.
    """

    title: Text
    research_question: Text
    design: Design
    arms: tuple[Arm, ...]
    waves: tuple[Wave, ...]
    outcomes: tuple[Outcome, ...]
    scales: tuple[Scale, ...] = ()
    confidence: float = 0.95
    minimum_cell: int = 5
    planned_participants: int | None = None
    funders: tuple[str, ...] = ()
    analysts: tuple[str, ...] = ()
    cluster: str | None = None
    economics: EconomicPlan | None = None
    environment: EnvironmentPlan | None = None
    groups: tuple[Group, ...] = ()
    population: tuple[Margin, ...] = ()
    series: tuple[Series, ...] = ()
    sites: str | None = None
    zone: str = "UTC"
