"""k-means with a seed, how well apart its clusters are (silhouette), and how far two partitions agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
RESTARTS = 5
STEPS = 100


def k_means(points: Array, k: int, rng: np.random.Generator) -> tuple[Labels, Array]:
    """The label of each point and the k centres: the best of five starts (k-means++, Arthur and Vassilvitskii 2007).

    Always gives k clusters, whether there are any or not. May give fewer than k labels when points coincide.
    """
    runs = [_run(points, _start(points, k, rng)) for _ in range(RESTARTS)]
    _, labels, centres = min(runs, key=lambda run: run[0])
    return labels, centres


def nearest(points: Array, centres: Array) -> Labels:
    """The index of the nearest centre of each point."""
    return np.asarray(cdist(points, centres).argmin(axis=1), dtype=np.int64)


def silhouette(distances: Array, labels: Labels) -> float:
    """Mean silhouette (Rousseeuw 1987, https://doi.org/10.1016/0377-0427(87)90125-7); -1 with a single label.

    `distances` between all points. A point alone in its cluster counts 0.
    """
    names, own = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return -1.0
    member = (own[:, None] == np.arange(len(names))[None, :]).astype(float)
    sizes = member.sum(axis=0)
    to_each = distances @ member
    rows = np.arange(len(labels))
    within = to_each[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = to_each / sizes
    means[rows, own] = np.inf
    between = means.min(axis=1)
    largest = np.maximum(np.maximum(within, between), 1e-300)
    return float(np.where(sizes[own] > 1, (between - within) / largest, 0.0).mean())


def adjusted_rand(first: Labels, second: Labels) -> float:
    """How far two partitions of the same points agree: 1 the same, 0 as by chance (Hubert and Arabie 1985,
    https://doi.org/10.1007/BF01908075)."""
    _, rows = np.unique(first, return_inverse=True)
    _, columns = np.unique(second, return_inverse=True)
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    together, in_first, in_second = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = in_first * in_second / max(_pairs(np.array([float(len(first))])), 1.0)
    most = (in_first + in_second) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _pairs(counts: Array) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _start(points: Array, k: int, rng: np.random.Generator) -> Array:
    centres = points[[rng.integers(len(points))]]
    while len(centres) < k:
        squares = cdist(points, centres, "sqeuclidean").min(axis=1)
        total = squares.sum()
        chances = squares / total if total > 0 else np.full(len(points), 1 / len(points))
        centres = np.vstack([centres, points[[rng.choice(len(points), p=chances)]]])
    return centres


def _run(points: Array, centres: Array) -> tuple[float, Labels, Array]:
    labels = nearest(points, centres)
    for _ in range(STEPS):
        member = (labels[:, None] == np.arange(len(centres))[None, :]).astype(float)
        sizes = member.sum(axis=0)[:, None]
        centres = np.where(sizes > 0, member.T @ points / np.maximum(sizes, 1), centres)
        moved = nearest(points, centres)
        if (moved == labels).all():
            break
        labels = moved
    return float(((points - centres[labels]) ** 2).sum()), labels, centres
