"""Quantiles, tail areas, the interval of a share. `scipy.special` loads ten times faster than `scipy.stats`."""

from __future__ import annotations

from scipy.special import betaincinv, ndtr, ndtri, stdtr, stdtrit

LARGE_DF = 1e6


def normal_quantile(confidence: float) -> float:
    """z with `confidence` of the normal distribution between -z and z."""
    return float(ndtri(0.5 + confidence / 2))


def t_quantile(confidence: float, df: float) -> float:
    """t with `confidence` of Student's distribution between -t and t."""
    return float(stdtrit(df, 0.5 + confidence / 2))


def t_one_sided(probability: float, df: float) -> float:
    """t with `probability` of Student's distribution below it."""
    return float(stdtrit(df, probability))


def normal_p(z: float) -> float:
    """Two-sided tail area of the normal distribution."""
    return 2 * float(ndtr(-abs(z)))


def t_p(t: float, df: float) -> float:
    """Two-sided tail area of Student's distribution."""
    return 2 * float(stdtr(df, -abs(t)))


def t_interval(effect: float, standard_error: float, df: float, confidence: float) -> tuple[float, float]:
    """effect ± t · standard error."""
    half = t_quantile(confidence, df) * standard_error
    return effect - half, effect + half


def detectable(standard_error: float, df: float, confidence: float, power: float) -> float:
    """The smallest effect a test of this size and spread would have shown at that power.

    (t for the confidence + t for the power) × standard error (Bloom 1995, https://doi.org/10.1177/0193841X9501900504);
    the normal distribution beyond LARGE_DF.
    """
    if df >= LARGE_DF:
        return standard_error * (normal_quantile(confidence) + t_one_sided(power, LARGE_DF))
    return standard_error * (t_quantile(confidence, df) + t_one_sided(power, df))


def wilson(successes: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score interval: the shares that a score test would not reject. Stays within 0 and 1 at any n."""
    share, shrink = successes / n, z * z / n
    middle = (share + shrink / 2) / (1 + shrink)
    half = z / (1 + shrink) * (share * (1 - share) / n + shrink / (4 * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(first: tuple[int, int], second: tuple[int, int], z: float) -> tuple[float, float]:
    """Newcombe's interval for a difference of two shares, each as successes and n: two of Wilson's, joined."""
    (p1, low1, high1), (p0, low0, high0) = ((x / n, *wilson(x, n, z)) for x, n in (first, second))
    below = ((p1 - low1) ** 2 + (high0 - p0) ** 2) ** 0.5
    above = ((high1 - p1) ** 2 + (p0 - low0) ** 2) ** 0.5
    return p1 - p0 - below, p1 - p0 + above


def clopper_pearson(successes: int, n: int, confidence: float) -> tuple[float, float]:
    """The exact interval of a share: the shares that an exact test on either side would not reject."""
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else float(betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes == n else float(betaincinv(successes + 1, n - successes, 1 - tail))
    return low, high
