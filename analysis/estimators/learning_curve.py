"""What each iteration costs less than the one before: the change at every doubling of their number."""

from __future__ import annotations

from math import log, sqrt

import numpy as np

from analysis.distributions import t_interval, t_p
from analysis.estimators.interrupted_series import counted_of
from analysis.estimators.statement import Source, declined, stated
from analysis.parameters import Parameters, confidence_of
from analysis.results import Check, Estimate, EvidenceTable
from analysis.series import points_of

FEWEST = 5
ENOUGH = 10


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Relative change of the value at every doubling of the number of iterations: the progress ratio minus one.

    Population: the iterations that were measured. Formula: log y = a + b log k by least squares, effect 2^b − 1,
    Student's t on b (Wright 1936, https://doi.org/10.2514/8.155; progress ratio: Dutton and Thomas 1984,
    https://doi.org/10.5465/amr.1984.4277639). Below 5 iterations, or with a value that is not above zero: refused.
    Misleads when what was made changed from one iteration to the next, and beyond the iterations seen.

    Example: 100, 80, 71, 64, 60 minutes → −0.20 (progress ratio 0.80).
    """
    source = Source("learning_curve", table, parameters)
    counted, points = counted_of(table), points_of(table)
    if not points:
        return declined(source, counted, "series_empty")
    if len(points) < FEWEST:
        return declined(source, counted, "too_few_iterations")
    if min(value for *_, value in points) <= 0:
        return declined(source, counted, "values_not_positive")
    design = np.array([(1.0, log(place)) for place, *_ in points])
    values = np.array([log(value) for *_, value in points])
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ values
    residuals = values - design @ slopes
    df, slope = len(points) - 2, float(slopes[1])
    error = sqrt(float(residuals @ residuals) / df * float(inverse[1, 1]))
    if error <= 1e-12:
        return stated(source, counted, effect=2**slope - 1, interval=None, refused=("interval_no_variation",))
    low, high = t_interval(slope, error, df, confidence_of(parameters))
    return stated(
        source,
        counted,
        effect=2**slope - 1,
        interval=(2**low - 1, 2 ** min(high, 1000.0) - 1),
        p_value=t_p(slope / error, df),
        details={
            "progress_ratio": 2**slope,
            "log_slope": slope,
            "log_slope_error": error,
            "standard_error": 2**slope * log(2) * error,
            "df": df,
        },
        checks=(Check("enough_iterations", len(points) >= ENOUGH, len(points)),),
    )
