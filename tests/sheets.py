"""What tests ask of a workbook being edited: whether two hold the same cells, which row bears a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveys.editing.grid import lines_of
from surveys.editing.outline import Line
from surveys.workbook import Workbook


def same_cells(one: Workbook, other: Workbook) -> bool:
    """Whether two workbooks hold the same cells at the same places; empty cells at the end of a row are none."""
    return _cells(one) == _cells(other)


def line_named(lines: Sequence[Line], name: str) -> Line:
    """The one line of that name."""
    (found,) = (line for line in lines if line.name == name)
    return found


def _cells(workbook: Workbook) -> Mapping[str, object]:
    return {
        sheet.name: {
            (row, column): text
            for row, cells in enumerate(lines_of(sheet))
            for column, text in enumerate(cells)
            if text
        }
        for sheet in workbook.sheets
    }
