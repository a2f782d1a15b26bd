"""A CSV or XLSX file as sheets of cells that keep their type: a number of a spreadsheet is no text to guess at."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from analysis.measurements.kinds import KINDS
from analysis.measurements.problems import Problem
from analysis.measurements.units import plain
from surveys import any_spreadsheet
from surveys.archive import AREA_LIMIT, archive_problems, column_letters
from surveys.workbook import OLE_MAGIC, ZIP_MAGIC, clean, decoded

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell: TypeAlias = str | float | datetime | date | time | timedelta

MOST_ROWS = 120_000  # stored in one transaction, which others wait for: five seconds on a small machine
DELIMITERS = ";\t,"  # of equals the first
DELIMITED_WITHIN = 30  # lines
TITLES_WITHIN = 15  # rows: a file may begin with a heading, an address, a date of export
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
TITLES = frozenset(alias for kind in KINDS.values() for column in kind.columns for alias in column.aliases)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, its cells from column A on."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: the titles of its columns and the rows under them."""

    name: str
    titles: tuple[str, ...]
    titles_row: int
    rows: tuple[Row, ...]

    def letter(self, title: str) -> str:
        """The letter of a column."""
        return column_letters(self.titles.index(title) + 1) if title in self.titles else ""


@dataclass(frozen=True)
class Opened:
    """What is in a file; without sheets when `problems` say why it was refused."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, else the first."""
        named = (sheet for sheet in self.sheets if sheet.name == name)
        return next(named, self.sheets[0] if self.sheets else None)


def open_file(source: bytes) -> Opened:
    """The sheets of a file that have titles and rows, whatever its name says. Never an exception."""
    if not source.strip():
        return _refused("file_empty")
    if source.startswith(ZIP_MAGIC):
        problems = archive_problems(source)
        return (
            _refused(_known(problems[0].code)) if problems else any_spreadsheet.opened(source, _spreadsheet, _refused)
        )
    return _refused("file_old") if source.startswith(OLE_MAGIC) else _text(source)


def _known(code: str) -> str:
    return {"file_encrypted": "file_encrypted", "file_bomb": "file_too_large", "sheet_too_large": "file_too_large"}.get(
        code, "file_unreadable"
    )


def _refused(code: str, sheet: str = "") -> Opened:
    return Opened((), (Problem(code, sheet=sheet),))


def _text(source: bytes) -> Opened:
    try:
        text = source.decode("utf-16") if source.startswith(UTF_16) else decoded(source)
    except UnicodeDecodeError:
        text = None
    if text is None:
        return _refused("file_unreadable")
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return _refused("file_unreadable")
    return _opened([("", _rows(lines))])


def _delimiter(text: str) -> str:
    """What separates cells: what stands in most of the first lines; a comma last, as decimals hold it too."""
    lines = text[:20_000].splitlines()[:DELIMITED_WITHIN]
    return max(DELIMITERS, key=lambda one: sum(one in line for line in lines))


def _spreadsheet(book: CalamineWorkbook) -> Opened:
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    if any(sheet.total_height * sheet.total_width > AREA_LIMIT for sheet in sheets):
        return _refused("file_too_large")
    return _opened((sheet.name, _rows(sheet.to_python(skip_empty_area=False))) for sheet in sheets)


def _rows(lines: Iterable[Sequence[Cell]]) -> list[Row]:
    numbered = enumerate(lines, start=1)
    return [Row(number, tuple(_cleaned(cell) for cell in line)) for number, line in numbered if any(_filled(line))]


def _filled(line: Sequence[Cell]) -> Iterable[bool]:
    return (cell != "" for cell in line)


def _cleaned(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return clean(cell)
    return str(cell).lower() if isinstance(cell, bool) else cell


def _opened(read: Iterable[tuple[str, list[Row]]]) -> Opened:
    sheets = tuple(sheet for name, rows in read if (sheet := _sheet(name, rows)) is not None)
    if not sheets:
        return _refused("file_without_rows")
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        return _refused("file_too_large")
    return Opened(sheets)


def _sheet(name: str, rows: list[Row]) -> Sheet | None:
    if len(rows) < 2:
        return None
    at = _titles_at(rows[:TITLES_WITHIN])
    titles = _told_apart([str(cell).strip() for cell in rows[at].cells])
    below = tuple(rows[at + 1 :])
    return Sheet(name, titles, rows[at].number, below) if below else None


def _told_apart(titles: Sequence[str]) -> tuple[str, ...]:
    """A title that stands twice gets a number, so that either column can be chosen."""
    times: dict[str, int] = {}
    told = []
    for title in titles:
        times[title] = times.get(title, 0) + 1
        told.append(f"{title} ({times[title]})" if title and times[title] > 1 else title)
    return tuple(told)


def _titles_at(rows: Sequence[Row]) -> int:
    """Which row holds the titles: the one with most titles that we know, else the first."""
    known = [sum(isinstance(cell, str) and plain(cell.split("(")[0]) in TITLES for cell in row.cells) for row in rows]
    return known.index(max(known))
