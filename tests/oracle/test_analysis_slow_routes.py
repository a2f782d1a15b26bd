"""Every estimator against a slow and obvious computation from the rows, on studies invented by Hypothesis."""

from __future__ import annotations

import itertools
import warnings
from dataclasses import dataclass

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.stats.contingency_tables import SquareTable, mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from trials import (
    before_after,
    before_after_in_arms,
    clusters,
    codebook,
    dataset,
    estimated,
    outcome,
    plan,
    two_arms,
    variable,
)

from analysis.dataset import Dataset
from analysis.estimators.paired_categories import shift
from analysis.estimators.paired_ordinal import signed_rank_p
from analysis.many_outcomes import adjusted
from analysis.plan import Outcome, Plan
from analysis.results import Estimate

pytestmark = pytest.mark.slow
TINY = 1e-9
SCORES = st.integers(0, 20)
ANSWERS = st.integers(1, 5)
ARM = st.lists(SCORES, min_size=2, max_size=25)


def _estimate(data: Dataset, planned: Outcome) -> Estimate:
    return estimated(data, _open(planned))[0]


def _open(planned: Outcome) -> Plan:
    """A plan whose tables are never collapsed, so that both routes see the same answers."""
    return plan(planned, minimum_cell=1)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy on an arm where everyone answers the same
@settings(max_examples=60)
@given(ARM, ARM)
def test_welch_is_that_of_scipy(walks: list[int], usual: list[int]) -> None:
    assume(len({*walks}) > 1 or len({*usual}) > 1)
    found = _estimate(two_arms(walks, usual), outcome("two_arms_mean", waves=("t1",)))
    slow = scipy.stats.ttest_ind(walks, usual, equal_var=False)
    interval = slow.confidence_interval(0.95)
    assert found.p_value == pytest.approx(slow.pvalue, rel=TINY, abs=1e-12)
    assert (found.low, found.high) == (pytest.approx(interval.low, abs=1e-8), pytest.approx(interval.high, abs=1e-8))


@settings(max_examples=60)
@given(st.lists(st.tuples(SCORES, SCORES), min_size=10, max_size=40))
def test_the_paired_t_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    assume(len({after - before for before, after in pairs}) > 1)
    found = _estimate(before_after(pairs), outcome("paired_mean", waves=("t1",), baseline_wave="t0"))
    slow = scipy.stats.ttest_rel([after for _, after in pairs], [before for before, _ in pairs])
    assert found.p_value == pytest.approx(slow.pvalue, rel=1e-8, abs=1e-12)
    assert found.low == pytest.approx(slow.confidence_interval(0.95).low, abs=1e-8)


PAIRED_SCORES = st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=20)


@pytest.mark.filterwarnings("ignore:Precision loss")  # scipy on an arm where everyone changes the same
@settings(max_examples=60)
@given(PAIRED_SCORES, PAIRED_SCORES)
def test_the_difference_of_changes_is_welch_on_the_rows(
    walks: list[tuple[int, int]], usual: list[tuple[int, int]]
) -> None:
    changes = [[after - before for before, after in arm] for arm in (walks, usual)]
    assume(any(len({*arm}) > 1 for arm in changes))
    planned = outcome("two_arms_change", waves=("t1",), baseline_wave="t0")
    found = _estimate(before_after_in_arms({"walks": walks, "usual": usual}), planned)
    slow = scipy.stats.ttest_ind(*changes, equal_var=False)
    assert found.p_value == pytest.approx(slow.pvalue, rel=1e-8, abs=1e-12)
    assert found.low == pytest.approx(slow.confidence_interval(0.95).low, abs=1e-8)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40))
def test_the_exact_mcnemar_test_is_that_of_statsmodels(pairs: list[tuple[int, int]]) -> None:
    planned = outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("1",))
    found = _estimate(before_after(pairs), planned)
    square = np.array([[pairs.count((before, after)) for after in (0, 1)] for before in (0, 1)])
    assert found.effect == pytest.approx(square[:, 1].sum() / len(pairs) - square[1].sum() / len(pairs), abs=1e-12)
    if found.p_value is not None:
        assert found.p_value == pytest.approx(mcnemar(square, exact=True).pvalue, rel=1e-9)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=4, max_size=4))
def test_the_shift_of_a_whole_item_is_that_of_statsmodels(counts: list[list[int]]) -> None:
    square = np.array(counts)
    assume((square + square.T)[~np.eye(4, dtype=bool)].min() > 0)  # statsmodels needs every pair of answers to be seen
    slow = SquareTable(square, shift_zeros=False)
    found = shift(square.astype(float))
    assert found["stuart_maxwell"] == pytest.approx(slow.homogeneity("stuart_maxwell").statistic, rel=1e-7, abs=1e-9)
    if "bhapkar" in found:
        bhapkar = slow.homogeneity("bhapkar")
        assert (found["bhapkar"], found["whole_item_p"]) == (
            pytest.approx(bhapkar.statistic, rel=1e-7, abs=1e-9),
            pytest.approx(bhapkar.pvalue, rel=1e-6, abs=1e-12),
        )


SITES = st.lists(st.lists(SCORES, min_size=1, max_size=9), min_size=2, max_size=6)


@settings(max_examples=60)
@given(SITES, SITES)
def test_the_variance_by_sites_is_that_of_whole_matrices(walks: list[list[int]], usual: list[list[int]]) -> None:
    data = clusters(*[("walks", scores) for scores in walks], *[("usual", scores) for scores in usual])
    found = estimated(data, plan(outcome("two_arms_clusters", waves=("t1",)), minimum_cell=1, cluster="site"))[0]
    effect, error, df = _by_matrices(walks, usual)
    assert found.effect == pytest.approx(effect, abs=1e-9)
    assume(found.low is not None and error > 1e-6)
    assert (found.details["standard_error"], found.details["df"]) == (
        pytest.approx(error, rel=1e-8),
        pytest.approx(df, rel=1e-8),
    )


def _by_matrices(walks: list[list[int]], usual: list[list[int]]) -> tuple[float, float, float]:
    """CR2 and its degrees of freedom with every matrix of Pustejovsky and Tipton (2018) written out."""
    sites = [*((1.0, scores) for scores in walks), *((0.0, scores) for scores in usual)]
    design = np.array([[1.0, arm] for arm, scores in sites for _ in scores])
    scores = np.array([score for _, site in sites for score in site], dtype=float)
    of_site = np.repeat(np.arange(len(sites)), [len(site) for _, site in sites])
    inverse = np.linalg.inv(design.T @ design)
    hat = design @ inverse @ design.T
    residuals = scores - hat @ scores
    parts, variance = [], 0.0
    for site in range(len(sites)):
        inside = of_site == site
        values, vectors = np.linalg.eigh(np.eye(inside.sum()) - hat[np.ix_(inside, inside)])
        adjusting = vectors @ np.diag([value**-0.5 if value > 1e-10 else 0.0 for value in values]) @ vectors.T
        weights = adjusting @ design[inside] @ inverse[:, 1]
        variance += (weights @ residuals[inside]) ** 2
        parts.append((np.eye(len(scores)) - hat)[:, inside] @ weights)
    shared = np.array([[one @ other for other in parts] for one in parts])
    return (inverse @ design.T @ scores)[1], np.sqrt(variance), np.trace(shared) ** 2 / (shared**2).sum()


@settings(max_examples=60)
@given(st.integers(1, 60), st.data())
def test_wilson_is_that_of_statsmodels(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    scores = [1] * successes + [0] * (n - successes)
    found = _estimate(two_arms(scores, []), outcome("proportion", waves=("t1",), success_values=("1",)))
    low, high = proportion_confint(successes, n, method="wilson")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_newcombe_is_that_of_statsmodels(n1: int, n0: int, data: st.DataObject) -> None:
    x1, x0 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
    scores = ([1] * x1 + [0] * (n1 - x1), [1] * x0 + [0] * (n0 - x0))
    found = _estimate(two_arms(*scores), outcome("proportion_difference", waves=("t1",), success_values=("1",)))
    low, high = confint_proportions_2indep(x1, n1, x0, n0, method="newcomb", compare="diff")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-10), pytest.approx(high, abs=1e-10))


@settings(max_examples=60)
@given(st.lists(ANSWERS, min_size=2, max_size=20), st.lists(ANSWERS, min_size=2, max_size=20))
def test_brunner_munzel_is_that_of_scipy(walks: list[int], usual: list[int]) -> None:
    found = _estimate(two_arms(walks, usual), outcome("two_arms_ordinal", waves=("t1",)))
    assert found.effect == pytest.approx(_dominance(walks, usual), abs=1e-12)
    assume(found.p_value is not None)
    slow = scipy.stats.brunnermunzel(usual, walks)
    assert found.p_value == pytest.approx(slow.pvalue, rel=1e-7, abs=1e-12)


def _dominance(walks: list[int], usual: list[int]) -> float:
    """Every pair of people, one by one."""
    signs = [(one > other) - (one < other) for one in walks for other in usual]
    return sum(signs) / len(signs)


@settings(max_examples=60)
@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=11))
def test_the_exact_signed_rank_test_is_an_enumeration_of_all_signs(pairs: list[tuple[int, int]]) -> None:
    differences = [after - before for before, after in pairs]
    assume(any(differences))
    counts = {float(value): differences.count(value) for value in differences}
    assert signed_rank_p(counts) == pytest.approx(_enumerated(differences), abs=1e-12)


def _enumerated(differences: list[int]) -> float:
    ranks = scipy.stats.rankdata([abs(value) for value in differences])
    moving = [(rank, value) for rank, value in zip(ranks, differences, strict=True) if value]
    middle = sum(rank for rank, _ in moving) / 2
    observed = abs(sum(rank for rank, value in moving if value > 0) - middle)
    signs = itertools.product((0, 1), repeat=len(moving))
    sums = [abs(sum(rank for (rank, _), up in zip(moving, ups, strict=True) if up) - middle) for ups in signs]
    return sum(each >= observed - 1e-9 for each in sums) / len(sums)


def test_the_normal_approximation_continues_the_exact_test_where_it_ends() -> None:
    exact = {1.0: 150, -1.0: 120, 2.0: 90, -2.0: 70, 0.0: 70}
    beyond = {**exact, 0.0: 71}
    assert signed_rank_p(beyond) == pytest.approx(signed_rank_p(exact), abs=2e-3)


@dataclass(frozen=True)
class Followed:
    """A study drawn for the two regressions: per person the arm, a baseline, the later scores (None if missing)."""

    people: tuple[tuple[str, int, tuple[int | None, ...]], ...]

    def dataset(self) -> Dataset:
        """The same study through the front door."""
        return dataset(
            codebook(variable("score")),
            {
                f"p{place:03d}": (arm, {wave: {"score": value} for wave, value in _waves(before, later)})
                for place, (arm, before, later) in enumerate(self.people)
            },
        )

    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Design matrix (intercept, arm, second wave, baseline), scores, person."""
        rows = [
            (1.0, arm == "walks", wave == 1, before, score, person)
            for person, (arm, before, later) in enumerate(self.people)
            for wave, score in enumerate(later)
            if score is not None
        ]
        table = np.array(rows, dtype=float)
        return table[:, :4], table[:, 4], table[:, 5]


def _waves(before: int, later: tuple[int | None, ...]) -> list[tuple[str, int]]:
    given_scores = [("t0", before), *((f"t{place}", score) for place, score in enumerate(later, start=1))]
    return [(wave, score) for wave, score in given_scores if score is not None]


PERSON = st.tuples(st.sampled_from(["walks", "usual"]), SCORES, st.tuples(st.none() | SCORES, st.none() | SCORES))
STUDY = st.lists(PERSON, min_size=8, max_size=30).map(lambda people: Followed(tuple(people)))


@settings(max_examples=60)
@given(STUDY)
def test_the_analysis_of_covariance_is_least_squares_on_the_rows(study: Followed) -> None:
    rows = [(1.0, arm == "walks", before, later[0]) for arm, before, later in study.people if later[0] is not None]
    assume(len(rows) > 4)
    table = np.array(rows, dtype=float)
    assume(np.linalg.matrix_rank(table[:, :3]) == 3)
    slow = OLS(table[:, 3], table[:, :3]).fit()
    assume(slow.ssr > 1e-6)
    found = _estimate(study.dataset(), outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0"))
    assert found.effect == pytest.approx(slow.params[1], abs=1e-8)
    assert found.details["standard_error"] == pytest.approx(slow.bse[1], rel=1e-8)
    assert found.p_value == pytest.approx(slow.pvalues[1], rel=1e-7, abs=1e-12)


def _dense(study: Followed, theta: float) -> tuple[float, float, float]:
    """Effect, standard error and -2 REML log-likelihood with every covariance matrix written out."""
    design, scores, person = study.rows()
    covariance = np.eye(len(scores)) + theta * (person[:, None] == person[None, :])
    inverse = np.linalg.inv(covariance)
    information = design.T @ inverse @ design
    slopes = np.linalg.solve(information, design.T @ inverse @ scores)
    residual = scores - design @ slopes
    squares, df = residual @ inverse @ residual, len(scores) - design.shape[1]
    criterion = df * np.log(squares) + np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]
    return slopes[1], np.sqrt(squares / df * np.linalg.inv(information)[1, 1]), criterion


def _fitted(study: Followed) -> Estimate:
    design, scores, _ = (
        study.rows() if any(any(s is not None for s in p[2]) for p in study.people) else (None, None, None)
    )
    assume(design is not None and len(scores) > 6 and np.linalg.matrix_rank(design) == 4)
    assume(any(None not in later for _, _, later in study.people))
    found = _estimate(study.dataset(), outcome("waves_random_intercept", waves=("t1", "t2"), baseline_wave="t0"))
    assume(found.low is not None)
    return found


@settings(max_examples=60)
@given(STUDY)
def test_the_random_intercept_from_moments_is_that_from_rows(study: Followed) -> None:
    found = _fitted(study)
    theta = found.details["variance_between"] / found.details["variance_within"]
    assume(theta < 1e4)
    effect, error, _ = _dense(study, theta)
    assert found.effect == pytest.approx(effect, rel=TINY, abs=TINY)
    assert found.details["standard_error"] == pytest.approx(error, rel=TINY)


TWO_SUMMITS = Followed(
    (
        *(("walks", 0, later) for later in ((None, 3), (None, 7), (0, None), (6, 0))),
        ("usual", 0, (None, 0)),
        ("walks", 1, (9, 0)),
    )
)


@settings(max_examples=60)
@given(STUDY)
@example(TWO_SUMMITS)
def test_no_other_variance_ratio_is_more_likely(study: Followed) -> None:
    found = _fitted(study)
    theta = found.details["variance_between"] / found.details["variance_within"]
    assume(theta < 1e4)
    best = _dense(study, theta)[2]
    others = [
        _dense(study, other)[2] for other in (0.0, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 20.0, theta * 0.99, theta * 1.01)
    ]
    assert best <= min(others) + 1e-7


def test_the_random_intercept_is_that_of_statsmodels() -> None:
    generator = np.random.default_rng(20261124)
    people = []
    for place in range(60):
        own, before = generator.normal(0, 3), int(generator.integers(5, 16))
        later = tuple(
            None if generator.random() < 0.2 else round(before + own + generator.normal(0, 2)) for _ in range(2)
        )
        people.append(("walks" if place % 2 else "usual", before, later))
    study = Followed(tuple(people))
    design, scores, person = study.rows()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = MixedLM(scores, design, groups=person).fit(reml=True, method="lbfgs", gtol=1e-10)
    found = _estimate(study.dataset(), outcome("waves_random_intercept", waves=("t1", "t2"), baseline_wave="t0"))
    # its optimiser stops four digits in; lme4 and the dense route above hold the others
    assert found.effect == pytest.approx(slow.fe_params[1], rel=1e-3)
    assert found.details["standard_error"] == pytest.approx(slow.bse_fe[1], rel=1e-3)
    assert found.details["variance_between"] == pytest.approx(float(slow.cov_re[0, 0]), rel=1e-3)
    assert found.details["variance_within"] == pytest.approx(slow.scale, rel=1e-3)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 1000).map(lambda thousandths: thousandths / 1000), min_size=1, max_size=12))
def test_adjusted_p_values_are_those_of_statsmodels(p_values: list[float]) -> None:
    assert adjusted(p_values, "secondary") == pytest.approx(tuple(multipletests(p_values, method="holm")[1]), abs=1e-12)
    assert adjusted(p_values, "exploratory") == pytest.approx(
        tuple(scipy.stats.false_discovery_control(p_values)), abs=1e-12
    )
