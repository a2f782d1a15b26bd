"""A table of words: the twin of a picture, or a table of evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Grid:
    """Columns, rows of texts, and which columns hold numbers (aligned on their units).

    Two `halves` are two rows of one table side by side.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    halves: int = 1

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return column < len(self.numeric) and self.numeric[column]

    def names(self, column: int) -> bool:
        """Whether a column says which row this is: the first of each half, and the next until no two rows are alike."""
        width = len(self.columns) // self.halves
        rows = [row[start : start + width] for row in self.rows for start in range(0, len(row), width)]
        told = [row for row in rows if any(row)]
        place = column % width
        return place == 0 or (
            place < width - 1 and not self.is_numeric(column) and len({row[:place] for row in told}) < len(told)
        )

    def without(self, column: int) -> Grid:
        """The same table without a column."""

        def kept(row: tuple[str, ...]) -> tuple[str, ...]:
            return (*row[:column], *row[column + 1 :])

        numeric = tuple(self.is_numeric(place) for place in range(len(self.columns)) if place != column)
        return Grid(kept(self.columns), tuple(kept(row) for row in self.rows), numeric)

    def parts(self, size: int) -> tuple[Grid, ...]:
        """The same table cut into pieces of at most `size` rows, none left with a single row."""
        count = max(1, -(-len(self.rows) // size))
        step = -(-len(self.rows) // count) if self.rows else 1
        starts = range(0, max(1, len(self.rows)), max(1, step))
        return tuple(replace(self, rows=self.rows[start : start + step]) for start in starts)

    def folded(self) -> Grid:
        """The same rows in two halves side by side, for a long table of few columns."""
        half = -(-len(self.rows) // 2)
        blank = ("",) * len(self.columns)
        right = (*self.rows[half:], *([blank] * (2 * half - len(self.rows))))
        rows = tuple((*one, *other) for one, other in zip(self.rows[:half], right, strict=True))
        return Grid(self.columns * 2, rows, self.numeric * 2, halves=2)
