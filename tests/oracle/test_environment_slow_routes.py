"""Activities and pilots against a slow and obvious reading, one value, one factor, one person at a time."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import MONDAY, NATURE, QUESTION, measured

from analysis.economics.pilot_tables import pilot_tables
from analysis.environment.carbon import Emission, total, widest
from analysis.environment.tables import activity_table

SPLIT = datetime(2024, 3, 1, tzinfo=UTC)
whole = st.integers(-1000, 1000)
factors = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)).map(sorted)
lines = st.lists(st.tuples(whole, factors), min_size=1, max_size=6)


@given(lines)
def test_the_widest_case_is_the_worst_of_all_combinations(found: list[tuple[int, list[int]]]) -> None:
    made = [Emission(amount, value, low, high) for amount, (low, value, high) in found]
    corners = [
        sum(amount * end for (amount, _), end in zip(found, ends, strict=True))
        for ends in itertools.product(*((low, high) for _, (low, _, high) in found))
    ]
    assert widest(made) == (min(corners), max(corners))
    assert total(made) == sum(Fraction(amount) * value for amount, (_, value, _) in found)


spans = st.lists(st.tuples(st.integers(0, 500), st.integers(-60, 60), st.integers(0, 90)), min_size=1, max_size=8)


@given(spans)
def test_a_value_is_shared_between_before_and_after_day_by_day(found: list[tuple[int, int, int]]) -> None:
    values = [
        measured(
            "output",
            SPLIT + timedelta(days=begin),
            float(value),
            "output",
            end=SPLIT + timedelta(days=begin + length),
        )
        for value, begin, length in found
    ]
    before = after = Fraction(0)
    for value, begin, length in found:
        days = range(begin, begin + length) or [begin]
        for day in days:
            part = Fraction(value, len(days))
            before, after = (before + part, after) if day < 0 else (before, after + part)
    rows = {row[1]: row[3] for row in activity_table(NATURE, values, 5).rows if row[0] == "output"}
    assert float(rows.get("before") or 0.0) == pytest.approx(float(before), abs=1e-9)
    assert float(rows.get("after") or 0.0) == pytest.approx(float(after), abs=1e-9)


people = st.lists(
    st.lists(st.tuples(st.booleans(), st.integers(1, 90)), min_size=1, max_size=6), min_size=5, max_size=9
)


@given(people)
def test_each_person_is_compared_with_themselves(found: list[list[tuple[bool, int]]]) -> None:
    weeks = [
        measured("weeks", MONDAY + timedelta(weeks=w), float(w), "", end=MONDAY + timedelta(weeks=w + 1))
        for w in (0, 1)
    ]
    tasks = [
        measured("minutes", MONDAY + timedelta(weeks=int(on), hours=place), float(minutes), "min",
                 subject=f"p{person}", subject_kind="participant")
        for person, own in enumerate(found)
        for place, (on, minutes) in enumerate(own)
    ]  # fmt: skip
    differences = []
    for own in found:
        sides = {state: [minutes for on, minutes in own if on == state] for state in (True, False)}
        if sides[True] and sides[False]:
            mean = {state: Fraction(sum(values), len(values)) for state, values in sides.items()}
            differences.append(mean[False] - mean[True])
    saving, _, _ = pilot_tables(QUESTION, [*weeks, *tasks], 5)
    if 0 < len(differences) < 5:
        assert (saving.verifiability, saving.rows) == ("C", ())
        return
    n, missing, mean_found, squares, *_ = saving.rows[0]
    assert (n, missing) == (len(differences), len(found) - len(differences))
    if differences:
        middle = sum(differences) / len(differences)
        assert mean_found == pytest.approx(float(middle), abs=1e-9)
        assert squares == pytest.approx(float(sum((one - middle) ** 2 for one in differences)), abs=1e-6)


def test_a_sum_over_too_few_people_is_left_empty() -> None:
    own = [
        measured(
            "output", SPLIT + timedelta(days=place), 1.0, "letters", subject=f"p{place}", subject_kind="participant"
        )
        for place in range(4)
    ]
    assert [row[3] for row in activity_table(NATURE, own, 5).rows] == [None]
    assert date(2024, 3, 1) == NATURE.split
