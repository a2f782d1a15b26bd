"""The indicators in a report: a chapter, ids in the manifest, and a count that was changed is caught."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from forgery import attached, changed, rewrite
from trial_by_hand import evidence

from analysis import evidence_json
from analysis.indicators import read_indicators
from analysis.indicators.catalogue import INDICATORS
from analysis.indicators.facts import Case, FieldTest, ProjectFacts, PrototypeMade, Span, UptakeSeen
from analysis.indicators.readings import ProjectIndicators, Target
from analysis.recompute import recompute
from analysis.results import Evidence
from reports import indicator_words
from reports.document import document
from reports.numbers import LANGUAGES, Language
from reports.pdf import write_pdf
from reports.verification import Discrepancy, Verification, verify

TODAY = date(2026, 11, 27)
WAITS = [Span(Case("contribution", f"n{i}"), TODAY - timedelta(60), TODAY - timedelta(50 - 5 * i)) for i in range(8)]
OPEN = [Span(Case("contribution", f"o{i}"), TODAY - timedelta(30 - i)) for i in range(6)]
TODAYS = (Span(Case("prototype_version", "v1"), TODAY, TODAY), Span(Case("prototype_version", "v2"), TODAY))
FACTS = ProjectFacts(
    as_of=TODAY,
    minimum_cell=5,
    prototypes=(PrototypeMade("p1", 2), PrototypeMade("p2", 0)),
    versions=("v1", "v2"),
    tests=(FieldTest("s1", TODAY - timedelta(40), TODAY - timedelta(5), answered=True),),
    uptakes=(UptakeSeen("u1", TODAY, "organisation 1", "public", documented=True, prototypes=("p1",)),),
    spans={"need_to_decision": (*WAITS, *OPEN), "need_to_uptake": (*WAITS[:3], *OPEN), "version_to_test": TODAYS},
    people={"citizens": 20, "public": 6, "private": 0, "academia": None, "environment": 0},
    undeclared=7,
)


def counted(facts: ProjectFacts = FACTS) -> Evidence:
    return dataclasses.replace(evidence(), indicators=ProjectIndicators(facts, read_indicators(facts)))


def indicators_that_differ(value: Evidence) -> tuple[Discrepancy, ...]:
    """The analysis, of the indicators alone: the estimates of the hand-made evidence are invented."""
    found = (each for each in recompute(value) if each.figure_id.startswith(("I", "indicators")))
    return tuple(Discrepancy(each.figure_id, each.place) for each in found if each.holds is False)


def test_a_report_written_before_indicators_were_keeps_its_digest_and_its_chapters() -> None:
    assert '"indicators"' not in evidence_json.dumps(evidence())
    assert "progress" not in [chapter.anchor for chapter in document(evidence(), "funder", "fr").chapters]


def test_indicators_are_read_back_as_they_were_written() -> None:
    value = counted()
    assert evidence_json.loads(evidence_json.dumps(value)).indicators == value.indicators


def test_a_date_that_is_none_is_refused() -> None:
    text = evidence_json.dumps(counted()).replace('"as_of":"2026-11-27"', '"as_of":"tomorrow"', 1)
    with pytest.raises(evidence_json.EvidenceUnreadable, match="as_of"):
        evidence_json.loads(text)


def test_a_value_or_a_case_that_was_changed_is_found_in_its_group() -> None:
    value = counted()
    assert indicators_that_differ(value) == ()
    assert value.indicators is not None
    fewer = dataclasses.replace(FACTS, prototypes=FACTS.prototypes[:1])
    forged = dataclasses.replace(value, indicators=dataclasses.replace(value.indicators, facts=fewer))
    assert [each.figure for each in indicators_that_differ(forged)] == ["I1"]
    one_less = dataclasses.replace(value.indicators, readings=value.indicators.readings[1:])
    missing = dataclasses.replace(value, indicators=one_less)
    assert [each.figure for each in indicators_that_differ(missing)] == ["indicators", "I1"]


def test_the_chapter_stands_between_the_outcomes_and_what_is_missing() -> None:
    made = document(counted(), "funder", "en")
    anchors = [chapter.anchor for chapter in made.chapters]
    assert anchors[anchors.index("outcomes") : anchors.index("limits")] == ["outcomes", "progress", "harms", "gaps"]
    said = [each.text for each in made.said()]
    assert "1 to put forward" in said
    assert [picture.name for picture in made.pictures() if picture.figure == "I2"] == [
        "wait-need_to_decision",
        "wait-need_to_uptake",  # not version_to_test: all on one day is no picture
    ]
    assert "Actual use of the prototype, lead times" not in said


@pytest.mark.slow
def test_a_report_with_indicators_holds_and_its_cases_are_attached(tmp_path: Path) -> None:
    path = write_pdf(counted(), to=tmp_path / "report.pdf").path
    verified = verify(path, recompute=indicators_that_differ)
    assert isinstance(verified, Verification)
    assert [problem for problem in verified.problems if problem.figure.startswith("I")] == []
    assert verified.problems == ()
    with pikepdf.open(path) as pdf:
        described = json.loads(attached(pdf, "manifest.json"))["figures"]["I1"]
        rows = list(csv.reader(io.StringIO(attached(pdf, "indicators.csv").decode())))
    assert described["indicators"]["prototypes"]["left_out"] == {"p2": "no_version"}
    assert ["prototypes", "prototype", "p2", "no", "no_version"] in rows


@pytest.mark.slow
def test_a_count_changed_in_the_file_is_caught_even_with_the_manifest_mended(tmp_path: Path) -> None:
    path = write_pdf(counted(), to=tmp_path / "report.pdf").path

    def more(value: Evidence) -> Evidence:
        facts = dataclasses.replace(FACTS, versions=("v1", "v2", "v3"))
        return dataclasses.replace(value, indicators=ProjectIndicators(facts, read_indicators(facts)))

    forged = changed(path, tmp_path / "forged.pdf", lambda pdf: rewrite(pdf, more))
    verified = verify(forged, recompute=indicators_that_differ)
    assert isinstance(verified, Verification)
    assert "I1" in {problem.figure for problem in verified.problems}


AIMS = (
    Target("prototypes", 1, TODAY - timedelta(200), 1),
    Target("RCO84", 1, TODAY - timedelta(200), 1),
    Target("need_to_decision", 5, TODAY - timedelta(90), 1),
)


def aimed() -> Evidence:
    value = counted()
    assert value.indicators is not None
    return dataclasses.replace(value, indicators=dataclasses.replace(value.indicators, targets=AIMS))


def said(value: Evidence, language: Language = "fr") -> list[str]:
    return [each.text.replace("\u00a0", " ") for each in document(value, "funder", language).said()]


def test_a_target_stands_beside_the_value_with_its_day_and_says_no_more_than_the_count() -> None:
    french, english = said(aimed()), said(aimed(), "en")
    assert "au moins 1, fixée le 11 mai 2026 : atteinte" in french
    assert "at least 1, set on 11 May 2026: reached" in english
    assert any("ni que le projet a réussi" in text for text in french)
    assert any("neither that the project succeeded" in text for text in english)
    assert "sans cible" in french


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_value_yet_is_said_with_its_reason_and_what_it_leaves_out(language: Language) -> None:
    value = counted()
    assert value.indicators is not None
    printed = " ".join(said(value, language))
    for reading in value.indicators.readings:
        row = INDICATORS[reading.code]
        assert row.words.title[language].replace("\u00a0", " ") in printed
        if reading.found.value is None:
            reason = indicator_words.value_words(row, reading.found, language)
            assert f"{reason[:1].upper()}{reason[1:]}" in printed


def test_candidates_never_reach_a_target_and_an_older_rule_is_named() -> None:
    assert "au moins 1, fixée le 11 mai 2026 : on ne peut pas trancher, sous la version 1 de la règle" in said(aimed())


def test_a_report_without_targets_says_nothing_of_them_and_keeps_its_digest() -> None:
    assert '"targets"' not in evidence_json.dumps(counted())
    assert "sans cible" not in said(counted())
    assert evidence_json.loads(evidence_json.dumps(aimed())).indicators == aimed().indicators
