"""Sheets as lines of cells: rows and columns put in, taken out and moved, empty rows kept where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from surveys.workbook import Row, Sheet, Workbook

Cells: TypeAlias = tuple[str, ...]
Lines: TypeAlias = list[Cells]


def lines_of(sheet: Sheet | None) -> Lines:
    """Every row from the first on, the empty ones too: line 0 is row 1."""
    rows = {row.number: row.cells for row in sheet.rows} if sheet else {}
    return [rows.get(number, ()) for number in range(1, max(rows, default=0) + 1)]


def with_lines(workbook: Workbook, name: str, lines: Sequence[Cells]) -> Workbook:
    """The workbook with that sheet made of these lines; a sheet that was not there comes last."""
    rows = tuple(Row(number, cells) for number, cells in enumerate(lines, start=1) if any(cells))
    known = workbook.sheet(name)
    if known is None:
        return replace(workbook, sheets=(*workbook.sheets, Sheet(name, rows)))
    changed = replace(known, rows=rows)
    return replace(workbook, sheets=tuple(changed if sheet is known else sheet for sheet in workbook.sheets))


def cell(cells: Cells, column: int) -> str:
    """The cell at an index; empty beyond the last one."""
    return cells[column] if column < len(cells) else ""


def filled(cells: Cells, values: Mapping[int, str]) -> Cells:
    """The line with these cells, by index."""
    width = max(len(cells), *(column + 1 for column, value in values.items() if value), 0)
    return tuple(values.get(column, cell(cells, column)) for column in range(width))


def with_column(lines: Sequence[Cells], column: int, header: int, title: str) -> Lines:
    """The lines with one more column at an index, its title in the line `header`."""
    widened = [(*cells[:column], "", *cells[column:]) if len(cells) > column else cells for cells in lines]
    widened[header] = filled(widened[header], {column: title})
    return widened


def swapped(lines: Sequence[Cells], upper: range, lower: range) -> Lines:
    """Two runs of rows in each other's place; what stands between them stays between them."""
    before, between, after = lines[: upper.start - 1], lines[upper.stop - 1 : lower.start - 1], lines[lower.stop - 1 :]
    return [*before, *_run(lines, lower), *between, *_run(lines, upper), *after]


def moved(lines: Sequence[Cells], block: range, after: int) -> Lines:
    """A run of rows taken out and put after another row; unchanged when that row is one of them."""
    if after in block:
        return list(lines)
    run = _run(lines, block)
    left = [*lines[: block.start - 1], *lines[block.stop - 1 :]]
    at = after if after < block.start else after - len(run)
    return [*left[:at], *run, *left[at:]]


def on_sheet(workbook: Workbook, name: str, change: Callable[[Lines], Sequence[Cells]]) -> Workbook:
    """The workbook with the lines of one sheet changed."""
    return with_lines(workbook, name, change(lines_of(workbook.sheet(name))))


def _run(lines: Sequence[Cells], rows: range) -> Lines:
    return list(lines[rows.start - 1 : rows.stop - 1])
