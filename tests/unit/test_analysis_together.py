"""Several outcomes on the same answers: no small count can be worked out from all that is published together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from trials import FACTS, both, codebook, dataset, outcome, plan

import analysis
from analysis import evidence_json
from analysis.plan import Outcome
from analysis.recompute import recompute
from analysis.results import Evidence
from surveys.codebook import Variable
from surveys.questions import Choice

MINIMUM = 5
LEVELS = ("1", "2", "3", "4", "5")
BOOK = codebook(
    Variable("mood", "category", both("mood"), ("v1",), tuple(Choice(one, both(one)) for one in LEVELS), True)
)


def _good(code: str, *wanted: str, **changes: object) -> Outcome:
    made = outcome("proportion", "mood", code=code, waves=("t1",), success_values=wanted, role="secondary")
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Outcome


PLANNED = (
    _good("main", "4", "5", role="primary"),
    _good("best", "5"),
    _good("apart", "5", estimator="proportion_difference"),
    _good("worst", "1", "2"),
    _good("ordered", estimator="two_arms_ordinal"),
)


def _evidence(walks: list[int], usual: list[int]) -> Evidence:
    arms = {"walks": walks, "usual": usual}
    people = {
        f"{arm}{k:02d}": (arm, {"t1": {"mood": str(mood)}})
        for arm, moods in arms.items()
        for k, mood in enumerate(moods)
    }
    return analysis.analyse(dataset(BOOK, people), plan(*PLANNED, minimum_cell=MINIMUM), FACTS)


def test_a_table_that_would_give_a_small_count_away_by_subtraction_stays_with_the_laboratory() -> None:
    # 4 or 5: 22 of 40; 5 alone: 20 of 40; so exactly two people answered 4
    found = _evidence([5] * 10 + [4] * 2 + [1] * 9, [5] * 10 + [1] * 9)
    said = {each.outcome.code: each.estimate for each in found.findings}
    assert (said["main"].verifiability, said["main"].effect) == ("A", pytest.approx(22 / 40))
    assert (said["best"].verifiability, said["best"].refused) == ("C", ("count_small_together",))
    assert (said["best"].effect, dict(said["best"].details)) == (None, {})


def test_tables_that_give_nothing_away_are_all_published() -> None:
    found = _evidence([1, 2, 3, 4, 5] * 6, [1, 2, 3, 4, 5] * 6)
    assert {each.estimate.verifiability for each in found.findings} == {"A"}


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_is_bounded_by_everything_published_together(seed: int) -> None:
    """A second reading of the tables, cell by cell: the largest value that each answer of each arm may still have."""
    drawn = np.random.default_rng(seed)
    chances = drawn.dirichlet([0.8] * 5)
    walks, usual = (drawn.choice(5, 30, p=chances) + 1 for _ in range(2))
    found = _evidence([int(one) for one in walks], [int(one) for one in usual])
    rows, totals = [], []
    for each in found.findings:
        table = next(table for table in found.tables if table.id == each.table_id)
        for row in table.rows:
            if row[1] is None:
                continue
            named = {str(row[1])} if row[1] not in ("success", "other") else {*each.outcome.success_values}
            if table.kind == "arm_counts":
                named = {one for one in LEVELS if float(row[1]) <= float(one) <= float(row[2] or 0)}
            inside = [
                (one in named) != (row[1] == "other") and row[0] in (None, arm)
                for arm in ("walks", "usual")
                for one in LEVELS
            ]
            rows.append([float(one) for one in inside])
            totals.append(float(row[3] or 0))
    if not rows:
        return
    for place in range(10):
        largest = linprog(-np.eye(10)[place], A_eq=np.array(rows), b_eq=totals, bounds=[(0, None)] * 10)
        assert largest.status == 0
        assert not 0 < round(-largest.fun, 6) < MINIMUM


def test_what_was_withheld_together_is_neither_confirmed_nor_denied() -> None:
    found = _evidence([5] * 10 + [4] * 2 + [1] * 9, [5] * 10 + [1] * 9)
    read = recompute(evidence_json.loads(evidence_json.dumps(found)))
    assert [one for one in read if one.holds is False] == []
