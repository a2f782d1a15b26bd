"""Measured series of a pilot as evidence tables: moments of task times, baseline periods, stretches with the tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from analysis import switched
from analysis.dataset import digest_of
from analysis.disclosure import Form, first_safe, published
from analysis.economics.plan import PilotQuestion
from analysis.measurements.moments import day_in, midnight
from analysis.measurements.shapes import Measurement
from analysis.results import EvidenceTable
from analysis.switched import Timed

STRETCH = timedelta(weeks=4)
SAVING, BASELINE, ITERATIONS = "pilot_saving", "pilot_baseline", "pilot_iterations"
SAVING_COLUMNS = ("n", "missing", "mean", "squares", "tasks_on", "tasks_off")
BASELINE_COLUMNS = ("period", "cost", "volume")
ITERATION_COLUMNS = ("stretch", "n", "tasks", "mean", "squares")


def pilot_tables(
    asked: PilotQuestion, measurements: Sequence[Measurement], minimum: int, zone: str = "UTC"
) -> Iterator[EvidenceTable]:
    """What a pilot publishes: each person's own difference as moments, never a single task. Days are the zone's."""
    times = timed(asked, measurements)
    yield published(_saving(times, minimum))
    yield _baseline(asked, measurements, zone)
    yield _iterations(times, minimum)


def timed(asked: PilotQuestion, measurements: Sequence[Measurement]) -> tuple[Timed, ...]:
    """Person, moment, tool on or off, minutes with rework and review; tasks outside the drawn weeks are left out."""
    return switched.timed(measurements, asked.task_time, (asked.rework, asked.review), asked.switched_on)


def _saving(times: Sequence[Timed], minimum: int) -> EvidenceTable:
    """Per person: mean minutes without the tool less mean minutes with it; then n, mean, squares over persons."""
    people = switched.states_of(times)
    differences = {
        person: _mean(states[False]) - _mean(states[True])
        for person, states in people.items() if states[True] and states[False]
    }  # fmt: skip
    values = list(differences.values())
    mean = _mean(values) if values else None
    squares = sum((value - (mean or 0.0)) ** 2 for value in values) if values else None
    row = (len(values), len(people) - len(values), mean, squares,
           sum(state for _, _, state, _ in times), sum(not state for _, _, state, _ in times))  # fmt: skip
    table = EvidenceTable(
        id=SAVING,
        kind=SAVING,
        title={"fr": "Minutes gagnées par tâche, sommes sur les personnes",
               "en": "Minutes saved per task, sums over persons"},
        columns=SAVING_COLUMNS,
        rows=(row,),
        verifiability="B",
    )  # fmt: skip
    return first_safe([Form(table, (len(values),))], minimum, digest_of(differences))


def _baseline(asked: PilotQuestion, measurements: Sequence[Measurement], zone: str) -> EvidenceTable:
    """Each period before the pilot: what it cost and its volume. Periods of the organisation, not of persons."""
    volumes = {one.start: one.value for one in _before(asked, measurements, asked.volume, zone)}
    costs: dict[datetime, float] = {}
    for one in _before(asked, measurements, asked.period_cost, zone):
        costs[one.start] = costs.get(one.start, 0.0) + one.value
    return EvidenceTable(
        id=BASELINE,
        kind=BASELINE,
        title={
            "fr": "Coût et volume avant le pilote, par période",
            "en": "Cost and volume before the pilot, by period",
        },
        columns=BASELINE_COLUMNS,
        rows=tuple(
            (day_in(start, zone).isoformat(), cost, volumes[start])
            for start, cost in sorted(costs.items())
            if start in volumes
        ),
        verifiability="A",
    )


def _before(asked: PilotQuestion, measurements: Sequence[Measurement], series: str, zone: str) -> list[Measurement]:
    """The values of a series before the pilot began: the plan's day, else the first drawn week."""
    weeks = [one.start for one in measurements if one.series == asked.switched_on]
    begun = midnight(asked.before, zone) if asked.before else None
    limit = begun or min(weeks, default=None)
    return [
        one for one in measurements
        if one.series == series and one.subject_kind != "participant" and (limit is None or one.start < limit)
    ]  # fmt: skip


def _iterations(times: Sequence[Timed], minimum: int) -> EvidenceTable:
    """Minutes per task with the tool, four weeks after four weeks: moments over each person's mean.

    A stretch of fewer persons than the minimum is not published.
    """
    on = [(person, start, minutes) for person, start, state, minutes in times if state]
    first = min((start for _, start, _ in on), default=None)
    stretches: dict[int, dict[str, list[float]]] = {}
    for person, start, minutes in on:
        place = int((start - (first or start)) / STRETCH) + 1
        stretches.setdefault(place, {}).setdefault(person, []).append(minutes)
    kept = {place: people for place, people in sorted(stretches.items()) if len(people) >= minimum}
    return EvidenceTable(
        id=ITERATIONS,
        kind=ITERATIONS,
        title={"fr": "Minutes par tâche avec l’outil, par mois", "en": "Minutes per task with the tool, by month"},
        columns=ITERATION_COLUMNS,
        rows=tuple((place, *_over_people(people)) for place, people in kept.items()),
        verifiability="B",
    )


def _over_people(people: Mapping[str, list[float]]) -> tuple[int, int, float, float]:
    means = [_mean(people[name]) for name in sorted(people)]
    middle = _mean(means)
    return len(means), sum(map(len, people.values())), middle, sum((value - middle) ** 2 for value in means)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
