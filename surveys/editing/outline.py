"""The rows of the survey sheet in order: what each is, how deep it stands, where a group ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveys.editing.tables import Tables
from surveys.sheet_table import Record
from surveys.workbook import Workbook
from surveys.xlsform.type_words import TypeCell, read_type


@dataclass(frozen=True)
class Line:
    """One row. `depth` counts the groups around it; `last` is the row where a group ends, else the row itself.

    `paired` is False for a group that never ends, which reaches to the last row, and for an end that nothing begins.
    """

    record: Record
    kind: TypeCell
    depth: int
    last: int
    paired: bool = True

    @property
    def row(self) -> int:
        """Its number in the sheet."""
        return self.record.row

    @property
    def name(self) -> str:
        """Its name; empty when it has none."""
        return self.record.value("name")

    @property
    def opens(self) -> bool:
        """Whether a group or a repeat begins here."""
        return self.kind.kind == "begin"

    @property
    def closes(self) -> bool:
        """Whether a group or a repeat ends here."""
        return self.kind.kind == "end"

    @property
    def block(self) -> range:
        """The rows that move with it: its own, a group's to its end."""
        return range(self.row, self.last + 1)


def outline_of(workbook: Workbook) -> tuple[Line, ...]:
    """Every row of the survey sheet, also those that end a group, whatever is wrong with them."""
    lines: list[Line] = []
    opened: list[int] = []
    for record in Tables(workbook).survey.records:
        cell = record.cell("type")
        kind = read_type(cell.value) if cell else TypeCell("unknown", "")
        stray = kind.kind == "end" and not opened
        if kind.kind == "end" and opened:
            begin = opened.pop()
            lines[begin] = replace(lines[begin], last=record.row)
        lines.append(Line(record, kind, len(opened), record.row, not stray))
        if kind.kind == "begin":
            opened.append(len(lines) - 1)
    for begin in opened:
        lines[begin] = replace(lines[begin], last=lines[-1].row, paired=False)
    return tuple(lines)


def line_at(lines: Sequence[Line], row: int) -> Line | None:
    """The line of that row; None when there is none."""
    return next((line for line in lines if line.row == row), None)
