"""What a comparison is adjusted for gives nobody away: neither by itself, nor with what else is published of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import ARMS, FACTS, Answers, codebook, dataset, outcome, plan, variable

from analysis import analyse
from analysis.dataset import Dataset
from analysis.estimators import ESTIMATORS
from analysis.plan import Outcome, Plan
from analysis.reconstruction.kinds import kinds_of
from analysis.reconstruction.pieces import Around, grid_of, offered, pieces_of
from analysis.study_tally import tally_study

BOOK = codebook(
    variable("score"),
    variable("children", "integer"),
    variable("sex", "category", "f", "m"),
    variable("mood", "category", "1", "2", "3"),
)
SINCE: Mapping[str, object] = {"waves": ("t1",), "baseline_wave": "t0"}
ADJUSTED = outcome("two_arms_ancova", **SINCE, adjust_for=("children",))
Given = tuple[str, Mapping[str, object], float | None]  # arm, answers at the start, score later


def study(who: Sequence[Given]) -> Dataset:
    """Everyone has a score at the start that tells them apart; None: no score later."""
    people: dict[str, tuple[str | None, Answers]] = {}
    for place, (arm, start, later) in enumerate(who):
        waves: dict[str, Mapping[str, object]] = {"t0": {"score": 100.0 + 7 * place % 31, **start}}
        people[f"p{place:03d}"] = (arm, waves if later is None else {**waves, "t1": {"score": later}})
    return dataset(BOOK, people)


def with_children(few: int) -> list[Given]:
    """Two arms of twenty; so many of the first have three children, and all others none."""
    return [
        (arm.code, {"children": 3 if arm is ARMS[0] and place < few else 0}, 50.0 + (11 * place) % 17)
        for arm in ARMS
        for place in range(20)
    ]


def given_out(who: Sequence[Given], *outcomes: Outcome) -> list[tuple[str, tuple[str, ...]]]:
    """The class of each outcome's table, and what is refused."""
    found = analyse(study(who), plan(*outcomes), FACTS).findings
    return [(each.estimate.verifiability, each.estimate.refused) for each in found]


@pytest.mark.parametrize("estimator", ["two_arms_ancova", "waves_random_intercept"])
def test_the_score_of_the_only_one_with_children_is_no_sum(estimator: str) -> None:
    """Σ children · score is three times their score, once the other sums say that one person has three."""
    planned = outcome(estimator, **SINCE, adjust_for=("children",))
    [(class_, _)] = given_out(with_children(1), planned)
    assert class_ == "C"
    [(class_, _)] = given_out(with_children(4), planned)
    assert class_ == "C"
    [(class_, _)] = given_out(with_children(6), planned)
    assert class_ == "B"


def test_a_number_that_is_the_same_for_all_hides_nobody() -> None:
    assert given_out(with_children(0), ADJUSTED) == [("B", ())]


def test_those_left_out_of_the_adjusted_are_no_small_count_beside_what_everyone_answered() -> None:
    """One woman of an arm did not answer later: she is what the share at the start and the adjusted moments leave."""

    def people(lost: int) -> list[Given]:
        women = [("walks", {"sex": "f"}, None if place < lost else 50.0 + place) for place in range(16)]
        others: list[Given] = [("walks", {"sex": "m"}, 40.0 + place) for place in range(10)]
        usual: list[Given] = [
            ("usual", {"sex": "f" if place % 2 else "m"}, 45.0 + (3 * place) % 11) for place in range(26)
        ]
        return [*women, *others, *usual]

    adjusted = outcome("two_arms_ancova", **SINCE, adjust_for=("sex",))
    shares: Mapping[str, object] = {"waves": ("t0",), "success_values": ("f",)}
    share = outcome("proportion_difference", "sex", code="women", role="secondary", **shares)
    assert [class_ for class_, _ in given_out(people(0), adjusted, share)] == ["B", "A"]
    assert given_out(people(1), adjusted, share) == [("B", ()), ("C", ("count_small_together",))]


PERSON = st.tuples(
    st.sampled_from(("walks", "usual")),
    st.fixed_dictionaries({}, optional={"mood": st.sampled_from("123"), "sex": st.sampled_from("fm")}),
    st.one_of(st.none(), st.integers(0, 9).map(float)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=4, max_size=16), st.sampled_from(("mood", "sex")))
def test_the_study_as_it_was_solves_what_is_read_of_a_covariate(who: list[Given], name: str) -> None:
    planned = outcome("two_arms_ancova", **SINCE, adjust_for=(name,))
    made: Plan = plan(planned, minimum_cell=1)
    data = study(who)
    tallied = tally_study(data, made).outcomes["main"]
    [form] = ESTIMATORS["two_arms_ancova"].forms(tallied, BOOK, made, planned)
    known = Around(made, BOOK, {arm.code: sum(one[0] == arm.code for one in who) for arm in ARMS})
    [piece] = [one for one in pieces_of(made, planned, form.table) if one.measure == name]
    answers = offered(known, name)
    assert answers is not None
    kinds = kinds_of(grid_of(known, [piece], answers, True))
    kept = [name in start and later is not None for _, start, later in who]
    truth = np.array(
        [
            sum(
                (arm, start.get(name), here) == (kinds.arm[place], kinds.answer["t0"][place], kinds.kept["main"][place])
                for (arm, start, _), here in zip(who, kept, strict=True)
            )
            for place in range(len(kinds))
        ]
    )
    assert truth.sum() == len(who)
    for statement in piece.statements(kinds, True):
        assert kinds.valued(statement.poly) @ truth == pytest.approx(statement.total, abs=1e-6)
