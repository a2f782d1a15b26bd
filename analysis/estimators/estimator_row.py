"""What a plan may know of an estimator: the shape of a row of the catalogue. Light: imports no statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.plan import Design, Text
from analysis.results import Verifiability

MeasureKind: TypeAlias = Literal["categorical", "ordinal", "numeric", "series"]
Baseline: TypeAlias = Literal["required", "optional", "unused"]

ANY_DESIGN: tuple[Design, ...] = ("no_baseline", "one_group", "comparison", "randomised", "switched")
WITH_BASELINE: tuple[Design, ...] = ("one_group", "comparison", "randomised", "switched")
WITH_COMPARISON: tuple[Design, ...] = ("comparison", "randomised")


@dataclass(frozen=True)
class EstimatorRow:
    """What a plan may know of an estimator.

    `clusters`: made for arms of whole groups, which the plan must then name; the others refuse their interval there.
    `harm`: counts something unwanted; the report has a chapter for these, and never says less than was asked.
    `groups`: compares a declared group with everyone else, and needs the outcome to name it.
    `weighs`: weighs who answered to the declared population, which the plan must then give.
    `series`: reads a declared series of measurements instead of answers.
    `switches`: compares the weeks with and without of each person, where the series names the one that says which.
    `sites`: compares the arms inside each of several sites, whose attribute the plan must then name.
    `imputes`: a plan may ask what multiple imputation gives beside it.
    `levels`: between which an estimate compared with nothing lies.
    `verifiability` is the best class it can reach; small cells may lower it to C. `waves` counts the waves an outcome
    must name besides its baseline: exactly one, or at least one. `null` is the value of the effect that means
    "no difference"; None for an estimate that is compared with nothing.
    """

    code: str
    words: Text
    effect: Text
    designs: tuple[Design, ...]
    two_arms: bool
    baseline: Baseline
    waves: Literal["none", "one", "one_or_more"]
    measures: tuple[MeasureKind, ...]
    verifiability: Verifiability
    reference: str
    null: float | None = 0.0
    needs_success_values: bool = False
    adjusts: bool = False
    clusters: bool = False
    harm: bool = False
    groups: bool = False
    weighs: bool = False
    series: bool = False
    sites: bool = False
    imputes: bool = False
    switches: bool = False
    levels: tuple[float, float] = (0.0, 1.0)

    @property
    def counts_periods(self) -> bool:
        """Whether an estimate rests on periods of a series, not on people."""
        return self.series and not self.switches
