"""What is next for a participant, and when."""

from __future__ import annotations

from datetime import date

from analysis.plan import Wave
from livinglab.journey import Step, next_step, open_step, steps

ENROLLED = date(2026, 11, 24)
BASELINE = Wave("t0", {"fr": "Au départ", "en": "At the start"}, 0, 0, baseline=True)
SIX_WEEKS = Wave("t1", {"fr": "Six semaines", "en": "Six weeks"}, 1, 42)
TWELVE_WEEKS = Wave("t2", {"fr": "Douze semaines", "en": "Twelve weeks"}, 2, 84)
WAVES = (TWELVE_WEEKS, BASELINE, SIX_WEEKS)


def _states(answered: set[str], today: date, *, waits: bool = True) -> list[str]:
    return [step.state for step in steps(WAVES, answered, ENROLLED, today, waits=waits)]


def test_the_baseline_is_open_from_the_day_of_enrolment() -> None:
    assert _states(set(), ENROLLED) == ["open", "later", "later"]


def test_after_the_baseline_one_waits_for_the_next_date() -> None:
    journey = steps(WAVES, {"t0"}, ENROLLED, date(2026, 12, 1))
    assert next_step(journey) == Step(SIX_WEEKS, "later", date(2027, 1, 5))
    assert open_step(journey, "t1") is None


def test_a_wave_opens_on_its_day() -> None:
    journey = steps(WAVES, {"t0"}, ENROLLED, date(2027, 1, 5))
    assert next_step(journey) == Step(SIX_WEEKS, "open", date(2027, 1, 5))
    assert open_step(journey, "t1") == next_step(journey)


def test_a_wave_is_missed_once_the_next_one_is_due() -> None:
    assert _states({"t0"}, date(2027, 2, 16)) == ["answered", "missed", "open"]


def test_a_late_comer_still_begins_with_the_baseline() -> None:
    assert _states(set(), date(2027, 2, 16)) == ["open", "missed", "later"]


def test_waves_without_a_date_follow_each_other() -> None:
    waves = (Wave("a", {}, 0), Wave("b", {}, 1))
    assert [step.state for step in steps(waves, {"a"}, ENROLLED, ENROLLED)] == ["answered", "open"]


def test_a_simulated_lab_waits_for_no_date_but_keeps_the_order() -> None:
    assert _states({"t0"}, ENROLLED, waits=False) == ["answered", "open", "later"]


def test_the_journey_ends() -> None:
    assert next_step(steps(WAVES, {"t0", "t1", "t2"}, ENROLLED, ENROLLED)) is None
