"""Printing at the team's: what is asked for is numbered at once, drawn by a job, and found again when it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk, Page
from flask import Flask
from people import Cast, lucie_in, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.actions.participants import Newcomer
from livinglab.jobs import paper
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.paper_entries import EnteredSheet
from livinglab.store.print_runs import PrintRun
from livinglab.store.studies import Participant, Study
from livinglab.web.team import printing


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs put in the queue."""
    queued: list[str] = []
    monkeypatch.setattr(printing, "ask_for_sheets", queued.append)
    return queued


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


def runs() -> list[PrintRun]:
    return list(db.session.scalars(select(PrintRun).order_by(PrintRun.created_at)))


def ask(desk: Desk, study: Study, **fields: str) -> Page:
    return desk.send(desk.open(f"/studies/{study.id}/printing"), "print-sheets", fields)


def test_sheets_are_numbered_one_run_after_the_other(marc: Desk, study: Study, asked: list[str]) -> None:
    for copies in ("3", "", "2"):
        assert ask(marc, study, copies=copies).status == 200
    assert [run.numbers for run in runs()] == [("1B", "2C", "3D"), (), ("4E", "5F")]
    assert asked == [run.id for run in runs()]


@pytest.mark.parametrize(("copies", "error"), [("many", "Write a whole number, or leave it blank."),
                                               ("501", "Ask for 500 sheets at most at a time.")])  # fmt: skip
def test_what_cannot_be_printed_is_said_and_nothing_is_numbered(
    marc: Desk, study: Study, asked: list[str], copies: str, error: str
) -> None:
    page = ask(marc, study, copies=copies)
    assert (page.status, page.errors(), runs(), asked) == (422, [error], [], [])


def test_a_sheet_is_typed_against_what_was_printed_on_it(
    marc: Desk, people: Cast, study: Study, asked: list[str]
) -> None:
    ask(marc, study, copies="1", language="en")
    printed = consent_texts(study)["en"]
    actions.publish_consent(by=people.marc, study=study, text={"fr": "Un autre texte.", "en": "Another text."})
    desk = marc.open(f"/studies/{study.id}/paper-entry?page=1&sheet=1B")
    marc.send(desk, "begin", {"consent": "signed"})
    (sheet,) = db.session.scalars(select(EnteredSheet)).all()
    assert (sheet.number, sheet.language, sheet.consent_text_id) == ("1B", "en", printed.id)


def two_people(people: Cast, study: Study) -> tuple[Participant, Participant]:
    one, other = actions.enrol_participants(by=people.marc, study=study, newcomers=[Newcomer(), Newcomer()])
    return one.participant, other.participant


def typed_sheet() -> EnteredSheet:
    db.session.expire_all()
    return db.session.scalars(select(EnteredSheet)).one()


def test_a_sheet_printed_for_someone_leads_back_to_them_unless_somebody_else_filled_it_in(
    marc: Desk, people: Cast, study: Study, asked: list[str]
) -> None:
    one, other = two_people(people, study)
    wrong = ask(marc, study, named="yes", codes=f"{one.pseudonym} nobody")
    assert wrong.errors() == ["These codes are not in the study: nobody. Check them in the list of participants."]
    listed = ask(marc, study, named="yes")
    (run,) = runs()
    in_order = sorted([one, other], key=lambda person: person.pseudonym)
    assert ([*run.holders.items()], listed.status) == ([*zip(("1B", "2C"), in_order, strict=True)], 200)
    number = next(printed for printed, holder in run.holders.items() if holder is one)
    desk = marc.open(f"/studies/{study.id}/paper-entry?page=1&sheet={number}")
    assert f"Printed for {one.pseudonym}." in desk.words
    refused = marc.send(desk, "begin", {"consent": "signed", "code": other.pseudonym})
    said = f"Sheet {number} was printed for {one.pseudonym}. Check the code written on the sheet."
    assert (refused.errors(), refused.status) == ([said], 409)
    marc.send(refused, "begin", {"code": ""})
    assert typed_sheet().participant_id == one.id
    elsewhere = next(printed for printed in run.numbers if printed != number)
    marc.send(desk, "begin", {"number": elsewhere, "consent": "signed", "someone_else": "someone_else"})
    sheets = db.session.scalars(select(EnteredSheet).where(EnteredSheet.number == elsewhere)).all()
    assert [sheet.participant_id for sheet in sheets] == [None]


def test_a_sheet_printed_for_someone_erased_since_is_nobodys(
    marc: Desk, people: Cast, study: Study, asked: list[str]
) -> None:
    lucie = lucie_in(study).participant
    ask(marc, study, named="yes", codes=lucie.pseudonym)
    actions.withdraw_participant(by=people.marc, participant=lucie, erase=True)
    desk = marc.open(f"/studies/{study.id}/paper-entry?sheet=1B")
    assert marc.send(desk, "begin", {"consent": "signed"}).status == 409
    assert (runs()[0].sheets, runs()[0].named) == ([], True)


def test_a_slip_in_the_number_is_said_and_opens_nothing(marc: Desk, study: Study, asked: list[str]) -> None:
    ask(marc, study, copies="3")
    desk = marc.open(f"/studies/{study.id}/paper-entry")
    for number in ("2B", "2", "4E"):
        page = marc.send(desk, "begin", {"number": number, "consent": "signed"})
        assert "Check the number and its letter" in page.errors()[0]
    marc.send(page, "begin", {"number": " 2-c "})
    assert typed_sheet().number == "2C"


def test_a_run_is_followed_until_it_is_there(marc: Desk, study: Study, asked: list[str], tmp_path: Path) -> None:
    page = ask(marc, study, copies="1")
    (run,) = runs()
    assert (page.path, "prepared" in page.words) == (f"/print-runs/{run.id}", True)
    assert marc.open(f"/print-runs/{run.id}/sheets.pdf").status == 404
    (tmp_path / "sheets.pdf").write_bytes(b"%PDF-1.7")
    actions.finish_print_run(run=run, path=str(tmp_path / "sheets.pdf"), pages=2)
    assert "2 pages per sheet" in marc.open(f"/print-runs/{run.id}").words
    assert marc.open(f"/print-runs/{run.id}/sheets.pdf").answer.data == b"%PDF-1.7"


def test_a_run_that_could_not_be_drawn_says_what_to_do(marc: Desk, study: Study, asked: list[str]) -> None:
    ask(marc, study)
    actions.fail_print_run(run=runs()[0])
    assert "Ask for them again" in marc.open(f"/print-runs/{runs()[0].id}").words


@pytest.mark.slow
def test_the_job_draws_the_sheets(
    laboratory: Flask, marc: Desk, study: Study, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(marc, study, copies="2", large="yes")
    settings = laboratory.config["LIVINGLAB"]
    monkeypatch.setattr(paper, "desk", lambda: laboratory)
    monkeypatch.setattr(paper, "settings", lambda: settings)
    paper.draw_sheets.call_local(runs()[0].id)
    db.session.rollback()  # what the job wrote is seen from a new transaction on
    (run,) = runs()
    assert (run.state, Path(run.path or "").read_bytes()[:5]) == ("done", b"%PDF-")
