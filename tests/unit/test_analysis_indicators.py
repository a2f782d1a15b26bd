"""Indicators: waits by two judges, counts with what is left out and why, small counts never shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from analysis.disclosure import safe_counts
from analysis.indicators import INDICATORS, read_indicators
from analysis.indicators.facts import (
    Case,
    FieldTest,
    ProjectFacts,
    PrototypeMade,
    Recommendation,
    Span,
    UptakeSeen,
    VersionFootprint,
)
from analysis.indicators.helices import evenness
from analysis.indicators.lifetimes import Curve, Day, lifetimes
from analysis.indicators.readings import Found, LeftOut
from analysis.indicators.rules import LEFT_OUT, NOTES, WORDS

TODAY = date(2026, 11, 27)
NOTHING = ProjectFacts(TODAY, 5)

# Freireich et al. 1963, 6-MP arm: weeks of remission; the second list is still in remission.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
IN_REMISSION = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)

waits = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=25)


def test_the_curve_is_the_published_one() -> None:
    """R: summary(survfit(Surv(time, status) ~ 1)) on the 6-MP arm; from the literature (Kleinbaum & Klein, ch. 2)."""
    curve = _curve([(week, True) for week in RELAPSED] + [(week, False) for week in IN_REMISSION])
    published = [(6, 21, 0.857), (7, 17, 0.807), (10, 15, 0.753), (13, 12, 0.690), (16, 11, 0.627), (22, 7, 0.538)]
    assert [(p.days, p.at_risk, round(p.waiting, 3)) for p in curve.points] == [*published, (23, 6, 0.448)]
    assert (curve.n, curve.finished, curve.unfinished, curve.median) == (21, 9, 12, 23)


def test_the_interval_of_the_median_is_that_of_another_program() -> None:
    """statsmodels 0.15, run here: SurvfuncRight(time, status).quantile_ci(0.5, method="cloglog") → (13, inf)."""
    curve = _curve([(week, True) for week in RELAPSED] + [(week, False) for week in IN_REMISSION])
    assert (curve.low, curve.high) == (13, None)


@given(waits)
def test_the_curve_is_that_of_a_slow_obvious_count(seen: list[tuple[int, bool]]) -> None:
    """Day after day: of those not yet gone, the share that does not finish today."""
    curve = _curve(seen)
    waiting = {}
    share = 1.0
    for day in range(31):
        there = [1 for days, _ in seen if days >= day]
        done = [1 for days, finished in seen if days == day and finished]
        share *= 1 - len(done) / len(there) if there else 1
        waiting[day] = share
    assert [p.waiting for p in curve.points] == pytest.approx([waiting[p.days] for p in curve.points])
    assert curve.median == next((day for day in range(31) if waiting[day] <= 0.5 + 1e-9), None)
    assert curve.n == len(seen)


@given(waits)
def test_the_limits_are_those_of_another_program(seen: list[tuple[int, bool]]) -> None:
    """statsmodels where it defines the log(-log) interval: before the curve touches 0."""
    curve = _curve(seen)
    inside = [point for point in curve.points if point.low is not None]
    if not inside:
        return
    fitted = SurvfuncRight(np.array([days for days, _ in seen]), np.array([done for _, done in seen], dtype=int))
    told = zip(fitted.surv_times, fitted.surv_prob, fitted.surv_prob_se, strict=True)
    errors = {int(day): (share, error) for day, share, error in told}
    for point in inside:
        share, error = errors[point.days]
        bend = np.exp(1.959963984540054 * error / (share * abs(np.log(share))))
        assert (point.low, point.high) == pytest.approx((share**bend, share ** (1 / bend)))


def test_what_is_unfinished_is_counted_not_dropped() -> None:
    """Three decided after 10, 20 and 30 days, three still waiting for 40: no median yet, and it is said."""
    found = _wait("need_to_decision", [10, 20, 30], [40, 40, 40])
    assert (found.n, found.value, found.cells) == (6, 30, {"finished": 3, "unfinished": 3})
    later = _wait("need_to_decision", [10, 20], [40, 40, 40])
    assert (later.n, later.value, later.low, later.notes) == (5, None, None, ("median_not_reached",))


def test_one_wait_alone_has_no_median() -> None:
    """One decision after 12 days is one decision."""
    found = _wait("need_to_decision", [12], [])
    assert (found.state, found.value, found.notes) == ("counted", None, ("one_alone",))


def test_a_wait_that_ends_before_it_begins_is_left_out_with_its_reason() -> None:
    """An edge drawn by hand to an older decision."""
    spans = (Span(Case("contribution", "a"), TODAY, TODAY - timedelta(3)), Span(Case("contribution", "b"), TODAY))
    found = _read(replace(NOTHING, spans={"need_to_decision": spans}), "need_to_decision")
    assert found.left_out == (LeftOut(Case("contribution", "a"), "ends_before_it_begins"),)
    assert found.counted == (Case("contribution", "b"),)


def test_field_tests_count_when_they_are_implemented_and_finalised() -> None:
    """A draft, one running, one closed without an answer, one finished."""
    day = date(2026, 5, 1)
    tests = (
        FieldTest("draft", None, None, answered=False),
        FieldTest("open", day, None, answered=True),
        FieldTest("silent", day, TODAY, answered=False),
        FieldTest("done", day, TODAY, answered=True),
    )
    facts = replace(NOTHING, tests=tests)
    assert _read(facts, "tests_started").value == 3
    finished = _read(facts, "tests_finished")
    assert (finished.value, finished.counted) == (1, (Case("study", "done"),))
    assert [(one.case.id, one.reason) for one in finished.left_out] == [
        ("draft", "not_opened"),
        ("open", "still_open"),
        ("silent", "nobody_answered"),
    ]
    pilot = _read(facts, "RCO84")
    assert (pilot.state, pilot.value, pilot.left_out) == ("candidates", 1, finished.left_out)


def test_a_solution_adopted_twice_is_one_solution() -> None:
    """Two uptakes of a bench, one of a lamp without document, one of a learning."""
    uptakes = (
        UptakeSeen("1", TODAY, "town", "public", documented=True, prototypes=("bench",)),
        UptakeSeen("2", TODAY, "firm", "private", documented=True, prototypes=("bench",)),
        UptakeSeen("3", TODAY, "firm", "private", documented=False, prototypes=("lamp",)),
        UptakeSeen("4", TODAY, "town", "public", documented=True),
    )
    facts = replace(NOTHING, uptakes=uptakes)
    solutions = _read(facts, "RCR104")
    assert (solutions.value, solutions.counted) == (1, (Case("prototype", "bench"),))
    assert [(one.case.id, one.reason) for one in solutions.left_out] == [
        ("2", "solution_counted_already"),
        ("3", "no_document"),
        ("4", "nothing_built"),
    ]
    assert (_read(facts, "RCR03").value, _read(facts, "organisations_by_helix").n) == (1, 2)


def test_a_small_count_of_people_is_not_shown_nor_what_would_give_it_away() -> None:
    """Three researchers: the count, the index and every total stay hidden; the helix is still known to be there."""
    people = safe_counts({"citizens": 20, "public": 8, "private": 0, "academia": 3, "environment": 0}, 5)
    facts = replace(NOTHING, people=people, undeclared=7)
    found = _read(facts, "people_by_helix")
    assert (found.state, found.value, found.n, found.cells["academia"]) == ("withheld", None, None, None)
    assert _read(facts, "helices_represented").value == 75


def test_who_says_nothing_is_never_held_for_absent() -> None:
    """Eight people, none of whom said where they come from: no index, and no helix is said to be missing."""
    found = _read(replace(NOTHING, undeclared=8), "people_by_helix")
    assert (found.state, found.value, found.notes) == ("nothing_yet", None, ("nobody_declared",))


def test_the_evenness_of_the_docstring() -> None:
    """Two helices alike of five, all five alike, one alone, nobody."""
    assert round(evenness({"a": 10, "b": 10, "c": 0, "d": 0, "e": 0}), 2) == 0.43
    assert evenness(dict.fromkeys("abcde", 4)) == pytest.approx(1)
    assert (evenness({"a": 9, "b": 0}), evenness({"a": 0, "b": 0})) == (0, 0)


def test_recommendation_is_promoters_less_detractors() -> None:
    """10 promoters, 5 passives, 5 detractors: 25 points, variance p + d - (p - d)²."""
    closed = FieldTest("s", TODAY, TODAY, answered=True)
    facts = replace(NOTHING, tests=(closed,), recommendations=(Recommendation("s", 10, 5, 5),))
    found = _read(facts, "satisfaction")
    assert (found.value, found.n) == (25, 20)
    half = 100 * 1.959963984540054 * ((0.75 - 0.0625) / 20) ** 0.5
    assert (found.low, found.high) == (pytest.approx(25 - half), pytest.approx(25 + half))
    hidden = replace(facts, recommendations=(Recommendation("s", 10, None, 5),))
    assert (_read(hidden, "satisfaction").state, _read(hidden, "satisfaction").value) == ("withheld", None)
    assert _read(replace(facts, recommendations=()), "satisfaction").state == "not_collected"


def test_a_footprint_says_what_it_does_not_count() -> None:
    """One version whole but for a line, one without any factor."""
    known, unknown = VersionFootprint("a", 3.5, 2, 7, uncounted=1), VersionFootprint("b", None, None, None, 4)
    found = _read(replace(NOTHING, footprints=(known, unknown)), "footprint")
    assert (found.value, found.low, found.high, found.n) == (3.5, 2, 7, 1)
    assert (found.notes, found.left_out) == (
        ("lines_uncounted",),
        (LeftOut(Case("prototype_version", "b"), "no_line_counted"),),
    )


def test_nothing_is_never_a_zero() -> None:
    """A project that has just begun: no value at all; a prototype without version: a zero with its reason."""
    assert {reading.found.value for reading in read_indicators(NOTHING)} == {None}
    found = _read(replace(NOTHING, prototypes=(PrototypeMade("p", 0),)), "prototypes")
    assert (found.value, found.left_out) == (0, (LeftOut(Case("prototype", "p"), "no_version"),))


def test_every_row_has_its_words_in_both_languages() -> None:
    """Titles, rules, what to do; reasons and notes."""
    assert list(WORDS) == list(INDICATORS)
    texts = [text for said in WORDS.values() for text in (said.title, said.rule, said.how)]
    assert all(set(text) == {"fr", "en"} for text in (*texts, *LEFT_OUT.values(), *NOTES.values()))
    assert {row.code for row in INDICATORS.values() if row.words.to_show} >= {"RCO84", "RCR104", "RCR03"}


def _curve(seen: list[tuple[int, bool]]) -> Curve:
    counted = Counter(seen)
    return lifetimes([Day(days, counted[days, True], counted[days, False]) for days in {days for days, _ in seen}])


def _read(facts: ProjectFacts, code: str) -> Found:
    return INDICATORS[code].read(facts)


def _wait(code: str, finished: list[int], unfinished: list[int]) -> Found:
    """Waits that ended after so many days, and waits that have lasted so many days today."""
    begun = TODAY - timedelta(99)
    ended = [Span(Case("contribution", f"f{i}"), begun, begun + timedelta(days)) for i, days in enumerate(finished)]
    waiting = [Span(Case("contribution", f"u{i}"), TODAY - timedelta(days)) for i, days in enumerate(unfinished)]
    return _read(replace(NOTHING, spans={code: (*ended, *waiting)}), code)
