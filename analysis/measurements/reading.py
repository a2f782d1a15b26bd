"""Reading a file of measurements: rows as understood, everything wrong with the others. Nothing dropped silently.

The caller stores all the lines or none, and only when no row is wrong or someone chose to leave the wrong ones out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.measurements import between
from analysis.measurements.cells import Row, Sheet
from analysis.measurements.known import Known, LeftOut, Line
from analysis.measurements.layout import Layout
from analysis.measurements.lines import MAKERS
from analysis.measurements.problems import Problem
from analysis.measurements.rows import Rows, layout_problems, shown


@dataclass(frozen=True)
class Read:
    """`lines`: what the good rows say, less what is stored already; `left_out`: the other rows, with the reasons.

    `rows`: how many the sheet has; `again`: how many say what is stored already; `people`: the participants it names.
    """

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...] = ()
    rows: int = 0
    again: int = 0
    people: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether the layout fits the file at all."""
        return not any(problem.severity == "file" for problem in self.problems)


def read(sheet: Sheet, layout: Layout, known: Known) -> Read:
    """Every row of a sheet, by its layout, in a study that knows so much."""
    whole = layout_problems(sheet, layout)
    if any(problem.severity == "file" for problem in whole):
        return Read((), tuple(whole), rows=len(sheet.rows))
    rows = Rows(sheet, layout, known)
    lines, problems = _each(rows, sheet.rows)
    places = between.Places(sheet, layout)
    problems += between.repeated(lines, known, places)
    for check in between.CHECKS:
        problems += check(_without(lines, problems), known, places)
    good = _without(lines, problems)
    problems += between.pauses(good, known, places)
    problems += between.falls(good, known, places)
    stored = {problem.row for problem in problems if problem.code == "stored_already"}
    wrong = _codes(problems)
    return Read(
        tuple(line for line in good if line.row not in stored),
        (*whole, *sorted(problems, key=lambda problem: problem.row or 0)),
        tuple(_left_out(rows, row, wrong[row.number]) for row in sheet.rows if row.number in wrong),
        len(sheet.rows),
        len(stored - wrong.keys()),
        rows.people,
    )


def _each(rows: Rows, all_rows: Iterable[Row]) -> tuple[list[Line], list[Problem]]:
    make = MAKERS[rows.kind.makes]
    lines: list[Line] = []
    problems: list[Problem] = []
    for row in all_rows:
        rows.begin(row)
        made = make(rows)
        if rows.found:
            problems += rows.found
        else:
            lines += made
    return lines, problems


def _without(lines: Sequence[Line], problems: Iterable[Problem]) -> list[Line]:
    wrong = {problem.row for problem in problems if problem.severity != "notice"}
    return [line for line in lines if line.row not in wrong] if wrong else list(lines)


def _codes(problems: Iterable[Problem]) -> dict[int | None, list[str]]:
    codes: dict[int | None, list[str]] = {}
    for problem in problems:
        if problem.severity != "notice":
            codes.setdefault(problem.row, []).append(problem.code)
    return codes


def _left_out(rows: Rows, row: Row, codes: Sequence[str]) -> LeftOut:
    """The cells of mapped columns only, and none about someone whom the study does not know: it may be a name."""
    rows.begin(row)
    nobody = not {"participant_unknown", "participant_left"}.isdisjoint(codes)
    roles = () if nobody else rows.places
    cells: Mapping[str, str] = {role: said for role in roles if (said := shown(rows.cell(role)))}
    return LeftOut(row.number, tuple(dict.fromkeys(codes)), cells)
