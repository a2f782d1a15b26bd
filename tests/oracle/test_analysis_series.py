"""Series, iterations and sites against R 4.2.2 (sandwich, metafor) and against slow and obvious computations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.regression.linear_model import OLS
from trials import both, codebook, estimated, outcome, plan, variable

from analysis.dataset import Dataset, Participant, Response, build
from analysis.estimators import ESTIMATORS
from analysis.measurements.shapes import Measurement, SubjectKind
from analysis.parameters import parameters_of
from analysis.plan import Plan, Series
from analysis.pooling import pool
from analysis.results import Estimate, EvidenceTable
from analysis.run_chart import run_rules
from analysis.series import tabulate_series

MONDAY = date(2026, 1, 5)
USE = [52, 54.6, 49.6, 46.6, 51.3, 54, 51.6, 52.9, 57, 54.3, 49.3, 52.2]
USE += [63.4, 61.9, 60.1, 63.4, 63.3, 57.7, 57.5, 63.5, 64.5, 61, 62.1, 64.3]
COUNTS = [5, 7, 8, 9, 10, 7, 8, 9, 10, 12, 8, 9, 15, 16, 18, 14, 16, 17, 19, 21, 17, 19, 20, 22]


def measured(values: Sequence[float | None], kind: SubjectKind = "study") -> tuple[Measurement, ...]:
    """One value a week from a Monday on; None for a week without any."""
    start = datetime.combine(MONDAY, datetime.min.time(), UTC)
    return tuple(
        Measurement("use", kind, "", start + timedelta(weeks=week), None, value, "uses", "measured")
        for week, value in enumerate(values)
        if value is not None
    )


def series_plan(estimator: str, change: int = 12, **changes: object) -> Plan:
    """A plan with one series, interrupted after so many weeks."""
    on = (MONDAY + timedelta(weeks=change)).isoformat()
    learns = estimator == "learning_curve"
    declared = Series("use", both("Use"), "use", "iteration" if learns else "week", "sum", None if learns else on)
    return plan(outcome(estimator, "series:use"), series=(declared,), **changes)


def read(values: Sequence[float | None], estimator: str, change: int = 12) -> tuple[Estimate, EvidenceTable]:
    """The estimate of a series and its table."""
    made = series_plan(estimator, change)
    table = tabulate_series(measured(values), made, made.outcomes[0])
    return ESTIMATORS[estimator].estimate(table, parameters_of(made, made.outcomes[0])), table


def test_the_step_of_a_series_is_that_of_newey_and_west_in_r() -> None:
    # t <- 0:23; D <- as.numeric(t >= 12); f <- lm(y ~ I(t - 12) + D + I((t - 12) * D))
    # v <- NeweyWest(f, lag = 2, prewhite = FALSE, adjust = TRUE); coef(f)[3]; sqrt(v[3, 3]); coef(f)[4]; sqrt(v[4, 4])
    found, _ = read(USE, "interrupted_series")
    assert (found.effect, found.details["standard_error"], found.details["lag"]) == (
        pytest.approx(8.36538461538462, rel=1e-10),
        pytest.approx(1.93414578199816, rel=1e-10),
        2,
    )
    assert found.details["slope_change"] == pytest.approx(-0.0625874125874108, rel=1e-8)
    half = scipy.stats.t.ppf(0.975, 20) * 0.211092165318696
    assert found.details["slope_change_high"] == pytest.approx(-0.0625874125874108 + half, rel=1e-9)


def test_the_step_of_counts_is_that_of_quasi_poisson_in_r() -> None:
    # g <- glm(y ~ I(t - 12) + D + I((t - 12) * D), family = quasipoisson, control = list(epsilon = 1e-14, maxit = 100))
    # coef(summary(g))[3, 1:2]; summary(g)$dispersion
    found, _ = read(COUNTS, "interrupted_counts")
    assert (found.details["log_step"], found.details["log_step_error"], found.details["dispersion"]) == (
        pytest.approx(0.353325272257238, rel=1e-8),
        pytest.approx(0.110515041683921, rel=1e-8),
        pytest.approx(0.207826537425112, rel=1e-8),
    )
    assert found.effect == pytest.approx(math.expm1(0.353325272257238), rel=1e-8)


def test_the_learning_curve_is_that_of_lm_in_r() -> None:
    # h <- lm(log(m) ~ log(1:6)); coef(h)[2]; summary(h)$coef[2, 2]; 2^coef(h)[2]; 2^confint(h)[2, ]
    found, _ = read([100, 82, 70, 66, 59, 57], "learning_curve")
    assert (found.details["log_slope"], found.details["progress_ratio"]) == (
        pytest.approx(-0.31997381848293, rel=1e-10),
        pytest.approx(0.801084415253084, rel=1e-10),
    )
    assert (found.low, found.high) == (
        pytest.approx(0.78247646533947 - 1, rel=1e-9),
        pytest.approx(0.820134877900724 - 1, rel=1e-9),
    )
    assert read([100, 82, 70, 66], "learning_curve")[0].refused == ("too_few_iterations",)
    assert read([100, 82, 70, 66, 0], "learning_curve")[0].refused == ("values_not_positive",)


def test_the_mean_over_sites_is_that_of_metafor() -> None:
    # r <- rma(yi = c(.10, .35, .60, .05, .9), vi = c(.02, .03, .02, .04, .05), method = "REML", test = "knha",
    # control = list(threshold = 1e-12)); predict(r)
    found = pool([0.1, 0.35, 0.6, 0.05, 0.9], [0.02, 0.03, 0.02, 0.04, 0.05], 0.95)
    assert found is not None
    assert (found.effect, found.error, found.tau_squared, 100 * found.i_squared) == (
        pytest.approx(0.388469513002924, rel=1e-8),
        pytest.approx(0.153703638661605, rel=1e-8),
        pytest.approx(0.0812020874573885, rel=1e-6),
        pytest.approx(73.7389623737212, rel=1e-6),
    )
    assert (found.low, found.high, found.p_value, found.prediction_low, found.prediction_high) == (
        pytest.approx(-0.0382802022101792, rel=1e-6),
        pytest.approx(0.815219228216028, rel=1e-8),
        pytest.approx(0.0648442746738633, rel=1e-7),
        pytest.approx(-0.510459617456333, rel=1e-6),
        pytest.approx(1.28739864346218, rel=1e-7),
    )


def test_the_limits_of_a_run_chart_are_those_of_r() -> None:
    # n <- c(10, 24, 60); round(log2(n) + 3); qbinom(.05, n - 1, .5)
    for n, longest, crossings in ((10, 6, 2), (24, 8, 8), (60, 9, 23)):
        found = run_rules([float(k % 2) for k in range(n)])
        assert (found["longest_run_limit"], found["crossings_limit"]) == (longest, crossings)
    shifted = run_rules([1.0, 2.0] * 5 + [3.0, 4.0] * 5)
    assert (shifted["longest_run"], shifted["crossings"], shifted["signal"]) == (10, 1, 1)


def test_a_gap_stays_a_gap_and_a_short_series_is_a_run_chart() -> None:
    found, table = read([*USE[:5], None, *USE[6:]], "interrupted_series")
    assert (table.rows[5][3], table.rows[5][4], found.n, found.missing) == (None, 0, 23, 1)
    assert {check.code: check.passed for check in found.checks} == {"no_gap": False}
    short, _ = read(USE[:19], "interrupted_series")
    assert (short.effect, short.refused, short.details["points_after"]) == (None, ("series_too_short",), 7)
    assert short.details["signal"] in (0.0, 1.0)


def test_the_period_of_the_change_is_on_no_side() -> None:
    made = series_plan("interrupted_series")
    wednesday = Series("use", both("Use"), "use", "week", "sum", (MONDAY + timedelta(weeks=12, days=2)).isoformat())
    table = tabulate_series(measured(USE), plan(made.outcomes[0], series=(wednesday,)), made.outcomes[0])
    assert [row[2] for row in table.rows[11:14]] == ["before", "during", "after"]


def test_weeks_that_rest_on_too_few_participants_stay_with_the_laboratory() -> None:
    made = series_plan("interrupted_series")
    assert tabulate_series(measured(USE, "participant"), made, made.outcomes[0]).verifiability == "C"
    assert tabulate_series(measured(USE, "site"), made, made.outcomes[0]).verifiability == "A"


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=16, max_size=30))
def test_the_step_is_that_of_statsmodels(values: list[int]) -> None:
    half = len(values) // 2
    found, _ = read([float(value) for value in values], "interrupted_series", half)
    assume(found.low is not None)
    times = np.arange(len(values)) - half
    after = (times >= 0).astype(float)
    design = np.column_stack([np.ones(len(values)), times, after, times * after])
    slow = OLS(np.array(values, dtype=float), design).fit(
        cov_type="HAC", cov_kwds={"maxlags": int(found.details["lag"]), "use_correction": True}
    )
    assert found.effect == pytest.approx(slow.params[2], abs=1e-8)
    assert found.details["standard_error"] == pytest.approx(slow.bse[2], rel=1e-7, abs=1e-9)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.integers(1, 60), min_size=16, max_size=30))
def test_the_step_of_counts_is_that_of_statsmodels(values: list[int]) -> None:
    half = len(values) // 2
    found, _ = read([float(value) for value in values], "interrupted_counts", half)
    assume(found.low is not None)
    times = np.arange(len(values)) - half
    after = (times >= 0).astype(float)
    design = np.column_stack([np.ones(len(values)), times, after, times * after])
    slow = GLM(np.array(values, dtype=float), design, family=Poisson()).fit(scale="X2", tol=1e-12)
    assert found.details["log_step"] == pytest.approx(slow.params[2], rel=1e-6, abs=1e-7)
    assert found.details["log_step_error"] == pytest.approx(slow.bse[2], rel=1e-6)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 20)), min_size=2, max_size=8))
def test_no_other_variance_between_sites_is_more_likely(drawn: list[tuple[int, int]]) -> None:
    effects, variances = [one / 5 for one, _ in drawn], [one / 10 for _, one in drawn]
    found = pool(effects, variances, 0.95)
    assume(found is not None)

    def against(between: float) -> float:
        weights = 1 / (np.array(variances) + between)
        mean = (weights * effects).sum() / weights.sum()
        squares = (weights * (np.array(effects) - mean) ** 2).sum()
        return float(squares - np.log(weights).sum() + np.log(weights.sum())) / 2

    slow = minimize_scalar(against, bounds=(0, 50), method="bounded", options={"xatol": 1e-10})
    assert against(found.tau_squared) <= min(slow.fun, against(0.0)) + 1e-7


def _sites(cells: dict[tuple[str, str], list[int]]) -> Dataset:
    people = [(arm, site, score) for (arm, site), scores in cells.items() for score in scores]
    return build(
        codebook(variable("score")),
        [Participant(f"p{k:03d}", arm, attributes={"town": site}) for k, (arm, site, _) in enumerate(people)],
        [Response(f"p{k:03d}", "t1", {"score": score}) for k, (*_, score) in enumerate(people)],
        "simulated",
    )


def test_sites_are_pooled_from_their_own_differences_and_a_site_with_one_arm_is_left_out() -> None:
    # y <- c(mean(5,7,6) - mean(4,5,3), mean(8,6,9,7) - mean(6,7,5), mean(4,6,5) - mean(5,4,6)); v likewise; rma(y, v)
    cells = {
        ("walks", "a"): [5, 7, 6], ("usual", "a"): [4, 5, 3], ("walks", "b"): [8, 6, 9, 7], ("usual", "b"): [6, 7, 5],
        ("walks", "c"): [4, 6, 5], ("usual", "c"): [5, 4, 6], ("walks", "d"): [9, 9],
    }  # fmt: skip
    made = plan(outcome("sites_pooled", waves=("t1",)), sites="town", minimum_cell=1)
    found, table = estimated(_sites(cells), made)
    slow = pool([2.0, 1.5, 0.0], [2 / 3, 5 / 12 + 1 / 3, 2 / 3], 0.95)
    assert slow is not None
    assert (found.effect, found.low, found.high) == (
        pytest.approx(slow.effect), pytest.approx(slow.low), pytest.approx(slow.high),
    )  # fmt: skip
    assert (found.n, found.missing, found.details["sites"]) == (19, 2, 3)
    assert {row[0] for row in table.rows} == {1, 2, 3, 4, None}
