"""A series of measurements as equal periods, each with its value or a gap; and the side of the change it is on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from analysis.dataset import digest_of
from analysis.disclosure import Form, first_safe
from analysis.estimators import switched_weeks
from analysis.estimators.catalogue import CATALOGUE
from analysis.measurements.moments import day_in
from analysis.measurements.shapes import Measurement
from analysis.measures import LARGEST
from analysis.plan import Outcome, Plan, Series
from analysis.results import Cell, EvidenceTable

COLUMNS = ("period", "start", "side", "value", "readings", "subjects")
BEFORE, DURING, AFTER = "before", "during", "after"
MOST_PERIODS = 5000


def series_of(plan: Plan, outcome: Outcome) -> Series | None:
    """The declared series that an outcome measures, `series:CODE`."""
    kind, _, code = outcome.measure.partition(":")
    return next((each for each in plan.series if kind == "series" and each.code == code), None)


def tabulate_series(measurements: Sequence[Measurement], plan: Plan, outcome: Outcome) -> EvidenceTable:
    """A row per period from the first to the last that has a value; a period without one is a gap, never filled.

    The period in which the change happened belongs to neither side. Values of participants are published only where
    each period rests on enough of them. An absurd value (beyond 10¹⁵) is a gap. Weeks with and without are no periods
    in a row: their table is that of the persons' own differences. Days, weeks and months are those of the plan's zone.
    """
    declared = series_of(plan, outcome)
    if declared is not None and CATALOGUE[outcome.estimator].switches:
        return switched_weeks.tabulate(measurements, plan, outcome, declared)
    named = declared.series if declared is not None else None
    mine = [one for one in measurements if one.series == named and abs(one.value) <= LARGEST]
    rows = tuple(_rows(declared, mine, plan.zone)) if declared is not None and mine else ()
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="series",
        title=outcome.label,
        columns=COLUMNS,
        rows=rows,
        verifiability="A",
        units={"value": mine[0].unit if mine else "", "subjects": "participants"},
    )
    counts = [int(row[5] or 0) for row in rows if any(one.subject_kind == "participant" for one in mine)]
    behind = sorted([one.subject, one.start.isoformat(), one.value] for one in mine)
    return first_safe([Form(table, tuple(counts))], plan.minimum_cell, digest_of(behind))


def _rows(declared: Series, mine: Sequence[Measurement], zone: str) -> Iterator[tuple[Cell, ...]]:
    found: dict[date, list[Measurement]] = {}
    for one in mine:
        found.setdefault(_start(day_in(one.start, zone), declared.period), []).append(one)
    starts = (
        sorted(found) if declared.period == "iteration" else list(_between(min(found), max(found), declared.period))
    )
    for place, start in enumerate(starts[:MOST_PERIODS], start=1):
        here = found.get(start, [])
        value = sum(one.value for one in here) / (len(here) if declared.total == "mean" else 1) if here else None
        yield place, start.isoformat(), _side(start, declared), value, len(here), len({one.subject for one in here})


def _start(day: date, period: str) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day


def _next(start: date, period: str) -> date:
    if period == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if period == "week" else 1)


def _between(first: date, last: date, period: str) -> Iterator[date]:
    while first <= last:
        yield first
        first = _next(first, period)


def _side(start: date, declared: Series) -> str | None:
    if not declared.interrupted_on or declared.period == "iteration":
        return None
    change = date.fromisoformat(declared.interrupted_on)
    if start >= change:
        return AFTER
    return BEFORE if _next(start, declared.period) <= change else DURING


Point = tuple[int, str | None, float]  # place, side, value


def points_of(table: EvidenceTable) -> list[Point]:
    """The periods that have a value and are on a side, in order."""
    return [
        (int(row[0] or 0), None if row[2] is None else str(row[2]), float(row[3]))
        for row in table.rows
        if isinstance(row[3], int | float) and row[2] != DURING
    ]
