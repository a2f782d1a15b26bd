"""A CSV file of the Polis format as rows by column name, or what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.deliberation.polis_problems import PolisProblem

VOTES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}  # with decimals once pandas has written it
WHOLE = re.compile(r"-?[0-9]{1,13}")  # milliseconds until the year 2286; more would be no date


@dataclass(frozen=True)
class Row:
    """One row with its place. What is wrong with a cell is yielded by the checks below, never raised."""

    file: str
    number: int
    cells: dict[str, str]

    def problem(self, code: str, column: str) -> PolisProblem:
        return PolisProblem(code, self.file, self.number, column, self.cells[column])

    def without(self, *columns: str) -> Iterator[PolisProblem]:
        """The identifiers that are missing."""
        return (self.problem("identifier_missing", column) for column in columns if not self.cells[column])

    def not_votes(self, columns: Iterable[str], may_be_empty: bool = False) -> Iterator[PolisProblem]:
        """The cells that hold no vote."""
        for column in columns:
            if self.cells[column] not in VOTES and not (may_be_empty and not self.cells[column]):
                yield self.problem("not_a_vote", column)

    def not_whole(self, *columns: str) -> Iterator[PolisProblem]:
        """The cells that hold no whole number."""
        return (
            self.problem("not_a_whole_number", column) for column in columns if not WHOLE.fullmatch(self.cells[column])
        )


@dataclass(frozen=True)
class Table:
    """The columns of a file in order and its lines; without lines when a problem keeps it from being read."""

    file: str
    columns: tuple[str, ...]
    lines: tuple[list[str], ...] = ()
    problems: tuple[PolisProblem, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows, each made when it is asked for: a million of them at once would take a gigabyte."""
        for number, cells in enumerate(self.lines, start=2):
            if cells:
                yield Row(self.file, number, _cells(self.columns, cells))


def read_table(text: str, file: str, needed: tuple[str, ...]) -> Table:
    """The table of a text: header first, columns in any order, unknown columns kept, empty lines passed over."""
    lines: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        once: dict[str, str] = {}  # the same code stands in thousands of cells: kept once
        lines.extend([once.setdefault(cell, cell) for cell in line] for line in reader)
    except csv.Error:
        return Table(file, (), problems=(PolisProblem("file_unreadable", file, len(lines) + 1),))
    if not lines or not any(lines[0]):
        return Table(file, (), problems=(PolisProblem("file_empty", file),))
    columns = tuple(name.strip() for name in lines[0])
    problems = (*_of_header(columns, file, needed), *_of_lengths(lines, file))
    if problems:
        return Table(file, columns, problems=problems)
    return Table(file, columns, tuple(lines[1:]))


def written(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The text of a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(list(columns))
    writer.writerows([list(row) for row in rows])
    return out.getvalue()


def _cells(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def _of_header(columns: tuple[str, ...], file: str, needed: tuple[str, ...]) -> Iterator[PolisProblem]:
    for name in needed:
        if name not in columns:
            yield PolisProblem("column_missing", file, 1, name)
    for name, times in Counter(columns).items():
        if times > 1:
            yield PolisProblem("column_twice", file, 1, name)


def _of_lengths(lines: list[list[str]], file: str) -> Iterator[PolisProblem]:
    for number, cells in enumerate(lines[1:], start=2):
        if cells and len(cells) != len(lines[0]):
            yield PolisProblem("row_length", file, number)
