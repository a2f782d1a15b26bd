"""Opening a workbook: bytes and a file name become sheets of text cells that know their row. Never an exception."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from surveys import any_spreadsheet
from surveys.archive import AREA_LIMIT, MEGABYTE, archive_problems, limited
from surveys.old_workbook import weight_fault
from surveys.problems import Problem

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

FILE_LIMIT = 10 * MEGABYTE  # ten times the largest of 214 real forms
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
SECTIONS = frozenset({"survey", "choices", "settings"})
DELIMITERS = ",;\t"
MARKDOWN_RULE = re.compile(r"[\s|:-]+")
UNSEEN = "\ufeff\u200b\u2060"  # byte order mark, zero width space, word joiner
UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number as the spreadsheet shows it, its cells as text from column A on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows with at least one cell that is not empty."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Workbook:
    """What was in the file; without sheets when `problems` say why it was refused."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, whatever its case and the spaces around it."""
        return next((sheet for sheet in self.sheets if sheet.name.strip().lower() == name), None)


def open_workbook(source: bytes, filename: str) -> Workbook:
    """The sheets of a workbook, or the one problem that keeps it closed."""
    if not source.strip():
        return _refused("file_empty")
    if len(source) > FILE_LIMIT:
        return _refused("file_too_large", limit=str(FILE_LIMIT // MEGABYTE))
    suffix = PurePath(filename).suffix.lower()
    if suffix in (".xlsm", ".xltm", ".xlam"):
        return _refused("file_macros")
    if source.startswith(ZIP_MAGIC):
        return _open_archive(source)
    if source.startswith(OLE_MAGIC):
        return _open_ole(source)
    return FORMATS.get(suffix, _open_unknown)(source, filename)


def _refused(code: str, value: str = "", **facts: str) -> Workbook:
    return Workbook((), (Problem(code, value=value, facts=facts),))


def _open_archive(source: bytes) -> Workbook:
    problems = archive_problems(source)
    return Workbook((), problems) if problems else any_spreadsheet.opened(source, _calamine_sheets, _refused)


def _open_ole(source: bytes) -> Workbook:
    if ENCRYPTED in source:
        return _refused("file_encrypted")
    if MACROS in source:
        return _refused("file_macros")
    fault = weight_fault(source)
    return Workbook((), (limited(fault),)) if fault else any_spreadsheet.opened(source, _calamine_sheets, _refused)


def _calamine_sheets(opened: CalamineWorkbook) -> Workbook:
    sheets = []
    for name in opened.sheet_names:
        sheet = opened.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > AREA_LIMIT:
            problem = Problem("sheet_too_large", sheet=name, facts={"limit": str(AREA_LIMIT)})
            return Workbook((), (problem,))
        rows = sheet.to_python(skip_empty_area=False)
        sheets.append(Sheet(name, _rows(enumerate(([_text(cell) for cell in row] for row in rows), start=1))))
    return Workbook(tuple(sheets))


def _rows(numbered: Iterable[tuple[int, Sequence[str]]]) -> tuple[Row, ...]:
    return tuple(Row(number, tuple(cells)) for number, cells in numbered if any(cells))


def _text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without ".0", dates in ISO form, spaces around removed."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


def clean(text: str) -> str:
    """A text without the spaces and the marks no one sees around it."""
    return text.strip().strip(UNSEEN).strip()


def _open_csv(source: bytes, filename: str) -> Workbook:
    text = decoded(source)
    if text is None:
        return _refused("file_not_text")
    rows = csv_rows_of(text)
    if rows is None:
        return _refused("file_unreadable")
    first = next((row for row in rows if any(row.cells)), Row(1, ()))
    sectioned = bool(first.cells) and first.cells[0].lower() in SECTIONS
    return Workbook(tuple(_sections(rows)) if sectioned else (Sheet("survey", tuple(rows)),))


def decoded(source: bytes) -> str | None:
    """The text of a file: UTF-8, else what French spreadsheets write by default; None when it is neither."""
    if b"\x00" in source:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def csv_rows_of(text: str) -> list[Row] | None:
    """The rows of a CSV, whatever of , ; or tab separates them; row numbers are those of a spreadsheet."""
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    stripped = ([clean(cell) for cell in row] for row in rows)
    return list(_rows(enumerate(stripped, start=1)))


def _open_markdown(source: bytes, filename: str) -> Workbook:
    text = decoded(source)
    if text is None:
        return _refused("file_not_text")
    sheets = tuple(_sections(_rows(_markdown_rows(text))))
    return Workbook(sheets) if sheets else _refused("file_format_unknown", filename)


def _markdown_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped.startswith("|") and not MARKDOWN_RULE.fullmatch(stripped):
            inside = stripped[1:-1] if stripped.endswith("|") and not stripped.endswith("\\|") else stripped[1:]
            yield number, [clean(cell.replace("\\|", "|")) for cell in UNESCAPED_PIPE.split(inside)]


def _sections(rows: Sequence[Row]) -> Iterator[Sheet]:
    """Several sheets in one table, as pyxform writes them: a name in column A opens a sheet, its rows leave A empty."""
    name, gathered = "", list[Row]()
    for row in rows:
        opens = row.cells[0]
        if opens and name:
            yield Sheet(name, tuple(gathered))
        name, gathered = (opens, []) if opens else (name, gathered)
        body = ("", *row.cells[1:])
        if name and any(body):
            gathered.append(Row(row.number, body))
    if name:
        yield Sheet(name, tuple(gathered))


def _open_unknown(source: bytes, filename: str) -> Workbook:
    return _refused("file_format_unknown", PurePath(filename).name)


def _open_damaged(source: bytes, filename: str) -> Workbook:
    return _refused("file_unreadable")


FORMATS: Mapping[str, Callable[[bytes, str], Workbook]] = {
    ".csv": _open_csv,
    ".md": _open_markdown,
    ".xlsx": _open_damaged,
    ".xls": _open_damaged,
}
