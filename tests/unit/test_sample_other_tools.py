"""Tools not provided, played: a proportion described, whose small counts are withheld, and a report that holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played import evidence_of, played, scenario_of

from livinglab.demonstration.scenarios import FIELDWORKS, writing_assistant
from reports.document import document
from reports.numbers import LANGUAGES, Language
from reports.pdf import write_pdf
from reports.verification import verify

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def test_the_share_is_described_with_its_interval_and_compared_with_nothing() -> None:
    used, writing = played("other_tools").findings
    answers = [scenario_of("other_tools").participants, used.estimate.n]
    assert answers == [29, 29]
    assert (used.level, used.direction, writing.direction) == ("says", "described", "described")
    assert used.estimate.effect == pytest.approx(10 / 29)
    assert (used.estimate.low, used.estimate.high) == (pytest.approx(0.199, abs=5e-4), pytest.approx(0.527, abs=5e-4))


def test_no_answer_that_fewer_than_five_gave_is_counted_alone() -> None:
    """Read, search, other: one to four people each. Only what counts and what does not is published."""
    tables = [table for table in played("other_tools").tables if table.kind == "success_counts"]
    counts = [[row[table.columns.index("participants")] for row in table.rows] for table in tables]
    assert counts == [[10, 19, 0], [5, 24, 0]]


def test_in_a_small_team_the_share_itself_is_withheld() -> None:
    evidence = evidence_of(replace(scenario_of("other_tools"), participants=14))
    kept_back = [(table.verifiability, table.rows) for table in evidence.tables if table.kind == "success_counts"]
    assert kept_back == [("C", ()), ("C", ())]
    assert [each.direction for each in evidence.findings] == ["refused", "refused"]


@EVERY_LANGUAGE
def test_its_flow_shows_everyone_and_no_arm(language: Language) -> None:
    said = " ".join(each.text for each in document(played("other_tools"), "funder", language).said())
    assert {"fr": "Tout le monde", "en": "Everyone"}[language] in said
    assert "None" not in said


@EVERY_LANGUAGE
def test_its_report_says_that_it_is_anonymous_and_that_nobody_was_enrolled(language: Language) -> None:
    said = " ".join(each.text for each in document(played("other_tools"), "funder", language).said())
    told = {
        "fr": ("anonymes : ni nom", "personne n’a été inscrit.", "répondre deux fois", "tout aussi à part"),
        "en": ("anonymous: no name", "nobody was enrolled.", "answering twice", "just as apart"),
    }[language]
    plain = said.replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in told if words not in plain] == []
    assert [
        words for words in ("inscrits", "people enrolled", "were enrolled", "the same people before") if words in plain
    ] == []


@EVERY_LANGUAGE
def test_residents_are_not_told_that_anyone_was_enrolled(language: Language) -> None:
    said = " ".join(each.text for each in document(played("other_tools"), "resident", language).said())
    assert {"fr": "Personne n’a été inscrit", "en": "Nobody was enrolled"}[language] in said
    assert {"fr": "Personnes inscrites", "en": "People enrolled"}[language] not in said


@EVERY_LANGUAGE
def test_its_report_is_short_and_holds_when_verified(language: Language, tmp_path: Path) -> None:
    written = write_pdf(played("other_tools"), language=language, to=tmp_path / "report.pdf")
    assert written.pages <= 6
    assert verify(written.path).holds


def test_the_pilot_asks_nothing_of_it_any_more() -> None:
    pilot = played("writing_assistant")
    assert [each.code for each in pilot.plan.outcomes if "tools" in each.code] == []
    person = writing_assistant.Person(0, "staff", 0, "P-001", "fr")
    assert [name for name in writing_assistant.answers_of(person, "t1") or {} if "tools" in name] == []
    assert [each.sample for each in FIELDWORKS][-2:] == ["writing_assistant", "other_tools"]
