"""Strengths from pairwise comparisons: Bradley and Terry's model with a weak prior, and intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from analysis.distributions import normal_quantile

PRIOR_SD = 1.5  # on the log scale: 95 % of strengths within a factor of 19 of the average
STEPS = 100


@dataclass(frozen=True)
class Comparison:
    """One person's choice between two items. `preferred` is one of them, or None for a tie."""

    left: str
    right: str
    preferred: str | None

    def __post_init__(self) -> None:
        if self.left == self.right or self.preferred not in (self.left, self.right, None):
            raise ValueError(f"{self.preferred!r} is no choice between {self.left!r} and {self.right!r}")


@dataclass(frozen=True)
class Strength:
    """An item's log strength (0 = average of its component) with its interval; `component` says who it was measured
    against, directly or through others: strengths of two components say nothing about each other."""

    item: str
    strength: float
    low: float
    high: float
    comparisons: int
    component: int


def strengths(
    comparisons: Iterable[Comparison], items: Iterable[str] = (), confidence: float = 0.95, prior_sd: float = PRIOR_SD
) -> tuple[Strength, ...]:
    """Items from the strongest to the weakest; `items` adds those nobody has compared yet.

    Population: comparisons made, each counted once; a tie is half a win for each. Formula: P(i before j) = 1 / (1 +
    exp(s_j - s_i)) (Bradley and Terry 1952, https://doi.org/10.2307/2334029), s normal with mean 0 and `prior_sd`, by
    its mode (Newton), with the interval of the inverse curvature there. The prior keeps an item that always won, or
    one apart from the rest, finite. Misleads when a few people compare much more than others: the interval takes
    comparisons as independent. An item without comparison has strength 0 and the prior's interval, never a place
    earned; read `comparisons` and `component` before ranking across.

    Example: A preferred to B nine times in ten → A 0.91 [0.09, 1.73], B -0.91.
    """
    listed = tuple(comparisons)
    names = tuple(sorted({*items, *(name for each in listed for name in (each.left, each.right))}))
    if not names:
        return ()
    wins = _wins(listed, names)
    mode, covariance = _mode(wins, prior_sd)
    counts = (wins + wins.T).sum(axis=1)
    _, component = connected_components(coo_array(wins), directed=False)
    half = normal_quantile(confidence) * np.sqrt(_variances(covariance, component))
    found = [
        Strength(
            name,
            float(mode[i]),
            float(mode[i] - half[i]),
            float(mode[i] + half[i]),
            round(counts[i]),
            int(component[i]),
        )
        for i, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda each: (-each.strength, each.item)))


def _wins(comparisons: tuple[Comparison, ...], names: tuple[str, ...]) -> NDArray[np.float64]:
    """wins[i, j]: how often i was preferred to j, ties as halves."""
    index = {name: position for position, name in enumerate(names)}
    wins = np.zeros((len(names), len(names)))
    for each in comparisons:
        left, right = index[each.left], index[each.right]
        share = 0.5 if each.preferred is None else float(each.preferred == each.left)
        wins[left, right] += share
        wins[right, left] += 1 - share
    return wins


def _mode(wins: NDArray[np.float64], prior_sd: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The mode of the posterior and the inverse of its curvature there. Concave: Newton's steps, kept short, arrive."""
    mode = np.zeros(len(wins))
    for _ in range(STEPS):
        slope, curvature = _slope_and_curvature(wins, mode, prior_sd)
        step = np.linalg.solve(curvature, slope)
        mode = mode + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-10:
            break
    return mode, np.asarray(np.linalg.inv(_slope_and_curvature(wins, mode, prior_sd)[1]))


def _variances(covariance: NDArray[np.float64], component: NDArray[np.int32]) -> NDArray[np.float64]:
    """The variance of each strength about the average of its component; of the prior for an item on its own.

    Where a whole component stands is known from the prior alone: it must not widen what its comparisons say.
    """
    together = component[:, None] == component[None, :]
    sizes = together.sum(axis=1)
    about = np.eye(len(sizes)) - np.where(sizes > 1, together / sizes, 0.0)
    return np.asarray(np.diag(about @ covariance @ about.T))


def _slope_and_curvature(
    wins: NDArray[np.float64], at: NDArray[np.float64], prior_sd: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The gradient of the log posterior, and minus its Hessian."""
    chance = expit(at[:, None] - at[None, :])
    total = wins + wins.T
    slope = (wins - total * chance).sum(axis=1) - at / prior_sd**2
    weight = total * chance * (1 - chance)
    return slope, np.diag(weight.sum(axis=1) + 1 / prior_sd**2) - weight
