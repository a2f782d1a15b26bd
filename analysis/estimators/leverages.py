"""The robust variance HC3 of people too many to be kept: what each segment adds, once everyone's moments are known.

A leverage, x (X'X)⁻¹ x', and a residual need the row of one person and the moments of all. The first pass over the
segments gathers the moments; the second adds up, segment by segment, each squared residual over its (1 - leverage)².
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from analysis.dataset import Dataset
from analysis.estimators.two_arms_ancova import (
    ARM,
    OUTCOME,
    ROBUST,
    arms_of,
    entering,
    entering_columns,
    in_one,
    known_rows,
    origin_of,
    products_by_arm,
)
from analysis.gram import Matrix, Vector
from analysis.plan import Outcome, Plan
from analysis.tallies import Tally
from surveys.codebook import Codebook

WHOLE_LEVERAGE = 1 - 1e-9  # someone who alone decides a coefficient


@dataclass(frozen=True, eq=False)
class Fitted:
    """The model of everyone: the columns it takes, the means they are taken about, (X'X)⁻¹ and the coefficients."""

    names: tuple[str, ...]
    origin: Vector
    kept: tuple[int, ...]
    inverse: Matrix
    slopes: Vector
    people: int


@dataclass(frozen=True)
class Squares:
    """What one segment adds: its people, the sum of weighted squared residuals, the highest leverage."""

    people: int
    total: float
    highest: float


def fitted(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Fitted | None:
    """The model from the moments of the first pass; None where it has none."""
    grams, _, names = entering(tally, codebook, plan, outcome)
    if len(grams) < 2:
        return None
    treated, control = (grams[arm].only(names) for arm in arms_of(plan))
    origin = origin_of(treated, control)
    first, second = products_by_arm(treated, control, origin)
    total = first + second
    kept = entering_columns(total)
    if 1 not in kept:
        return None
    inverse = np.asarray(np.linalg.inv(total[np.ix_(kept, kept)]), dtype=np.float64)
    return Fitted(names, origin, tuple(kept), inverse, inverse @ total[kept, -1], treated.n + control.n)


def squares(dataset: Dataset, plan: Plan, outcome: Outcome, fit: Fitted) -> Squares:
    """What the people of one segment add to the variance of the arm's coefficient."""
    rows = in_one(known_rows(dataset, plan, outcome), plan)
    if rows.empty:
        return Squares(0, 0.0, 0.0)
    values = rows[list(fit.names)].to_numpy(float) - fit.origin
    wide = np.column_stack([np.ones(len(rows)), rows[ARM].to_numpy(float), values])[:, list(fit.kept)]
    weighed = wide @ fit.inverse
    leverage = np.einsum("ij,ij->i", weighed, wide)
    residual = values[:, fit.names.index(OUTCOME)] - wide @ fit.slopes
    share = weighed[:, fit.kept.index(1)] * residual / np.maximum(1 - leverage, 1 - WHOLE_LEVERAGE)
    return Squares(len(rows), float(share @ share), float(leverage.max()))


def with_robust(tally: Tally, fit: Fitted, parts: Iterable[Squares]) -> Tally:
    """The tally with the variance; without, where one person decides a coefficient or the answers changed meanwhile."""
    found = list(parts)
    whole = max(part.highest for part in found) <= WHOLE_LEVERAGE
    if not whole or sum(part.people for part in found) != fit.people:
        return tally
    return replace(tally, of_rows={ROBUST: sum(part.total for part in found)})
