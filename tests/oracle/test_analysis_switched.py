"""Weeks with and without, and a plain mean, against R's t.test on Student's sleep data and against slow routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import before_after, both, estimated, outcome, plan

from analysis.estimators import ESTIMATORS
from analysis.findings import read_findings
from analysis.measurements.shapes import Measurement
from analysis.parameters import parameters_of
from analysis.plan import Arm, Plan, Series
from analysis.results import Estimate, EvidenceTable
from analysis.series import tabulate_series

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)  # data(sleep): hours gained by ten patients
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
WEEKS = Series("time", both("Time"), "minutes", switched_by="weeks", added=("rework",))
PLAN = plan(
    replace(outcome("switched_weeks", "series:time"), better="lower"),
    design="switched",
    arms=(Arm("all", both("All"), "intervention"),),
    series=(WEEKS,),
    minimum_cell=2,
)

Weeks = Mapping[str, Sequence[tuple[bool, Sequence[float]]]]  # person → each week's state and values


def measured(people: Weeks, rework: float = 0.0) -> tuple[Measurement, ...]:
    """Every week of every person as it would be imported."""
    found = []
    for person, weeks in people.items():
        for place, (state, values) in enumerate(weeks):
            start = MONDAY + timedelta(weeks=place)
            end = start + timedelta(weeks=1)
            found.append(Measurement("weeks", "participant", person, start, end, float(state), "", "simulated"))
            for task, value in enumerate(values):
                when = start + timedelta(hours=task)
                found.append(Measurement("minutes", "participant", person, when, None, value, "min", "simulated"))
                found.append(Measurement("rework", "participant", person, when, None, rework, "min", "simulated"))
    return tuple(found)


def read(measurements: Sequence[Measurement], made: Plan = PLAN) -> tuple[Estimate, EvidenceTable]:
    """The estimate of weeks with and without, and its table."""
    table = tabulate_series(measurements, made, made.outcomes[0])
    return ESTIMATORS["switched_weeks"].estimate(table, parameters_of(made, made.outcomes[0])), table


def test_weeks_with_and_without_are_the_paired_t_test_of_r() -> None:
    # with(sleep, t.test(extra[group == 2], extra[group == 1], paired = TRUE))
    people: Weeks = {
        f"p{place}": [(False, [off]), (True, [on])] for place, (off, on) in enumerate(zip(FIRST, SECOND, strict=True))
    }
    found, _ = read(measured(people))
    assert found.effect == pytest.approx(1.58)
    assert (found.low, found.high) == (pytest.approx(0.7001142, abs=1e-7), pytest.approx(2.4598858, abs=1e-7))
    assert found.p_value == pytest.approx(0.002832890, rel=1e-6)


def test_a_mean_is_the_t_test_of_r() -> None:
    # with(sleep, t.test(extra[group == 2]))
    made = plan(outcome("mean", waves=("t1",)))
    found, table = estimated(before_after([(0, hours) for hours in SECOND] + [(0, None)]), made)
    assert (found.effect, found.n, found.missing, table.verifiability) == (pytest.approx(2.33), 10, 1, "B")
    assert (found.low, found.high) == (pytest.approx(0.8976775, abs=1e-7), pytest.approx(3.7623225, abs=1e-7))


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=30))
@settings(max_examples=40, deadline=None)
def test_a_mean_is_that_of_scipy(scores: list[int]) -> None:
    found, _ = estimated(before_after([(0, score) for score in scores]), plan(outcome("mean", waves=("t1",))))
    assert found.effect == pytest.approx(sum(scores) / len(scores), abs=1e-9)
    if len(set(scores)) == 1:
        assert found.refused == ("interval_no_variation",)
        return
    expected = scipy.stats.ttest_1samp(scores, 0.0).confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(expected.low, rel=1e-9), pytest.approx(expected.high, rel=1e-9))


STATES = st.lists(st.tuples(st.booleans(), st.lists(st.integers(1, 60), max_size=3)), min_size=2, max_size=6)


@given(st.dictionaries(st.sampled_from([f"p{k}" for k in range(14)]), STATES, min_size=10), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_weeks_with_and_without_are_those_counted_one_by_one(people: Weeks, rework: int) -> None:
    found, _ = read(measured(people, rework))
    differences = []
    for weeks in people.values():
        on = [value for state, values in weeks if state for value in values]
        off = [value for state, values in weeks if not state for value in values]
        if on and off:
            differences.append(sum(on) / len(on) - sum(off) / len(off))
    assert found.n == len(differences)
    if not differences:
        assert found.refused == ("no_pair",)
        return
    assert found.effect == pytest.approx(sum(differences) / len(differences), abs=1e-9)
    if found.low is not None:
        expected = scipy.stats.ttest_1samp(differences, 0.0).confidence_interval(0.95)
        assert (found.low, found.high) == (
            pytest.approx(expected.low, abs=1e-8),
            pytest.approx(expected.high, abs=1e-8),
        )


def test_what_is_added_belongs_to_the_task_that_started_at_the_same_moment() -> None:
    people: Weeks = {f"p{place}": [(False, [30.0]), (True, [20.0 + place])] for place in range(12)}
    with_rework = [
        replace(one, value=6.0) if one.series == "rework" and one.start >= MONDAY + timedelta(weeks=1) else one
        for one in measured(people)
    ]
    assert (read(measured(people))[0].effect, read(with_rework)[0].effect) == (-4.5, 1.5)


def test_weeks_drawn_once_for_everyone_are_said_to_be_few_draws() -> None:
    own: Weeks = {
        f"p{place}": [(bool(place >> week & 1), [float(20 + place + week)]) for week in range(5)]
        for place in range(1, 14)
    }
    same = [
        Measurement(
            "weeks", "study", "", MONDAY + timedelta(weeks=k), MONDAY + timedelta(weeks=k + 1), k, "", "simulated"
        )
        for k in range(2)
    ]
    once = measured({f"p{k}": [(False, [20.0 + k]), (True, [19.0 + k % 3])] for k in range(12)})
    together = [one for one in once if one.series != "weeks"] + same
    drawn = [
        {each.code: each.passed for each in read(each)[0].checks}["enough_draws"] for each in (measured(own), together)
    ]
    assert drawn == [True, False]


def test_only_weeks_drawn_by_lot_may_say_caused() -> None:
    people: Weeks = {f"p{place}": [(False, [30.0]), (True, [20.0 + place % 4])] for place in range(12)}
    made = replace(PLAN, outcomes=(*PLAN.outcomes, replace(outcome("paired_mean", waves=("t1",), baseline_wave="t0",
                                                                   code="felt"), role="secondary")))  # fmt: skip
    felt = estimated(before_after([(3, 4 + place % 2) for place in range(12)]), made, 1)
    weeks, before = read_findings(made, "caused", [read(measured(people), made), felt], ())
    assert (weeks.level, weeks.lowered_for, weeks.direction) == ("caused", (), "better")
    assert (before.level, before.lowered_for) == ("followed", ("outcome_without_comparison",))
