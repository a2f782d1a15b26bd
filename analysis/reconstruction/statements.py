"""What a published table of counts says of the kinds of people: sums over them that a reader knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from analysis.estimators.success_counts import OTHER, SUCCESS
from analysis.plan import Outcome
from analysis.reconstruction.kinds import ANY_ARM, POPULATION, Kinds, Mask, Poly, constant
from analysis.results import Cell, EvidenceTable
from analysis.scales import label

BOTH_ARMS = "unwanted_effect"  # the estimator whose rows without an arm leave out who was allocated to none
DIGITS = 7  # of a total worked out from a mean; far finer than one answer, far coarser than what floats lose


@dataclass(frozen=True, eq=False)
class Statement:
    """The sum of a polynomial over all people, as published. A count has no wave in it."""

    poly: Poly
    total: float

    @property
    def counts(self) -> bool:
        """Whether it counts people, rather than adding up what they answered."""
        return set(self.poly) <= {()}


Read: TypeAlias = Callable[[EvidenceTable, Outcome, Kinds], Iterator[Statement]]


def people(who: Mask, count: Cell) -> Statement:
    """A published count of some kinds."""
    return Statement(constant(who), float(int(count or 0)))


def total(poly: Poly, value: float) -> Statement:
    """A published sum."""
    return Statement(poly, round(value, DIGITS))


def _wanted(outcome: Outcome, kinds: Kinds, wave: str) -> Mask:
    wanted = {label(value) for value in outcome.success_values}
    return np.array([answer in wanted for answer in kinds.answer[wave]], dtype=bool)


def _gave(outcome: Outcome, kinds: Kinds, wave: str, answer: Cell, joined: bool) -> Mask:
    """The kinds a row names: an answer, or the answers that count, or all others; None: no answer."""
    answered = kinds.answered(wave)
    if answer is None:
        return ~answered
    if not joined:
        return np.asarray(kinds.answer[wave] == str(answer))
    wanted = _wanted(outcome, kinds, wave)
    return wanted if answer == SUCCESS else answered & ~wanted


def collapsed(answers: AbstractSet[Cell]) -> bool:
    """Whether a table names only the answers that count, and all others."""
    return answers - {None} <= {SUCCESS, OTHER}


def successes(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per arm and answer, or of the answers that count and all others."""
    joined = collapsed({row[1] for row in table.rows})
    for arm, answer, _, count in table.rows:
        inside = kinds.of_arm(arm) if outcome.estimator != BOTH_ARMS else kinds.of_arms(arm)
        yield people(inside & _gave(outcome, kinds, outcome.waves[0], answer, joined), count)


def bands(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per arm, if any, and span of numbers. Without an answer: the rest of the arm."""
    for *arm, low, high, count in table.rows:
        inside = kinds.of_arm(arm[0] if arm else None)
        between = _between(kinds, outcome.waves[0], low, high)
        if low is not None and (kinds.known or _is_whole(low, high)):
            yield people(inside & between, count)
        if low is None and kinds.known:
            named = [_between(kinds, outcome.waves[0], row[-3], row[-2]) for row in table.rows if row[-2] is not None]
            yield people(inside & ~np.logical_or.reduce([*named, ~kinds.everyone]), count)


def _between(kinds: Kinds, wave: str, low: Cell, high: Cell) -> Mask:
    number, least, most = kinds.number[wave], float(low or 0), float(high or 0)
    return np.asarray(kinds.numeric[wave] & (number >= least) & (number <= most))


def _is_whole(*cells: Cell) -> bool:
    return all(float(cell or 0).is_integer() for cell in cells)


def differences(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per difference between two waves; a difference that is not listed was nobody's."""
    before, after = outcome.baseline_wave or "", outcome.waves[0]
    both = kinds.numeric[before] & kinds.numeric[after]
    listed = [row for row in table.rows if row[0] is not None]
    yield people(both, sum(int(row[-1] or 0) for row in listed))
    for value, beyond, count in listed if kinds.known else []:
        apart, reached = kinds.number[after] - kinds.number[before], float(value or 0)
        same = np.abs(apart - reached) < 1e-9
        further = (apart * np.sign(reached) > abs(reached)) & bool(beyond)
        yield people(both & (same | further), count)


def pairs(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per answer before and answer after."""
    joined = collapsed({row[0] for row in table.rows})
    before, after = outcome.baseline_wave or "", outcome.waves[0]
    for first, second, *_, count in table.rows:
        if first is None:
            continue
        who = _gave(outcome, kinds, before, first, joined) & _gave(outcome, kinds, after, second, joined)
        yield people(who, count)


def sides(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per arm and side of a group: answers that count, answers, none."""
    wave = outcome.waves[0]
    answered, wanted = kinds.answered(wave), _wanted(outcome, kinds, wave)
    for arm, side, yes, count, missing in table.rows:
        who = kinds.of_arm(arm) & on_side(kinds, outcome, side)
        if side is None:
            yield people(who, missing)
        else:
            yield from (people(who & wanted, yes), people(who & answered, count), people(who & ~answered, missing))


def on_side(kinds: Kinds, outcome: Outcome, side: Cell) -> Mask:
    """The kinds on one side of the outcome's group; None: those of whom it is unknown."""
    return np.array([each == side for each in kinds.side[outcome.group or ""]], dtype=bool)


def population(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    """Counts per cell of the population: answers that count, and those that do not."""
    wave = outcome.waves[0]
    answered, wanted = kinds.answered(wave), _wanted(outcome, kinds, wave)
    for block, cell, _, success, count in table.rows:
        if block == "answers":
            yield people(kinds.at_place(POPULATION, ANY_ARM, cell) & answered & (wanted == bool(success)), count)


OF_COUNTS: Mapping[str, Read] = {
    "success_counts": successes,
    "recommendation_counts": bands,
    "arm_counts": bands,
    "difference_counts": differences,
    "paired_counts": pairs,
    "group_counts": sides,
    "population_counts": population,
}
