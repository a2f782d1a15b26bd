"""Ranking by majority judgment, exact also when the proposals received unequal numbers of grades."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TypeAlias

HALF = Fraction(1, 2)
Walk: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Grades:
    """The grades of one proposal: `counts` from the worst grade to the best, and how many people skipped it."""

    proposal: str
    counts: tuple[int, ...]
    skipped: int = 0

    def __post_init__(self) -> None:
        if min(self.counts, default=-1) < 0 or self.skipped < 0:
            raise ValueError(f"{self.proposal}: grades are counts, from the worst to the best")

    @property
    def given(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Ranked:
    """A proposal with its place. `median` is the index of its majority grade; tied proposals share the best rank."""

    proposal: str
    rank: int | None
    median: int | None
    given: int
    skipped: int
    tied_with: tuple[str, ...]


def rank_by_majority_judgment(proposals: Iterable[Grades]) -> tuple[Ranked, ...]:
    """Proposals from first to last; those nobody graded come last, without a rank.

    Population: grades given to each proposal; a skip is not a grade, it is shown beside and counted as nothing.
    Formula: the majority grade is the (lower) median; equal medians are compared by walking from the middle outwards,
    the lower side first (Balinski and Laraki 2007, https://doi.org/10.1073/pnas.0702634104). The walk is along the
    shares as exact fractions, which is the walk along the grades each repeated until all proposals have as many.
    Misleads when skips are many or chosen: a proposal graded only by its friends ranks high, so `given` and `skipped`
    stand beside the rank. Refused (rank None) without a grade; ties that the whole walk leaves are said, never broken.

    Example: worst to best, A (1, 1, 1) and B (0, 3, 0) → both middle, then A's lower neighbour is worse: B, A.
    """
    listed = sorted(proposals, key=lambda grades: grades.proposal)
    if len({len(grades.counts) for grades in listed}) > 1:
        raise ValueError("all proposals are graded on one scale")
    graded = [grades for grades in listed if grades.given]
    walks = _walks(graded)
    ordered = sorted(graded, key=lambda grades: walks[grades.proposal], reverse=True)
    places = [walks[grades.proposal] for grades in ordered]
    ranked = [_ranked(grades, places.index(walks[grades.proposal]) + 1, walks) for grades in ordered]
    unranked = [Ranked(grades.proposal, None, None, 0, grades.skipped, ()) for grades in listed if not grades.given]
    return (*ranked, *unranked)


def _ranked(grades: Grades, rank: int, walks: dict[str, Walk]) -> Ranked:
    walk = walks[grades.proposal]
    tied = tuple(other for other, its in walks.items() if its == walk and other != grades.proposal)
    return Ranked(grades.proposal, rank, walk[0][0], grades.given, grades.skipped, tied)


def _walks(graded: list[Grades]) -> dict[str, Walk]:
    """Each proposal's grades below and above the middle, at every distance where some proposal changes grade."""
    bounds = {grades.proposal: _bounds(grades) for grades in graded}
    distances = sorted({abs(bound - HALF) for each in bounds.values() for bound in each} | {Fraction(0), HALF})
    steps = [(near + far) / 2 for near, far in pairwise(distances)]
    return {
        proposal: tuple((_grade_at(each, HALF - step), _grade_at(each, HALF + step)) for step in steps)
        for proposal, each in bounds.items()
    }


def _bounds(grades: Grades) -> tuple[Fraction, ...]:
    """The share of grades up to each one, from the worst."""
    return tuple(Fraction(up_to, grades.given) for up_to in accumulate(grades.counts))


def _grade_at(bounds: tuple[Fraction, ...], share: Fraction) -> int:
    return next(grade for grade, bound in enumerate(bounds) if share < bound)
