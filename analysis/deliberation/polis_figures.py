"""The figures Polis publishes of a statement: to compare with a published result, never to draw a conclusion.

Nothing here is shown on a page: `representative` and `consensus_of_each` say what this platform says, and
docs/decisions/0018-deliberation.md how both differ. Formulas: Small et al. 2021, https://doi.org/10.6035/recerca.5516.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.deliberation.representative import Z_TO_PROPOSE, z_of_two_shares
from analysis.deliberation.votes import AGREE

MOST_LISTED = 5  # statements of a list


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of one group, or of everyone, on one statement; those who passed are in `seen`."""

    agree: int
    disagree: int
    seen: int

    def of(self, value: int) -> int:
        """How many voted so: 1 agree, -1 disagree."""
        return self.agree if value == AGREE else self.disagree


@dataclass(frozen=True, slots=True)
class PolisFigures:
    """`share` is Polis's p-success, `z` its p-test, `ratio` its repness, `z_apart` its repness-test."""

    share: float
    z: float
    ratio: float
    z_apart: float

    @property
    def are_representative(self) -> bool:
        """Both tests at one-sided 90 %, on the very people the groups were made from."""
        return min(self.z, self.z_apart) > Z_TO_PROPOSE


def polis_figures(value: int, inside: Counted, outside: Counted) -> PolisFigures:
    """How much a group votes `value` on a statement, and how much more than all others together.

    share = (count + 1) / (seen + 2); ratio of the shares inside and outside; z against one half and z between the two
    groups (pooled variance), both with one vote of that kind added to each: (count + 1) / (seen + 1). Where everyone
    votes so, the second is 0. Misleads as a test: the groups come from the same votes, no correction for their number.

    Example: 26 of 27 agree inside, 7 of 19 outside → 0.931, 4.91, 2.44, 4.34.
    """
    count, others = inside.of(value), outside.of(value)
    share = (count + 1) / (inside.seen + 2)
    everyone = count == inside.seen and others == outside.seen
    return PolisFigures(
        share,
        z_against_half(count, inside.seen),
        share / ((others + 1) / (outside.seen + 2)),
        0.0 if everyone else z_of_two_shares(count + 1, inside.seen + 1, others + 1, outside.seen + 1),
    )


def z_against_half(count: int, seen: int) -> float:
    """z of (count + 1) / (seen + 1) against one half."""
    return float(2 * (seen + 1) ** 0.5 * ((count + 1) / (seen + 1) - 0.5))


def polis_consensus(value: int, everyone: Mapping[str, Counted]) -> tuple[str, ...]:
    """The statements Polis lists as consensus: at most five on which most vote `value`, groups or no groups.

    Kept: share above one half and z above 1.28; order: share times z, the largest first, ties as they were given.
    Misleads wherever one group is larger than the others: it counts people, where `consensus_of_each` asks each group.
    """
    ranked = {}
    for statement, votes in everyone.items():
        share, z = (votes.of(value) + 1) / (votes.seen + 2), z_against_half(votes.of(value), votes.seen)
        if share > 0.5 and z > Z_TO_PROPOSE:
            ranked[statement] = share * z
    return tuple(sorted(ranked, key=lambda each: -ranked[each]))[:MOST_LISTED]
