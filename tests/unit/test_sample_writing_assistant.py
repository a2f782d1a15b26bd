"""A writing tool at work, played: people believe they save time, and the measurements say no measurable value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from played import evidence_of, played, scenario_of

from analysis.economics.results import Pilot
from analysis.results import Evidence, Finding
from livinglab.demonstration.scenarios import writing_assistant
from reports.chapters import economics, essential
from reports.document import document
from reports.money.pilot import learning
from reports.numbers import LANGUAGES, Language
from reports.pdf import write_pdf
from reports.verification import verify

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
NO_VALUE = {
    "fr": "Pilote\u00a0: aucune valeur mesurable dans ce test.",
    "en": "Pilot: no measurable value in this test.",
}


def pilot() -> Pilot:
    found = played("writing_assistant").economics
    assert found is not None
    assert found.pilot is not None
    return found.pilot


def finding(code: str) -> Finding:
    return next(each for each in played("writing_assistant").findings if each.outcome.code == code)


def chapter(evidence: Evidence, language: Language) -> list[str]:
    return [said.text for block in economics.blocks(evidence, language, "") for said in block.said()]


def test_nothing_is_refused_and_every_part_is_there() -> None:
    evidence = played("writing_assistant")
    assert evidence.economics is not None
    assert evidence.environment is not None
    assert (evidence.economics.refused, pilot().refused, evidence.environment.refused) == ((), (), ())
    assert None not in (evidence.economics.worth, evidence.economics.alternatives, evidence.environment.change)
    assert [each.figure_id for each in evidence.findings if each.direction == "refused"] == []
    assert (pilot().participants, pilot().baseline_periods, len(pilot().iterations)) == (36, 6, 5)
    assert [one.series for one in evidence.environment.activities if one.rebound] == ["serveurs de l’outil"]


def test_the_measurements_say_no_measurable_value_and_the_threshold_was_not_reached() -> None:
    assert (pilot().verdict, learning(pilot().iterations)) == ("no_measurable_value", "steady")
    time = finding("time")
    assert (time.level, time.direction, time.threshold_met) == ("caused", "unclear", False)
    assert pilot().saved_minutes.value == pytest.approx(-(time.estimate.effect or 0.0))
    assert pilot().detectable_minutes is not None
    assert pilot().detectable_minutes.value == pytest.approx(time.minimal_detectable)


def test_people_believe_they_save_more_than_the_whole_measured_interval() -> None:
    belief = finding("believed").estimate
    assert belief.low is not None
    assert pilot().saved_minutes.high is not None
    assert belief.low > pilot().saved_minutes.high
    assert finding("believed").level == "says"


@EVERY_LANGUAGE
def test_page_one_says_it_with_what_could_not_be_seen_and_what_is_believed(language: Language) -> None:
    wrong = [said.text for said in essential.wrong(played("writing_assistant"), language)]
    place = next(place for place, text in enumerate(wrong) if text.startswith(NO_VALUE[language]))
    told = {
        "fr": (
            "zéro n’est pas exclu",
            "pouvait exister sans être vue",
            "Les participants croient gagner 6,6\u00a0minutes",
        ),
        "en": (
            "zero is not ruled out",
            "could exist without being seen",
            "Participants believe they save 6.6\u00a0minutes",
        ),
    }[language]
    assert (told[0] in wrong[place], told[1] in wrong[place], told[2] in wrong[place + 1]) == (True, True, True)


@EVERY_LANGUAGE
def test_the_chapter_prints_what_is_believed_beside_as_a_belief(language: Language) -> None:
    said = chapter(played("writing_assistant"), language)
    (beside,) = (text for text in said if finding("believed").figure_id in text and "min" in text)
    assert {"fr": "Un gain cru n’est pas une preuve", "en": "A believed saving is no evidence"}[language] in beside


@EVERY_LANGUAGE
def test_an_effect_that_is_not_established_is_never_said_to_be_caused(language: Language) -> None:
    said = " ".join(chapter(played("writing_assistant"), language))
    assert {"fr": "L’effet évalué ici n’est pas établi", "en": "The effect valued here is not established"}[
        language
    ] in said
    assert [verb for verb in ("a causé", "caused") if verb in said] == []


def test_staff_are_told_that_weeks_were_drawn_and_not_groups() -> None:
    said = " ".join(each.text for each in document(played("writing_assistant"), "resident", "en").said())
    assert "Chance decided which weeks were with and which were without." in said
    assert "Weeks with and without, drawn by lot, were compared: nothing is sounder." in said
    assert [words for words in ("Two groups", "placed in a group") if words in said] == []


def test_the_verdict_comes_from_the_minutes_and_from_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    once = writing_assistant.minutes_of

    def faster(number: int, week: int, letter: int, *, on: bool) -> Mapping[str, float]:
        found = once(number, week, letter, on=on)
        return {**found, "letter": found["letter"] * (0.6 if on else 1.0)}

    monkeypatch.setattr(writing_assistant, "minutes_of", faster)
    found = evidence_of(scenario_of("writing_assistant")).economics
    assert found is not None
    assert found.pilot is not None
    assert found.pilot.verdict in ("value", "not_covered")


@EVERY_LANGUAGE
def test_its_first_page_holds_the_whole_answer(language: Language, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    write_pdf(played("writing_assistant"), language=language, to=file)
    first = extract_text(file, page_numbers=[0]).replace("\u00a0", " ")
    told = {"fr": ("zéro n’est pas exclu", "Payée par"), "en": ("zero is not ruled out", "Paid by")}[language]
    assert [text for text in told if text not in " ".join(first.split())] == []


@EVERY_LANGUAGE
def test_its_report_holds_when_verified(language: Language, tmp_path: Path) -> None:
    evidence, file = played("writing_assistant"), tmp_path / "report.pdf"
    assert NO_VALUE[language] in [said.text for said in document(evidence, "funder", language).said()]
    write_pdf(evidence, language=language, to=file)
    assert verify(file).holds
