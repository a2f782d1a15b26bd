"""Where a plan counts its days: a moment late in the evening is before or after a change according to the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import NATURE, QUESTION
from trials import both, outcome, plan

from analysis import plan_json
from analysis.economics.pilot_tables import BASELINE, pilot_tables
from analysis.environment.tables import activity_table
from analysis.measurements.moments import day_in, midnight
from analysis.measurements.shapes import Measurement
from analysis.plan import Series
from analysis.results import Cell
from analysis.series import tabulate_series

CHANGE = date(2026, 3, 16)
LATE = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)  # half past midnight in Paris, already the 16th


def at(moment: datetime, series: str = "use", value: float = 1.0) -> Measurement:
    return Measurement(series, "study", "", moment, None, value, "uses", "measured")


@pytest.mark.parametrize(
    ("zone", "side", "day"),
    [
        ("UTC", "before", "2026-03-15"),
        ("Europe/Paris", "after", "2026-03-16"),
        ("America/Cayenne", "before", "2026-03-15"),
    ],
)
def test_a_series_is_split_at_midnight_of_the_plans_zone(zone: str, side: str, day: str) -> None:
    declared = Series("use", both("Use"), "use", "day", "sum", CHANGE.isoformat())
    made = plan(outcome("interrupted_series", "series:use"), series=(declared,), zone=zone)
    [row] = tabulate_series([at(LATE)], made, made.outcomes[0]).rows
    assert (row[1], row[2]) == (day, side)


def test_activities_are_split_at_midnight_of_the_plans_zone() -> None:
    asked = replace(NATURE, split=CHANGE)

    def amounts(zone: str) -> Mapping[Cell, Cell]:
        return {row[1]: row[3] for row in activity_table(asked, [at(LATE, NATURE.driver, 7.0)], 5, zone).rows}

    assert amounts("UTC") == {"before": 7.0}
    assert amounts("Europe/Paris") == {"after": 7.0}


def test_the_periods_before_a_pilot_end_at_midnight_of_the_plans_zone() -> None:
    asked = replace(QUESTION, before=CHANGE)
    measured = [at(LATE, asked.period_cost, 100.0), at(LATE, asked.volume, 9.0)]

    def periods(zone: str) -> list[Cell]:
        [table] = [one for one in pilot_tables(asked, measured, 5, zone) if one.id == BASELINE]
        return [row[0] for row in table.rows]

    assert periods("UTC") == ["2026-03-15"]
    assert periods("Europe/Paris") == []


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"])
@given(day=st.dates(date(2000, 1, 1), date(2040, 1, 1)), minutes=st.integers(0, 3 * 24 * 60))
def test_a_moment_is_after_midnight_of_its_day_and_before_that_of_the_next(zone: str, day: date, minutes: int) -> None:
    """Days of 23 or 25 hours, midnights that do not exist (São Paulo), a day that never was (Apia, 2011-12-30)."""
    moment = midnight(day, zone) + timedelta(minutes=minutes)
    own = day_in(moment, zone)
    assert midnight(own, zone) <= moment or zone == "Pacific/Apia"
    assert moment < midnight(own + timedelta(days=1), zone) or zone == "Pacific/Apia"


def test_a_day_of_23_hours_begins_and_ends_at_midnight_in_paris() -> None:
    spring = date(2026, 3, 29)
    assert midnight(spring + timedelta(days=1), "Europe/Paris") - midnight(spring, "Europe/Paris") == timedelta(
        hours=23
    )


def test_a_plan_in_utc_keeps_its_digest() -> None:
    assert "zone" not in plan_json.dumps(plan(outcome("two_arms_mean", waves=("t1",))))
    there = plan(outcome("two_arms_mean", waves=("t1",)), zone="Europe/Paris")
    assert plan_json.loads(plan_json.dumps(there)) == there
