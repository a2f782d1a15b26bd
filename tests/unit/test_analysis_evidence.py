"""From a dataset to the evidence and back: what is found, at which level, and that anyone can compute it again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from trials import FACTS, bdi, beat_the_blues, both, btheb_plan, codebook, dataset, outcome, plan, two_arms, variable

import analysis
from analysis import evidence_json
from analysis.dataset import Participant, build
from analysis.estimators import CATALOGUE, ESTIMATORS
from analysis.evidence_json import EvidenceUnreadable
from analysis.pipeline import PlanUnsound
from analysis.plan import Scale
from analysis.recompute import Recomputed, recompute
from analysis.results import Evidence, EvidenceTable, Finding

FOLLOW_UP = ("m2", "m4", "m6", "m8")
OUTCOMES = (
    bdi("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0", code="all"),
    bdi("two_arms_mean", "m2", code="welch", role="secondary"),
    bdi("two_arms_ancova", "m2", baseline_wave="m0", code="adjusted", role="secondary"),
    bdi("two_arms_ordinal", "m2", code="ordinal", role="exploratory"),
    bdi("paired_mean", "m2", baseline_wave="m0", code="change", role="exploratory"),
    bdi("paired_ordinal", "m2", baseline_wave="m0", code="direction", role="exploratory"),
    bdi("proportion", "m2", code="share", role="exploratory", success_values=tuple(map(str, range(14)))),
    bdi(
        "waves_random_intercept", *FOLLOW_UP, baseline_wave="m0", adjust_for=("drug",), code="kept", role="exploratory"
    ),
)


@cache
def _evidence() -> Evidence:
    return analysis.analyse(beat_the_blues(), btheb_plan(*OUTCOMES), replace(FACTS, origin="measured"))


@cache
def _scaled() -> Evidence:
    """A study of 40 people with a two-item scale."""
    book = codebook(variable("i1"), variable("i2"))
    scale = Scale("calm", both("Calm"), ("i1", "i2"), 1, 5, reversed_items=("i2",))
    people = {
        f"p{k:02d}": (
            "walks" if k % 2 else "usual",
            {wave: {"i1": 1 + (k + late) % 5, "i2": 5 - (k * k + late) % 4} for late, wave in enumerate(("t0", "t1"))},
        )
        for k in range(40)
    }
    planned = outcome("two_arms_ancova", "calm", waves=("t1",), baseline_wave="t0")
    return analysis.analyse(dataset(book, people), plan(planned, scales=(scale,)), FACTS)


def test_no_planned_outcome_is_left_out() -> None:
    found = [(finding.figure_id, finding.outcome.code) for finding in _evidence().findings]
    assert found == [(f"F{place}", one.code) for place, one in enumerate(OUTCOMES, start=1)]


def test_the_flow_and_the_reliabilities_follow_the_outcomes() -> None:
    assert _scaled().flow_figure_id == "F2"
    assert [(one.figure_id, one.wave) for one in _scaled().reliabilities] == [("F3", "t0"), ("F4", "t1")]


def test_every_estimate_stands_on_a_published_table() -> None:
    for evidence in (_evidence(), _scaled()):
        tables = {table.id: table for table in evidence.tables}
        assert [one.estimate.table_digest for one in evidence.findings] == [
            tables[one.table_id].digest for one in evidence.findings
        ]


def test_evidence_reads_back_as_it_was_written() -> None:
    for evidence in (_evidence(), _scaled()):
        text = evidence_json.dumps(evidence)
        assert evidence_json.loads(text) == evidence
        assert evidence_json.dumps(evidence_json.loads(text)) == text


def test_evidence_with_an_unknown_key_is_refused() -> None:
    content = json.loads(evidence_json.dumps(_evidence())) | {"verdict": "works"}
    with pytest.raises(EvidenceUnreadable) as refused:
        evidence_json.loads(json.dumps(content))
    assert refused.value.reasons == ("extra fields found (verdict) @ $",)


def test_the_same_dataset_and_plan_give_the_same_bytes() -> None:
    again = analysis.analyse(beat_the_blues(), btheb_plan(*OUTCOMES), replace(FACTS, origin="measured"))
    assert evidence_json.dumps(again) == evidence_json.dumps(_evidence())


def test_every_published_figure_is_found_again_and_a_withheld_one_is_neither_confirmed_nor_denied() -> None:
    holds = {one.figure_id: one.holds for one in recompute(evidence_json.loads(evidence_json.dumps(_evidence())))}
    expected: dict[str, bool | None] = {f"F{place}": True for place in range(1, 10)}
    assert holds == expected | {"F7": None, "F8": None, "level": True, "plan": True, "figures": True} | dict.fromkeys(
        ("conventions", "conventions.reasons"), True
    )


def test_reliabilities_are_found_again() -> None:
    assert {one.figure_id: one.holds for one in recompute(_scaled())}["F3"] is True


def _refuted(evidence: Evidence) -> list[str]:
    return [one.figure_id for one in recompute(evidence) if one.holds is False]


def _with_finding(change: Callable[[Finding], Finding], place: int = 1) -> Evidence:
    findings = list(_evidence().findings)
    findings[place] = change(findings[place])
    return replace(_evidence(), findings=tuple(findings))


def _with_estimate(place: int = 1, **changes: object) -> Evidence:
    return _with_finding(
        lambda one: replace(one, estimate=replace(one.estimate, **changes)),  # type: ignore[arg-type]  # names of Estimate
        place,
    )


@pytest.mark.parametrize(
    ("tampered", "refuted"),
    [
        (_with_estimate(effect=-4.76), ["F2"]),
        (_with_estimate(low=-9.0), ["F2"]),
        (_with_estimate(p_value=0.001), ["F2", "F3"]),  # Holm's adjustment of the other secondary outcome moves too
        (_with_estimate(n=98), ["F2", "F9"]),
        (_with_estimate(missing=2), ["F2", "F9"]),
        (_with_estimate(refused=("no_answer",)), ["F2"]),
        (_with_estimate(verifiability="A"), ["F2"]),
        (_with_estimate(confidence=0.9), ["F2"]),
        (_with_estimate(place=7, effect=-40.0, low=-50.0, high=-30.0), ["F8"]),
        (_with_finding(lambda one: replace(one, direction="worse")), ["F2"]),
        (_with_finding(lambda one: replace(one, level="caused")), ["F2"]),
        (_with_finding(lambda one: replace(one, minimal_detectable=0.1)), ["F2"]),
        (_with_finding(lambda one: replace(one, p_adjusted=0.01)), ["F2"]),
        (_with_finding(lambda one: replace(one, threshold_met=True)), ["F2"]),
        (_with_finding(lambda one: replace(one, outcome=replace(one.outcome, better="higher"))), ["F2"]),
    ],
    ids=[
        "effect",
        "interval",
        "p-value",
        "n",
        "missing",
        "refused",
        "class",
        "confidence",
        "direction of a withheld figure",
        "direction",
        "level",
        "detectable",
        "adjusted p-value",
        "threshold",
        "what is better",
    ],
)
def test_a_changed_number_is_named(tampered: Evidence, refuted: list[str]) -> None:
    assert _refuted(tampered) == refuted


def _with_table(table_id: str, change: Callable[[EvidenceTable], EvidenceTable]) -> Evidence:
    evidence = _evidence()
    return replace(evidence, tables=tuple(change(one) if one.id == table_id else one for one in evidence.tables))


def _moved(table: EvidenceTable) -> EvidenceTable:
    """The last cell of the first row, a little larger."""
    first, *others = table.rows
    return replace(table, rows=((*first[:-1], float(first[-1] or 0) * (1 + 1e-6) + 1e-6), *others))


@pytest.mark.parametrize("place", range(1, 7))
def test_a_changed_cell_is_named(place: int) -> None:
    assert f"F{place}" in _refuted(_with_table(f"outcome.{OUTCOMES[place - 1].code}", _moved))


@pytest.mark.parametrize("place", range(1, 9))
def test_a_missing_table_is_named(place: int) -> None:
    code = OUTCOMES[place - 1].code
    kept = tuple(one for one in _evidence().tables if one.id != f"outcome.{code}")
    assert f"F{place}" in _refuted(replace(_evidence(), tables=kept))


@pytest.mark.parametrize(
    "rows", [((),), ((None,) * 9,), (("BtheB", "x", "y", "z", "w"),), (("BtheB", 1e308, 1e308, 1e308, 1e308),)]
)
def test_a_table_of_another_shape_is_a_figure_that_does_not_hold(rows: tuple[tuple[object, ...], ...]) -> None:
    for one in OUTCOMES[:7]:
        tampered = _with_table(f"outcome.{one.code}", lambda table: replace(table, rows=rows))  # type: ignore[arg-type]  # hostile on purpose
        assert f"F{OUTCOMES.index(one) + 1}" in _refuted(tampered)


def test_an_outcome_left_out_is_named() -> None:
    assert "figures" in _refuted(replace(_evidence(), findings=_evidence().findings[:-1]))


def test_a_raised_level_is_named() -> None:
    assert "level" in _refuted(replace(_evidence(), level=replace(_evidence().level, level="caused")))


def test_another_plan_than_the_locked_one_is_named() -> None:
    assert "plan" in _refuted(replace(_evidence(), plan=replace(_evidence().plan, planned_participants=1)))


def test_a_hidden_convention_is_named() -> None:
    assert "conventions" in _refuted(replace(_evidence(), conventions=()))


def test_a_flow_that_allocates_other_people_than_the_outcomes_is_named() -> None:
    assert "F9" in _refuted(
        _with_table("flow", lambda one: replace(one, rows=(("BtheB", "m0", 60, 52, 0), *one.rows[5:])))
    )


def test_a_difference_says_where_and_how_much() -> None:
    found = next(one for one in recompute(_with_estimate(effect=-4.76)) if one.figure_id == "F2")
    expected = _evidence().findings[1].estimate.effect
    assert found == Recomputed(
        "F2", False, expected, -4.76, pytest.approx(1 - 4.7551282051282 / 4.76), "estimate.effect"
    )


def test_a_reliability_that_was_changed_is_named() -> None:
    changed = tuple(replace(one, alpha=0.99) for one in _scaled().reliabilities)
    assert _refuted(replace(_scaled(), reliabilities=changed)) == ["F3", "F4"]


def test_a_plan_that_does_not_fit_the_questionnaire_is_not_analysed() -> None:
    with pytest.raises(PlanUnsound):
        analysis.analyse(two_arms([1], [2]), plan(outcome("two_arms_mean", "mood", waves=("t1",))), FACTS)


def test_a_study_nobody_answered_gives_evidence_that_says_so() -> None:
    people = [Participant("a", "walks"), Participant("b", "usual")]
    data = build(codebook(variable("score")), people, [], "simulated")
    evidence = analysis.analyse(data, plan(outcome("two_arms_mean", waves=("t1",))), FACTS)
    assert (evidence.findings[0].direction, evidence.findings[0].estimate.refused) == ("refused", ("arm_empty",))
    assert _refuted(evidence) == []


def test_the_pages_can_read_a_plan_without_loading_statistics() -> None:
    code = (
        "import sys, analysis, analysis.plan_problems, analysis.plan_json, analysis.results, analysis.estimators;"
        "print(sorted({'numpy', 'pandas', 'scipy', 'statsmodels'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


STEPS = ("tally", "forms", "estimate")


def test_every_estimator_of_the_catalogue_has_its_module() -> None:
    asked = [(code, step) for code, row in CATALOGUE.items() for step in (STEPS[2:] if row.series else STEPS)]
    missing = [(code, step) for code, step in asked if not callable(getattr(ESTIMATORS[code], step))]
    assert missing == []
