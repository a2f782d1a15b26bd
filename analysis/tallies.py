"""What one segment of the participants adds to a table: counts and moments that merge, whoever gathered them.

A segment holds every answer of its participants, so what one person said before and after is seen together. Tallies of
segments are put together in the order of the segments: the same segments give the same tables, bit for bit, on one
machine or on many, and what follows costs the same for ten thousand answers as for ten million.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pandas as pd

from analysis.dataset import digest_of
from analysis.gram import Gram
from analysis.results import Cell

Key: TypeAlias = tuple[Cell, ...]
Counts: TypeAlias = dict[Key, int]
Grams: TypeAlias = dict[Key, Gram]
KEPT_ROWS = 20_000  # people; rows are kept up to here, however segmented


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of people by key, moments of columns by key, and the commitment to the rows behind them.

    `rows` are the rows themselves, one per person, while there are at most KEPT_ROWS; None beyond. `of_rows` then holds
    what a second pass over them gave.
    """

    digest: str
    counts: Mapping[Key, int] = field(default_factory=dict)
    grams: Mapping[Key, Gram] = field(default_factory=dict)
    rows: pd.DataFrame | None = None
    of_rows: Mapping[str, float] = field(default_factory=dict)

    def count(self, *key: Cell) -> int:
        """How many people stand under a key; nobody when it is unknown."""
        return self.counts.get(key, 0)

    def under(self, *start: Cell) -> Mapping[Key, int]:
        """The counts whose key begins so, by the rest of the key."""
        size = len(start)
        return {key[size:]: count for key, count in self.counts.items() if key[:size] == start}


def merged(tallies: Sequence[Tally]) -> Tally:
    """All of them as one. The digest of several is that of their digests, in order."""
    if len(tallies) == 1:
        return tallies[0]
    counts: Counter[Key] = Counter()
    grams: dict[Key, Gram] = {}
    for tally in tallies:
        counts.update(tally.counts)
        for key, gram in tally.grams.items():
            grams[key] = grams[key].joined(gram) if key in grams else gram
    return Tally(digest_of([tally.digest for tally in tallies]), dict(counts), grams, _together(tallies))


def people_by(answers: pd.Series[Any] | pd.DataFrame) -> dict[Any, int]:
    """How many people gave each answer, or each row of answers."""
    found = answers.value_counts()
    return dict(zip(found.index.tolist(), map(int, found.tolist()), strict=True))


def few(frame: pd.DataFrame) -> pd.DataFrame | None:
    """The rows, while they are few enough to be kept."""
    return frame if len(frame) <= KEPT_ROWS else None


def _together(tallies: Iterable[Tally]) -> pd.DataFrame | None:
    frames = [tally.rows for tally in tallies]
    known = [frame for frame in frames if frame is not None]
    return few(pd.concat(known).sort_index()) if len(known) == len(frames) else None
