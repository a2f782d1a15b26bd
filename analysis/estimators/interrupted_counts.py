"""A series of counts before and after a change: the step as a relative change, by quasi-Poisson."""

from __future__ import annotations

from math import exp, expm1, sqrt

import numpy as np

from analysis.distributions import t_interval, t_p
from analysis.estimators.interrupted_series import BEND, STEP, counted_of, design_of, too_short
from analysis.estimators.statement import Source, declined, stated
from analysis.gram import Matrix, Vector
from analysis.parameters import Parameters, confidence_of
from analysis.results import Check, Estimate, EvidenceTable
from analysis.series import points_of

STEPS, SETTLED = 100, 1e-12


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """By how much the level changed at the change, as a share of what the trend before it would have given.

    Population: periods with a count. Formula: log E(y) = a + b·t + c·after + d·(t − t₀)·after, variance φ times the
    mean, φ from Pearson's residuals (Bernal, Cummins and Gasparrini 2017, https://doi.org/10.1093/ije/dyw098); effect
    e^c − 1, Student's t. Below 8 points on a side: run chart. Neighbours that depend on each other make it too sure;
    `interrupted_series` allows for them. Negative values are no counts: refused.

    Example: see tests/oracle/test_analysis_series.py.
    """
    source = Source("interrupted_counts", table, parameters)
    counted, points = counted_of(table), points_of(table)
    refused = too_short(source, counted, points)
    if refused is not None:
        return refused
    if min(value for *_, value in points) < 0 or not any(value for *_, value in points):
        return declined(source, counted, "values_not_counts")
    fit = _fit(*design_of(points))
    if fit is None:
        return declined(source, counted, "model_did_not_settle")
    slopes, covariance, dispersion = fit
    df, confidence = len(points) - len(slopes), confidence_of(parameters)
    step, error = float(slopes[STEP]), sqrt(float(covariance[STEP, STEP]))
    if error <= 1e-12:
        return stated(source, counted, effect=expm1(step), interval=None, refused=("interval_no_variation",))
    low, high = t_interval(step, error, df, confidence)
    bends = t_interval(float(slopes[BEND]), sqrt(float(covariance[BEND, BEND])), df, confidence)
    return stated(
        source,
        counted,
        effect=expm1(step),
        interval=(expm1(low), expm1(min(high, 700.0))),
        p_value=t_p(step / error, df),
        details={
            "log_step": step,
            "log_step_error": error,
            "standard_error": exp(step) * error,
            "df": df,
            "dispersion": dispersion,
            "slope_change": float(slopes[BEND]),
            "slope_change_low": bends[0],
            "slope_change_high": bends[1],
        },
        checks=(Check("no_gap", counted.missing == 0, counted.missing),),
    )


def _fit(design: Matrix, counts: Vector) -> tuple[Vector, Matrix, float] | None:
    """Newton's steps for a Poisson likelihood; the covariance widened by the dispersion."""
    slopes = np.array([np.log(max(float(counts.mean()), 1e-3)), 0.0, 0.0, 0.0])
    for _ in range(STEPS):
        means = np.exp(np.clip(design @ slopes, -300, 300))
        information = design.T @ (design * means[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (counts - means))
        except np.linalg.LinAlgError:
            return None
        step = step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        slopes = slopes + step
        if float(np.abs(slopes).max()) > 50:
            return None
        if float(np.abs(step).max()) < SETTLED:
            dispersion = float(((counts - means) ** 2 / means).sum()) / (len(counts) - len(slopes))
            return slopes, dispersion * np.linalg.inv(information), dispersion
    return None
