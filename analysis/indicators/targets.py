"""A value against what was aimed at. An estimate meets a target only when its whole interval does."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, TypeAlias

from analysis.indicators.catalogue import IndicatorRow, Unit
from analysis.indicators.readings import Found

Verdict: TypeAlias = Literal["met", "unmet", "unclear", "no_value"]

# What may be aimed at, by unit: the least and the most.
BOUNDS: Mapping[Unit, tuple[float, float]] = {
    "things": (0, 1e6),
    "days": (0, 36_500),
    "evenness": (0, 1),
    "points": (-100, 100),
    "kgCO2e": (0, 1e9),
    "percent": (0, 100),
}


def is_possible(row: IndicatorRow, target: float) -> bool:
    """Whether an indicator could ever have that value; things are counted in whole numbers."""
    least, most = BOUNDS[row.unit]
    return least <= target <= most and (row.unit != "things" or target == int(target))


def against(row: IndicatorRow, found: Found, target: float) -> Verdict:
    """How a value stands to a target; "unclear" when its interval holds both, or when the rest is still to show."""
    if found.value is None:
        return "no_value"
    low, high = (found.value, found.value) if not row.spread else _interval(found)
    better = 1 if row.better == "higher" else -1
    worst, best = sorted((better * low, better * high))
    if best < better * target:
        return "unmet"
    return "met" if worst >= better * target and found.state == "counted" else "unclear"


def _interval(found: Found) -> tuple[float, float]:
    return (-math.inf if found.low is None else found.low, math.inf if found.high is None else found.high)
