"""Several results of one comparison put together: a random-effects mean over sites, or over field tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from analysis.distributions import t_p, t_quantile

STEPS, SETTLED = 500, 1e-14


@dataclass(frozen=True)
class Pooled:
    """The mean effect and what another site may expect. `tau_squared`: how much effects differ from site to site."""

    effect: float
    error: float
    df: int
    low: float
    high: float
    p_value: float
    tau_squared: float
    i_squared: float
    prediction_low: float | None
    prediction_high: float | None


def pool(effects: Sequence[float], variances: Sequence[float], confidence: float) -> Pooled | None:
    """Random-effects mean: REML for τ², Knapp and Hartung's error, Student's t with k − 1 degrees of freedom.

    Population: sites of which these are a sample. Formula: Viechtbauer 2005
    (https://doi.org/10.3102/10769986030003261), Knapp and Hartung 2003 (https://doi.org/10.1002/sim.1482); prediction
    interval of Higgins, Thompson and Spiegelhalter 2009 (https://doi.org/10.1111/j.1467-985X.2008.00552.x), from three
    results on. None with fewer than two, or where their own variances are not known. Misleads with few sites: τ² is
    then hardly known, and only the prediction interval says so.

    Example: 0.10, 0.35 and 0.60 with variances 0.02, 0.03, 0.02 → 0.35 [-0.27, 0.97].
    """
    if len(effects) < 2 or min(variances) <= 0:
        return None
    between = _tau_squared(effects, variances)
    weights = [1 / (variance + between) for variance in variances]
    mean = _mean(effects, weights)
    df = len(effects) - 1
    spread = sum(weight * (effect - mean) ** 2 for effect, weight in zip(effects, weights, strict=True)) / df
    error = sqrt(spread / sum(weights))
    if error <= 0:
        return None
    t = t_quantile(confidence, df)
    reach = t * sqrt(error**2 + between) if len(effects) > 2 else None
    return Pooled(
        effect=mean,
        error=error,
        df=df,
        low=mean - t * error,
        high=mean + t * error,
        p_value=t_p(mean / error, df),
        tau_squared=between,
        i_squared=between / (between + _typical(variances)),
        prediction_low=None if reach is None else mean - reach,
        prediction_high=None if reach is None else mean + reach,
    )


def _mean(effects: Sequence[float], weights: Sequence[float]) -> float:
    return sum(effect * weight for effect, weight in zip(effects, weights, strict=True)) / sum(weights)


def _tau_squared(effects: Sequence[float], variances: Sequence[float]) -> float:
    """Fisher's scoring for the restricted likelihood, never below zero."""
    between = max(0.0, _scatter(effects) - sum(variances) / len(variances))
    for _ in range(STEPS):
        weights = [1 / (variance + between) for variance in variances]
        total, squares, cubes = (sum(weight**power for weight in weights) for power in (1, 2, 3))
        mean = _mean(effects, weights)
        residual = sum((weight * (effect - mean)) ** 2 for effect, weight in zip(effects, weights, strict=True))
        slope = residual - (total - squares / total)
        information = squares - 2 * cubes / total + (squares / total) ** 2
        moved = max(0.0, between + slope / information)
        if abs(moved - between) <= SETTLED * max(1.0, between):
            return moved
        between = moved
    return between


def _scatter(effects: Sequence[float]) -> float:
    mean = sum(effects) / len(effects)
    return sum((effect - mean) ** 2 for effect in effects) / (len(effects) - 1)


def _typical(variances: Sequence[float]) -> float:
    """The variance within a typical site (Higgins and Thompson 2002)."""
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    return (len(weights) - 1) * total / (total**2 - sum(weight**2 for weight in weights))
