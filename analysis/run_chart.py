"""The rules of a run chart: whether values wander by chance about their median, or something shifted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import log2
from statistics import median

from scipy.stats import binom


def run_rules(values: Sequence[float]) -> Mapping[str, float]:
    """The median, the longest run on one side of it, how often it is crossed, and the limits of chance.

    Formula: values on the median are left out; longest run at most log2(n) + 3 rounded, crossings at least the 5 %
    quantile of a fair coin tossed n − 1 times (Anhøj and Olesen 2014, https://doi.org/10.1371/journal.pone.0113825).
    `signal` is 1 when either limit is passed. Empty below ten useful values, where chance alone decides.

    Example: 24 useful values → longest run at most 8, at least 8 crossings.
    """
    if not values:
        return {}
    middle = median(values)
    sides = [value > middle for value in values if value != middle]
    found = {"median": float(middle), "useful_points": float(len(sides))}
    if len(sides) < 10:
        return found
    runs = [len(list(run)) for _, run in groupby(sides)]
    longest_limit, crossings_limit = round(log2(len(sides)) + 3), int(binom.ppf(0.05, len(sides) - 1, 0.5))
    signal = max(runs) > longest_limit or len(runs) - 1 < crossings_limit
    return {
        **found,
        "longest_run": float(max(runs)),
        "longest_run_limit": float(longest_limit),
        "crossings": float(len(runs) - 1),
        "crossings_limit": float(crossings_limit),
        "signal": float(signal),
    }
