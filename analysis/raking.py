"""Raking: weights that make a sample look like the population in several respects at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = tuple[int, ...]  # per margin, the place of its category

STEPS, SETTLED = 2000, 1e-13


class MarginEmpty(ValueError):
    """Somebody lives in the population whom nobody in the sample stands for: no weight can speak for them."""


class DidNotSettle(ValueError):
    """The margins contradict each other on the cells that the sample has."""


@dataclass(frozen=True)
class Weighted:
    """A weight per cell (its mean over people is 1), and what they cost."""

    weights: Mapping[Cell, float]
    design_effect: float


def rake(counts: Mapping[Cell, int], margins: Sequence[Sequence[float]]) -> Weighted:
    """Weights by iterative proportional fitting (Deming and Stephan 1940, https://doi.org/10.1214/aoms/1177731829).

    `counts`: people per cell; `margins`: per respect, the share of each category, summing to one. The design effect is
    Kish's (1965, Survey Sampling, 11.7): n Σw² / (Σw)². MarginEmpty when a category that exists has nobody.

    Example: 30 and 10 people where the population is half and half → weights 2/3 and 2, design effect 1.33.
    """
    people = {cell: n for cell, n in counts.items() if n > 0}
    for place, shares in enumerate(margins):
        found = {cell[place] for cell in people}
        if any(share > 0 and category not in found for category, share in enumerate(shares)):
            raise MarginEmpty
    total = sum(people.values())
    weights = dict.fromkeys(people, 1.0)
    for _ in range(STEPS):
        if (
            max((_fit(weights, people, total, place, shares) for place, shares in enumerate(margins)), default=0.0)
            < SETTLED
        ):
            squares = sum(n * weights[cell] ** 2 for cell, n in people.items())
            summed = sum(n * weights[cell] for cell, n in people.items())
            return Weighted(weights, total * squares / summed**2)
    raise DidNotSettle


def _fit(
    weights: dict[Cell, float], people: Mapping[Cell, int], total: int, place: int, shares: Sequence[float]
) -> float:
    """One respect brought to its shares; how far off it was."""
    off = 0.0
    for category, share in enumerate(shares):
        cells = [cell for cell in people if cell[place] == category]
        now = sum(people[cell] * weights[cell] for cell in cells) / total
        if not cells or now <= 0:
            continue
        off = max(off, abs(now - share))
        for cell in cells:
            weights[cell] *= share / now
    return off
