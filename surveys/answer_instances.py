"""The tables of repeats, joined to the rows of the main one: each instance under what it belongs to.

A row of a repeat says to which response it belongs as our export does, by `submission_id`; without that column, by
`participant` and `wave`. `instance` numbers it from 1; in a repeat within a repeat, `2.1` is the first of the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.answer_lines import PARTICIPANT, SUBMISSION, WAVE, Line, Lines
from surveys.flatten import INSTANCE
from surveys.problems import Problem

Number = tuple[int, ...]  # of an instance, and of those around it, outermost first

NUMBER = re.compile(r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})*")


@dataclass(frozen=True)
class Instances:
    """The lines of every repeat that belong to one row: repeat → number → line."""

    lines: Mapping[str, Mapping[Number, Line]] = field(default_factory=dict)

    def under(self, repeat: str, around: Number) -> tuple[tuple[Number, Line], ...]:
        """The instances of a repeat in one instance of the repeats around it, in order."""
        found = self.lines.get(repeat, {})
        return tuple(sorted((number, line) for number, line in found.items() if number[:-1] == around))


@dataclass(frozen=True)
class Joined:
    """For each row of the main table (by its number) its instances; and what could not be joined."""

    rows: Mapping[int, Instances]
    problems: tuple[Problem, ...]


def joined(main: Lines, repeats: Sequence[Lines], around: Mapping[str, Sequence[str]]) -> Joined:
    """`around` says for each repeat the repeats it stands in, outermost first."""
    problems: list[Problem] = []
    found: dict[int, dict[str, dict[Number, Line]]] = {}
    for table in repeats:
        problems += _join(main, table, len(around[table.within]) + 1, found)
    for rows in found.values():
        problems += _orphans(rows, around)
    return Joined({row: Instances(lines) for row, lines in found.items()}, tuple(problems))


def _join(main: Lines, table: Lines, depth: int, found: dict[int, dict[str, dict[Number, Line]]]) -> Iterator[Problem]:
    """Puts the lines of a table where they belong; yields what is wrong with the others."""
    key = _key(main, table)
    given = {title.means for title in table.titles}
    missing = [needed for needed in (*key, INSTANCE) if needed not in given]
    if missing:
        yield from (Problem("answers_key_needed", table.table.name, 1, facts={"needed": one}) for one in missing)
        return
    parents = {_said(line, key): line.number for line in main.lines}
    for line in table.lines:
        parent, number = parents.get(_said(line, key)), _number(line, depth)
        if parent is None:
            yield line.problem(key[0], "answers_parent_absent", main=main.table.name or "answers")
        elif not number:
            yield line.problem(INSTANCE, "answers_instance_bad", example=".".join(["1"] * depth))
        else:
            there = found.setdefault(parent, {}).setdefault(table.within, {})
            if there.setdefault(number, line) is not line:
                yield line.problem(INSTANCE, "answers_instance_twice", first_row=str(there[number].number))


def _key(main: Lines, table: Lines) -> tuple[str, ...]:
    """The columns that say which row: the response's identifier where both tables have it."""
    both = {title.means for title in main.titles} & {title.means for title in table.titles}
    if SUBMISSION in both:
        return (SUBMISSION,)
    return (PARTICIPANT, WAVE) if WAVE in {title.means for title in main.titles} else (PARTICIPANT,)


def _said(line: Line, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.cell(means) for means in key)


def _number(line: Line, depth: int) -> Number:
    """The number of the instance; nothing when it is none, or one of another depth."""
    written = line.cell(INSTANCE)
    number = tuple(map(int, written.split("."))) if NUMBER.fullmatch(written) else ()
    return number if len(number) == depth else ()


def _orphans(rows: Mapping[str, Mapping[Number, Line]], around: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Instances inside one that is not there, and numbers that leave one out: what stood there may be lost."""
    for repeat, lines in rows.items():
        outer = around[repeat][-1] if around[repeat] else ""
        for number, line in lines.items():
            if outer and number[:-1] not in rows.get(outer, {}):
                parent = ".".join(map(str, number[:-1]))
                yield line.problem(INSTANCE, "answers_instance_orphan", repeat=outer, parent=parent)
            elif number[-1] > 1 and (*number[:-1], number[-1] - 1) not in lines:
                before = ".".join(map(str, (*number[:-1], number[-1] - 1)))
                yield line.problem(INSTANCE, "answers_instance_gap", before=before)
