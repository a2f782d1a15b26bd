"""Seeded draws that anyone can repeat to the last digit, and percentiles with the simulation's own error.

Uniform numbers come from the raw stream of PCG64, which numpy promises never to change, and go through the inverse of
each distribution; numpy's own `triangular` or `beta` may change between versions. Each input has a stream of its own,
made from the seed and its code: adding an input leaves the draws of the others as they were.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri, stdtrit

from analysis.distributions import normal_quantile
from analysis.economics.results import Amount, Chance, Input

Draws: TypeAlias = NDArray[np.float64]
NORMAL_95 = normal_quantile(0.95)


def uniforms(seed: int, code: str, count: int) -> Draws:
    """`count` numbers strictly between 0 and 1, the same for the same seed and code on every machine."""
    own = int.from_bytes(hashlib.sha256(code.encode()).digest()[:8], "big")
    raw = np.random.PCG64(np.random.SeedSequence([seed, own])).random_raw(count)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53 + 2.0**-54


def drawn(one: Input, seed: int, count: int) -> Draws:
    """The draws of one input from its distribution.

    triangular: mode at the value. pert: beta with mean (low + 4 value + high) / 6. uniform: the value plays no part.
    lognormal: median at the value, 95 % between low and high on average (their ratio gives the spread). normal:
    centred on the value, 95 % between low and high.
    """
    u = uniforms(seed, one.code, count)
    low, mode, high = one.low, one.value, one.high
    if one.distribution == "uniform":
        return low + u * (high - low)
    if one.distribution == "triangular":
        return _triangular(u, low, mode, high)
    if one.distribution == "pert":
        a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
        return low + (high - low) * np.asarray(betaincinv(a, b, u))
    if one.distribution == "lognormal":
        return mode * np.exp(ndtri(u) * math.log(high / low) / (2 * NORMAL_95))
    if one.distribution == "normal":
        return mode + ndtri(u) * (high - low) / (2 * NORMAL_95)
    raise ValueError(f"unknown distribution {one.distribution!r}")


def _triangular(u: Draws, low: float, mode: float, high: float) -> Draws:
    rising = np.sqrt(u * (high - low) * (mode - low))
    falling = np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u * (high - low) < mode - low, low + rising, high - falling)


def draw_all(inputs: Sequence[Input], seed: int, count: int) -> Mapping[str, Draws]:
    """The draws of every input, by code."""
    return {one.code: drawn(one, seed, count) for one in inputs}


def student(seed: int, code: str, count: int, df: float) -> Draws:
    """Draws from Student's distribution, for a mean whose spread was estimated."""
    return np.asarray(stdtrit(df, uniforms(seed, code, count)))


def problem_of(one: Input) -> str | None:
    """What is wrong with a range, as a code; None when it can be drawn from."""
    if not one.low <= one.value <= one.high:
        return "value_outside_range"
    if one.distribution == "lognormal" and one.low <= 0:
        return "lognormal_not_positive"
    return None


def percentile(values: Draws, share: float) -> tuple[float, float]:
    """The smallest draw with `share` of the draws at or below it, and half the 95 % interval of that percentile.

    The interval is read off the ordered draws: the rank of a percentile is binomial.
    """
    ordered, n = np.sort(values), len(values)
    middle = max(1, math.ceil(n * share))
    reach = NORMAL_95 * math.sqrt(n * share * (1 - share))
    near, far = max(1, math.floor(middle - reach)), min(n, math.ceil(middle + reach))
    return float(ordered[middle - 1]), float(ordered[far - 1] - ordered[near - 1]) / 2


def ranged(value: float, values: Draws | None, confidence: float, unit: str) -> Amount:
    """The value with the middle `confidence` of its draws; without draws, the value alone."""
    if values is None:
        return Amount(value, unit)
    tail = (1 - confidence) / 2
    (low, error_low), (high, error_high) = percentile(values, tail), percentile(values, 1 - tail)
    return Amount(value, unit, low, high, error_low, error_high)


def chance_above_zero(values: Draws | None) -> Chance | None:
    """The share of draws above zero and its standard error; None without draws."""
    if values is None:
        return None
    share = float(np.count_nonzero(values > 0)) / len(values)
    return Chance(share, math.sqrt(share * (1 - share) / len(values)))
