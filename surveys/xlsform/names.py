"""Names: unique among their neighbours as in XLSForm, and in the whole questionnaire as columns of an export are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from surveys.sheet_table import Record
from surveys.xlsform.cells import Findings, read_name
from surveys.xlsform.rows import Standing

ROOT = "data"  # what XLSForm calls the element everything stands in
NAMELESS = {"audit": "audit", "note": "note_{row}"}  # types whose name may be left empty


@dataclass
class Names:
    """The names taken so far: in the questionnaire, and among the rows of each group."""

    taken: dict[str, Record] = field(default_factory=dict)
    beside: dict[tuple[str, ...], dict[str, Record]] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)

    def standing(self, record: Record, kind: str, groups: tuple[str, ...], found: Findings) -> Standing | None:
        """What a row is called; None, with a problem, when it has no name or a neighbour's."""
        node = self._node(record, kind, found)
        if not node:
            return None
        first = self.beside.setdefault(groups, {}).setdefault(node, record)
        if first is not record:
            facts = {"first_row": str(first.row), "suggestion": f"{node}_{record.row}"}
            found.add(record.place("name", "name_duplicate", **facts))
            return None
        name = self._free(node, groups)
        if name != node:
            self.again.add(node)
            facts = {"first_row": str(self.taken[node].row), "used": name}
            found.add(record.place("name", "name_again", **facts))
        self.taken[name] = record
        return Standing(name, node if name != node else "", groups)

    def _node(self, record: Record, kind: str, found: Findings) -> str:
        if record.cell("name") is None and kind in NAMELESS:
            return NAMELESS[kind].format(row=record.row)
        return read_name(record, found)

    def _free(self, node: str, groups: Sequence[str]) -> str:
        """The name itself; else `group.name`, with a number if even that is taken."""
        if node not in self.taken:
            return node
        within = f"{groups[-1] if groups else ROOT}.{node}"
        number = 2
        name = within
        while name in self.taken:
            name, number = f"{within}.{number}", number + 1
        return name
