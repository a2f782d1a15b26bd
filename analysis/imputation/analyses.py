"""The planned estimate on completed rows: its effect, the square of its error, its degrees of freedom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

from analysis.estimators.covariates import BASELINE
from analysis.gram import Vector
from analysis.imputation.draws import CannotImpute
from analysis.imputation.rows import ARM, BETWEEN, OUTCOME

Analysed: TypeAlias = tuple[float, float, float]
Analysis: TypeAlias = Callable[[pd.DataFrame, float], Analysed]


def _paired(rows: pd.DataFrame, treated: float) -> Analysed:
    change = (rows[OUTCOME] - rows[BASELINE]).to_numpy(float)
    return float(change.mean()), _error_squared(change), len(change) - 1


def _welch(rows: pd.DataFrame, treated: float) -> Analysed:
    change = rows[OUTCOME] - rows[BASELINE]
    inside = rows[ARM] == treated
    first, second = change[inside].to_numpy(float), change[~inside].to_numpy(float)
    a, b = _error_squared(first), _error_squared(second)
    df = (a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(second) - 1))
    return float(first.mean() - second.mean()), a + b, df


def _adjusted(rows: pd.DataFrame, treated: float) -> Analysed:
    known = [name for name in rows.columns if name not in (ARM, OUTCOME) and not name.startswith(BETWEEN)]
    arm = np.asarray(rows[ARM] == treated, dtype=np.float64)
    others = np.column_stack([np.ones(len(rows)), rows[known].to_numpy(float)])
    scores = rows[OUTCOME].to_numpy(float)
    left, score_left = _left_over(others, arm), _left_over(others, scores)  # Frisch and Waugh: the arm's own part
    squares = float(left @ left)
    if squares <= 1e-10 * len(rows):
        raise CannotImpute("imputation_no_variation")
    effect = float(left @ score_left) / squares
    residual = score_left - effect * left
    df = len(rows) - int(np.linalg.matrix_rank(others)) - 1
    return effect, float(residual @ residual) / df / squares, df


def _error_squared(values: Vector) -> float:
    return float(values.var(ddof=1)) / len(values)


def _left_over(design: np.ndarray[tuple[int, int], np.dtype[np.float64]], values: Vector) -> Vector:
    return np.asarray(values - design @ np.linalg.lstsq(design, values, rcond=None)[0])


ANALYSES: Mapping[str, Analysis] = {"paired_mean": _paired, "two_arms_change": _welch, "two_arms_ancova": _adjusted}
