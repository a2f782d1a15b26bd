"""A linear model with one random intercept per participant, fitted by REML from moments alone.

With m answers a participant's covariance is σ²(I + θJ), θ the variance between people over that within. Its inverse is
(I - w J)/σ² with w = θ/(1 + mθ), so every sum the likelihood needs is `total - Σ_m w_m between[m]`. One number, θ, is
searched for; β and σ² follow in closed form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import nan

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from analysis.gram import Matrix, Vector

LARGEST_SHARE = 1 - 1e-9  # of the variance between people: beyond, answers of one person would be identical
RATIOS = np.geomspace(1e-3, 1e4, 43)  # of the variances, between and within: where to look first
LEVEL = 1e-9  # of a determinant: below, digits have cancelled and nothing says how sharp the summit is
SHARES = (0.0, *(RATIOS / (1 + RATIOS)), LARGEST_SHARE)


@dataclass(frozen=True, eq=False)
class Sums:
    """Cross-products of the model's columns, the outcome last: over answers, and per m over participants' sums."""

    total: Matrix
    between: Mapping[int, Matrix]
    participants: Mapping[int, int]

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return sum(size * count for size, count in self.participants.items())

    @property
    def columns(self) -> int:
        """How many columns the model has."""
        return len(self.total) - 1

    def weighted(self, weights: Mapping[int, float]) -> Matrix:
        """Σ_m weights[m] between[m]."""
        return sum((weights[size] * matrix for size, matrix in self.between.items()), np.zeros_like(self.total))


@dataclass(frozen=True, eq=False)
class At:
    """The model at one value of θ: M = X'V⁻¹X bordered by the outcome, and its first two derivatives."""

    sums: Sums
    theta: float

    @cached_property
    def moments(self) -> Matrix:
        """M(θ)."""
        return self.sums.total - self.sums.weighted({m: self.theta / (1 + m * self.theta) for m in self.sums.between})

    @cached_property
    def first(self) -> Matrix:
        """M'(θ)."""
        return -self.sums.weighted({m: (1 + m * self.theta) ** -2.0 for m in self.sums.between})

    @cached_property
    def second(self) -> Matrix:
        """M''(θ)."""
        return self.sums.weighted({m: 2 * m * (1 + m * self.theta) ** -3.0 for m in self.sums.between})

    @cached_property
    def inverse(self) -> Matrix:
        """(X'V⁻¹X)⁻¹, times σ² the covariance of β."""
        return np.asarray(np.linalg.inv(self.moments[:-1, :-1]))

    @cached_property
    def slopes(self) -> Vector:
        """β(θ), by generalised least squares."""
        return np.asarray(self.inverse @ self.moments[:-1, -1])

    @cached_property
    def squares(self) -> float:
        """Generalised residual sum of squares r(θ)."""
        return float(self.moments[-1, -1] - self.moments[:-1, -1] @ self.slopes)

    @property
    def df(self) -> int:
        """Answers minus columns."""
        return self.sums.answers - self.sums.columns

    @property
    def variance(self) -> float:
        """σ²(θ), within people."""
        return self.squares / self.df

    @property
    def criterion(self) -> float:
        """-2 × the restricted log-likelihood, profiled, but for a constant."""
        spread = sum(n * np.log1p(m * self.theta) for m, n in self.sums.participants.items())
        return float(self.df * np.log(self.squares) + spread + np.linalg.slogdet(self.moments[:-1, :-1])[1])

    def along(self, derivative: Matrix) -> float:
        """A derivative of M read along the residual: (-β, 1)."""
        residual = np.append(-self.slopes, 1.0)
        return float(residual @ derivative @ residual)

    @property
    def slope(self) -> float:
        """Derivative of the criterion."""
        people = sum(n * m / (1 + m * self.theta) for m, n in self.sums.participants.items())
        determinant = float(np.trace(self.inverse @ self.first[:-1, :-1]))
        return self.df * self.along(self.first) / self.squares + people + determinant

    @property
    def bend(self) -> float:
        """Second derivative, in θ, of the criterion at fixed σ²."""
        people = -sum(n * (m / (1 + m * self.theta)) ** 2 for m, n in self.sums.participants.items())
        step = self.inverse @ self.first[:-1, :-1]
        determinant = float(np.trace(self.inverse @ self.second[:-1, :-1]) - np.trace(step @ step))
        pull = self.first[:-1, -1] - self.first[:-1, :-1] @ self.slopes
        squares = self.along(self.second) - 2 * float(pull @ self.inverse @ pull)
        return people + determinant + squares / self.variance


def fit(sums: Sums) -> At:
    """The θ of the highest restricted likelihood, to full digits.

    The likelihood of few people may have several summits: the highest place of a grid says where to search.
    """

    def criterion(share: float) -> float:
        return At(sums, share / (1 - share)).criterion

    highest = min(range(1, len(SHARES) - 1), key=lambda place: criterion(SHARES[place]))
    around = SHARES[highest - 1], SHARES[highest + 1]
    found = minimize_scalar(criterion, bounds=around, method="bounded", options={"xatol": 1e-10})
    if criterion(0.0) <= float(found.fun):
        return At(sums, 0.0)
    return At(sums, _root(sums, float(found.x) / (1 - float(found.x))))


def _root(sums: Sums, near: float) -> float:
    """Where the derivative vanishes, close to what the search found; what it found when nothing is bracketed."""
    for width in (1e-6, 1e-4, 1e-2):
        low, high = near * (1 - width), near * (1 + width)
        if At(sums, low).slope < 0 < At(sums, high).slope:
            return float(
                brentq(lambda theta: At(sums, theta).slope, low, high, xtol=1e-15 * max(near, 1e-300), rtol=1e-14)
            )
    return near


def satterthwaite(at: At, column: int) -> float:
    """Degrees of freedom of one coefficient: 2 v² / Var(v), by the delta method over (log σ², θ) at the optimum.

    Fai and Cornelius 1996 (https://doi.org/10.1080/00949659608811740); the same as lmerTest. NaN where the likelihood
    is level around its summit, as when a single participant answered twice.
    """
    slope = -at.along(at.first) / at.variance
    information = np.array([[at.df, slope], [slope, at.bend]])
    if at.df * at.bend - slope**2 <= LEVEL * abs(at.df * at.bend):
        return nan
    change = at.inverse @ at.first[:-1, :-1] @ at.inverse
    gradient = at.variance * np.array([at.inverse[column, column], -change[column, column]])
    covariance = 2 * np.linalg.inv(information)
    variance = at.variance * at.inverse[column, column]
    return float(2 * variance**2 / (gradient @ covariance @ gradient))
