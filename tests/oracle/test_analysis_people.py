"""Unwanted effects, equity and weights against R 4.2.2 and against slow and obvious computations."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.proportion import proportion_confint
from trials import both, codebook, estimated, outcome, plan, variable

from analysis.dataset import Dataset, Participant, Response, build
from analysis.distributions import clopper_pearson, newcombe
from analysis.estimators.equity_shares import mover
from analysis.plan import Group, Margin
from analysis.raking import DidNotSettle, MarginEmpty, rake
from analysis.results import Estimate

FAR = Group("far", both("far"), "place", ("far",))
Cells = dict[tuple[str, str], list[int]]  # (arm, place) → scores


def _study(cells: Cells) -> Dataset:
    people = [(arm, place, score) for (arm, place), scores in cells.items() for score in scores]
    return build(
        codebook(variable("score")),
        [Participant(f"p{k:03d}", arm, attributes={"place": place}) for k, (arm, place, _) in enumerate(people)],
        [Response(f"p{k:03d}", "t1", {"score": score}) for k, (*_, score) in enumerate(people)],
        "simulated",
    )


def _means(cells: Cells) -> Estimate:
    planned = outcome("equity_means", waves=("t1",), group="far")
    return estimated(_study(cells), plan(planned, groups=(FAR,), minimum_cell=1))[0]


CELLS: Cells = {
    ("walks", "far"): [5, 7, 6, 9, 4],
    ("usual", "far"): [3, 4, 6, 2],
    ("walks", "near"): [6, 6, 7, 5, 8, 7],
    ("usual", "near"): [5, 6, 4, 7, 5],
}


def test_the_interaction_of_means_is_that_of_unequal_variances_in_r() -> None:
    # x <- list(c(5,7,6,9,4), c(3,4,6,2), c(6,6,7,5,8,7), c(5,6,4,7,5)); w <- c(1, -1, -1, 1)
    # v <- sapply(x, var) / lengths(x); est <- sum(w * sapply(x, mean)); se <- sqrt(sum(v))
    # df <- sum(v)^2 / sum(v^2 / (lengths(x) - 1)); est + c(-1, 1) * qt(.975, df) * se; 2 * pt(-abs(est / se), df)
    found = _means(CELLS)
    assert found.effect == pytest.approx(1.35, rel=1e-12)
    assert (found.low, found.high, found.p_value, found.details["df"]) == (
        pytest.approx(-1.69967009198707, rel=1e-10),
        pytest.approx(4.39967009198707, rel=1e-10),
        pytest.approx(0.350274086794782, rel=1e-10),
        pytest.approx(10.8294707422001, rel=1e-10),
    )


def test_exact_intervals_are_those_of_binom_test() -> None:
    # binom.test(3, 50)$conf.int; binom.test(0, 60)$conf.int
    assert clopper_pearson(3, 50, 0.95) == (pytest.approx(0.0125485878353341), pytest.approx(0.1654819466037729))
    assert clopper_pearson(0, 60, 0.95) == (0.0, pytest.approx(0.0596294922861669))


def test_an_unwanted_effect_over_both_arms_has_the_interval_of_binom_test() -> None:
    # binom.test(3, 50)$conf.int, 2 of 25 and 1 of 25 in the arms
    cells: Cells = {("walks", "far"): [1, 1] + [0] * 23, ("usual", "far"): [1] + [0] * 24}
    planned = outcome("unwanted_effect", waves=("t1",), success_values=("1",), better="lower")
    found, _ = estimated(_study(cells), plan(planned, minimum_cell=1))
    assert (found.effect, found.details["reported.walks"], found.details["reported.usual"]) == (0.06, 2, 1)
    assert (found.low, found.high) == (pytest.approx(0.0125485878353341), pytest.approx(0.1654819466037729))


def test_raked_weights_are_those_of_loglin() -> None:
    # n <- matrix(c(30, 12, 10, 25), 2); f <- loglin(outer(c(.52, .48), c(.3, .7)) * 77, list(1, 2), start = n,
    # fit = TRUE, eps = 1e-14, iter = 10000)$fit; w <- f / n; sum(n) * sum(n * w^2) / sum(n * w)^2
    found = rake({(0, 0): 30, (0, 1): 10, (1, 0): 12, (1, 1): 25}, [[0.52, 0.48], [0.3, 0.7]])
    assert [found.weights[cell] for cell in ((0, 0), (1, 0), (0, 1), (1, 1))] == pytest.approx(
        [0.619881803130397, 0.375295492174007, 2.14435459060881, 1.29825816375648], rel=1e-10
    )
    assert found.design_effect == pytest.approx(1.31606735804647, rel=1e-10)


def test_nobody_stands_for_an_empty_category_and_margins_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(MarginEmpty):
        rake({(0,): 12}, [[0.5, 0.5]])
    with pytest.raises(DidNotSettle):
        rake({(0, 0): 5, (1, 1): 5}, [[0.5, 0.5], [0.3, 0.7]])


def test_one_margin_is_post_stratification_by_hand() -> None:
    # 30 women, 15 of them yes, and 10 men, 9 of them yes; half of the population are men: (0.5 + 0.9) / 2
    people = [("woman", k < 15) for k in range(30)] + [("man", k < 9) for k in range(10)]
    data = build(
        codebook(variable("score")),
        [Participant(f"p{k:03d}", None, attributes={"sex": sex}) for k, (sex, _) in enumerate(people)],
        [Response(f"p{k:03d}", "t1", {"score": int(yes)}) for k, (_, yes) in enumerate(people)],
        "simulated",
    )
    sexes = Margin("sex", both("Sex"), {"woman": 0.5, "man": 0.5}, "Census", 2022)
    planned = outcome("weighted_share", waves=("t1",), success_values=("1",))
    found, table = estimated(data, plan(planned, population=(sexes,), minimum_cell=1))
    assert (found.effect, found.details["unweighted"]) == (pytest.approx(0.7), 0.6)
    assert found.details["design_effect"] == pytest.approx(4 / 3)
    half = scipy.stats.norm.ppf(0.975)
    low, high = proportion_confint(0.7 * 30, 30, method="wilson")
    assert (found.low, found.high, half > 0) == (pytest.approx(low), pytest.approx(high), True)
    assert table.verifiability == "A"


SEX, AGE = st.sampled_from(("woman", "man")), st.sampled_from(("young", "old"))
Reached = list[tuple[str, str, float]]  # sex, age, score
SEXES = Margin("sex", both("Sex"), {"woman": 0.5, "man": 0.5}, "Census", 2022)
AGES = Margin("age", both("Age"), {"young": 0.3, "old": 0.7}, "Census", 2022)


def _reached(people: Reached) -> Dataset:
    return build(
        codebook(variable("score")),
        [Participant(f"p{k:03d}", None, attributes={"sex": sex, "age": age}) for k, (sex, age, _) in enumerate(people)],
        [Response(f"p{k:03d}", "t1", {"score": score}) for k, (*_, score) in enumerate(people)],
        "simulated",
    )


def _weighted_mean(people: Reached, *population: Margin) -> Estimate:
    planned = plan(outcome("weighted_mean", waves=("t1",)), population=population, minimum_cell=1)
    found, table = estimated(_reached(people), planned)
    assert table.verifiability == "B"
    return found


def test_a_mean_weighted_on_one_margin_is_post_stratification_by_hand() -> None:
    # 30 women with a mean of 5 and 10 men with a mean of 9; half of the population are men: (5 + 9) / 2
    people: Reached = [("woman", "old", 4 + k % 3) for k in range(30)] + [("man", "old", 8 + k % 3) for k in range(9)]
    people += [("man", "old", 9)]
    found = _weighted_mean(people, SEXES)
    assert (found.effect, found.details["unweighted_mean"]) == (pytest.approx(7.0), pytest.approx(6.0))
    assert (found.details["design_effect"], found.details["df"]) == (pytest.approx(4 / 3), pytest.approx(29.0))
    # squares about 7: women 20 + 30 * 4, men 6 + 10 * 4; weights 2/3 and 2
    error = np.sqrt(40 / 39 * (4 / 9 * 140 + 4 * 46)) / 40
    assert found.details["standard_error"] == pytest.approx(error, rel=1e-12)
    low, high = scipy.stats.t.interval(0.95, 29, 7.0, error)
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-10), pytest.approx(high, rel=1e-10))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*map(st.sampled_from, (("woman", "man"), ("young", "old"))), st.integers(-50, 50)), min_size=6)
)
def test_a_weighted_mean_is_weighted_least_squares_on_the_weights_of_everyone(people: Reached) -> None:
    """statsmodels with HC1, on a weight per person fitted one margin after the other; as R's `survey::svymean`."""
    cells = {(sex, age) for sex, age, _ in people}
    assume(len(cells) == 4)
    scores = np.array([score for *_, score in people], dtype=float)
    weights = np.ones(len(people))
    for _ in range(2000):
        for margin, place in ((SEXES, 0), (AGES, 1)):
            for value, share in margin.shares.items():
                mine = np.array([person[place] == value for person in people])
                weights[mine] *= share * len(people) / weights[mine].sum()
    found = _weighted_mean(people, SEXES, AGES)
    fitted = WLS(scores, np.ones(len(people)), weights=weights).fit(cov_type="HC1", use_t=True)
    assert found.effect == pytest.approx(fitted.params[0], abs=1e-9)
    effective = weights.sum() ** 2 / (weights**2).sum()
    if len({*scores}) == 1:
        assert found.refused == ("interval_no_variation",)
        return
    assert found.details["effective_n"] == pytest.approx(effective, rel=1e-9)
    low, high = scipy.stats.t.interval(0.95, effective - 1, fitted.params[0], fitted.bse[0])
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-8, abs=1e-8), pytest.approx(high, rel=1e-8, abs=1e-8))


def test_with_the_shares_of_those_who_answered_the_weighted_mean_is_the_plain_one() -> None:
    people: Reached = [("woman", "old", k % 5) for k in range(20)] + [("man", "old", k % 7) for k in range(20)]
    found = _weighted_mean(people, SEXES)
    details = found.details
    assert (found.effect, found.low, found.high) == (
        pytest.approx(details["unweighted_mean"]),
        pytest.approx(details["unweighted_low"]),
        pytest.approx(details["unweighted_high"]),
    )


@pytest.mark.parametrize(
    ("people", "refused"),
    [
        ([], "no_answer"),
        ([("woman", "old", 3.0)] * 12, "margin_empty"),
        ([("woman", "young", 3.0), ("man", "young", 4.0)], "margin_empty"),
        ([("woman", "old", 3.0)] * 6 + [("man", "young", 3.0)] * 6, "raking_did_not_settle"),
        ([(sex, age, 3.0) for sex in ("woman", "man") for age in ("young", "old")] * 3, "interval_no_variation"),
    ],
)
def test_a_mean_that_cannot_be_weighted_is_refused_with_its_reason(people: Reached, refused: str) -> None:
    assert _weighted_mean(people, SEXES, AGES).refused == (refused,)


def test_a_category_of_few_keeps_the_moments_of_a_weighted_mean_with_the_laboratory() -> None:
    people: Reached = [("woman", "old", k % 5) for k in range(20)] + [("man", "old", k) for k in range(4)]
    planned = plan(outcome("weighted_mean", waves=("t1",)), population=(SEXES,), minimum_cell=5)
    found, table = estimated(_reached(people), planned)
    assert (found.verifiability, table.verifiability) == ("C", "C")
    assert found.effect == pytest.approx((2.0 + 1.5) / 2)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=8), min_size=4, max_size=4))
def test_with_two_arms_equal_in_the_others_the_gap_is_welch_of_the_group(scores: list[list[int]]) -> None:
    """The t of the interaction from its definition: every cell's mean and variance, one by one."""
    keys = list(itertools.product(("walks", "usual"), ("far", "near")))
    assume(any(len({*cell}) > 1 for cell in scores))
    found = _means(dict(zip(keys, scores, strict=True)))
    signs = {("walks", "far"): 1, ("usual", "far"): -1, ("walks", "near"): -1, ("usual", "near"): 1}
    effect = sum(signs[key] * np.mean(cell) for key, cell in zip(keys, scores, strict=True))
    error = np.sqrt(sum(np.var(cell, ddof=1) / len(cell) for cell in scores))
    assert found.effect == pytest.approx(effect, abs=1e-9)
    assert found.details["standard_error"] == pytest.approx(error, rel=1e-9)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy on a side where everyone changes the same
@pytest.mark.slow
@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=15),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=15),
)
def test_the_gap_of_changes_is_welch_of_scipy(far: list[tuple[int, int]], near: list[tuple[int, int]]) -> None:
    changes = [[after - before for before, after in side] for side in (far, near)]
    assume(any(len({*side}) > 1 for side in changes))
    people = [(place, pair) for place, side in (("far", far), ("near", near)) for pair in side]
    data = build(
        codebook(variable("score")),
        [Participant(f"p{k:03d}", None, attributes={"place": place}) for k, (place, _) in enumerate(people)],
        [
            Response(f"p{k:03d}", wave, {"score": score})
            for k, (_, pair) in enumerate(people)
            for wave, score in zip(("t0", "t1"), pair, strict=True)
        ],
        "simulated",
    )
    planned = outcome("equity_changes", waves=("t1",), baseline_wave="t0", group="far")
    found, _ = estimated(data, plan(planned, groups=(FAR,), minimum_cell=1, design="one_group", arms=()))
    with np.errstate(all="ignore"):
        slow = scipy.stats.ttest_ind(*changes, equal_var=False)
    assert found.effect == pytest.approx(np.mean(changes[0]) - np.mean(changes[1]), abs=1e-9)
    assert found.p_value == pytest.approx(slow.pvalue, rel=1e-7, abs=1e-12)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), min_size=4, max_size=4))
def test_the_gap_of_shares_is_found_one_difference_at_a_time(drawn: list[tuple[int, int]]) -> None:
    """MOVER applied twice: Newcombe's difference in each side, then the difference of the two."""
    shares = [(min(x, n), n) for x, n in drawn]
    keys = list(itertools.product(("walks", "usual"), ("far", "near")))
    cells: Cells = {key: [1] * x + [0] * (n - x) for key, (x, n) in zip(keys, shares, strict=True)}
    planned = outcome("equity_shares", waves=("t1",), success_values=("1",), group="far")
    found, _ = estimated(_study(cells), plan(replace(planned), groups=(FAR,), minimum_cell=1))
    sides = []
    for first, second in ((shares[0], shares[2]), (shares[1], shares[3])):
        p = first[0] / first[1] - second[0] / second[1]
        sides.append((p, *newcombe(first, second, scipy.stats.norm.ppf(0.975))))
    low, high = mover(sides[0], sides[1])
    assert (found.effect, found.low, found.high) == (
        pytest.approx(sides[0][0] - sides[1][0], abs=1e-12),
        pytest.approx(low, abs=1e-9),
        pytest.approx(high, abs=1e-9),
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(st.integers(1, 60), st.data())
def test_the_exact_interval_is_that_of_statsmodels(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    assert clopper_pearson(successes, n, 0.95) == pytest.approx(
        proportion_confint(successes, n, method="beta"), abs=1e-10
    )
