"""What stands beside an estimate, against R 4.2.2 (MASS, sandwich) and slow, obvious computations."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit
from statsmodels.regression.linear_model import OLS
from trials import (
    before_after,
    before_after_in_arms,
    both,
    codebook,
    dataset,
    estimated,
    outcome,
    plan,
    tabulated_items,
    two_arms,
    variable,
)

from analysis.dataset import Dataset
from analysis.distributions import newcombe
from analysis.estimators.paired_mean import sign_flip_p
from analysis.estimators.proportional_odds import odds_ratio
from analysis.estimators.two_arms_ancova import hc3_variance
from analysis.estimators.unanswered import HIGH, LOW
from analysis.one_factor import omega
from analysis.plan import Outcome, Scale
from analysis.reliability import reliability
from analysis.results import Estimate
from analysis.scales import tally_items


def test_the_odds_ratio_is_that_of_polr() -> None:
    # MASS::polr(y ~ arm, weights = w, Hess = TRUE), y ordered 1-3, w = 10, 20, 30 with arm 1 and 20, 20, 20 with arm 0
    found = odds_ratio(np.array([10.0, 20, 30]), np.array([20.0, 20, 20]))
    assert found is not None
    assert (found.log, found.error) == (
        pytest.approx(0.774428842746, rel=1e-6),
        pytest.approx(0.344685141124, rel=1e-6),
    )
    assert odds_ratio(np.array([0.0, 0, 9]), np.array([9.0, 0, 0])) is None


def test_the_robust_error_is_that_of_sandwich() -> None:
    # f <- lm(y ~ a + b); sqrt(vcovHC(f, type = "HC3")[2, 2]); coef(f)[2] + c(-1, 1) * qt(.975, 9) * that
    before = [10, 12, 9, 14, 11, 8, 13, 15, 7, 10, 12, 9]
    after = [14, 15, 11, 20, 13, 12, 13, 14, 8, 10, 15, 7]
    pairs = list(zip(before, after, strict=True))
    data = before_after_in_arms({"walks": pairs[:6], "usual": pairs[6:]})
    found, table = estimated(data, plan(outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0")))
    assert found.effect == pytest.approx(3.36904761904762, rel=1e-12)
    assert found.details["hc3_standard_error"] == pytest.approx(1.17995561633682, rel=1e-10)
    assert (found.details["hc3_low"], found.details["hc3_high"]) == (
        pytest.approx(0.699802569767318, rel=1e-10),
        pytest.approx(6.038292668327921, rel=1e-10),
    )
    assert table.rows_digest is not None


def test_the_sign_flip_test_counts_every_choice_of_signs() -> None:
    # s <- as.matrix(expand.grid(rep(list(c(-1, 1)), 7))); mean(abs(s %*% d) >= abs(sum(d)))
    assert sign_flip_p([3, -1, 4, 1, 5, -2, 2]) == 0.171875


ITEMS = (
    (2, 3, 2, 2),
    (4, 3, 4, 3),
    (3, 1, 2, 1),
    (5, 4, 4, 5),
    (4, 3, 4, 3),
    (3, 2, 2, 4),
    (4, 4, 4, 4),
    (2, 4, 5, 3),
    (4, 3, 3, 4),
    (3, 2, 2, 2),
    (4, 5, 5, 3),
    (2, 4, 3, 4),
    (2, 2, 4, 2),
    (1, 1, 1, 1),
    (5, 4, 5, 4),
    (3, 4, 3, 2),
)


def test_omega_is_that_of_the_one_factor_model_of_r() -> None:
    # m <- factanal(items, 1); l <- m$loadings * apply(items, 2, sd)
    # sum(l)^2 / (sum(l)^2 + sum(m$uniquenesses * apply(items, 2, var)))
    names = ("i1", "i2", "i3", "i4")
    scale = Scale("s", both("s"), names, 1, 5)
    people = {f"p{k}": (None, {"t0": dict(zip(names, row, strict=True))}) for k, row in enumerate(ITEMS)}
    data = dataset(codebook(*(variable(name) for name in names)), people)
    found = reliability(
        "F2", scale, "t0", tabulated_items(tally_items(data, scale, "t0"), plan(scales=(scale,)), scale, "t0"), 0.95
    )
    assert found.omega == pytest.approx(0.852917624876673, rel=1e-6)


def test_omega_is_alpha_where_items_correlate_alike_and_absent_where_one_factor_does_not_fit() -> None:
    assert omega(np.array([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])) == pytest.approx(0.75, rel=1e-7)
    assert omega(np.array([[1, 0.5], [0.5, 1]])) is None
    assert omega(np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]])) is None  # 0.9 · 0.9 / 0.5 > 1


def test_newcombe_of_losses_agrees_with_his_own_example() -> None:
    low, high = newcombe((56, 70), (48, 80), 1.959963984540054)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=9))
def test_the_sign_flip_test_is_the_permutation_test_of_scipy(changes: list[int]) -> None:
    slow = scipy.stats.permutation_test(
        (changes,), np.sum, permutation_type="samples", n_resamples=2 ** len(changes), alternative="two-sided"
    )
    assume(any(changes))
    assert sign_flip_p(changes) == pytest.approx(slow.pvalue, abs=1e-9)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=6, max_size=20), st.integers(2, 4))
def test_the_robust_error_is_that_of_statsmodels(pairs: list[tuple[int, int]], treated: int) -> None:
    design = np.array([[1.0, float(place < treated), before] for place, (before, _) in enumerate(pairs)])
    scores = np.array([float(after) for _, after in pairs])
    assume(np.linalg.matrix_rank(design) == 3)
    found = hc3_variance(design, scores, 1)
    assume(found is not None and found > 1e-9)
    assert found == pytest.approx(OLS(scores, design).fit(cov_type="HC3").bse[1] ** 2, rel=1e-7)


COUNTS = st.lists(st.integers(0, 12), min_size=3, max_size=5)


@pytest.mark.slow
@settings(max_examples=20)
@given(COUNTS, st.data())
def test_no_other_odds_ratio_is_more_likely(walks: list[int], data: st.DataObject) -> None:
    usual = data.draw(st.lists(st.integers(0, 12), min_size=len(walks), max_size=len(walks)))
    found = odds_ratio(np.array(walks, dtype=float), np.array(usual, dtype=float))
    assume(found is not None)
    best = _profile(walks, usual, found.log)
    assert best <= min(_profile(walks, usual, found.log + step) for step in (-0.5, -0.05, 0.05, 0.5)) + 1e-7
    step = 0.02 * max(found.error, 0.1)
    curve = (_profile(walks, usual, found.log + step) + _profile(walks, usual, found.log - step) - 2 * best) / step**2
    assert found.error == pytest.approx(curve**-0.5, rel=2e-2)


def _profile(walks: Sequence[int], usual: Sequence[int], slope: float) -> float:
    """Minus the log-likelihood at a log odds ratio, the cuts found by a search that knows no derivative."""
    kept = np.array([(one, other) for one, other in zip(walks, usual, strict=True) if one + other]).T

    def against(steps: np.ndarray) -> float:
        cuts = np.cumsum(np.concatenate([steps[:1], np.exp(steps[1:])]))
        below = np.array([np.concatenate([[0.0], expit(cuts - slope * arm), [1.0]]) for arm in (1, 0)])
        return -float((kept * np.log(np.maximum(np.diff(below), 1e-300))).sum())

    start = np.concatenate([[-1.0], np.zeros(kept.shape[1] - 2)])
    return float(minimize(against, start, method="BFGS", options={"gtol": 1e-9, "maxiter": 200}).fun)


Pairs = list[tuple[int, int | None]]
SCALE = Scale("total", both("total"), ("score",), 1, 5, method="mean")
PLANNED: dict[str, Outcome] = {
    "proportion": outcome("proportion", waves=("t1",), success_values=("4", "5")),
    "proportion_difference": outcome("proportion_difference", waves=("t1",), success_values=("4", "5")),
    "two_arms_mean": outcome("two_arms_mean", "total", waves=("t1",)),
    "paired_ordinal": outcome("paired_ordinal", waves=("t1",), baseline_wave="t0"),
    "paired_categories": outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("4", "5")),
    "paired_mean": outcome("paired_mean", "total", waves=("t1",), baseline_wave="t0"),
    "two_arms_change": outcome("two_arms_change", "total", waves=("t1",), baseline_wave="t0"),
    "two_arms_ordinal": outcome("two_arms_ordinal", waves=("t1",)),
}


def _estimate(data: Dataset, planned: Outcome) -> Estimate:
    return estimated(data, plan(planned, scales=(SCALE,), minimum_cell=1))[0]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("estimator", PLANNED)
def test_no_answer_of_the_missing_leads_beyond_the_bounds(estimator: str, seed: int) -> None:
    """Every way in which the two who are missing could have answered, one by one."""
    drawn = np.random.default_rng(seed).integers(1, 6, (2, 5, 2)).tolist()
    arms = {
        arm: [(before, after) for before, after in pairs] for arm, pairs in zip(("walks", "usual"), drawn, strict=True)
    }
    effects = [
        _estimate(
            before_after_in_arms(
                {arm: _last(pairs, answer) for (arm, pairs), answer in zip(arms.items(), answers, strict=True)}
            ),
            PLANNED[estimator],
        ).effect
        for answers in itertools.product(range(1, 6), repeat=2)
    ]
    found = _estimate(
        before_after_in_arms({arm: _last(pairs, None) for arm, pairs in arms.items()}), PLANNED[estimator]
    )
    low, high = found.details[LOW], found.details[HIGH]
    reached = [effect for effect in effects if effect is not None]
    assert low - 1e-9 <= min(reached) <= max(reached) <= high + 1e-9
    if estimator in ("proportion", "proportion_difference", "two_arms_mean"):
        assert (low, high) == (pytest.approx(min(reached)), pytest.approx(max(reached)))


def _last(pairs: Pairs, answer: int | None) -> Pairs:
    """The pairs, what the last person answered afterwards replaced."""
    return [*pairs[:-1], (pairs[-1][0], answer)]


def test_nothing_bounds_a_number_without_limits_nor_a_study_without_losses() -> None:
    unlimited, _ = estimated(two_arms([1, 2, 3, None], [2, 4, 4]), plan(outcome("two_arms_mean", waves=("t1",))))
    complete = _estimate(before_after([(1, 2), (3, 4), (2, 2)]), PLANNED["paired_ordinal"])
    assert (LOW in unlimited.details, LOW in complete.details) == (False, False)
