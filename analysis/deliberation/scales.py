"""A scale of equal steps: its mean, and how far the people on it pull apart."""

from __future__ import annotations

from collections.abc import Mapping


def mean(given: Mapping[int, int]) -> float | None:
    """The mean of values given as value → people. None when nobody gave one."""
    people = sum(given.values())
    return sum(value * n for value, n in given.items()) / people if people else None


def conflict(given: Mapping[int, int], steps: int) -> float | None:
    """The Potential for Conflict Index PCI₂ of a scale 1 … `steps`: 0 when all say the same, 1 when split to both ends.

    Population: the values given. Formula: the mean distance between two people drawn from them, divided by the largest
    it could be for as many people (Vaske, Beaman, Barreto and Shelby 2010,
    https://doi.org/10.1080/01490401003712648). Distances are steps apart. Misleads with few people: two who differ by
    one step of five already give 0.25. Refused (None) under two people.

    Example: five people at 1 and five at 5 of 5 → 1; all at 3 → 0.
    """
    people = sum(given.values())
    if people < 2:
        return None
    apart = sum(n * m * abs(value - other) for value, n in given.items() for other, m in given.items())
    half = people // 2
    largest = 2 * half * (people - half) * (steps - 1)
    return apart / largest
