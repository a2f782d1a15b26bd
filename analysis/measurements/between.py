"""What rows say of each other: the same twice, another value stored, periods that overlap, gaps, meters that fall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.measurements.cells import Sheet
from analysis.measurements.known import Known, Line
from analysis.measurements.layout import Layout
from analysis.measurements.meters import consumed, is_gap, usual_interval
from analysis.measurements.problems import Problem
from analysis.measurements.rows import shown
from analysis.measurements.shapes import Measurement
from analysis.measurements.units import converted, dimension

BEFORE_FILE = 0  # the row of a reading that is stored already


@dataclass(frozen=True)
class Places:
    """Makes the problems of a sheet, at the column of a role."""

    sheet: Sheet
    layout: Layout

    def problem(self, row: int, role: str, code: str, value: str = "", **facts: str) -> Problem:
        """A problem of a row."""
        title = self.layout.columns.get(role, "")
        return Problem(code, self.sheet.name, row, self.sheet.letter(title), title, value, facts)


def repeated(lines: Sequence[Line], known: Known, places: Places) -> Iterator[Problem]:
    """Rows that say again what another row or a stored one says."""
    first: dict[str, int] = {}
    for line in lines:
        row = first.setdefault(line.key, line.row)
        stored = known.stored.get(line.key)
        role = (
            "start" if isinstance(line.what, Measurement) else "code" if places.layout.kind != "cost_sheet" else "label"
        )
        if row != line.row:
            yield places.problem(line.row, role, "row_twice", line.content, first=str(row))
        elif stored == line.content:
            yield places.problem(line.row, role, "stored_already", line.content)
        elif stored is not None:
            yield places.problem(line.row, role, "stored_otherwise", line.content, stored=stored)


def unlike_units(lines: Sequence[Line], known: Known, places: Places) -> Iterator[Problem]:
    """Rows whose unit measures something else than the rest of their series."""
    units: dict[tuple[str, str, str], str] = dict(known.units)
    for line, one in _measurements(lines):
        unit = units.setdefault((one.series, one.subject_kind, one.subject), one.unit)
        if unit != one.unit and dimension(unit) != dimension(one.unit):
            yield places.problem(line.row, "unit", "unit_of_other_kind", one.unit, other=unit)


def overlapping(lines: Sequence[Line], known: Known, places: Places) -> Iterator[Problem]:
    """Periods of a series that cover the same time, in the file or in what is stored."""
    if not places.layout.row.exclusive:
        return
    new = [line for line in lines if line.key not in known.stored]
    for series in _in_order(new, known.periods).values():
        last: tuple[int, Measurement] | None = None
        for row, one in series:
            if last is None or last[1].end is None or one.start >= last[1].end:
                last = row, one
                continue
            yield from _overlap(last, (row, one), places)
            if row == BEFORE_FILE:  # the row before it is told, what is stored stands
                last = row, one


def _overlap(first: tuple[int, Measurement], second: tuple[int, Measurement], places: Places) -> Iterator[Problem]:
    """The problem of two periods in order; it is told at the row of the file."""
    if second[0] != BEFORE_FILE and first[0] != BEFORE_FILE:
        start = second[1].start.isoformat()
        yield places.problem(second[0], "start", "period_overlaps", start, first=str(first[0]))
    elif (first[0], second[0]) != (BEFORE_FILE, BEFORE_FILE):
        (row, one), (_, stored) = (second, first) if first[0] == BEFORE_FILE else (first, second)
        said = f"{stored.start:%Y-%m-%d %H:%M} – {stored.end or stored.start:%Y-%m-%d %H:%M} UTC"
        yield places.problem(row, "start", "period_overlaps_stored", one.start.isoformat(), stored=said)


def pauses(lines: Sequence[Line], known: Known, places: Places) -> Iterator[Problem]:
    """Rows that come later than usual after the one before."""
    if not places.layout.row.regular:
        return
    times = places.layout.gap_times
    for series in _in_order(lines, known.last).values():
        usual = usual_interval([one.start.timestamp() for _, one in series]) / 3600
        for (_, before), (row, after) in pairwise(series):
            hours = (after.start - before.start).total_seconds() / 3600
            if row != BEFORE_FILE and is_gap(hours, usual, times):
                facts = {"hours": f"{hours:.1f}", "usual": f"{usual:.1f}"}
                yield places.problem(row, "start", "gap", after.start.isoformat(), **facts)


def falls(lines: Sequence[Line], known: Known, places: Places) -> Iterator[Problem]:
    """Meters whose register falls back: replaced, reset, or turned over."""
    if not places.layout.row.index:
        return
    for series in _in_order(lines, known.last).values():
        for (_, before), (row, after) in pairwise(series):
            start = converted(before.value, before.unit, after.unit)
            if after.value < start and row != BEFORE_FILE:
                unknown = consumed(start, after.value, places.layout.digits) is None
                code = "meter_drop" if unknown else "meter_turned"
                facts = {"before": shown(start), "after": shown(after.value)}
                yield places.problem(row, "value", code, facts["after"], **facts)


CHECKS: tuple[Callable[[Sequence[Line], Known, Places], Iterator[Problem]], ...] = (unlike_units, overlapping)


def _measurements(lines: Sequence[Line]) -> Iterator[tuple[Line, Measurement]]:
    return ((line, line.what) for line in lines if isinstance(line.what, Measurement))


def _in_order(
    lines: Sequence[Line], stored: Sequence[Measurement] = ()
) -> Mapping[tuple[str, str, str], list[tuple[int, Measurement]]]:
    """The measurements of each series and subject in order of time, with their rows, among those stored."""
    series: dict[tuple[str, str, str], list[tuple[int, Measurement]]] = {}
    for line, one in _measurements(lines):
        series.setdefault((one.series, one.subject_kind, one.subject), []).append((line.row, one))
    for one in stored:
        there = series.get((one.series, one.subject_kind, one.subject))
        if there and dimension(there[0][1].unit) == dimension(one.unit):
            there.append((BEFORE_FILE, one))
    for rows in series.values():
        rows.sort(key=lambda each: each[1].start)
    return series
