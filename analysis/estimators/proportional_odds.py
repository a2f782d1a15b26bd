"""Proportional odds of two arms from their counts: one odds ratio over every way to cut the answers in two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np

from analysis.gram import Matrix, Vector

STEPS, HALVINGS, SETTLED = 60, 40, 1e-11
LARGEST = 25.0  # of a log odds ratio: beyond, the arms no longer overlap and it has no end


@dataclass(frozen=True)
class OddsRatio:
    """The odds of a higher answer in the first arm over those in the second, and the standard error of its log."""

    log: float
    error: float

    def within(self, quantile: float) -> tuple[float, float, float]:
        """The ratio, with the ends of its interval."""
        return exp(self.log), exp(self.log - quantile * self.error), exp(self.log + quantile * self.error)


def odds_ratio(treated: Vector, control: Vector) -> OddsRatio | None:
    """Cumulative logits on the arm, by maximum likelihood (McCullagh 1980, https://www.jstor.org/stable/2984952).

    Population: everyone counted, answers in their order. Formula: logit P(Y ≤ k) = θ_k − β·arm; error from the
    observed information. None with fewer than two answers given, or where the arms do not overlap. Misleads when the
    ratio differs from one cut to the next: then it is an average without a plain meaning.

    Example: counts 10, 20, 30 against 20, 20, 20 → 2.17.
    """
    given = (treated + control) > 0
    counts = np.array([treated[given], control[given]])
    if counts.shape[1] < 2 or min(counts.sum(axis=1)) == 0:
        return None
    found = _summit(counts)
    if found is None:
        return None
    slope, information = found
    covariance = np.linalg.pinv(information, hermitian=True)
    variance = float(covariance[-1, -1])
    return OddsRatio(slope, sqrt(variance)) if variance > 0 else None


def _summit(counts: Matrix) -> tuple[float, Matrix] | None:
    """β and the information at the most likely parameters: Newton's steps, halved while they lead down."""
    cumulative = np.cumsum(counts.sum(axis=0))[:-1] / counts.sum()
    at = np.append(np.log(cumulative / (1 - cumulative)), 0.0)
    height, slope, information = _likelihood(counts, at)
    for _ in range(STEPS):
        step = np.linalg.lstsq(information, slope, rcond=None)[0]
        for _ in range(HALVINGS):
            reached = _likelihood(counts, at + step)
            if reached[0] >= height - 1e-12:
                break
            step = step / 2
        at, (height, slope, information) = at + step, reached
        if abs(at[-1]) > LARGEST or not np.isfinite(height):
            return None
        if float(np.abs(step).max()) < SETTLED * (1 + float(np.abs(at).max())):
            return float(at[-1]), information
    return None


def _likelihood(counts: Matrix, at: Vector) -> tuple[float, Vector, Matrix]:
    """Log-likelihood, its slope and the observed information; minus infinity where the cuts are out of order."""
    size = len(at)
    height, slope, information = 0.0, np.zeros(size), np.zeros((size, size))
    for arm, row in zip((1.0, 0.0), counts, strict=True):
        for count, upper, lower in _cells(row, at, arm):
            share = upper[0] - lower[0]
            if share <= 0:
                return -np.inf, slope, information
            own = (upper[1] * upper[3] - lower[1] * lower[3]) / share
            curve = (upper[2] * np.outer(upper[3], upper[3]) - lower[2] * np.outer(lower[3], lower[3])) / share
            height += count * np.log(share)
            slope = slope + count * own
            information = information + count * (np.outer(own, own) - curve)
    return float(height), slope, information


Cut = tuple[float, float, float, Vector]  # the share below, its two derivatives, what it depends on


def _cells(row: Vector, at: Vector, arm: float) -> Iterator[tuple[float, Cut, Cut]]:
    """Each answer that was given, between the cut above it and the cut below it."""
    for place, count in enumerate(row):
        if count:
            yield float(count), _cut(at, place, arm), _cut(at, place - 1, arm)


def _cut(at: Vector, place: int, arm: float) -> Cut:
    nothing = np.zeros(len(at))
    if place < 0 or place == len(at) - 1:
        return (0.0 if place < 0 else 1.0), 0.0, 0.0, nothing
    below = 1 / (1 + exp(-max(-700.0, min(700.0, float(at[place] - arm * at[-1])))))
    nothing[place], nothing[-1] = 1.0, -arm
    density = below * (1 - below)
    return below, density, density * (1 - 2 * below), nothing
