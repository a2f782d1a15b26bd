"""Measured activities as an evidence table: sums before and after a day, series by series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from analysis.disclosure import is_small
from analysis.environment.plan import EnvironmentPlan
from analysis.measurements.moments import midnight
from analysis.measurements.shapes import Measurement
from analysis.results import EvidenceTable

ACTIVITY_COLUMNS = ("series", "period", "unit", "amount", "readings", "origin")
PROTOTYPE_COLUMNS = ("amount", "low", "high", "uncounted")
PERIODS = ("before", "after")
SEVERAL = "several"  # units or origins that differ within a series


def activity_table(
    plan: EnvironmentPlan, measurements: Sequence[Measurement], minimum: int, zone: str = "UTC"
) -> EvidenceTable:
    """Every series the plan names, and its driver. A sum over fewer people than the minimum is left empty.

    The day that splits them begins at midnight in the zone.
    """
    series = dict.fromkeys((plan.driver, *(one.series for one in plan.activities)))
    split = midnight(plan.split, zone)
    return EvidenceTable(
        id="activity",
        kind="activity",
        title={"fr": "Activités mesurées, avant et après", "en": "Activities measured, before and after"},
        columns=ACTIVITY_COLUMNS,
        rows=tuple(row for name in series for row in _rows(name, measurements, split, minimum)),
        verifiability="A",
    )


def _rows(
    series: str, measurements: Sequence[Measurement], split: datetime, minimum: int
) -> Iterator[tuple[str | float | int | None, ...]]:
    own = [one for one in measurements if one.series == series]
    for period in PERIODS:
        parts = [(one, share) for one in own if (share := share_in(one, split, period)) > 0]
        if parts:
            people = {one.subject for one, _ in parts if one.subject_kind == "participant"}
            hidden = is_small(len(people), minimum)
            amount = None if hidden else sum(one.value * share for one, share in parts)
            yield (
                series,
                period,
                _same(one.unit for one, _ in parts),
                amount,
                len(parts),
                _same(one.origin for one, _ in parts),
            )


def share_in(one: Measurement, split: datetime, period: str) -> float:
    """Which share of a value falls before or after the day: all of it, or pro rata of its time when it spans it."""
    end = one.end or one.start
    if end <= split and one.start < split:
        before = 1.0
    elif one.start >= split:
        before = 0.0
    else:
        before = (split - one.start) / (end - one.start)
    return before if period == "before" else 1.0 - before


def _same(values: Iterator[str]) -> str:
    found = sorted(set(values))
    return found[0] if len(found) == 1 else SEVERAL


def prototype_table(value: float, low: float, high: float, uncounted: int) -> EvidenceTable:
    """What making the version tested emitted, from its bill of materials and machine runs."""
    return EvidenceTable(
        id="prototype_footprint",
        kind="prototype_footprint",
        title={"fr": "Empreinte du prototype, en kgCO2e", "en": "Footprint of the prototype, in kgCO2e"},
        columns=PROTOTYPE_COLUMNS,
        rows=((value, low, high, uncounted),),
        verifiability="A",
    )
