"""An instrument the team holds: uploaded with the right to ask it, added like any other, scored, taken out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from desk import Desk, Page, Upload
from flask import Flask
from people import Cast, draft_study
from sqlalchemy import select

from livinglab.actions.questionnaire_drafts import start_draft
from livinglab.store.database import db
from livinglab.store.instruments import OwnInstrument
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from surveys.editing.forms import model
from surveys.instruments import load
from surveys.instruments.instrument import Instrument
from surveys.instruments.reading import read_instrument
from surveys.instruments.sheets import instrument_workbook
from surveys.workbook import open_workbook
from surveys.xlsx_file import to_xlsx

HELD = replace(load("phq2"), code="umux_lite", title={"fr": "UMUX-Lite", "en": "UMUX-Lite"})


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return draft_study(people)


def bring(desk: Desk, study: Study, instrument: Instrument, allowed: str = "yes") -> Page:
    """Uploads an instrument as its workbook."""
    file = Upload("held.xlsx", to_xlsx(instrument_workbook(instrument)))
    values = {"workbook": file, **({"allowed": allowed} if allowed else {})}
    return desk.send(desk.open(f"/studies/{study.id}/instruments"), "hold-instrument", values)


def held() -> list[OwnInstrument]:
    return list(db.session.scalars(select(OwnInstrument).order_by(OwnInstrument.created_at)))


def test_an_instrument_the_team_holds_joins_the_library_and_fills_its_slot(marc: Desk, study: Study) -> None:
    page = bring(marc, study, HELD)
    assert (page.status, page.path) == (200, f"/studies/{study.id}/instruments/umux_lite")
    assert [one.content for one in held()] == [HELD]
    shelf = marc.open(f"/studies/{study.id}/instruments")
    missing = [row.get_text() for row in shelf.soup.select("#absent th[scope=row]")]
    assert ("UMUX-Lite" in shelf.words, "UMUX-Lite" in missing) == (True, False)


def test_the_right_to_ask_it_is_required(marc: Desk, study: Study) -> None:
    page = bring(marc, study, HELD, allowed="")
    assert (page.status, page.errors(), held()) == (
        422,
        ["Tick this box if the licence allows it; otherwise ask the authors for one."],
        [],
    )


def test_a_worked_case_that_gives_another_score_is_told_with_its_cell_and_nothing_is_kept(
    marc: Desk, study: Study
) -> None:
    page = bring(marc, study, replace(HELD, reference=replace(HELD.reference, score=5.5)))
    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("#problems td")]
    assert (page.status, cells[0], cells[2], held()) == (422, "Sheet instrument", "Column B – value", [])
    assert "the file says 5.5" in cells[3]


def test_an_instrument_of_the_platform_is_not_replaced(marc: Desk, study: Study) -> None:
    page = bring(marc, study, load("sus"))
    assert (page.status, len(page.errors()), held()) == (422, 1, [])


def test_the_same_again_changes_nothing_and_another_takes_its_place(marc: Desk, study: Study) -> None:
    bring(marc, study, HELD)
    bring(marc, study, HELD)
    assert [one.retired_at for one in held()] == [None]
    bring(marc, study, replace(HELD, minutes=9))
    assert [(one.content.minutes, one.retired_at is None) for one in held()] == [(HELD.minutes, False), (9, True)]


def test_it_is_added_and_scored_like_any_other_also_once_taken_out(marc: Desk, study: Study) -> None:
    page = marc.send(bring(marc, study, HELD), "add-instrument", {"place": "new"})
    assert page.status == 200
    newest = db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.created_at.desc())).first()
    assert newest is not None
    assert [one.name for one in newest.content.questions] == ["umux_lite_intro", "umux_lite_1", "umux_lite_2"]
    page = marc.send(marc.open(f"/studies/{study.id}/instruments/umux_lite"), "retire-instrument")
    assert marc.open(f"/studies/{study.id}/instruments/umux_lite").status == 404
    plan = marc.send(marc.open(f"/studies/{study.id}/plan/edit"), "save-plan", {"add": "instrument-umux_lite"})
    code = plan.form("save-plan").select_one("#scale-0-code")
    assert code is not None
    assert code["value"] == "umux_lite_score"


def test_the_editor_offers_it_too(marc: Desk, people: Cast, study: Study) -> None:
    bring(marc, study, HELD)
    draft = start_draft(by=people.marc, project=people.balades, workbook=model("workshop"), filename="workshop.xlsx")
    marc.send(marc.open(f"/drafts/{draft.id}/scales"), "scale-umux_lite")
    assert "umux_lite_2" in marc.open(f"/drafts/{draft.id}").words


def test_no_other_project_sees_it(marc: Desk, study: Study, laboratory: Flask, people: Cast) -> None:
    bring(marc, study, HELD)
    stranger = Desk(laboratory).known_as(people.ines)
    assert stranger.open(f"/studies/{study.id}/instruments/umux_lite").status == 404


def test_workbooks_come_back_as_they_would_be_uploaded(marc: Desk, study: Study) -> None:
    bring(marc, study, HELD)
    for code, instrument in (("umux_lite", HELD), ("sus", load("sus"))):
        answer = marc.client.get(f"/studies/{study.id}/instruments/{code}.xlsx")
        assert read_instrument(answer.data, "x.xlsx").instrument == instrument
    model = marc.client.get(f"/studies/{study.id}/instrument-model.xlsx")
    assert [sheet.name for sheet in open_workbook(BytesIO(model.data).read(), "m.xlsx").sheets] == [
        "instrument", "items", "answers", "wordings", "bands",
    ]  # fmt: skip
