"""The library of instruments at the team's: terms, preview, one step into a questionnaire, the score."""

from __future__ import annotations

import pytest
from desk import Desk
from flask import Flask
from people import SLEEP, Cast, draft_study
from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from surveys.instruments import absent, library, load
from surveys.instruments.insertion import asked_in, without
from surveys.reading import read_workbook


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return draft_study(people)


def versions() -> list[QuestionnaireVersion]:
    return list(db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.created_at)))


def test_every_instrument_shows_its_terms_and_those_that_are_not_here_say_why(marc: Desk, study: Study) -> None:
    page = marc.open(f"/studies/{study.id}/instruments")
    assert all(one.citation in page.words and one.licence["en"] in page.words for one in library())
    assert all(one.why["en"] in page.words for one in absent())


@pytest.mark.parametrize("code", ["sus", "who5", "phq9", "recommend"])
def test_an_instrument_is_previewed_as_a_respondent_sees_it(marc: Desk, study: Study, code: str) -> None:
    page = marc.open(f"/studies/{study.id}/instruments/{code}")
    asked = [item["en"] for item in load(code).items]
    assert (page.status, [words for words in asked if words not in page.words]) == (200, [])


def test_an_instrument_is_added_as_a_new_version_and_the_one_in_use_stays(marc: Desk, study: Study) -> None:
    (used,) = versions()
    page = marc.open(f"/studies/{study.id}/instruments/sus")
    page = marc.send(page, "add-instrument", {"place": f"{used.id}|hours"})
    assert page.status == 200
    kept, made = versions()
    assert (kept.content, made.content.version) == (SLEEP, "2")
    assert [one.name for one in made.content.questions][:3] == ["hours", "sus_intro", "sus_1"]
    assert without(made.content, "sus").questions == SLEEP.questions
    read = read_workbook(made.source, made.source_filename).questionnaire
    assert read is not None
    assert (read.questions, read.groups, read.choices) == (
        made.content.questions,
        made.content.groups,
        made.content.choices,
    )


def test_an_instrument_makes_a_questionnaire_of_its_own(marc: Desk, study: Study) -> None:
    marc.send(marc.open(f"/studies/{study.id}/instruments/who5"), "add-instrument", {"place": "new"})
    (asked,) = asked_in(versions()[-1].content, library())
    assert (asked.instrument.code, versions()[-1].content.languages) == ("who5", ("en",))


def test_an_instrument_without_words_in_the_language_of_a_questionnaire_is_not_offered_there(
    marc: Desk, study: Study
) -> None:
    (used,) = versions()
    page = marc.send(marc.open(f"/studies/{study.id}/instruments/who5"), "add-instrument", {"place": used.id})
    assert (page.status, page.errors(), len(versions())) == (422, ["Choose where to add the instrument."], 1)


def test_the_question_on_wishing_to_die_is_not_added_without_a_procedure(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/instruments/phq9")
    page = marc.send(form, "add-instrument", {"place": "new"})
    assert (page.status, len(page.errors()), len(versions())) == (422, 1, 1)
    assert marc.send(form, "add-instrument", {"place": "new", "safety": "yes"}).status == 200
    assert len(versions()) == 2


def test_the_plan_offers_the_score_of_an_instrument_that_is_asked(marc: Desk, study: Study) -> None:
    marc.send(marc.open(f"/studies/{study.id}/instruments/sus"), "add-instrument", {"place": "new"})
    page = marc.send(marc.open(f"/studies/{study.id}/plan/edit"), "save-plan", {"add": "instrument-sus"})
    code = page.form("save-plan").select_one("#scale-0-code")
    offered = [option["value"] for option in page.form("save-plan").select("#outcome-0-measure option")]
    assert code is not None
    assert (code["value"], "sus_score" in offered) == ("sus_score", True)


def test_there_is_no_page_for_an_instrument_that_is_not_here(marc: Desk, study: Study) -> None:
    assert marc.open(f"/studies/{study.id}/instruments/swemwbs").status == 404
