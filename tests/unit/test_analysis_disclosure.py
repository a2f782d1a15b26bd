"""No published table shows a count that could point at someone, and none lets it be worked out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from trials import (
    bdi,
    beat_the_blues,
    before_after,
    btheb_plan,
    clusters,
    codebook,
    dataset,
    estimated,
    outcome,
    plan,
    two_arms,
)
from trials import variable as column

from analysis.disclosure import Form, fewest_behind_a_sum, first_safe, is_small, published
from analysis.results import EvidenceTable

ANSWERS = st.lists(st.integers(1, 5), min_size=5, max_size=40)
ORDINAL = plan(outcome("two_arms_ordinal", waves=("t1",)))
PAIRED = plan(outcome("paired_ordinal", waves=("t1",), baseline_wave="t0"))
SHARE = plan(outcome("proportion_difference", waves=("t1",), success_values=("4", "5")))


def _table(name: str, *counts: int) -> EvidenceTable:
    return EvidenceTable(name, "counts", {"fr": name, "en": name}, ("n",), tuple((count,) for count in counts), "A")


def _people(table: EvidenceTable) -> list[int]:
    """The counts of people who answered, as a reader sees them."""
    return [int(row[-1] or 0) for row in published(table).rows if row[-2] is not None]


def test_nobody_is_not_a_small_count() -> None:
    assert [is_small(count, 5) for count in (0, 1, 4, 5)] == [False, True, True, False]


def test_a_sum_rests_on_half_the_minimum_cell_and_never_on_one_person() -> None:
    assert [fewest_behind_a_sum(minimum) for minimum in (2, 3, 5, 10)] == [2, 2, 2, 5]


def test_the_first_form_without_a_small_count_is_published() -> None:
    forms = [Form(_table("all", 3, 9), (3, 9)), Form(_table("joined", 12), (12,))]
    assert first_safe(forms, 5, "sha256:rows").id == "joined"


def test_when_no_form_is_safe_the_most_detailed_stays_with_the_laboratory() -> None:
    kept = first_safe([Form(_table("all", 3, 1), (3, 1)), Form(_table("joined", 4), (4,))], 5, "sha256:rows")
    assert (kept.id, kept.verifiability, kept.rows_digest) == ("all", "C", "sha256:rows")
    assert published(kept).rows == ()


@given(ANSWERS, ANSWERS)
def test_ordered_answers_are_joined_until_no_count_is_small(walks: list[int], usual: list[int]) -> None:
    _, table = estimated(two_arms(walks, usual), ORDINAL)
    assert [count for count in _people(table) if is_small(count, 5)] == []


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=40))
def test_differences_are_joined_until_no_count_is_small(pairs: list[tuple[int, int]]) -> None:
    _, table = estimated(before_after(pairs), PAIRED)
    assert [count for count in _people(table) if is_small(count, 5)] == []


@given(ANSWERS, ANSWERS)
def test_shares_are_published_only_when_both_sides_are_large_enough(walks: list[int], usual: list[int]) -> None:
    _, table = estimated(two_arms(walks, usual), SHARE)
    assert [row[3] for row in published(table).rows if row[1] is not None and is_small(int(row[3] or 0), 5)] == []


SHIFT = plan(outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("4", "5")))
RECOMMENDED = plan(outcome("recommendation_score", waves=("t1",)))


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=60))
def test_pairs_of_answers_are_published_only_when_none_is_rare(pairs: list[tuple[int, int]]) -> None:
    _, table = estimated(before_after(pairs), SHIFT)
    assert [count for count in _people(table) if is_small(count, 5)] == []


@given(st.lists(st.integers(0, 10), min_size=5, max_size=80))
def test_recommendations_are_joined_to_their_groups_before_they_are_withheld(scores: list[int]) -> None:
    found, table = estimated(two_arms(scores, []), RECOMMENDED)
    assert [count for count in _people(table) if is_small(count, 5)] == []
    assert found.effect == pytest.approx(
        100 * sum((score >= 9) - (score <= 6) for score in scores) / len(scores), abs=1e-9
    )


def test_a_site_with_few_people_keeps_the_means_of_all_sites_inside() -> None:
    by_site = plan(outcome("two_arms_clusters", waves=("t1",)), cluster="site")
    sites = [("walks", [1, 2, 3, 4, 5]), ("walks", [3] * 6), ("usual", [2] * 5), ("usual", [4] * 4)]
    _, table = estimated(clusters(*sites), by_site)
    assert (table.verifiability, published(table).rows) == ("C", ())
    _, large = estimated(clusters(*sites[:3], ("usual", [4] * 5)), by_site)
    assert large.verifiability == "B"


@given(ANSWERS, ANSWERS)
def test_a_hidden_small_count_cannot_be_bounded_below_the_minimum_cell(walks: list[int], usual: list[int]) -> None:
    """Linear programming over all that is published: the largest value each hidden count may still have."""
    _, table = estimated(two_arms(walks, usual), ORDINAL)
    for arm, answers in (("walks", walks), ("usual", usual)):
        bins = [row for row in published(table).rows if row[0] == arm and row[1] is not None]
        for value in range(1, 6):
            if bins and is_small(answers.count(value), 5):
                assert _largest(bins, value) >= 5


def _largest(bins: list[tuple[object, ...]], value: int) -> float:
    inside = np.array([[float(low <= answer <= high) for answer in range(1, 6)] for _, low, high, _ in bins])  # type: ignore[operator]  # answers are numbers
    totals = [float(row[3]) for row in bins]  # type: ignore[arg-type]  # counts are numbers
    found = linprog(-np.eye(5)[value - 1], A_eq=inside, b_eq=totals, bounds=[(0, None)] * 5)
    return -float(found.fun)


def test_the_effect_is_the_same_when_rare_differences_are_joined() -> None:
    pairs = [(1, 2)] * 9 + [(1, 4)] * 2 + [(1, 1)] * 6 + [(3, 2)] * 5
    joined, table = estimated(before_after(pairs), PAIRED)
    alone, _ = estimated(before_after(pairs), plan(PAIRED.outcomes[0], minimum_cell=1))
    assert table.rows == ((-1.0, 1, 5), (0.0, 0, 6), (1.0, 1, 11), (None, None, 0))
    assert (joined.effect, joined.low, joined.high) == (alone.effect, alone.low, alone.high)
    assert {check.code: check.passed for check in joined.checks}["differences_collapsed"] is False


def test_the_digest_of_withheld_answers_depends_on_who_gave_them() -> None:
    book = column("score")
    tables = []
    for prefix in ("a", "b"):
        people = {f"{prefix}{k}": ("walks" if k < 3 else "usual", {"t1": {"score": k}}) for k in range(6)}
        tables.append(estimated(dataset(codebook(book), people), plan(outcome("two_arms_mean", waves=("t1",))))[1])
    assert [table.verifiability for table in tables] == ["C", "C"]
    assert tables[0].rows == tables[1].rows
    assert tables[0].rows_digest != tables[1].rows_digest


@pytest.mark.parametrize(
    ("minimum", "expected"), [(5, "B"), (6, "C")], ids=["six patients suffice for five", "two of them do not for six"]
)
def test_moments_by_number_of_waves_are_withheld_when_a_class_is_too_small(minimum: int, expected: str) -> None:
    # six patients answered three waves, two of them in the arm with the programme: half of five, less than half of six
    made = btheb_plan(bdi("waves_random_intercept", "m2", "m4", "m6", "m8", baseline_wave="m0"))

    assert estimated(beat_the_blues(), replace(made, minimum_cell=minimum))[1].verifiability == expected


def test_the_answer_of_someone_alone_in_a_wave_is_never_a_published_sum() -> None:
    people = {f"p{k:02d}": ("walks" if k % 2 else "usual", {"t1": {"score": k}}) for k in range(20)}
    people["p20"] = ("walks", {"t2": {"score": 17}})
    data = dataset(codebook(column("score")), people)
    _, table = estimated(data, plan(outcome("waves_random_intercept", waves=("t1", "t2"))))
    assert (table.verifiability, published(table).rows) == ("C", ())
