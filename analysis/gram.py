"""Gram matrices as rows of a table: n, means and centred cross-products, and sums of products about an origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from analysis.results import Cell

Matrix: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Vector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
COLUMNS = ("block", "row", "column", "value")


@dataclass(frozen=True, eq=False)
class Gram:
    """n, the means and the cross-products about the means of some columns. Centred, because sums of raw squares of
    large numbers lose the digits that matter."""

    names: tuple[str, ...]
    n: int
    means: Vector
    centred: Matrix

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Gram:
        """The moments of a frame without missing values."""
        values = frame.to_numpy(dtype=float)
        means = values.mean(axis=0)
        deviations = values - means
        return cls(tuple(map(str, frame.columns)), len(values), means, deviations.T @ deviations)

    @classmethod
    def empty(cls, names: Sequence[str]) -> Gram:
        """The moments of nobody."""
        return cls(tuple(names), 0, np.zeros(len(names)), np.zeros((len(names), len(names))))

    def joined(self, other: Gram) -> Gram:
        """The moments of both groups of people together (Chan, Golub and LeVeque 1979,
        https://doi.org/10.1007/978-3-642-51461-6_3): no digit is lost to large means."""
        n = self.n + other.n
        if n == 0 or other.n == 0:
            return self
        if self.n == 0:
            return other
        apart = other.means - self.means
        means = self.means + apart * (other.n / n)
        centred = self.centred + other.centred + np.outer(apart, apart) * (self.n * other.n / n)
        return Gram(self.names, n, means, centred)

    def only(self, names: Sequence[str]) -> Gram:
        """The moments of some of the columns, in that order."""
        places = [self.names.index(name) for name in names]
        return Gram(tuple(names), self.n, self.means[places], self.centred[np.ix_(places, places)])

    def about(self, origin: Vector) -> Matrix:
        """Sums of cross-products about an origin, with a leading column of ones."""
        shift = np.concatenate([[1.0], self.means - origin])
        products = self.n * np.outer(shift, shift)
        products[1:, 1:] += self.centred
        return products


def gram_rows(block: str, gram: Gram) -> tuple[tuple[Cell, ...], ...]:
    """The rows of one block: a mean per column, a centred cross-product per pair (upper triangle)."""
    means = tuple((block, name, None, float(mean)) for name, mean in zip(gram.names, gram.means, strict=True))
    return means + matrix_rows(block, gram.names, gram.centred)


def matrix_rows(block: str, names: Sequence[str], matrix: Matrix) -> tuple[tuple[Cell, ...], ...]:
    """The upper triangle of a symmetric matrix, one row per pair of columns."""
    return tuple(
        (block, first, second, float(matrix[i, j]))
        for i, first in enumerate(names)
        for j, second in enumerate(names)
        if i <= j
    )


def values_of(rows: Iterable[tuple[Cell, ...]], block: str) -> Mapping[tuple[str, str | None], float]:
    """The values of one block by (row, column)."""
    return {(str(row), _text(column)): _number(value) for name, row, column, value in rows if name == block}


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _number(cell: Cell) -> float:
    if isinstance(cell, str) or cell is None:
        raise ValueError(f"a moment is a number, not {cell!r}")
    return float(cell)


def read_gram(rows: Iterable[tuple[Cell, ...]], block: str, n: int, names: Sequence[str]) -> Gram:
    """The moments written by `gram_rows`."""
    values = values_of(rows, block)
    means = np.array([values[name, None] for name in names])
    return Gram(tuple(names), n, means, symmetric(values, names))


def symmetric(values: Mapping[tuple[str, str | None], float], names: Sequence[str]) -> Matrix:
    """The matrix written by `matrix_rows`."""
    size = len(names)
    matrix = np.zeros((size, size))
    for i, first in enumerate(names):
        for j in range(i, size):
            matrix[i, j] = matrix[j, i] = values[first, names[j]]
    return matrix


def independent(matrix: Matrix, tolerance: float = 1e-10) -> list[int]:
    """The columns, taken in order, that are not a combination of those before them."""
    kept: list[int] = []
    for column in range(len(matrix)):
        scale = matrix[column, column]
        if scale > 0 and _left_over(matrix, kept, column) > tolerance * scale:
            kept.append(column)
    return kept


def _left_over(matrix: Matrix, kept: list[int], column: int) -> float:
    """What is left of a column's square once the kept columns have explained it."""
    if not kept:
        return float(matrix[column, column])
    cross = matrix[kept, column]
    return float(matrix[column, column] - cross @ np.linalg.solve(matrix[np.ix_(kept, kept)], cross))
