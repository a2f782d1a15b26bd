"""Questions and groups put in, moved, copied and taken out. A group goes with all it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveys.editing.grid import Cells, moved, on_sheet, swapped
from surveys.editing.names import free_name, with_references
from surveys.editing.outline import Line, line_at, outline_of
from surveys.editing.tables import Field, Tables, header_row, index_of, set_rows, with_columns
from surveys.languages import UNLABELLED
from surveys.workbook import Workbook

TYPE: Field = ("type", UNLABELLED)
NAME: Field = ("name", UNLABELLED)


def insert(workbook: Workbook, after: int, rows: Sequence[Mapping[Field, str]]) -> Workbook:
    """The workbook with new rows after that one; 0 or the row of the titles is the beginning."""
    workbook = with_columns(workbook, "survey", [TYPE, NAME])
    after = max(after, header_row(workbook, "survey"))
    workbook = on_sheet(workbook, "survey", lambda lines: [*lines[:after], *[()] * len(rows), *lines[after:]])
    return set_rows(workbook, "survey", dict(enumerate(rows, start=after + 1)))


def close(workbook: Workbook, row: int) -> Workbook:
    """A group that never ends, ended after the last row."""
    here = line_at(outline_of(workbook), row)
    if here is None or not here.opens or here.paired:
        return workbook
    return insert(workbook, here.last, [{TYPE: f"end {here.kind.type}"}])


def move_up(workbook: Workbook, row: int) -> tuple[Workbook, int]:
    """One step up, and the row where it then stands: a question enters and leaves groups, a group passes others."""
    lines = outline_of(workbook)
    here = line_at(lines, row)
    passed = _above(lines, here) if here else None
    if here is None or passed is None:
        return workbook, row
    return on_sheet(workbook, "survey", lambda sheet: swapped(sheet, passed, here.block)), passed.start


def move_down(workbook: Workbook, row: int) -> tuple[Workbook, int]:
    """One step down, the other way round."""
    lines = outline_of(workbook)
    here = line_at(lines, row)
    below = next((line for line in lines if line.row > here.last), None) if here else None
    if here is None or below is None:
        return workbook, row
    passed = below.block if here.opens else range(below.row, below.row + 1)
    moved_down = on_sheet(workbook, "survey", lambda sheet: swapped(sheet, here.block, passed))
    return moved_down, passed.stop - len(here.block)


def move_after(workbook: Workbook, row: int, target: int) -> Workbook:
    """Put after another row; after the first row of a group is inside it, after its last row is behind it."""
    here = line_at(outline_of(workbook), row)
    target = max(target, header_row(workbook, "survey"))
    if here is None:
        return workbook
    return on_sheet(workbook, "survey", lambda sheet: moved(sheet, here.block, target))


def duplicate(workbook: Workbook, row: int) -> Workbook:
    """A copy behind, under free names; references inside a copied group lead to the copies."""
    lines = outline_of(workbook)
    here = line_at(lines, row)
    if here is None:
        return workbook
    taken = {line.name for line in lines}
    renamed: dict[str, str] = {}
    for line in lines:
        if line.row in here.block and line.name:
            renamed[line.name] = free_name(line.name, taken)
            taken.add(renamed[line.name])
    name = index_of(Tables(workbook).survey, NAME)

    def copied(sheet: Sequence[Cells]) -> Sequence[Cells]:
        copies = [_copy(cells, renamed, name) for cells in sheet[here.row - 1 : here.last]]
        return [*sheet[: here.last], *copies, *sheet[here.last :]]

    return on_sheet(workbook, "survey", copied)


def remove(workbook: Workbook, row: int, *, keep_inside: bool = False) -> Workbook:
    """Without the question, or without the group and all it holds; `keep_inside` takes the group alone away."""
    here = line_at(outline_of(workbook), row)
    if here is None:
        return workbook
    gone = {here.row, here.last} if keep_inside else set(here.block)
    return on_sheet(
        workbook, "survey", lambda lines: [cells for at, cells in enumerate(lines, start=1) if at not in gone]
    )


def _above(lines: Sequence[Line], here: Line) -> range | None:
    before = [line for line in lines if line.row < here.row]
    if not before:
        return None
    last = before[-1]
    if here.opens and last.closes:
        begin = next((line for line in before if line.opens and line.last == last.row), last)
        return range(begin.row, last.row + 1)
    return range(last.row, last.row + 1)


def _copy(cells: Cells, renamed: Mapping[str, str], name: int | None) -> Cells:
    referring = tuple(with_references(text, renamed) for text in cells)
    if name is None or name >= len(cells):
        return referring
    return (*referring[:name], renamed.get(cells[name], cells[name]), *referring[name + 1 :])
