"""Warm homes as they are played: what the files say of meters, and what the report can say of electricity."""

from __future__ import annotations

import pytest
from played import DAY, LANGUAGE, people_of, played, read_in, scenario_of

from analysis import plan_json
from analysis.plan import Plan
from livinglab.demonstration.scenario import Brought
from livinglab.demonstration.scenarios.warm_homes import AFTER, BEFORE, UNREAD, UNSURE, answers_of, used
from livinglab.samples import samples

SAMPLE, SCENARIO = samples()["warm_homes"], scenario_of("warm_homes")


def the_plan() -> Plan:
    return plan_json.loads(SAMPLE.plan(DAY, LANGUAGE))


def meters() -> tuple[Brought, ...]:
    """The files of readings, in the order they are brought in."""
    files = SCENARIO.measured(SAMPLE, people_of(SCENARIO, the_plan()), DAY)
    return tuple(file for file in files if file.sheet == "meters.csv")


def codes(file: Brought) -> list[str]:
    """What is told of the rows of a file, however often."""
    people = frozenset(person.pseudonym for person in people_of(SCENARIO, the_plan()))
    said = read_in(SAMPLE.sheet("meters.csv"), the_plan(), file.content, people, LANGUAGE)
    return sorted(problem.code for problem in said.problems)


def test_unsure_readings_are_left_out_then_corrected_by_another_file() -> None:
    first, corrected = meters()
    assert codes(first) == sorted(["gap", "meter_drop", *["not_a_number"] * len(UNSURE)])
    assert codes(corrected) == ["gap", "meter_drop"]
    assert (first.leave_out, corrected.corrects) == (True, first.filename)


def test_one_home_stands_empty_and_its_readings_are_missing() -> None:
    *_, corrected = meters()
    weeks = len(BEFORE) + len(AFTER) + 1
    assert len(corrected.content.splitlines()) == 1 + SCENARIO.participants * weeks - len(UNREAD)


def test_the_report_adds_up_what_the_homes_used() -> None:
    people = people_of(SCENARIO, the_plan())
    lived = sum(used(one.number, one.arm, week) for one in people if one.arm == "usual" for week in range(-6, 0))
    table = next(table for table in played("warm_homes").tables if table.kind == "activity")
    name = SAMPLE.series["kwh_usual"][LANGUAGE]
    [amount] = [row[3] for row in table.rows if row[:2] == (name, "before")]
    # Readings are made at eight: the hours of the first morning belong to the week before.
    assert amount == pytest.approx(lived, rel=0.01)


def test_the_effect_is_modest_and_said_with_its_interval() -> None:
    found = next(each for each in played("warm_homes").findings if each.outcome.code == "electricity")
    low, high = found.estimate.low, found.estimate.high
    assert low is not None
    assert high is not None
    assert -15 < low < high < 0


def test_per_degree_day_coached_homes_use_less_and_the_displays_are_counted_as_a_rebound() -> None:
    found = played("warm_homes").environment
    assert found is not None
    assert found.refused == ()
    by_name = {each.series: each for each in found.activities}
    coached, usual, displays = (
        by_name[SAMPLE.series[code][LANGUAGE]] for code in ("kwh_coach", "kwh_usual", "kwh_displays")
    )
    assert coached.after - coached.before < 0 < usual.after - usual.before
    assert (displays.rebound, displays.before) == (True, 0)


def test_as_many_leave_each_arm() -> None:
    left = [one.arm for one in people_of(SCENARIO, the_plan()) if answers_of(one, "t1") is None]
    assert sorted(left) == ["coach", "coach", "usual", "usual"]


def test_the_costs_are_accounted_for_without_a_refusal() -> None:
    found = played("warm_homes").economics
    assert found is not None
    assert found.refused == ()
    assert found.worth is not None
    low, high = found.worth.net_present_value.low, found.worth.net_present_value.high
    assert low is not None
    assert high is not None
    assert low < 0 < high


def test_what_is_answered_at_the_meter_is_what_the_meter_counted() -> None:
    person = people_of(SCENARIO, the_plan())[0]
    told = answers_of(person, "t0")
    assert told is not None
    assert float(str(told["kwh_week"]).replace(",", ".")) == used(person.number, person.arm, -1)
