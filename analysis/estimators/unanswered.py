"""What an estimate could become had those without an answer given one: the two extremes, nothing assumed.

Bounds of Manski (1990, https://www.jstor.org/stable/2006592): whoever is missing is given the lowest, then the highest
possible answer. They are wide on purpose, and hold whatever made people leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from analysis.parameters import Parameters

Bounds: TypeAlias = tuple[float, float]
LOW, HIGH = "unanswered_low", "unanswered_high"


def range_of(parameters: Parameters) -> Bounds | None:
    """The lowest and the highest score, where the plan's scale has them; None for a number without limits."""
    low, high = parameters.get("lowest"), parameters.get("highest")
    return (float(low), float(high)) if isinstance(low, int | float) and isinstance(high, int | float) else None


def mean_within(mean: float, n: int, missing: int, limits: Bounds) -> Bounds:
    """The mean over everyone, if all who are missing had the lowest, or the highest, possible value.

    Example: mean 3 of 8 people, 2 missing, from 1 to 5 → 2.6 to 3.4.
    """
    everyone = n + missing
    low, high = ((n * mean + missing * limit) / everyone for limit in limits)
    return low, high


def apart(first: Bounds, second: Bounds) -> Bounds:
    """The least and the greatest difference between two bounded values."""
    return first[0] - second[1], first[1] - second[0]


def as_details(bounds: Bounds | None, missing: int) -> Mapping[str, float]:
    """The bounds among the details of an estimate; nothing where everyone answered or nothing bounds the answers."""
    return {} if bounds is None or missing == 0 else {LOW: bounds[0], HIGH: bounds[1]}
