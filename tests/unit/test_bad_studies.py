"""A field test that went badly, through the whole analysis and into the report: a sentence or a refusal, never a NaN.

Every estimator of the catalogue meets every bad study; what comes out is estimated, recomputed, and told in both
languages as the document of a report.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from trials import ARMS, FACTS, WAVES, both, codebook, outcome, variable

import analysis
from analysis import evidence_json
from analysis.dataset import Dataset, DatasetInconsistent, Participant, Response, build
from analysis.estimators import CATALOGUE
from analysis.measurements.shapes import Measurement
from analysis.pipeline import Beside, PlanUnsound
from analysis.plan import Group, Margin, Outcome, Plan, Scale, Series
from analysis.recompute import recompute
from analysis.results import Evidence
from reports.document import document
from reports.method_words import CHECKED, DETAILS, SETTINGS
from reports.refusal_words import CHECKS, REFUSED

Person = tuple[str, float | str | None, float | str | None, float | str | None]  # arm, scores at t0, t1, t2
SCALE = Scale("total", both("total"), ("score", "mood"), 0, 10, method="mean")
GROUPS = (Group("far", both("people living far"), "place", ("far",)),)
USE = Series("use", both("Use"), "use", "week", "sum", "2026-03-30")
POPULATION = (Margin("place", both("Distance"), {"near": 0.6, "far": 0.4}, "Census", 2022),)


def planned(estimator: str, **changes: object) -> Outcome:
    """An outcome that the estimator accepts."""
    row = CATALOGUE[estimator]
    waves = {"none": (), "one": ("t1",), "one_or_more": ("t1", "t2")}[row.waves]
    made = outcome(
        estimator,
        "series:use" if row.series else "score",
        waves=waves,
        baseline_wave=None if row.baseline == "unused" else "t0",
    )
    made = replace(made, better="lower") if row.harm else made
    made = replace(made, success_values=("9", "10")) if row.needs_success_values else made
    made = replace(made, group="far") if row.groups else made
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Outcome


def plan_for(estimator: str, **changes: object) -> Plan:
    """A randomised plan with that one outcome, clusters where it needs them."""
    made = Plan(both("Walks"), both("Do walks help?"), "randomised", ARMS, WAVES, (planned(estimator),), (SCALE,))
    made = replace(
        made, groups=GROUPS, population=POPULATION, cluster="site" if CATALOGUE[estimator].clusters else None
    )
    learns = estimator == "learning_curve"
    declared = replace(USE, period="iteration", interrupted_on=None) if learns else replace(USE, switched_by="weeks")
    made = replace(made, sites="site", series=(declared,))
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Plan


BOOK = codebook(variable("score"), variable("mood"))


def study(*people: Person) -> Dataset:
    """A dataset of these people; every third lives far, four sites."""
    participants = [
        Participant(f"p{k:03d}", arm, attributes={"place": "far" if k % 3 == 0 else "near", "site": f"{arm}{k % 4}"})
        for k, (arm, *_) in enumerate(people)
    ]
    responses = [
        Response(f"p{k:03d}", wave, {"score": score, "mood": score})
        for k, (_, *scores) in enumerate(people)
        for wave, score in zip(("t0", "t1", "t2"), scores, strict=True)
        if score is not None
    ]
    return build(BOOK, participants, responses, "simulated")


def _both_arms(scores: Iterator[tuple[float | None, float | None, float | None]]) -> tuple[Person, ...]:
    return tuple((arm, *one) for one in scores for arm in ("walks", "usual"))


STUDIES: dict[str, tuple[Person, ...]] = {
    "nobody takes part": (),
    "an empty arm": tuple(("walks", 3, 4 + k % 5, 5) for k in range(24)),
    "one participant": (("walks", 3, 4, 5),),
    "all answers equal": _both_arms((3, 3, 3) for _ in range(15)),
    "all answers count": _both_arms((9, 9, 9) for _ in range(15)),
    "perfect separation": (*[("walks", 1, 9, 9)] * 15, *[("usual", 1, 1, 1)] * 15),
    "no baseline": _both_arms((None, k % 11, (k + 1) % 11) for k in range(15)),
    "a wave nobody answered": _both_arms((k % 7, None, None) for k in range(15)),
    "infinite and absurd numbers": _both_arms(
        (
            "inf" if k == 1 else 1e308 if k == 2 else -1e308 if k == 3 else "NaN" if k == 4 else "?" if k == 5 else k,
            k,
            1e300,
        )  # type: ignore[misc]  # words where numbers belong
        for k in range(15)
    ),
    "absurd numbers after": _both_arms((k, 1e308 if k % 2 else -1e308, k) for k in range(15)),
    "most of them left": _both_arms((k % 5, k % 10 if k % 3 == 0 else None, None) for k in range(15)),
}


@cache
def _evidence(name: str, estimator: str) -> Evidence:
    people = STUDIES[name]
    return analysis.analyse(study(*people), plan_for(estimator), FACTS, Beside(measurements=_series(name)))


def _series(name: str) -> tuple[Measurement, ...]:
    """What was measured in that study: a value a week, as bad as its people."""
    values: dict[str, list[float]] = {
        "nobody takes part": [],
        "an empty arm": [float(k) for k in range(12)],
        "one participant": [5.0],
        "all answers equal": [5.0] * 24,
        "all answers count": [0.0] * 24,
        "perfect separation": [1.0] * 12 + [9.0] * 12,
        "no baseline": [float(3 + k % 4) for k in range(10)],
        "a wave nobody answered": [float(k % 7) for k in range(24) if k % 3],
        "infinite and absurd numbers": [1e300 if k % 5 == 0 else float(k) for k in range(24)],
        "absurd numbers after": [-1e15 if k % 2 else 1e15 for k in range(24)],
        "most of them left": [float((k * 7) % 11) for k in range(24)],
    }
    start = datetime(2026, 1, 5, tzinfo=UTC)
    return tuple(
        one for week, value in enumerate(values[name]) for one in _of_week(start + timedelta(weeks=week), week, value)
    )


def _of_week(start: datetime, week: int, value: float) -> tuple[Measurement, ...]:
    """Of the study, and of one of five people, with the tool every third week."""
    return (
        Measurement("use", "study", "", start, None, value, "uses", "simulated"),
        Measurement("use", "participant", f"p{week % 5:03d}", start, None, value, "uses", "simulated"),
        Measurement("weeks", "study", "", start, start + timedelta(weeks=1), float(week % 3 == 0), "", "simulated"),
    )


@pytest.mark.parametrize("estimator", CATALOGUE)
@pytest.mark.parametrize("name", STUDIES)
def test_a_bad_study_gives_a_finite_estimate_or_a_refusal_that_is_worded(name: str, estimator: str) -> None:
    found = _evidence(name, estimator).findings[0].estimate
    numbers = [found.effect, found.low, found.high, found.p_value, *found.details.values()]
    assert [number for number in numbers if number is not None and not math.isfinite(number)] == []
    assert (found.low is None) == (found.high is None)
    assert found.low is not None or found.refused != ()
    assert {*found.refused} <= {*REFUSED}
    assert {check.code for check in found.checks} <= {*CHECKS} & {*CHECKED}
    assert {code.split(".")[0] for code in found.details} <= {*DETAILS}
    assert {*found.parameters} <= {*SETTINGS}
    if not CATALOGUE[estimator].series:
        assert found.n + found.missing == len(STUDIES[name])


@pytest.mark.parametrize("estimator", CATALOGUE)
@pytest.mark.parametrize("name", STUDIES)
def test_a_bad_study_is_recomputed_from_its_report(name: str, estimator: str) -> None:
    evidence = evidence_json.loads(evidence_json.dumps(_evidence(name, estimator)))
    assert [one for one in recompute(evidence) if one.holds is False] == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("estimator", CATALOGUE)
@pytest.mark.parametrize("name", STUDIES)
def test_a_bad_study_is_told_without_a_number_that_is_none(name: str, estimator: str, language: str) -> None:
    evidence = _evidence(name, estimator)
    for audience in ("funder", "resident"):
        told = [said.text for said in document(evidence, audience, language).said()]  # type: ignore[arg-type]  # a language
        assert [text for text in told if {"nan", "inf", "None"} & {*text.replace(",", " ").split()}] == []
        assert all(told)
    label = evidence.plan.outcomes[0].label[language]
    assert any(label in text for text in told)


@pytest.mark.parametrize("estimator", CATALOGUE)
def test_a_question_that_does_not_exist_is_refused_before_anything_is_computed(estimator: str) -> None:
    measure = "series:mooood" if CATALOGUE[estimator].series else "mooood"
    unknown = plan_for(estimator, outcomes=(planned(estimator, measure=measure),))
    with pytest.raises(PlanUnsound, match="mooood"):
        analysis.analyse(study(*STUDIES["all answers equal"]), unknown, FACTS)


def test_whoever_stands_twice_or_in_two_arms_is_refused_by_name() -> None:
    people = [Participant("p1", "walks"), Participant("p1", "usual")]
    with pytest.raises(DatasetInconsistent, match="participant p1 stands twice"):
        build(BOOK, people, [], "simulated")


def test_a_response_given_twice_is_refused_by_name() -> None:
    again = [Response("p1", "t1", {"score": 1}), Response("p1", "t1", {"score": 2})]
    with pytest.raises(DatasetInconsistent, match="p1 answered wave t1 twice"):
        build(BOOK, [Participant("p1", "walks")], again, "simulated")
