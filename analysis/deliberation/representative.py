"""What sets a group apart: statements found on one half of the people and tested on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from analysis.deliberation.clusters import Array
from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix
from analysis.many_outcomes import adjusted

LARGEST_P = 0.05
Z_TO_PROPOSE = 1.2816  # one-sided 90 %, as Polis proposes statements


@dataclass(frozen=True)
class Representative:
    """A statement a group votes on unlike the others: `value` 1 it agrees more, -1 it disagrees more.

    Shares (count + 1) / (seen + 2), `ratio` between them and `p_value` (Holm) are those of the half it was tested on.
    """

    group: int
    statement: str
    value: int
    share_inside: float
    share_outside: float
    ratio: float
    p_value: float


def representative(matrix: VoteMatrix, groups: tuple[tuple[str, ...], ...], seed: int) -> tuple[Representative, ...]:
    """For each group (by its index), the statements that hold on the half they were not found on, smallest p first.

    Population: people of the groups. Each group is dealt in two halves with the seed. A statement is proposed on the
    first half when the group votes so more than the others (one-sided two-proportion z ≥ 1.28), and kept when the
    second half confirms it: p ≤ .05 after Holm over everything proposed. Shares are (count + 1) / (seen + 2), as in
    Polis (Small et al. 2021, https://doi.org/10.6035/recerca.5516), and z is that of these shares, where Polis adds one
    vote instead of two (`polis_figures`). Misleads when read as proof of the groups: they
    were made from the same votes; this says how they differ, once `opinion_groups` has said that they are there.
    Refused (nothing) with fewer than two groups.
    """
    finding, testing = _halves(groups, np.random.default_rng([seed, 3]))
    row = {person: index for index, person in enumerate(matrix.people)}
    proposed = [
        (group, column, value)
        for group, column, value in _candidates(len(groups), len(matrix.statements))
        if _contrast(matrix.values[:, column], finding, row, group, value)[2] >= Z_TO_PROPOSE
    ]
    tested = [_contrast(matrix.values[:, column], testing, row, group, value) for group, column, value in proposed]
    p_values = adjusted([float(ndtr(-z)) for _, _, z in tested], "secondary")
    found = [
        Representative(group, matrix.statements[column], value, inside, outside, inside / outside, p)
        for (group, column, value), (inside, outside, _), p in zip(proposed, tested, p_values, strict=True)
        if p is not None and p <= LARGEST_P
    ]
    return tuple(sorted(found, key=lambda each: (each.group, each.p_value, each.statement)))


def _halves(groups: tuple[tuple[str, ...], ...], rng: np.random.Generator) -> tuple[list[list[str]], list[list[str]]]:
    """Each group dealt in two, so that both halves hold all groups."""
    dealt = [[group[place] for place in rng.permutation(len(group))] for group in map(sorted, groups)]
    return [group[::2] for group in dealt], [group[1::2] for group in dealt]


def _candidates(groups: int, statements: int) -> Iterator[tuple[int, int, int]]:
    if groups < 2:
        return
    for group in range(groups):
        for column in range(statements):
            yield group, column, AGREE
            yield group, column, DISAGREE


def _contrast(
    votes: Array, half: list[list[str]], row: dict[str, int], group: int, value: int
) -> tuple[float, float, float]:
    """The share of a group, of the others, and the z between them: all with one vote of each kind added."""
    inside = votes[[row[person] for person in half[group]]]
    outside = votes[[row[person] for other, people in enumerate(half) if other != group for person in people]]
    (count, n), (others, m) = _count(inside, value), _count(outside, value)
    return count / n, others / m, z_of_two_shares(count, n, others, m)


def z_of_two_shares(count: int, n: int, others: int, m: int) -> float:
    """z of count / n against others / m, with the pooled variance; neither all nor none of n + m may be counted."""
    pooled = (count + others) / (n + m)
    return float((count / n - others / m) / (pooled * (1 - pooled) * (1 / n + 1 / m)) ** 0.5)


def _count(votes: Array, value: int) -> tuple[int, int]:
    return int((votes == value).sum()) + 1, int((~np.isnan(votes)).sum()) + 2
