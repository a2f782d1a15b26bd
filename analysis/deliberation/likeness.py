"""Statements that look alike, suggested for a person to merge: nothing is merged by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

LIKE = 0.6
GRAM = 3
BLOCK = 500  # rows compared with all others at a time, so that the cosines of all pairs are never held at once


@dataclass(frozen=True)
class Likeness:
    """Two statements, by their codes, and the cosine of their character 3-grams."""

    first: str
    second: str
    cosine: float


def alike(
    texts: Mapping[str, str], at_least: float = LIKE, among: Collection[str] | None = None
) -> tuple[Likeness, ...]:
    """Pairs of statements at least that much alike, the most alike first; with `among`, those that have one of these.

    All pairs of n statements cost n²; those of the hundred on a page cost n, whatever n.

    Formula: cosine of the counts of 3-character pieces, letters folded (NFKC, lower case), marks of direction and
    punctuation aside, runs of white space as one. A pair's likeness depends on its two texts alone. Works in any
    script, from right to left too; an emoji is a character like another. Misleads on negations (“with cars”, “without
    cars” are alike) and misses the same thought in other words: a suggestion, never a merge. A text without any
    character is like no other.

    Example: “More benches in the park” and “More benches in the park, please” → 0.88.
    """
    codes = sorted(texts)
    unit = _unit_rows([grams(texts[code]) for code in codes])
    rows = np.array([place for place, code in enumerate(codes) if among is None or code in among], dtype=int)
    pairs = {
        (min(row, column), max(row, column)): cosine
        for start in range(0, len(rows), BLOCK)
        for row, column, cosine in _block(unit, rows[start : start + BLOCK], at_least)
    }
    found = (Likeness(codes[low], codes[high], min(1.0, cosine)) for (low, high), cosine in pairs.items())
    return tuple(sorted(found, key=lambda pair: (-round(pair.cosine, 12), pair.first, pair.second)))


def grams(text: str) -> Counter[str]:
    """The pieces of three characters of a text and how often each comes, a space at both ends."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(" " if _separates(each) else each for each in folded if unicodedata.category(each) != "Cf")
    words = re.sub(r"\s+", " ", kept).strip()
    padded = f" {words} "
    return Counter(padded[start : start + GRAM] for start in range(len(padded) - GRAM + 1)) if words else Counter()


def _separates(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"


def _unit_rows(counts: list[Counter[str]]) -> csr_array:
    """One row of length 1 per text (all zeros for an empty one), one column per piece."""
    column = {piece: index for index, piece in enumerate(sorted(set().union(*counts)))}
    rows = [row for row, pieces in enumerate(counts) for _ in pieces]
    columns = [column[piece] for pieces in counts for piece in pieces]
    norms = [sum(n * n for n in pieces.values()) ** 0.5 for pieces in counts]
    values = [n / norms[row] for row, pieces in enumerate(counts) for n in pieces.values()]
    return csr_array((np.array(values, dtype=float), (rows, columns)), shape=(len(counts), max(1, len(column))))


def _block(unit: csr_array, block: np.ndarray, at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs (row, another row) of some rows with all the others."""
    cosines = (unit[block] @ unit.T).tocoo()
    rows = block[cosines.row]
    kept = (cosines.data >= at_least - 1e-12) & (cosines.col != rows)
    for row, column, cosine in zip(rows[kept], cosines.col[kept], cosines.data[kept], strict=True):
        yield int(row), int(column), float(cosine)
