"""One factor behind several items, by maximum likelihood: what McDonald's omega rests on."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from analysis.gram import Matrix, Vector

LEAST = 0.005  # of what an item keeps for itself; at it the fit has no inside: the items do not make one factor


def omega(covariance: Matrix) -> float | None:
    """The share of a sum's variance that one common factor explains (McDonald 1999, Test theory, p. 89).

    Formula: (Σ λ)² / ((Σ λ)² + Σ ψ), loadings λ and own variances ψ of a one-factor model fitted by maximum likelihood
    (Lawley 1940). None with fewer than three items, an item that does not vary, or a fit on its border (Heywood).
    Unlike alpha it does not need equal loadings. Misleads when the items measure several things.

    Example: items that all correlate at .50 → 0.75 for three, as alpha.
    """
    deviations = np.sqrt(np.diag(covariance))
    if len(covariance) < 3 or float(deviations.min()) <= 0:
        return None
    correlations = covariance / np.outer(deviations, deviations)
    if float(np.linalg.eigvalsh(correlations).min()) < 1e-9:
        return None
    own = _own_variances(correlations)
    if own is None:
        return None
    common = float((_loadings(correlations, own) * deviations).sum()) ** 2
    return common / (common + float((own * deviations**2).sum()))


def _own_variances(correlations: Matrix) -> Vector | None:
    start = 0.5 / np.diag(np.linalg.inv(correlations))
    found = minimize(
        _misfit,
        start,
        args=(correlations,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST, 1.0)] * len(correlations),
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000},
    )
    own = np.asarray(found.x)
    return own if float(own.min()) > LEAST * 1.01 and np.isfinite(found.fun) else None


def _misfit(own: Vector, correlations: Matrix) -> tuple[float, Vector]:
    """Minus the log-likelihood, the loadings already at their best, and its slope (Jöreskog 1967)."""
    rooted = np.sqrt(own)
    values, _ = np.linalg.eigh(correlations / np.outer(rooted, rooted))
    rest = np.maximum(values[:-1], 1e-300)
    loadings = _loadings(correlations, own)
    fitted = np.outer(loadings, loadings) + np.diag(own)
    return float((rest - np.log(rest) - 1).sum()), np.diag(fitted - correlations) / own**2


def _loadings(correlations: Matrix, own: Vector) -> Vector:
    rooted = np.sqrt(own)
    values, vectors = np.linalg.eigh(correlations / np.outer(rooted, rooted))
    first = vectors[:, -1] * np.sign(vectors[:, -1].sum() or 1.0)
    return np.asarray(rooted * first * np.sqrt(max(float(values[-1]) - 1, 0.0)))
