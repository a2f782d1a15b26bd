"""Activity × factor with the factor's range: the one way emissions are added, for versions and for studies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Emission(NamedTuple):
    """An amount of something, and kgCO2e for one unit of it with its range."""

    amount: float
    value: float
    low: float
    high: float


def total(lines: Sequence[Emission]) -> float:
    """Sum of amount × factor."""
    return math.fsum(line.amount * line.value for line in lines)


def widest(lines: Sequence[Emission]) -> tuple[float, float]:
    """All factors wrong in the same direction: the lows added, the highs added. A negative amount swaps its ends."""
    ends = [sorted((line.amount * line.low, line.amount * line.high)) for line in lines]
    return math.fsum(low for low, _ in ends), math.fsum(high for _, high in ends)


def quadrature(lines: Sequence[Emission]) -> tuple[float, float]:
    """Independent factors: half-widths squared, added, rooted, on each side (GUM, JCGM 100:2008, 5.1.2)."""
    below = math.sqrt(math.fsum((line.amount * (line.value - _near(line))) ** 2 for line in lines))
    above = math.sqrt(math.fsum((line.amount * (line.value - _far(line))) ** 2 for line in lines))
    return total(lines) - below, total(lines) + above


def _near(line: Emission) -> float:
    return line.low if line.amount >= 0 else line.high


def _far(line: Emission) -> float:
    return line.high if line.amount >= 0 else line.low
