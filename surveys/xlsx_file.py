"""A workbook as an .xlsx file that people like to open: titles stay in sight, columns are as wide as what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from surveys.workbook import Sheet, Workbook

if TYPE_CHECKING:
    import xlsxwriter

LONGEST_CELL = 32_767  # characters; beyond, a spreadsheet cuts without a word
LONGEST_TITLE = 31  # characters of a sheet's name; Excel opens no file that has more
NARROWEST, WIDEST = 8, 60  # characters
SAME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 # the file says no time zone; the same workbook gives the same bytes


class CellTooLong(Exception):
    """A text that no spreadsheet can hold: the sheet and the row it stands in."""

    def __init__(self, sheet: str, row: int) -> None:
        super().__init__(f"{sheet}, row {row}: more than {LONGEST_CELL} characters")
        self.sheet, self.row = sheet, row


def to_xlsx(workbook: Workbook) -> bytes:
    """The bytes of the file; the same workbook gives the same bytes. Raises CellTooLong."""
    import xlsxwriter  # not in every process that knows questionnaires

    for sheet in workbook.sheets:
        _refuse_long_cells(sheet)
    buffer = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, plain) as file:
        file.set_properties({"created": SAME_DAY})
        title = file.add_format({"bold": True, "bg_color": "#0b5d5e", "font_color": "#ffffff", "valign": "top"})
        cell = file.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        taken: set[str] = set()
        for sheet in workbook.sheets:
            _write(file.add_worksheet(_free_title(sheet.name, taken)), sheet, title, cell)
    return buffer.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    title: xlsxwriter.format.Format,
    cell: xlsxwriter.format.Format,
) -> None:
    """Every cell at its place: an empty row of the sheet is one in the file."""
    first = sheet.rows[0].number if sheet.rows else 1
    page.freeze_panes(first, 2)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, cell)
    for row in sheet.rows:
        for column, text in enumerate(row.cells):
            if text:
                page.write_string(row.number - 1, column, text, title if row.number == first else cell)


def _free_title(name: str, taken: set[str]) -> str:
    """A title spreadsheets accept: 31 characters, none of []:*?/\\, no apostrophe at an end, each title once."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:LONGEST_TITLE] or "sheet"
    title, number = plain, 2
    while title.lower() in taken:
        end = f" {number}"
        title, number = plain[: LONGEST_TITLE - len(end)] + end, number + 1
    taken.add(title.lower())
    return title


def _widths(sheet: Sheet) -> Iterator[int]:
    for column in zip_longest(*(row.cells for row in sheet.rows), fillvalue=""):
        longest = max(len(line) for text in column for line in text.split("\n"))
        yield min(max(longest + 2, NARROWEST), WIDEST)


def _refuse_long_cells(sheet: Sheet) -> None:
    for row in sheet.rows:
        if any(len(text) > LONGEST_CELL for text in row.cells):
            raise CellTooLong(sheet.name, row.number)
