"""Groups of people who vote alike, which are shown only when they are there: otherwise, “no stable groups” and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from analysis.deliberation.clusters import Array, Labels, adjusted_rand, k_means, nearest, silhouette
from analysis.deliberation.opinion_space import COMPONENTS, centred, opinion_space, statement_means
from analysis.deliberation.votes import VoteMatrix

FEWEST_PEOPLE = 40
LARGEST_P = 0.05
LEAST_STABILITY = 0.6
SMALLEST_GROUP = 5
FEWEST_VOTES = 7  # of one person, or every statement when there are fewer: as Polis places people
CHOICES_OF_K = range(2, 6)
PERMUTATIONS = 199
BOOTSTRAPS = 50
SILHOUETTE_PEOPLE = 2000  # the distances between all pairs of more would not fit a small server

REASONS = ("too_few_people", "votes_all_alike", "no_structure", "not_stable", "group_too_small")


@dataclass(frozen=True)
class OpinionGroups:
    """Groups, or the reasons why none are shown (codes of REASONS). With a reason, `groups` is empty.

    `placed` people voted enough to be placed; `left_out` did not. The other figures are those the reasons were read
    from, None when a reason came before them. Groups go from the largest to the smallest, people in order of codes.
    """

    groups: tuple[tuple[str, ...], ...]
    reasons: tuple[str, ...]
    placed: int
    left_out: int
    seed: int
    silhouette: float | None = None
    p_value: float | None = None
    stability: float | None = None
    smallest: int | None = None

    @property
    def are_stable(self) -> bool:
        return not self.reasons


def opinion_groups(matrix: VoteMatrix, seed: int) -> OpinionGroups:
    """Groups of people who vote alike. The same votes and seed give the same groups, whatever the order of people.

    Population: people with at least seven votes (or all statements, when fewer). Formula: two principal components
    (`opinion_space`), k-means for k 2 to 5 with the largest silhouette. Refused, with every reason that holds, unless
    at least 40 people are placed; the share of variance of the two components is rarer than 1 in 20 among 199
    permutations of each statement's votes; the groups found again in 50 bootstrap samples agree (mean adjusted Rand
    index ≥ 0.6); the smallest group has 5 people. k-means alone finds groups in noise each time. Misleads all the same
    when some people agree with everything: a way of answering is a structure too. Beyond 2,000 people the silhouette
    is that of 2,000 of them, drawn with the seed.
    """
    ordered = _in_order(matrix)
    enough = (~np.isnan(ordered.values)).sum(axis=1) >= min(FEWEST_VOTES, max(1, len(ordered.statements)))
    people = ordered.only(enough)
    counts = (len(people.people), len(ordered.people) - len(people.people), seed)
    if len(people.people) < FEWEST_PEOPLE:
        return OpinionGroups((), ("too_few_people",), *counts)
    if not np.any(centred(people.values, statement_means(people.values))):
        return OpinionGroups((), ("votes_all_alike",), *counts)
    # One stream per step, so that a change in one does not move the draws of another.
    grouping, permuting, sampling = (np.random.default_rng([seed, step]) for step in range(3))
    labels, width = _grouped(people.values, grouping)
    p_value = structure_p(people.values, permuting)
    stability = _stability(people.values, labels, sampling)
    smallest = int(np.unique(labels, return_counts=True)[1].min())
    reasons = _reasons(p_value, stability, smallest)
    groups = () if reasons else _named(people, labels)
    return OpinionGroups(groups, reasons, *counts, width, p_value, stability, smallest)


def structure_p(votes: Array, rng: np.random.Generator) -> float:
    """The p-value of the share of variance that two components hold, against votes without any link.

    Within each statement the votes given are dealt again among those who gave one: what each person saw, and each
    statement's totals, stay. p = (1 + permutations at least as high) / (1 + permutations).
    """
    deviations = centred(votes, statement_means(votes))
    seen = [np.flatnonzero(~np.isnan(column)) for column in votes.T]
    found = _share_of_components(deviations)
    higher = sum(_share_of_components(_dealt(deviations, seen, rng)) >= found - 1e-12 for _ in range(PERMUTATIONS))
    return (1 + higher) / (1 + PERMUTATIONS)


def _in_order(matrix: VoteMatrix) -> VoteMatrix:
    rows, columns = np.argsort(matrix.people), np.argsort(matrix.statements)
    people = tuple(matrix.people[row] for row in rows)
    return VoteMatrix(people, tuple(matrix.statements[each] for each in columns), matrix.values[rows][:, columns])


def _grouped(votes: Array, rng: np.random.Generator) -> tuple[Labels, float]:
    """The labels of the k with the largest silhouette, and that silhouette."""
    points = opinion_space(votes).places(votes)
    some = rng.permutation(len(points))[:SILHOUETTE_PEOPLE]
    distances = cdist(points[some], points[some])
    found = [k_means(points, k, rng)[0] for k in CHOICES_OF_K]
    widths = [silhouette(distances, labels[some]) for labels in found]
    best = int(np.argmax(widths))
    return found[best], widths[best]


def _share_of_components(deviations: Array) -> float:
    rows, columns = deviations.shape
    square = deviations @ deviations.T if rows < columns else deviations.T @ deviations
    return float(np.linalg.eigvalsh(square)[-COMPONENTS:].sum() / np.trace(square))


def _dealt(deviations: Array, seen: list[np.ndarray], rng: np.random.Generator) -> Array:
    dealt = np.zeros_like(deviations)
    for column, rows in enumerate(seen):
        dealt[rows, column] = deviations[rng.permutation(rows), column]
    return dealt


def _stability(votes: Array, labels: Labels, rng: np.random.Generator) -> float:
    """Mean agreement of the groups with those found from people drawn again, everyone placed in the nearest."""
    k = len(np.unique(labels))
    return float(np.mean([adjusted_rand(labels, _found_again(votes, k, rng)) for _ in range(BOOTSTRAPS)]))


def _found_again(votes: Array, k: int, rng: np.random.Generator) -> Labels:
    drawn = votes[rng.integers(len(votes), size=len(votes))]
    space = opinion_space(drawn)
    _, centres = k_means(space.places(drawn), k, rng)
    return nearest(space.places(votes), centres)


def _reasons(p_value: float, stability: float, smallest: int) -> tuple[str, ...]:
    holds = {
        "no_structure": p_value > LARGEST_P,
        "not_stable": stability < LEAST_STABILITY,
        "group_too_small": smallest < SMALLEST_GROUP,
    }
    return tuple(reason for reason, it_holds in holds.items() if it_holds)


def _named(people: VoteMatrix, labels: Labels) -> tuple[tuple[str, ...], ...]:
    members = [tuple(np.array(people.people, dtype=object)[labels == label]) for label in np.unique(labels)]
    return tuple(sorted(members, key=lambda group: (-len(group), group)))
