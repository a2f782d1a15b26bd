"""What no estimator may do: raise, or print a NaN, when the field test went badly."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from trials import before_after, both, codebook, dataset, estimated, outcome, plan, two_arms, variable

from analysis.dataset import Dataset
from analysis.estimators import CATALOGUE
from analysis.estimators.paired_mean import sign_flip_p
from analysis.plan import Outcome
from analysis.results import Estimate

PLANNED: dict[str, Outcome] = {
    "proportion": outcome("proportion", waves=("t1",), success_values=("1",)),
    "proportion_difference": outcome("proportion_difference", waves=("t1",), success_values=("1",)),
    "mean": outcome("mean", waves=("t1",)),
    "recommendation_score": outcome("recommendation_score", waves=("t1",)),
    "paired_categories": outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("1",)),
    "two_arms_change": outcome("two_arms_change", waves=("t1",), baseline_wave="t0"),
    "two_arms_clusters": outcome("two_arms_clusters", waves=("t1",)),
    "unwanted_effect": outcome("unwanted_effect", waves=("t1",), success_values=("1",), better="lower"),
    "equity_shares": outcome("equity_shares", waves=("t1",), success_values=("1",), group="far"),
    "equity_means": outcome("equity_means", waves=("t1",), group="far"),
    "equity_changes": outcome("equity_changes", waves=("t1",), baseline_wave="t0", group="far"),
    "weighted_share": outcome("weighted_share", waves=("t1",), success_values=("1",)),
    "weighted_mean": outcome("weighted_mean", waves=("t1",)),
    "sites_pooled": outcome("sites_pooled", waves=("t1",)),
    "paired_ordinal": outcome("paired_ordinal", waves=("t1",), baseline_wave="t0"),
    "paired_mean": outcome("paired_mean", waves=("t1",), baseline_wave="t0"),
    "two_arms_mean": outcome("two_arms_mean", waves=("t1",)),
    "two_arms_ordinal": outcome("two_arms_ordinal", waves=("t1",)),
    "two_arms_ancova": outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0"),
    "waves_random_intercept": outcome("waves_random_intercept", waves=("t1", "t2"), baseline_wave="t0"),
}


def _followed(*people: tuple[str, float | None, float | None, float | None]) -> Dataset:
    """Arm, then the scores at t0, t1 and t2; None where there is none."""
    return dataset(
        codebook(variable("score")),
        {
            f"p{place:03d}": (
                arm,
                {
                    wave: {"score": value}
                    for wave, value in zip(("t0", "t1", "t2"), scores, strict=True)
                    if value is not None
                },
            )
            for place, (arm, *scores) in enumerate(people)
        },
    )


STUDIES: dict[str, Dataset] = {
    "nobody takes part": _followed(),
    "nobody answers": _followed(("walks", None, None, None), ("usual", None, None, None)),
    "one participant": _followed(("walks", 3, 4, 5)),
    "one participant per arm": _followed(("walks", 3, 4, 5), ("usual", 2, 2, 3)),
    "an empty arm": _followed(*[("walks", 3, 4 + k, 5) for k in range(8)]),
    "an arm without answers": _followed(*[("walks", 3, 4, 5 + k) for k in range(8)], ("usual", 3, None, None)),
    "everyone the same": _followed(*[(arm, 3, 3, 3) for arm in ("walks", "usual") for _ in range(8)]),
    "two arms that do not overlap": _followed(*[("walks", 1, 9, 9)] * 8, *[("usual", 1, 1, 1)] * 8),
    "no baseline at all": _followed(*[(arm, None, k, k + 1) for arm in ("walks", "usual") for k in range(8)]),
    "a wave nobody answered": _followed(*[(arm, k, k % 3, None) for arm in ("walks", "usual") for k in range(8)]),
    "a first wave nobody answered": _followed(*[(arm, k, None, k % 3) for arm in ("walks", "usual") for k in range(8)]),
    "baseline says the arm": _followed(
        *[("walks", 1, k, k) for k in range(8)], *[("usual", 0, k, 8 - k) for k in range(8)]
    ),
    "one participant answers twice": _followed(
        *[("walks", 0, None, None)] * 2,
        *[("walks", before, after, None) for before, after in ((0, 0), (0, 2), (1, 0), (1, 4))],
        ("usual", 6, 0, None),
        ("walks", 18, 10, 0),
    ),
    "no one changes twice": _followed(*[(arm, k, k + 1, k + 1) for arm in ("walks", "usual") for k in range(8)]),
}


@pytest.mark.parametrize("estimator", PLANNED)
@pytest.mark.parametrize("study", STUDIES)
def test_an_estimate_is_finite_or_refused_with_a_reason(estimator: str, study: str) -> None:
    found, _ = estimated(STUDIES[study], plan(PLANNED[estimator]))
    numbers = [found.effect, found.low, found.high, found.p_value, *found.details.values()]
    assert [number for number in numbers if number is not None and not math.isfinite(number)] == []
    assert (found.low is None) == (found.high is None)
    if found.low is None:
        assert found.refused != ()


@pytest.mark.parametrize("estimator", PLANNED)
@pytest.mark.parametrize("study", STUDIES)
def test_everyone_is_either_counted_or_missing(estimator: str, study: str) -> None:
    found, _ = estimated(STUDIES[study], plan(PLANNED[estimator]))
    assert found.n + found.missing == len(STUDIES[study].participants)


def test_every_estimator_of_answers_is_planned_here() -> None:
    assert {*PLANNED} == {code for code, row in CATALOGUE.items() if not row.series}


def _of(study: str, estimator: str) -> Estimate:
    return estimated(STUDIES[study], plan(PLANNED[estimator]))[0]


@pytest.mark.parametrize(
    ("study", "estimator", "reasons"),
    [
        ("nobody answers", "proportion", ("no_answer",)),
        ("nobody answers", "paired_mean", ("no_pair",)),
        ("an empty arm", "two_arms_mean", ("arm_empty",)),
        ("an arm without answers", "waves_random_intercept", ("arm_empty",)),
        ("one participant per arm", "two_arms_mean", ("interval_one_participant",)),
        ("one participant per arm", "waves_random_intercept", ("too_few_answers",)),
        ("everyone the same", "two_arms_mean", ("interval_no_variation",)),
        ("everyone the same", "waves_random_intercept", ("interval_no_variation",)),
        ("one participant answers twice", "waves_random_intercept", ("model_did_not_settle",)),
        ("two arms that do not overlap", "two_arms_ordinal", ("interval_no_overlap",)),
        ("no baseline at all", "two_arms_ancova", ("arm_empty",)),
        ("baseline says the arm", "two_arms_ancova", ("not_estimable",)),
        ("baseline says the arm", "waves_random_intercept", ("not_estimable",)),
    ],
)
def test_a_refusal_says_why(study: str, estimator: str, reasons: tuple[str, ...]) -> None:
    assert _of(study, estimator).refused == reasons


def test_a_wave_nobody_answered_leaves_the_others_to_speak() -> None:
    found = _of("a wave nobody answered", "waves_random_intercept")
    assert found.low is not None
    assert {check.code: check.passed for check in found.checks}["every_wave_answered"] is False


def test_below_ten_pairs_the_p_value_is_that_of_all_choices_of_signs() -> None:
    planned = plan(PLANNED["paired_mean"])
    nine = before_after([(k, 2 * k % 5) for k in range(9)])
    ten = before_after([(k, 2 * k % 5) for k in range(10)])
    found, table = estimated(nine, planned)
    assert found.p_value == sign_flip_p([2 * k % 5 - k for k in range(9)])
    assert ("rows", "sign_flip_p", None, found.p_value) in table.rows
    assert (table.verifiability, table.rows_digest is not None, found.refused) == ("B", True, ())
    assert {check.code: check.passed for check in found.checks} == {"enough_pairs": False, "p_value_from_table": False}
    found, table = estimated(ten, planned)
    assert (found.refused, table.rows_digest, all(check.passed for check in found.checks)) == ((), None, True)


def test_large_numbers_keep_their_digits() -> None:
    small = two_arms([1, 2, 3, 4, 5, 7], [2, 2, 3, 5, 6, 9])
    large = two_arms([1e9 + k for k in (1, 2, 3, 4, 5, 7)], [1e9 + k for k in (2, 2, 3, 5, 6, 9)])
    planned = plan(PLANNED["two_arms_mean"])
    near, far = estimated(small, planned)[0], estimated(large, planned)[0]
    assert far.details["standard_error"] == pytest.approx(near.details["standard_error"], rel=1e-9)


def test_an_answer_that_is_no_number_is_missing_and_not_zero() -> None:
    people = {f"p{k}": ("walks" if k % 2 else "usual", {"t1": {"score": "?" if k == 0 else k}}) for k in range(12)}
    found, _ = estimated(dataset(codebook(variable("score")), people), plan(PLANNED["two_arms_mean"]))
    assert (found.n, found.missing, dict(found.n_by_arm)) == (11, 1, {"walks": 6, "usual": 5})


def test_whoever_misses_a_covariate_is_missing_from_the_adjusted_comparison() -> None:
    book = codebook(variable("score"), variable("sex", "category", "woman", "man"))
    people = {
        f"p{k:02d}": (
            "walks" if k % 2 else "usual",
            {
                "t0": {"score": k, **({} if k == 0 else {"sex": "woman" if k % 3 else "man"})},
                "t1": {"score": k * k % 7},
            },
        )
        for k in range(30)
    }
    planned = replace(PLANNED["two_arms_ancova"], adjust_for=("sex",), label=both("adjusted"))
    found, table = estimated(dataset(book, people), plan(planned))
    assert (found.n, found.missing) == (29, 1)
    assert {row for _, row, column, _ in table.rows if column is None} == {
        "participants", "missing", "baseline", "sex=man", "outcome", "hc3_variance"
    }  # fmt: skip
