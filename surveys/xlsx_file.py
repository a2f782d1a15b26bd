"""A workbook as an .xlsx file that people like to open: titles stay in sight, columns are as wide as what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from surveys.workbook import Sheet, Workbook

if TYPE_CHECKING:
    import xlsxwriter

LONGEST_CELL = 32_767  # characters; beyond, a spreadsheet cuts without a word
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
        for sheet in workbook.sheets:
            _write(file, sheet, title, cell)
    return buffer.getvalue()


def _write(
    file: xlsxwriter.Workbook, sheet: Sheet, title: xlsxwriter.format.Format, cell: xlsxwriter.format.Format
) -> None:
    page = file.add_worksheet(sheet.name)
    page.freeze_panes(1, 2)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, cell)
    for row, line in enumerate(sheet.rows):
        for column, text in enumerate(line.cells):
            if text:
                page.write_string(row, column, text, cell if row else title)


def _widths(sheet: Sheet) -> Iterator[int]:
    for column in zip(*(row.cells for row in sheet.rows), strict=True):
        longest = max(len(line) for text in column for line in text.split("\n"))
        yield min(max(longest + 2, NARROWEST), WIDEST)


def _refuse_long_cells(sheet: Sheet) -> None:
    for row in sheet.rows:
        if any(len(text) > LONGEST_CELL for text in row.cells):
            raise CellTooLong(sheet.name, row.number)
