"""What an outcome is adjusted for, read at the baseline: numbers as they are, single choices as 0/1 columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.dataset import Dataset
from analysis.gram import Gram
from analysis.measures import find_scale, find_variable, kinds_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell
from analysis.scales import labels_at, scores_at
from analysis.tallies import Counts, Key, Tally, people_by
from surveys.codebook import Codebook

BASELINE = "baseline"
AS_NUMBER = "as_number"  # starts the key of a count of people by the value of a covariate


@dataclass(frozen=True, eq=False)
class Covariates:
    """`columns`: one row per participant who has them all; `levels` names those that are a level of a choice."""

    columns: pd.DataFrame
    levels: tuple[str, ...] = ()


def covariates(dataset: Dataset, plan: Plan, outcome: Outcome) -> Covariates:
    """The baseline of the measure, when the outcome names one, then each `adjust_for`: every level a choice offers."""
    wave = outcome.baseline_wave
    if wave is None:
        return Covariates(pd.DataFrame(index=dataset.participants.index))
    columns = {BASELINE: scores_at(dataset, plan, outcome.measure, wave)}
    for name in outcome.adjust_for:
        if is_choice(dataset.codebook, plan, name):
            columns |= _indicators(dataset, plan, name, wave)
        else:
            columns[name] = scores_at(dataset, plan, name, wave)
    frame = pd.DataFrame(columns).dropna().sort_index()
    return Covariates(frame, levels_of(dataset.codebook, plan, outcome))


def levels_of(codebook: Codebook, plan: Plan, outcome: Outcome) -> tuple[str, ...]:
    """The names of every level of every choice the outcome is adjusted for."""
    if outcome.baseline_wave is None:
        return ()
    choices = [name for name in outcome.adjust_for if is_choice(codebook, plan, name)]
    return tuple(level for name in choices for level in _levels(codebook, name))


def people_by_level(gram: Gram, levels: Sequence[str], times: int = 1) -> dict[tuple[str, ...], int]:
    """How many people stand in each level, and in each pair of levels of two different choices.

    `times`: how often a person is summed in a row of the moments.
    """
    present = gram.only(levels)
    products = present.about(np.zeros(len(levels)))[1:, 1:] / times**2
    counts: dict[tuple[str, ...], int] = {
        (name,): round(float(products[place, place])) for place, name in enumerate(levels)
    }
    for i, j in combinations(range(len(levels)), 2):
        if levels[i].split("=")[0] != levels[j].split("=")[0]:
            counts[levels[i], levels[j]] = round(float(products[i, j]))
    return counts


def people_by_number(frame: pd.DataFrame, codebook: Codebook, plan: Plan, outcome: Outcome, group: Cell) -> Counts:
    """How many people of a group have each value of each covariate that enters as a number."""
    numbers = [name for name in outcome.adjust_for if not is_choice(codebook, plan, name)]
    return {
        (AS_NUMBER, name, group, value): count for name in numbers for value, count in people_by(frame[name]).items()
    }


def off_the_commonest(tally: Tally) -> Iterator[int]:
    """Of each number adjusted for, in each group: the people whose value is not the commonest one.

    Where all but one of a group have no child, the products of children and scores are that one's score, times a number
    known from the squares.
    """
    found: dict[Key, list[int]] = {}
    for (name, group, _), count in tally.under(AS_NUMBER).items():
        found.setdefault((name, group), []).append(count)
    return (sum(counts) - max(counts) for counts in found.values())


def entered(names: Sequence[str], levels: Sequence[str], present: Collection[str]) -> tuple[str, ...]:
    """The columns a model takes: all but the levels nobody stands in, and but the first level left of each choice."""
    first = {level.split("=")[0]: level for level in reversed(levels) if level in present}
    left_out = {level for level in levels if level not in present or level in first.values()}
    return tuple(name for name in names if name not in left_out)


def is_choice(codebook: Codebook, plan: Plan, name: str) -> bool:
    """Whether a covariate enters as levels: a choice whose codes are words."""
    variable = find_variable(codebook, name)
    if find_scale(plan, name) or variable is None or variable.type != "category":
        return False
    return "numeric" not in (kinds_of(codebook, plan, name) or ())


def _levels(codebook: Codebook, name: str) -> tuple[str, ...]:
    variable = find_variable(codebook, name)
    return tuple(f"{name}={choice.name}" for choice in variable.choices) if variable else ()


def _indicators(dataset: Dataset, plan: Plan, name: str, wave: str) -> dict[str, pd.Series[float]]:
    answers = labels_at(dataset, plan, name, wave)
    return {level: (answers == level.partition("=")[2]).astype(float) for level in _levels(dataset.codebook, name)}
