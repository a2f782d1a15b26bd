"""What an outcome is adjusted for, read at the baseline: numbers as they are, single choices as 0/1 columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from analysis.dataset import Dataset
from analysis.measures import find_scale, find_variable, kinds_of
from analysis.plan import Outcome, Plan
from analysis.scales import labels_at, scores_at

BASELINE = "baseline"


@dataclass(frozen=True, eq=False)
class Covariates:
    """`columns`: one row per participant who has them all, the first level of each choice left out.

    `levels`: every level of every choice as a 0/1 column, for counting who stands in each.
    """

    columns: pd.DataFrame
    levels: pd.DataFrame

    def counts_among(self, people: pd.Index[str]) -> tuple[int, ...]:
        """How many of these people stand in each level, and in each pair of levels of two different choices."""
        levels = self.levels.loc[self.levels.index.isin(people)]
        single = [int(levels[name].sum()) for name in levels]
        pairs = [
            int((levels[first] * levels[second]).sum())
            for first, second in combinations(levels.columns, 2)
            if first.split("=")[0] != second.split("=")[0]
        ]
        return (*single, *pairs)


def covariates(dataset: Dataset, plan: Plan, outcome: Outcome) -> Covariates:
    """The baseline of the measure, when the outcome names one, then each `adjust_for`."""
    wave = outcome.baseline_wave
    if wave is None:
        everyone = pd.DataFrame(index=dataset.participants.index)
        return Covariates(everyone, everyone)
    numbers = {BASELINE: scores_at(dataset, plan, outcome.measure, wave)}
    levels: dict[str, pd.Series[float]] = {}
    reduced: dict[str, pd.Series[float]] = {}
    for name in outcome.adjust_for:
        if is_choice(dataset, plan, name):
            indicators = _indicators(dataset, plan, name, wave)
            levels |= indicators
            reduced |= dict(list(indicators.items())[1:])
        else:
            reduced[name] = scores_at(dataset, plan, name, wave)
    columns = pd.DataFrame(numbers | reduced).dropna().sort_index()
    complete = columns.index
    if levels:
        complete = complete[complete.isin(pd.DataFrame(levels).dropna().index)]
    return Covariates(columns.loc[complete], pd.DataFrame(levels).reindex(complete))


def is_choice(dataset: Dataset, plan: Plan, name: str) -> bool:
    """Whether a covariate enters as levels: a choice whose codes are words."""
    variable = find_variable(dataset.codebook, name)
    if find_scale(plan, name) or variable is None or variable.type != "category":
        return False
    return "numeric" not in (kinds_of(dataset.codebook, plan, name) or ())


def _indicators(dataset: Dataset, plan: Plan, name: str, wave: str) -> dict[str, pd.Series[float]]:
    answers = labels_at(dataset, plan, name, wave)
    variable = find_variable(dataset.codebook, name)
    offered = [choice.name for choice in variable.choices] if variable else []
    return {f"{name}={level}": (answers == level).astype(float) for level in offered if (answers == level).any()}
