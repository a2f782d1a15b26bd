"""Multiple imputation: Rubin's rules against R's mice, the draws against what they tend to, and person by person.

The expected numbers of `mice` are those its function `pool` printed, in public pages of its documentation and of a
course (read 2026-11-28); they have 5 to 7 digits:

    pool(with(mice(airquality, m = 50, seed = 245435), lm(Temp ~ Ozone + Solar.R + Wind)))
    futuremice(nhanes, parallelseed = 123, n.core = 3) %$% lm(chl ~ bmi) %>% pool %$% pooled
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import chdtri, ndtri
from statsmodels.regression.linear_model import OLS
from trials import FACTS, bdi, beat_the_blues, btheb_plan, completed_study, estimated

from analysis.economics.chance import uniforms
from analysis.imputation import imputed_table, tally
from analysis.imputation.draws import completed
from analysis.imputation.pooling import pooled, with_imputed
from analysis.imputation.rows import secret_seed
from analysis.pipeline import analyse
from analysis.results import Estimate, EvidenceTable


@pytest.mark.parametrize(
    ("times", "within", "between", "df_complete", "total", "df", "information"),
    [
        (50, 5.224431e-04, 1.390522e-04, 148, 6.642763e-04, 103.7690, 0.2282479),
        (50, 6.805400, 1.082784, 148, 7.909840, 119.6660, 0.1536564),
        (50, 4.461246e-05, 7.239493e-06, 148, 5.199674e-05, 119.1549, 0.1560619),
        (50, 4.024084e-02, 6.924729e-03, 148, 4.730407e-02, 117.5870, 0.1634244),
        (5, 3140.9871, 977.27398, 23, 4313.7159, 12.02437, 0.368788),
        (5, 4.4191, 1.51810, 23, 6.2408, 11.38684, 0.390341),
    ],
)
def test_rubins_rules_agree_with_mice(
    times: int, within: float, between: float, df_complete: float, total: float, df: float, information: float
) -> None:
    found = pooled(within, between, times, df_complete)
    assert found.standard_error**2 == pytest.approx(total, rel=2e-5)
    assert found.df == pytest.approx(df, rel=2e-5)
    assert found.information_missing == pytest.approx(information, rel=2e-5)


def test_the_example_of_the_docstring() -> None:
    found = pooled(4, 1, 5, 50)
    assert (found.standard_error, found.df) == (pytest.approx(2.2804, abs=5e-5), pytest.approx(24.79, abs=5e-3))


def test_draws_that_never_differ_leave_the_freedom_of_complete_answers() -> None:
    """Barnard and Rubin: (ν + 1) / (ν + 3) · ν, no more."""
    assert pooled(4, 0, 50, 20).df == pytest.approx(21 / 23 * 20)


def test_many_draws_tend_to_what_least_squares_says_of_the_missing() -> None:
    """BtheB at two months, one group's mean change: 97 answers, 3 missing, from the start alone (statsmodels OLS).

    With p coefficients and f degrees of freedom, σ² is drawn as f s² / χ²(f), of mean f s² / (f − 2). The mean of the k
    missing then varies by σ² (x̄' (X'X)⁻¹ x̄ + 1/k) from draw to draw.
    """
    planned = bdi("paired_mean", "m2", baseline_wave="m0", imputations=100)
    made = replace(btheb_plan(planned), minimum_cell=2)
    rows = tally(beat_the_blues(), made, planned).rows
    assert rows is not None
    times = 4_000
    draws = np.array([float((one["outcome"] - one["baseline"]).mean()) for one in completed(rows, times, 1)])
    expected, variance = 0.0, 0.0
    for _, group in rows.groupby("arm"):
        seen, gone = group[group["outcome"].notna()], group[group["outcome"].isna()]
        expected += float((seen["outcome"] - seen["baseline"]).sum())
        if gone.empty:
            continue
        fit = OLS(seen["outcome"].to_numpy(), np.column_stack([np.ones(len(seen)), seen["baseline"]])).fit()
        design = np.column_stack([np.ones(len(gone)), gone["baseline"]])
        expected += float((fit.predict(design) - gone["baseline"]).sum())
        mean = design.mean(axis=0)
        spread = fit.mse_resid * fit.df_resid / (fit.df_resid - 2)
        variance += len(gone) ** 2 * spread * (mean @ fit.normalized_cov_params @ mean + 1 / len(gone))
    expected, variance = expected / len(rows), variance / len(rows) ** 2
    assert draws.mean() == pytest.approx(expected, abs=4 * sqrt(variance / times))
    assert draws.var(ddof=1) == pytest.approx(variance, rel=4 * sqrt(2 / times))


@pytest.mark.parametrize("estimator", ["paired_mean", "two_arms_change", "two_arms_ancova"])
def test_the_planned_estimate_is_that_of_a_plan_without_imputation(estimator: str) -> None:
    planned = bdi(estimator, "m8", baseline_wave="m0", imputations=20)
    with_it, without = (
        analyse(beat_the_blues(), btheb_plan(one), FACTS).findings[0]
        for one in (planned, replace(planned, imputations=None))
    )
    kept = {key: value for key, value in with_it.estimate.details.items() if not key.startswith("imput")}
    assert kept == without.estimate.details
    assert set(with_it.estimate.details) - set(kept) == {
        "imputations", "imputed_people", "imputed_effect", "imputed_low", "imputed_high", "imputed_standard_error",
        "imputed_df", "imputed_information",
    }  # fmt: skip
    same = ("effect", "low", "high", "p_value", "n", "missing", "verifiability", "refused", "checks")
    assert [getattr(with_it.estimate, name) for name in same] == [getattr(without.estimate, name) for name in same]
    assert (with_it.level, with_it.direction, with_it.minimal_detectable) == (
        without.level,
        without.direction,
        without.minimal_detectable,
    )


score = st.integers(0, 10)
WHOLE = st.lists(st.tuples(score, score, score), min_size=15, max_size=30, unique=True)
GONE = st.lists(st.tuples(score, st.none() | score, st.none()), min_size=0, max_size=12)
BETWEEN_GONE = st.lists(st.tuples(score, st.none(), score), max_size=3)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.tuples(WHOLE, GONE, BETWEEN_GONE)] * 2))
def test_the_draws_are_those_of_a_slow_reading(arms: tuple[tuple[list[tuple[int, ...]], ...], ...]) -> None:
    """Two waves after the start, in both arms: person by person, with the normal equations, from the same numbers."""
    who = [(float(arm), *one) for arm, parts in enumerate(arms) for part in parts for one in part]
    rows = pd.DataFrame(who, columns=["arm", "baseline", "between t1", "outcome"], dtype=float)
    rows.index = pd.Index([f"p{place:03d}" for place in range(len(rows))])
    for _, group in rows.groupby("arm"):
        whole = group.dropna()
        for names in (["baseline"], ["baseline", "between t1"]):
            design = np.column_stack([np.ones(len(whole)), whole[names]])
            assume(np.linalg.matrix_rank(design) == len(names) + 1)
            last = "outcome" if len(names) == 2 else "between t1"
            assume(OLS(whole[last].to_numpy(), design).fit().ssr > 1)
    for place, found in enumerate(completed(rows, 3, 7)):
        assert found["outcome"].tolist() == pytest.approx(_slowly(rows, place, 3, 7), rel=1e-7, abs=1e-7)


def _slowly(rows: pd.DataFrame, place: int, times: int, seed: int) -> list[float]:
    filled = {name: dict(row) for name, row in rows.iterrows()}
    for arm in sorted(set(rows["arm"])):
        inside = [name for name in rows.index if rows.loc[name, "arm"] == arm]
        if not any(np.isnan(rows.loc[name, "outcome"]) for name in inside):
            continue
        for earlier, wave in ((["baseline"], "between t1"), (["baseline", "between t1"], "outcome")):
            seen = [name for name in inside if not rows.loc[name, [*earlier, wave]].isna().any()]
            gone = [name for name in inside if np.isnan(rows.loc[name, wave])]
            x = np.array([[1.0, *rows.loc[name, earlier]] for name in seen])
            y = np.array([rows.loc[name, wave] for name in seen])
            inverse = np.linalg.inv(x.T @ x)
            fitted = inverse @ x.T @ y
            squares = sum((one - row @ fitted) ** 2 for row, one in zip(x, y, strict=True))
            u = uniforms(seed, f"{arm}.{wave}.2", times * (1 + x.shape[1] + len(gone)))
            mine = u.reshape(times, -1)[place]
            sigma = sqrt(squares / chdtri(len(y) - x.shape[1], mine[0]))
            lower = np.linalg.cholesky(x.T @ x)
            drawn = fitted + sigma * np.linalg.inv(lower.T) @ ndtri(mine[1 : 1 + x.shape[1]])
            for name, error in zip(gone, ndtri(mine[1 + x.shape[1] :]), strict=True):
                known = np.array([1.0, *(filled[name][each] for each in earlier)])
                filled[name][wave] = float(known @ drawn + sigma * error)
    return [filled[name]["outcome"] for name in rows.index]


@pytest.mark.parametrize("estimator", ["paired_mean", "two_arms_change", "two_arms_ancova"])
def test_completed_rows_are_analysed_as_planned(estimator: str) -> None:
    """The mean of the planned estimate over completed studies, each analysed by its own estimator from its table."""
    planned = bdi(estimator, "m8", baseline_wave="m0", imputations=20)
    made = btheb_plan(planned)
    tallied = tally(beat_the_blues(), made, planned)
    assert tallied.rows is not None
    each = [estimated(completed_study(one), made)[0] for one in completed(tallied.rows, 20, secret_seed(tallied.rows))]
    told = dict(imputed_table(tallied, made, planned).rows)
    effects = [one.effect for one in each if one.effect is not None]
    assert told["effect"] == pytest.approx(np.mean(effects), rel=1e-10)
    assert told["variance_between"] == pytest.approx(np.var(effects, ddof=1), rel=1e-8)
    errors = [one.details["standard_error"] ** 2 for one in each]
    assert told["variance_within"] == pytest.approx(np.mean(errors), rel=1e-10)
    assert told["df_complete"] == pytest.approx(np.mean([one.details["df"] for one in each]), rel=1e-10)


def _table(*rows: tuple[str, str | int | float]) -> EvidenceTable:
    return EvidenceTable("imputed.bdi", "imputation", {}, ("quantity", "value"), rows, "C")


def _estimate(low: float | None) -> Estimate:
    return Estimate("paired_mean", {}, "", 1.0, low, 2.0, 0.95, 20, {}, 5, "B")


def test_nothing_stands_beside_an_estimate_without_interval() -> None:
    assert with_imputed(_estimate(None), _table(("declined", "imputation_few_missing"))) == _estimate(None)


def test_a_refusal_joins_those_of_the_estimate() -> None:
    assert with_imputed(_estimate(0.0), _table(("declined", "imputation_few_missing"))).refused == (
        "imputation_few_missing",
    )


@pytest.mark.parametrize("wrong", [("imputations", 1), ("variance_within", -1.0), ("effect", "five")])
def test_pooled_numbers_that_cannot_be_are_refused(wrong: tuple[str, str | int | float]) -> None:
    right = {"imputations": 20, "completed": 9, "effect": 1.0, "variance_within": 1.0, "variance_between": 0.1,
             "df_complete": 19.0}  # fmt: skip
    with pytest.raises(ValueError, match=r"imputation pools|quantity is a number"):
        with_imputed(_estimate(0.0), _table(*(right | dict([wrong])).items()))
