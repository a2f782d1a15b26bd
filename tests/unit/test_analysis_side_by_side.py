"""Which findings of several studies may stand side by side, and the mean over them."""

from __future__ import annotations

import random
from dataclasses import replace
from math import isclose

import pytest
from trials import FACTS, Answers, codebook, dataset, outcome, plan, variable

from analysis import analyse
from analysis.plan import Plan
from analysis.pooling import pool
from analysis.results import Evidence
from analysis.side_by_side import groups_of

MEAN = outcome("two_arms_mean", waves=("t1",))


def study(
    seed: int, made: Plan | None = None, kind: str = "number", people: int = 12, book: tuple[str, ...] = ()
) -> Evidence:
    """A small study whose intervention arm scores about two points more."""
    draw = random.Random(seed)
    who: dict[str, tuple[str | None, Answers]] = {
        f"{arm}{place:03d}": (arm, {"t1": {"score": round(draw.gauss(10 + 2 * (arm == "walks"), 1.5))}})
        for arm in ("walks", "usual")
        for place in range(people)
    }
    facts = replace(FACTS, study=f"Study {seed}", last_answer_on=f"2026-0{seed}-01")
    return analyse(dataset(codebook(variable("score", kind, *book)), who), made or plan(MEAN), facts)


def test_the_mean_of_studies_is_that_of_their_estimates_and_standard_errors() -> None:
    studies = [study(seed) for seed in (3, 1, 2)]
    [group], alone = groups_of(studies)
    assert ([row.evidence.facts.study for row in group.rows], alone) == (["Study 1", "Study 2", "Study 3"], ())
    found = [row.finding.estimate for row in group.rows]
    expected = pool([each.effect or 0 for each in found], [each.details["standard_error"] ** 2 for each in found], 0.95)
    assert expected is not None
    assert group.pooled == expected
    assert (group.refused, group.n) == ("", 72)


def test_where_students_t_was_not_used_the_interval_stands_for_the_error() -> None:
    shares = outcome("proportion_difference", waves=("t1",), success_values=("11", "12", "13", "14", "15", "16"))
    [group], _ = groups_of([study(seed, plan(shares), people=60) for seed in (1, 2)])
    assert group.pooled is not None
    wide = [row.finding.estimate for row in group.rows]
    variances = [(((each.high or 0) - (each.low or 0)) / 2 / 1.959963984540054) ** 2 for each in wide]
    expected = pool([each.effect or 0 for each in wide], variances, 0.95)
    assert expected is not None
    assert isclose(group.pooled.low, expected.low, rel_tol=1e-9)


@pytest.mark.parametrize(
    "other",
    [
        study(2, plan(replace(MEAN, estimator="two_arms_ordinal"))),
        study(2, plan(replace(MEAN, better="lower"))),
        study(2, plan(replace(MEAN, unit={"fr": "jours", "en": "days"}))),
        study(2, plan(MEAN, confidence=0.9)),
        study(2, kind="integer"),
        replace(study(2), codebook=()),
    ],
    ids=["method", "side", "unit", "confidence", "question", "unknown question"],
)
def test_what_was_measured_otherwise_stands_alone(other: Evidence) -> None:
    groups, alone = groups_of([study(1), other])
    assert (groups, {row.evidence.facts.study for row in alone}) == ((), {"Study 1", "Study 2"})


def test_other_moments_are_another_outcome() -> None:
    late = plan(MEAN)
    late = replace(late, waves=tuple(replace(wave, due_days=(wave.due_days or 0) * 2) for wave in late.waves))
    groups, alone = groups_of([study(1), study(2, late)])
    assert (len(groups), len(alone)) == (0, 2)


def test_one_study_never_stands_twice_in_a_mean() -> None:
    twice = plan(MEAN, replace(MEAN, code="again", role="secondary"))
    [group], alone = groups_of([study(1, twice), study(2)])
    assert [row.finding.outcome.code for row in group.rows] == ["main", "main"]
    assert [row.finding.outcome.code for row in alone] == ["again"]


def test_no_mean_of_other_designs_nor_of_what_is_compared_with_nothing() -> None:
    compared = replace(plan(MEAN), design="comparison")
    [group], _ = groups_of([study(1), study(2, compared)])
    assert (group.pooled, group.refused) == (None, "designs_differ")
    level = outcome("proportion", waves=("t1",), success_values=("12",))
    [group], _ = groups_of([study(1, plan(level)), study(2, plan(level))])
    assert (group.pooled, group.refused) == (None, "levels")


def test_no_mean_where_a_study_published_no_interval() -> None:
    [group], _ = groups_of([study(1), study(2, people=1)])
    assert (group.pooled, group.refused) == (None, "no_interval")
