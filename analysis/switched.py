"""Weeks with and without, drawn by lot for each person or for everyone: which task fell into which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from analysis.measurements.shapes import Measurement

Timed: TypeAlias = tuple[str, datetime, bool, float]  # person, moment, with or without, value


def timed(
    measurements: Sequence[Measurement], series: str, added: Sequence[str], switched_by: str
) -> tuple[Timed, ...]:
    """Each value of a participant in a drawn week, in order, the `added` series included.

    What is added belongs to the value of the same person that started at the same moment. What lies outside the drawn
    weeks is left out.
    """
    weeks = _by_subject([one for one in measurements if one.series == switched_by])
    extra: dict[tuple[str, datetime], float] = {}
    for one in measurements:
        if one.series in added and one.series:
            key = (one.subject, one.start)
            extra[key] = extra.get(key, 0.0) + one.value
    found = []
    for one in measurements:
        if one.series == series and one.subject_kind == "participant":
            state = _switched((*weeks.get("", ()), *weeks.get(one.subject, ())), one.start)
            if state is not None:
                found.append((one.subject, one.start, state, one.value + extra.get((one.subject, one.start), 0.0)))
    return tuple(sorted(found))


def _by_subject(weeks: Sequence[Measurement]) -> dict[str, list[Measurement]]:
    """The weeks of each person; those of the whole study under no name."""
    found: dict[str, list[Measurement]] = {}
    for week in weeks:
        found.setdefault("" if week.subject_kind == "study" else week.subject, []).append(week)
    return found


def _switched(weeks: Sequence[Measurement], moment: datetime) -> bool | None:
    """Whether it was on at that moment; None outside the drawn weeks."""
    for week in weeks:
        if week.start <= moment and (week.end is None or moment < week.end):
            return week.value > 0
    return None


def states_of(times: Sequence[Timed]) -> dict[str, dict[bool, list[float]]]:
    """The values of each person, with and without."""
    people: dict[str, dict[bool, list[float]]] = {}
    for person, _, state, value in times:
        people.setdefault(person, {True: [], False: []})[state].append(value)
    return dict(sorted(people.items()))


def draws_of(measurements: Sequence[Measurement], switched_by: str) -> int:
    """How many different sequences of weeks were drawn: one when the same weeks hold for everyone."""
    sequences = {
        tuple(sorted((week.start, week.value > 0) for week in own))
        for own in _by_subject([one for one in measurements if one.series == switched_by]).values()
    }
    return len(sequences)
