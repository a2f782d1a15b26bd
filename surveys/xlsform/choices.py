"""The choices sheet: lists of choices, each with a name that is stored and a label that is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.problems import Problem
from surveys.questions import Choice
from surveys.sheet_table import Record, Table
from surveys.xlsform.rows import read_media

UNSTORABLE = re.compile(r"[\x00-\x1f\x7f]")
SPACES = re.compile(r"\s")


@dataclass(frozen=True)
class ListedChoice:
    """A choice and the row it stands in."""

    choice: Choice
    record: Record


@dataclass(frozen=True)
class ChoiceLists:
    """The lists of a sheet. `problems` are by list: those of a list that no question offers do not matter."""

    lists: Mapping[str, tuple[ListedChoice, ...]] = field(default_factory=dict)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The choices of a list; none when there is no such list."""
        return tuple(listed.choice for listed in self.lists.get(name, ()))

    def problems_of(self, names: Iterable[str]) -> Iterator[Problem]:
        """What is wrong with those lists, and with rows that belong to none."""
        for name in dict.fromkeys(("", *names)):
            yield from self.problems.get(name, ())


def read_choices(table: Table, *, duplicates: bool) -> ChoiceLists:
    """The lists of the choices sheet. A row with a problem is left out of its list."""
    lists: dict[str, list[ListedChoice]] = {}
    first: dict[tuple[str, str], ListedChoice] = {}
    problems: dict[str, list[Problem]] = {}
    for record in table.records:
        if not record.cells:
            continue
        name = _in_one_line(record.value("list_name"))
        choice = Choice(_in_one_line(record.value("name")), record.text("label"), read_media(record), record.extra)
        listed = ListedChoice(choice, record)
        earlier = None if duplicates else first.get((name, listed.choice.name))
        problem = _problem(listed, name, earlier)
        if problem:
            problems.setdefault(name, []).append(problem)
        else:
            lists.setdefault(name, []).append(listed)
            first[name, listed.choice.name] = listed
    return ChoiceLists(
        {name: tuple(listed) for name, listed in lists.items()},
        {name: tuple(found) for name, found in problems.items()},
    )


def _in_one_line(name: str) -> str:
    return " ".join(name.split())


def _problem(listed: ListedChoice, list_name: str, earlier: ListedChoice | None) -> Problem | None:
    choice, record = listed.choice, listed.record
    if not list_name:
        return record.problem("choice_list_unnamed")
    if not choice.name:
        return record.problem("choice_unnamed", list=list_name)
    if UNSTORABLE.search(choice.name):
        return record.place("name", "choice_name_bad", suggestion=UNSTORABLE.sub("_", choice.name))
    if earlier is None:
        return None
    code = "choice_again" if earlier.choice == choice else "choice_duplicate"
    return record.place("name", code, list=list_name, first_row=str(earlier.record.row))


def spaced(listed: Sequence[ListedChoice]) -> Iterator[ListedChoice]:
    """The choices whose name holds a space: several of them chosen together could not be told apart."""
    return (one for one in listed if SPACES.search(one.choice.name))
