"""The choices sheet: lists of choices, each with a name that is stored and a label that is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.problems import Problem
from surveys.questions import Choice
from surveys.sheet_table import Columns, Record, Table

CHOICE_COLUMNS = Columns(
    plain=frozenset({"list_name", "name"}),
    worded=frozenset({"label"}),
    left_out=frozenset({"media", "image", "audio", "video", "geometry", "order"}),
    aliases={"list": "list_name", "listname": "list_name", "value": "name", "caption": "label"},
)
UNSTORABLE = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True)
class ChoiceLists:
    """The lists of a workbook and what is wrong with them."""

    lists: Mapping[str, tuple[Choice, ...]]
    problems: tuple[Problem, ...]


def read_choices(table: Table) -> ChoiceLists:
    """The lists of the choices sheet. A row with a problem is left out of its list."""
    lists: dict[str, dict[str, tuple[int, Choice]]] = {}
    problems: list[Problem] = []
    for record in table.records:
        name, listed = record.value("name"), lists.setdefault(record.value("list_name"), {})
        found = list(_problems(record, {choice: row for choice, (row, _) in listed.items()}))
        problems.extend(found)
        if not found:
            listed[name] = (record.row, Choice(name, record.text("label")))
    named = {name: tuple(choice for _, choice in rows.values()) for name, rows in lists.items() if name and rows}
    return ChoiceLists(named, tuple(problems))


def _problems(record: Record, rows: Mapping[str, int]) -> Iterator[Problem]:
    name, listed = record.value("name"), record.value("list_name")
    if not listed:
        yield record.problem("choice_list_unnamed")
    elif not name:
        yield record.problem("choice_unnamed", list=listed)
    elif UNSTORABLE.search(name):
        yield record.place("name", "choice_name_bad", suggestion=UNSTORABLE.sub("_", name))
    elif name in rows:
        yield record.place("name", "choice_duplicate", list=listed, first_row=str(rows[name]))
