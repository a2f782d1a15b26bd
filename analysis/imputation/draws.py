"""Proper draws of what the missing could have answered, arm by arm, wave after wave, from a normal regression.

Rubin (1987, https://doi.org/10.1002/9780470316696, p. 167): first the spread and the coefficients are drawn from what
the answers say of them, then the answers of the missing from these. Drawing the coefficients too is what makes the
pooled interval wide enough. Values are neither rounded nor kept within the scale: both would bend the mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtri, ndtri

from analysis.economics.chance import uniforms
from analysis.gram import Matrix, Vector, independent
from analysis.imputation.rows import ARM, BETWEEN, OUTCOME

FEWEST_FREE = 10  # degrees of freedom of a regression; with fewer its own draws decide the result


class CannotImpute(ValueError):
    """Why the missing of a group are not drawn: its message is the code of a refusal."""


@dataclass(frozen=True, eq=False)
class Regression:
    """A least-squares fit: its coefficients, the triangle R of its design, its squared residuals and their freedom."""

    kept: tuple[int, ...]
    coefficients: Vector
    triangle: Matrix
    squares: float
    free: int


def completed(rows: pd.DataFrame, times: int, seed: int) -> Iterator[pd.DataFrame]:
    """The rows `times` over, every missing outcome drawn; CannotImpute where a group does not allow it."""
    groups = [_Group(group, str(arm), seed) for arm, group in rows.groupby(ARM, sort=True)]
    drawn = [group.drawn(times) for group in groups]
    for place in range(times):
        values = pd.concat([each[place] for each in drawn]).reindex(rows.index)
        yield rows.assign(**{OUTCOME: values})


class _Group:
    """The people of one arm, whose missing are drawn from those of the same arm."""

    def __init__(self, rows: pd.DataFrame, arm: str, seed: int) -> None:
        self.rows, self.arm, self.seed = rows, arm, seed
        self.known = [name for name in rows.columns if name not in (ARM, OUTCOME) and not name.startswith(BETWEEN)]

    def drawn(self, times: int) -> list[pd.Series[float]]:
        """The outcome of everyone, once for each draw."""
        seen = self.rows[OUTCOME]
        if not seen.isna().any():
            return [seen] * times
        if int(seen.isna().sum()) > int(seen.notna().sum()):
            raise CannotImpute("imputation_more_missing")
        between = [name for name in self.rows.columns if name.startswith(BETWEEN) and self.rows[name].notna().any()]
        try:
            return self._through((*between, OUTCOME), times)
        except CannotImpute:
            if not between:
                raise
            return self._through((OUTCOME,), times)

    def _through(self, waves: Sequence[str], times: int) -> list[pd.Series[float]]:
        """Wave after wave: each from the start and from the waves before it, as answered or as drawn."""
        filled: list[dict[str, Vector]] = [{} for _ in range(times)]
        for place, wave in enumerate(waves):
            names = [*self.known, *waves[:place]]
            answered = self.rows[[*names, wave]].notna().all(axis=1)
            seen = self.rows.loc[answered]
            fit = regression(self._design(seen, names), seen[wave].to_numpy(float))
            missing = self.rows[wave].isna().to_numpy()
            noise = _noise(fit, int(missing.sum()), times, self.seed, f"{self.arm}.{wave}.{len(waves)}")
            for one, (spread, tilt, errors) in zip(filled, noise, strict=True):
                design = self._design(self.rows.assign(**one), names)[missing]
                values = self.rows[wave].to_numpy(float).copy()
                values[missing] = predicted(fit, design, spread, tilt) + spread * errors
                one[wave] = values
        return [pd.Series(one[OUTCOME], index=self.rows.index) for one in filled]

    def _design(self, rows: pd.DataFrame, names: Sequence[str]) -> Matrix:
        return np.column_stack([np.ones(len(rows)), rows[list(names)].to_numpy(float)])


def regression(design: Matrix, scores: Vector) -> Regression:
    """Least squares on the columns that add something; CannotImpute when too few people or nothing varies."""
    kept = independent(design.T @ design) if len(design) else []
    free = len(design) - len(kept)
    if free < FEWEST_FREE:
        raise CannotImpute("imputation_too_few")
    square, triangle = np.linalg.qr(design[:, kept])
    signs = np.sign(np.diag(triangle))
    square, triangle = square * signs, triangle * signs[:, None]
    coefficients = np.linalg.solve(triangle, square.T @ scores)
    squares = float(np.sum((scores - design[:, kept] @ coefficients) ** 2))
    if squares <= 1e-12 * float(np.sum(scores**2)):
        raise CannotImpute("imputation_no_variation")
    return Regression(tuple(kept), coefficients, triangle, squares, free)


def predicted(fit: Regression, design: Matrix, spread: float, tilt: Vector) -> Vector:
    """What the drawn coefficients expect: those fitted, moved by the drawn spread along R⁻¹ times normal numbers."""
    drawn = fit.coefficients + spread * np.linalg.solve(fit.triangle, tilt)
    return np.asarray(design[:, list(fit.kept)] @ drawn)


def _noise(fit: Regression, missing: int, times: int, seed: int, code: str) -> Iterator[tuple[float, Vector, Vector]]:
    """For each draw: a spread (squares over a chi-squared number), normal numbers for coefficients and for people."""
    size = len(fit.kept)
    u = uniforms(seed, code, times * (1 + size + missing)).reshape(times, -1)
    for row in u:
        spread = float(np.sqrt(fit.squares / chdtri(fit.free, row[0])))
        yield spread, ndtri(row[1 : 1 + size]), ndtri(row[1 + size :])
