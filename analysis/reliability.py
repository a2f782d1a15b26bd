"""Cronbach's alpha with Feldt's interval, and McDonald's omega, from the moments of the items alone."""

from __future__ import annotations

import numpy as np
from scipy.special import fdtri

from analysis.gram import Matrix, read_gram, values_of
from analysis.one_factor import omega
from analysis.plan import Scale
from analysis.results import EvidenceTable, Reliability


def reliability(figure_id: str, scale: Scale, wave: str, table: EvidenceTable, confidence: float) -> Reliability:
    """How far the items of a scale vary together at one wave.

    Population: participants who answered every item. Formula: alpha = k / (k - 1) · (1 - Σ s_i² / s_total²), with
    (1 - alpha) / (1 - estimate) following F(n - 1, (n - 1)(k - 1)) (Feldt 1965, https://doi.org/10.1007/BF02289499).
    Misleads when a scale measures several things: alpha grows with the number of items. Refused (None) with fewer
    than two items or two participants, or when nobody differs.

    Example: four items, 100 participants, alpha 0.80 → [0.73, 0.86].
    """
    n = int(values_of(table.rows, "all")["participants", None])
    alpha = _alpha(table, scale, n) if n > 1 and len(scale.items) > 1 else None
    low, high = (None, None) if alpha is None else _feldt(alpha, n, len(scale.items), confidence)
    common = None if alpha is None or n <= len(scale.items) else omega(_covariance(table, scale, n))
    return Reliability(figure_id, scale.code, wave, alpha, low, high, n, len(scale.items), table.id, common)


def _covariance(table: EvidenceTable, scale: Scale, n: int) -> Matrix:
    return np.asarray(read_gram(table.rows, "all", n, scale.items).centred / (n - 1))


def _alpha(table: EvidenceTable, scale: Scale, n: int) -> float | None:
    covariance = _covariance(table, scale, n)
    total = float(covariance.sum())
    if total <= 1e-12 * max(float(covariance.trace()), 1e-300):
        return None
    items = len(scale.items)
    return items / (items - 1) * (1 - float(covariance.trace()) / total)


def _feldt(alpha: float, n: int, items: int, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    degrees = (n - 1, (n - 1) * (items - 1))
    return 1 - (1 - alpha) * float(fdtri(*degrees, 1 - tail)), 1 - (1 - alpha) * float(fdtri(*degrees, tail))
