"""A table of words: the twin of a picture, or a table of evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """Columns, rows of texts, and which columns hold numbers (aligned on their units)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return column < len(self.numeric) and self.numeric[column]

    def parts(self, size: int) -> tuple[Grid, ...]:
        """The same table cut into pieces of at most `size` rows, none left with a single row."""
        count = max(1, -(-len(self.rows) // size))
        step = -(-len(self.rows) // count) if self.rows else 1
        starts = range(0, max(1, len(self.rows)), max(1, step))
        return tuple(Grid(self.columns, self.rows[start : start + step], self.numeric) for start in starts)

    def folded(self) -> Grid:
        """The same rows in two halves side by side, for a long table of few columns."""
        half = -(-len(self.rows) // 2)
        blank = ("",) * len(self.columns)
        right = (*self.rows[half:], *([blank] * (2 * half - len(self.rows))))
        rows = tuple((*one, *other) for one, other in zip(self.rows[:half], right, strict=True))
        return Grid(self.columns * 2, rows, self.numeric * 2)
