"""What a table of counts says where only who answered is told apart: how many did, and what their answers add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.plan import Outcome
from analysis.reconstruction.kinds import ANY_ARM, POPULATION, Kinds, Mask, Poly, added, multiplied, scaled
from analysis.reconstruction.statements import BOTH_ARMS, Read, Statement, on_side, people, total
from analysis.results import Cell, EvidenceTable


def _answers(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    answered = kinds.numeric[outcome.waves[0]]
    for arm in dict.fromkeys(row[0] for row in table.rows):
        inside = kinds.of_arm(arm) if outcome.estimator != BOTH_ARMS else kinds.of_arms(arm)
        rows = [row for row in table.rows if row[0] == arm and row[1] is not None]
        yield people(inside & answered, sum(int(row[-1] or 0) for row in rows))


def _bands(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    wave = outcome.waves[0]
    score = kinds.at(wave, kinds.everyone)
    exact = all(row[1] == row[2] for row in table.rows)
    for arm in dict.fromkeys(row[0] for row in table.rows):
        counts = {row[1]: int(row[3] or 0) for row in table.rows if row[0] == arm and row[1] is not None}
        yield from _amounting(kinds.of_arm(arm) & kinds.numeric[wave], score, counts, exact)


def _differences(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    before, after = outcome.baseline_wave or "", outcome.waves[0]
    both = kinds.numeric[before] & kinds.numeric[after]
    score = added(kinds.at(after, both), scaled(kinds.at(before, both), -1.0))
    counts = {row[0]: int(row[2] or 0) for row in table.rows if row[0] is not None}
    yield from _amounting(both, score, counts, not any(row[1] for row in table.rows))


def _amounting(who: Mask, score: Poly, counts: Mapping[Any, int], exact: bool) -> Iterator[Statement]:
    """n, and where every answer stands alone the sum and the sum of squares."""
    yield people(who, sum(counts.values()))
    if exact and counts:
        over = scaled(score, who)
        yield total(over, sum(float(value or 0) * count for value, count in counts.items()))
        yield total(multiplied(over, over), sum(float(value or 0) ** 2 * count for value, count in counts.items()))


def _pairs(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    both = kinds.numeric[outcome.baseline_wave or ""] & kinds.numeric[outcome.waves[0]]
    yield people(both, sum(int(row[-1] or 0) for row in table.rows if row[0] is not None))


def _sides(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    answered = kinds.numeric[outcome.waves[0]]
    for arm, side, _, count, missing in table.rows:
        who = kinds.of_arm(arm) & on_side(kinds, outcome, side)
        yield people(who if side is None else who & ~answered, missing)
        if side is not None:
            yield people(who & answered, count)


def _population(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Iterator[Statement]:
    counts: Counter[Cell] = Counter()
    for block, cell, _, _, count in table.rows:
        if block == "answers":
            counts[cell] += int(count or 0)
    for cell, count in counts.items():
        yield people(kinds.at_place(POPULATION, ANY_ARM, cell) & kinds.numeric[outcome.waves[0]], count)


DENOMINATORS: Mapping[str, Read] = {
    "success_counts": _answers,
    "arm_counts": _bands,
    "difference_counts": _differences,
    "paired_counts": _pairs,
    "group_counts": _sides,
    "population_counts": _population,
}
