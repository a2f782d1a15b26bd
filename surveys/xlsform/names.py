"""Names: unique among their neighbours as in XLSForm, and in the whole questionnaire as columns of an export are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.problems import Problem
from surveys.sheet_table import Record
from surveys.xlsform.cells import Findings, read_name
from surveys.xlsform.rows import Standing

NAMES_TOLD = 6  # names given in one problem
ROOT = "data"  # what XLSForm calls the element everything stands in
NAMELESS = {"audit": "audit", "note": "note_{row}"}  # types whose name may be left empty


@dataclass
class Names:
    """The names taken so far: in the questionnaire, and among the rows of each group."""

    taken: dict[str, Record] = field(default_factory=dict)
    beside: dict[tuple[str, ...], dict[str, Record]] = field(default_factory=dict)
    renamed: list[Standing] = field(default_factory=list)

    @property
    def again(self) -> frozenset[str]:
        """The names that more than one row bears."""
        return frozenset(standing.node for standing in self.renamed)

    def problems(self) -> Iterator[Problem]:
        """The rows that bear a name again, told together."""
        if len(self.renamed) == 1:
            standing = self.renamed[0]
            facts = {"first_row": str(self.taken[standing.node].row), "used": standing.name}
            yield self.taken[standing.name].place("name", "name_again", **facts)
        elif self.renamed:
            names = [standing.name for standing in self.renamed[:NAMES_TOLD]]
            told = ", ".join(names) + (", …" if len(self.renamed) > NAMES_TOLD else "")
            first = self.taken[self.renamed[0].name]
            yield first.place("name", "names_again", number=str(len(self.renamed)), names=told)

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
        self.taken[name] = record
        standing = Standing(name, node if name != node else "", groups)
        if standing.node:
            self.renamed.append(standing)
        return standing

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
