"""Extra cost against extra effect: net monetary benefit, acceptability curve, and a ratio only where one is meant.

Class B: everything comes from moments per arm (n, sums, squares and the product of cost and effect).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import stdtr

from analysis.distributions import t_quantile
from analysis.economics.results import Amount, CurvePoint, Effectiveness, Refusal

POINTS = 21  # of the acceptability curve
MOMENT_COLUMNS = ("arm", "n", "missing", "cost", "cost_squares", "effect", "effect_squares", "products")


@dataclass(frozen=True)
class ArmMoments:
    """Means of one arm, and sums of squares and products about them."""

    n: int
    cost: float
    cost_squares: float
    effect: float
    effect_squares: float
    products: float

    def of_net_benefit(self, willingness: float) -> tuple[float, float]:
        """Mean and variance of willingness × effect − cost among these people."""
        squares = willingness**2 * self.effect_squares + self.cost_squares - 2 * willingness * self.products
        return willingness * self.effect - self.cost, max(squares, 0.0) / (self.n - 1)


def net_benefit(one: ArmMoments, other: ArmMoments, willingness: float, confidence: float) -> CurvePoint:
    """Difference of net monetary benefit per person with Welch's interval, and the chance that it is above zero.

    Net benefit = willingness × effect − cost (Stinnett & Mullahy 1998, https://doi.org/10.1177/0272989X98018002S09):
    a plain difference of means, so it has an interval even where the ratio has none.
    """
    (mean, spread), (mean_other, spread_other) = (arm.of_net_benefit(willingness) for arm in (one, other))
    difference = mean - mean_other
    a, b = spread / one.n, spread_other / other.n
    if a + b <= 0:
        return CurvePoint(willingness, difference, None, None, None)
    df = (a + b) ** 2 / (a**2 / (one.n - 1) + b**2 / (other.n - 1))
    half = t_quantile(confidence, df) * math.sqrt(a + b)
    chance = float(stdtr(df, difference / math.sqrt(a + b)))
    return CurvePoint(willingness, difference, difference - half, difference + half, chance)


def welch(
    mean: float, squares: float, n: int, mean_other: float, squares_other: float, n_other: int, confidence: float
) -> tuple[float, float, float]:
    """Difference of two means, low and high."""
    a, b = squares / (n - 1) / n, squares_other / (n_other - 1) / n_other
    difference = mean - mean_other
    if a + b <= 0:
        return difference, difference, difference
    df = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (n_other - 1))
    half = t_quantile(confidence, df) * math.sqrt(a + b)
    return difference, difference - half, difference + half


def fieller(one: ArmMoments, other: ArmMoments, confidence: float) -> tuple[float, float] | None:
    """Fieller's interval of extra cost / extra effect; None when it is not one bounded interval.

    The roots of (C − R·E)² = t² (s_CC − 2 R s_CE + R² s_EE), with t of Welch's degrees of freedom of the effect:
    so it is bounded exactly when the effect's own interval leaves out zero (Fieller 1954; Willan & O'Brien 1996,
    https://doi.org/10.1002/(SICI)1099-1050(199607/08)5:4<297::AID-HEC216>3.0.CO;2-T).
    """
    c, e = one.cost - other.cost, one.effect - other.effect
    parts = [arm.effect_squares / (arm.n - 1) / arm.n for arm in (one, other)]
    s_ee = sum(parts)
    s_cc = sum(arm.cost_squares / (arm.n - 1) / arm.n for arm in (one, other))
    s_ce = sum(arm.products / (arm.n - 1) / arm.n for arm in (one, other))
    if s_ee <= 0:
        return None
    df = s_ee**2 / sum(part**2 / (arm.n - 1) for part, arm in zip(parts, (one, other), strict=True))
    t = t_quantile(confidence, df)
    a, b, d = e**2 - t**2 * s_ee, c * e - t**2 * s_ce, c**2 - t**2 * s_cc
    if a <= 0 or b**2 < a * d:
        return None
    root = math.sqrt(b**2 - a * d)
    return (b - root) / a, (b + root) / a


def willingnesses(low: float | None, high: float | None) -> tuple[float, ...]:
    """The prices of one unit of effect that are looked at, evenly from the lowest to the highest."""
    if high is None:
        return ()
    least = low or 0.0
    return tuple(least + (high - least) * place / (POINTS - 1) for place in range(POINTS))


def effectiveness(
    one: ArmMoments, other: ArmMoments, prices: Sequence[float], confidence: float, currency: str, unit: str,
    n_by_arm: dict[str, int],
) -> Effectiveness:  # fmt: skip
    """Cost, effect, ratio and curve of the first arm against the second. `effect` is in the better direction.

    The ratio has no interval when the effect's interval holds zero: the ratio then runs through infinity, and a
    negative ratio may mean "cheaper and better" as well as "dearer and worse".
    """
    cost, cost_low, cost_high = welch(
        one.cost, one.cost_squares, one.n, other.cost, other.cost_squares, other.n, confidence
    )
    gain, low, high = welch(
        one.effect, one.effect_squares, one.n, other.effect, other.effect_squares, other.n, confidence
    )
    per = f"{currency}/{unit}"
    refused: tuple[Refusal, ...] = ()
    ratio = Amount(None, per)
    if low <= 0 <= high:
        refused = (Refusal("ratio_effect_includes_zero"),)
    else:
        ends = fieller(one, other, confidence)
        ratio = Amount(cost / gain, per, *(ends or (None, None)))
        refused = () if ends else (Refusal("ratio_unbounded"),)
    return Effectiveness(
        Amount(cost, currency, cost_low, cost_high),
        Amount(gain, unit, low, high),
        ratio,
        tuple(net_benefit(one, other, price, confidence) for price in prices),
        n_by_arm,
        "moments",
        refused,
    )
