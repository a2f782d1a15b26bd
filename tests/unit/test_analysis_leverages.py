"""The robust variance by a second pass over the segments is that of all rows at once, and of statsmodels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS
from trials import FACTS, Answers, bdi, beat_the_blues, btheb_plan, codebook, outcome, plan, tabulated, variable

from analysis import tallies
from analysis.dataset import Dataset, Participant, Response, build
from analysis.estimators.leverages import Squares, fitted, squares, with_robust
from analysis.estimators.two_arms_ancova import ROBUST
from analysis.pipeline import analyse
from analysis.recompute import recompute
from analysis.results import EvidenceTable
from analysis.study_tally import tally_segments, tally_study

BOOK = codebook(variable("score"), variable("sex", "category", "f", "m", "x"))
PLANNED = outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0", adjust_for=("sex",))
PLAN = plan(PLANNED, minimum_cell=1)
people = st.lists(
    st.tuples(st.sampled_from(("walks", "usual")), st.integers(0, 10), st.integers(0, 10), st.sampled_from("fmx")),
    min_size=8,
    max_size=40,
)
Person = tuple[str, int, int, str]


def study(who: Sequence[Person], part: int | None = None) -> Dataset:
    """Everyone, or every third person."""
    here = [(f"p{place:03d}", *one) for place, one in enumerate(who) if part in (None, place % 3)]
    given_at: list[tuple[str, Answers]] = [
        (name, {"t0": {"score": before, "sex": sex}, "t1": {"score": after}}) for name, _, before, after, sex in here
    ]
    return build(
        BOOK,
        [Participant(name, arm) for name, arm, *_ in here],
        [Response(name, wave, answers) for name, waves in given_at for wave, answers in waves.items()],
        "simulated",
    )


def robust(table: EvidenceTable) -> float | None:
    """The variance that a table carries."""
    return next((float(row[3] or 0) for row in table.rows if row[1] == ROBUST), None)


@pytest.mark.slow
@given(people)
def test_a_second_pass_gives_what_all_rows_give(who: Sequence[Person]) -> None:
    once = robust(tabulated(tally_study(study(who), PLAN).outcomes["main"], BOOK, PLAN, PLANNED))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tallies, "KEPT_ROWS", 0)
        tallied = tally_segments([partial(study, who, part) for part in range(3)], PLAN).outcomes["main"]
    assert tallied.rows is None
    twice = robust(tabulated(tallied, BOOK, PLAN, PLANNED))
    assume(once is None or once > 1e-12)
    assert twice == (None if once is None else pytest.approx(once, rel=1e-9))


def test_the_trial_read_twice_agrees_with_statsmodels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "KEPT_ROWS", 0)
    made = btheb_plan(bdi("two_arms_ancova", "m2", baseline_wave="m0"))
    found = analyse(beat_the_blues(), made, FACTS)
    data = beat_the_blues()
    after = data.answers.xs("m2", level="wave")["bdi"].dropna().astype(float)
    before = data.answers.xs("m0", level="wave")["bdi"].astype(float).reindex(after.index)
    arm = (data.participants["arm"].reindex(after.index) == "BtheB").astype(float)
    fit = OLS(after.to_numpy(), np.column_stack([np.ones(len(after)), arm, before])).fit(cov_type="HC3")
    assert found.findings[0].estimate.details["hc3_standard_error"] == pytest.approx(fit.bse[1], rel=1e-10)
    assert all(one.holds for one in recompute(found))


def test_answers_that_change_between_the_two_readings_leave_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "KEPT_ROWS", 0)
    who: list[Person] = [("walks" if place % 2 else "usual", place % 7, (3 * place) % 11, "f") for place in range(20)]
    tallied = tally_study(study(who), PLAN).outcomes["main"]
    fit = fitted(tallied, BOOK, PLAN, PLANNED)
    assert fit is not None
    fewer = squares(study(who[:-1]), PLAN, PLANNED, fit)
    assert with_robust(tallied, fit, [fewer]).of_rows == {}
    alone = Squares(fit.people, 1.0, 1.0)  # one person decides a coefficient
    assert with_robust(tallied, fit, [alone]).of_rows == {}
    assert set(with_robust(tallied, fit, [squares(study(who), PLAN, PLANNED, fit)]).of_rows) == {ROBUST}


def test_a_study_within_the_limit_is_read_once() -> None:
    opened: list[int] = []

    def segment(place: int) -> Dataset:
        opened.append(place)
        return study([("walks", 1, 2, "f"), ("usual", 3, 4, "m"), ("walks", 5, 5, "x")] * 4, place)

    tally_segments([partial(segment, place) for place in range(3)], PLAN)
    assert opened == [0, 1, 2]


def test_one_arm_alone_has_no_model() -> None:
    tallied = tally_study(study([("walks", 1, 2, "f")] * 9), PLAN).outcomes["main"]
    assert fitted(tallied, BOOK, PLAN, PLANNED) is None
