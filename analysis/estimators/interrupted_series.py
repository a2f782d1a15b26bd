"""A series before and after a change: the step at the change, by least squares with Newey and West's error."""

from __future__ import annotations

from math import floor, nan, sqrt

import numpy as np

from analysis.distributions import t_interval, t_p
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.gram import Matrix, Vector
from analysis.parameters import Parameters, confidence_of
from analysis.results import Check, Estimate, EvidenceTable
from analysis.run_chart import run_rules
from analysis.series import AFTER, BEFORE, Point, points_of

FEWEST = 8  # points on each side; below, a slope and the dependence of neighbours cannot both be told
STEP, BEND = 2, 3


def counted_of(table: EvidenceTable) -> Counted:
    """Periods with a value, and gaps: here n counts periods, not people."""
    n = sum(1 for row in table.rows if row[3] is not None)
    return Counted(n, len(table.rows) - n)


def too_short(source: Source, counted: Counted, points: list[Point]) -> Estimate | None:
    """The refusal of a model, with the run chart's rules in its place; None when both sides are long enough."""
    sides = [sum(1 for _, side, _ in points if side == wanted) for wanted in (BEFORE, AFTER)]
    if not points:
        return declined(source, counted, "series_empty")
    if min(sides) >= FEWEST:
        return None
    details = {"points_before": sides[0], "points_after": sides[1], **run_rules([value for *_, value in points])}
    return stated(source, counted, effect=nan, interval=None, details=details, refused=("series_too_short",))


def design_of(points: list[Point]) -> tuple[Matrix, Vector]:
    """Columns: one, period, step, period since the step; and the values."""
    first = next(place for place, side, _ in points if side == AFTER)
    rows = [(1.0, place - first, float(side == AFTER), (place - first) * (side == AFTER)) for place, side, _ in points]
    return np.array(rows, dtype=float), np.array([value for *_, value in points], dtype=float)


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """How much the level stepped at the change, beyond the trend before it.

    Population: periods with a value; the period of the change belongs to no side, gaps stay gaps. Formula:
    y = a + b·t + c·after + d·(t − t₀)·after by least squares (Wagner et al. 2002,
    https://doi.org/10.1046/j.1365-2710.2002.00430.x); Newey and West's variance (1987,
    https://doi.org/10.2307/1913610) with lag ⌊4 (n/100)^(2/9)⌋, small-sample factor n / (n − 4), Student's t. Below 8
    points on a side no model is fitted: the run chart and its rules stand instead. Misleads when something else changed
    at the same time, or with seasons longer than the series.

    Example: see tests/oracle/test_analysis_series.py.
    """
    source = Source("interrupted_series", table, parameters)
    counted, points = counted_of(table), points_of(table)
    refused = too_short(source, counted, points)
    if refused is not None:
        return refused
    design, values = design_of(points)
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ values
    residuals = values - design @ slopes
    n, size = design.shape
    if float(residuals @ residuals) <= 1e-20 * max(float(values @ values), 1e-300):
        return stated(source, counted, effect=float(slopes[STEP]), interval=None, refused=("interval_no_variation",))
    lag = floor(4 * (n / 100) ** (2 / 9))
    places = np.array([place for place, *_ in points])
    covariance = inverse @ _newey_west(design * residuals[:, None], places, lag) @ inverse * n / (n - size)
    error, bend = (sqrt(max(float(covariance[place, place]), 0.0)) for place in (STEP, BEND))
    confidence, df = confidence_of(parameters), n - size
    low, high = t_interval(float(slopes[BEND]), bend, df, confidence)
    return stated(
        source,
        counted,
        effect=float(slopes[STEP]),
        interval=t_interval(float(slopes[STEP]), error, df, confidence),
        p_value=t_p(float(slopes[STEP]) / error, df) if error > 0 else None,
        details={
            "standard_error": error,
            "df": df,
            "lag": lag,
            "slope_before": float(slopes[1]),
            "slope_change": float(slopes[BEND]),
            "slope_change_low": low,
            "slope_change_high": high,
            "points_before": sum(1 for _, side, _ in points if side == BEFORE),
            "points_after": sum(1 for _, side, _ in points if side == AFTER),
            **run_rules(list(map(float, values))),
        },
        checks=(Check("no_gap", counted.missing == 0, counted.missing),),
        refused=() if error > 0 else ("p_value_no_variation",),
    )


def _newey_west(scores: Matrix, places: Vector, lag: int) -> Matrix:
    """The long-run variance of the scores, neighbours weighted by Bartlett; a gap keeps its distance."""
    middle = scores.T @ scores
    for distance in range(1, lag + 1):
        pairs = [(i, j) for i in range(len(places)) for j in range(i) if places[i] - places[j] == distance]
        cross = sum((np.outer(scores[i], scores[j]) for i, j in pairs), np.zeros_like(middle))
        middle = middle + (1 - distance / (lag + 1)) * (cross + cross.T)
    return np.asarray(middle)
