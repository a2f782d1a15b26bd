"""Typing the sheets of a session: one form, told what to do when a number, a second typing or the moment is wrong."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast
from sqlalchemy import select

from livinglab import actions
from livinglab.actions import Planned
from livinglab.activities import ACTIVITIES
from livinglab.activities.marks import dots
from livinglab.store.database import db
from livinglab.store.judgements import marks_of
from livinglab.store.session_sheets import sheet_name, words_of_sheet
from livinglab.store.sessions import AgendaItem, JudgementEvent, Seat, Session
from livinglab.store.tokens import hashed
from livinglab.web.facilitator.sheet_printing import pile_of
from livinglab.web.facilitator.sheet_reading import pairs_on_sheet

PROPOSALS = ("Un banc", "Un lampadaire", "Un arbre")
JUDGED = [code for code, activity in ACTIVITIES.items() if activity.ballot != "none"]
WRITTEN = [code for code, activity in ACTIVITIES.items() if activity.fields]


@dataclass
class Desk:
    """A session with two sheets, and the browser of who types them."""

    people: Cast
    session: Session
    browser: FlaskClient
    seats: list[Seat]

    def run(self, kind: str, *, writing: bool = False) -> AgendaItem:
        """An activity started."""
        item = actions.add_agenda_item(
            by=self.people.marc,
            session=self.session,
            planned=Planned({"fr": kind}, {"fr": "Que faire ?"}, asks_writing=writing),
            kind=kind,
            proposals=() if writing else PROPOSALS,
        )
        return actions.start_item(by=self.people.marc, item=item)

    def address(self, item: AgendaItem, seat: Seat | None = None) -> str:
        """The desk, or the form of a sheet."""
        return f"/items/{item.id}/sheets" + (f"/{sheet_name(seat)}" if seat else "")

    def type(self, item: AgendaItem, fields: dict[str, str], seat: Seat | None = None) -> tuple[int, str]:
        """Sends a sheet; the status and the page one lands on."""
        answer = self.browser.post(self.address(item, seat or self.seats[0]), data=fields, follow_redirects=True)
        return answer.status_code, html.unescape(answer.text)


@pytest.fixture
def desk(laboratory: Flask, people: Cast) -> Desk:
    """On SQLite."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    seats = [each.seat for each in actions.seat_on_paper(by=people.marc, session=session, sheets=2)]
    browser = laboratory.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = people.marc.fs_uniquifier, True
    return Desk(people, session, browser, seats)


def _events() -> list[JudgementEvent]:
    return list(db.session.scalars(select(JudgementEvent)))


def _first_choices(page: str) -> dict[str, str]:
    """The first real choice of each list of a page, one dot on the first subject: what a keyboard would type."""
    found = re.findall(r'<select id="[^"]*" name="([^"]+)".*?</select>', page, re.DOTALL)
    lists = {name: re.search(rf'name="{re.escape(name)}".*?<option value="([^"]+)"', page, re.DOTALL) for name in found}
    chosen = {name: match[1] for name, match in lists.items() if match}
    dotted = re.findall(r'name="(dots:[^"]+)"', page)
    return {**chosen, **dict.fromkeys(dotted[:1], "2")}


@pytest.mark.parametrize("kind", JUDGED)
def test_every_ballot_is_typed_from_its_form(desk: Desk, kind: str) -> None:
    item = desk.run(kind)
    page = desk.browser.get(desk.address(item, desk.seats[0])).text
    status, landed = desk.type(item, _first_choices(page))
    assert (status, "Feuille 1B enregistrée" in landed) == (200, True)
    assert marks_of(item, desk.seats[0])
    assert {(event.channel, event.entered_by_id) for event in _events()} == {("paper", desk.people.marc.id)}


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_thing_written_is_typed_from_its_form(desk: Desk, kind: str) -> None:
    item = desk.run(kind, writing=True)
    page = desk.browser.get(desk.address(item, desk.seats[0])).text
    fields = dict.fromkeys(re.findall(r'<(?:input|textarea)[^>]* name="(\w+\.1)"', page), "Des mots")
    desk.type(item, {**_first_choices(page), **fields})
    [typed] = words_of_sheet(item, desk.seats[0])
    assert (typed.text, typed.entered_by_id) == ("Des mots", desk.people.marc.id)


def test_a_number_opens_its_sheet(desk: Desk) -> None:
    item = desk.run("dots")
    assert desk.browser.get(f"{desk.address(item)}?number=1b").location == desk.address(item, desk.seats[0])


@pytest.mark.parametrize("number", ["1", "1K", "99V", "", "<b>"])
def test_a_number_that_is_none_says_what_to_do_and_stays_in_its_field(desk: Desk, number: str) -> None:
    item = desk.run("dots")
    answer = desk.browser.get(desk.address(item), query_string={"number": number})
    assert answer.status_code == 404
    assert "Recopiez-le avec sa lettre" in answer.text
    assert f'value="{html.escape(number)}"' in answer.text


def test_a_sheet_typed_twice_identically_adds_nothing(desk: Desk) -> None:
    item = desk.run("dots")
    fields = {f"dots:{item.subjects[0].id}": "2"}
    desk.type(item, fields)
    _, landed = desk.type(item, fields)
    assert "rien de nouveau" in landed
    assert len(_events()) == 1


def test_ideas_typed_twice_identically_are_there_once(desk: Desk) -> None:
    item = desk.run("ideas", writing=True)
    fields = {"text.1": "Un banc", "text.2": "Un arbre"}
    desk.type(item, fields)
    _, landed = desk.type(item, {"text.1": "Un arbre", "text.3": "Un banc"})  # in another order: the same sheet
    assert "rien de nouveau" in landed
    assert sorted(each.text for each in item.contributions) == ["Un arbre", "Un banc"]


def test_votes_typed_otherwise_are_shown_side_by_side_and_change_nothing(desk: Desk) -> None:
    item = desk.run("majority_judgment")
    subject = item.subjects[0].id
    desk.type(item, {f"grade:{subject}": "5"})
    status, page = desk.type(item, {f"grade:{subject}": "1"})
    assert status == 409
    assert re.search(r"Excellent.*Insuffisant|Excellent.*Passable|Excellent.*Faible", page, re.DOTALL)
    assert [event.value for event in _events()] == [5]


def _differing(desk: Desk, item: AgendaItem, choice: str) -> str:
    first, second, _ = (f"dots:{subject.id}" for subject in item.subjects)
    desk.type(item, {first: "2"})
    return desk.type(item, {second: "1", "choice": choice})[1]


def test_keeping_the_first_typing_stores_nothing_more(desk: Desk) -> None:
    item = desk.run("dots")
    assert "la première saisie est gardée" in _differing(desk, item, "keep")
    assert len(_events()) == 1


def test_replacing_makes_the_last_typing_count_and_keeps_the_first_on_record(desk: Desk) -> None:
    item = desk.run("dots")
    _differing(desk, item, "replace")
    said = {mark.subject: mark.value for mark in marks_of(item, desk.seats[0]).values()}
    assert said == {item.subjects[0].id: 0, item.subjects[1].id: 1}
    assert len(_events()) == 3


def test_another_sheet_with_the_same_number_becomes_a_person_of_its_own(desk: Desk) -> None:
    item = desk.run("dots")
    landed = _differing(desk, item, "another")
    assert re.search(r"Écrivez 1c sur cette feuille, et ce code pour la personne\s: \w{4}-\w{4}-\w{4}", landed)
    other = db.session.scalars(select(Seat).where(Seat.number == "1c")).one()
    assert {event.seat_id: event.value for event in _events()} == {desk.seats[0].id: 2, other.id: 1}


def test_ideas_typed_otherwise_replace_the_first_which_stay_on_record(desk: Desk) -> None:
    item = desk.run("ideas", writing=True)
    desk.type(item, {"text.1": "Un ban"})
    status, page = desk.type(item, {"text.1": "Un banc"})
    assert (status, "Un ban<" in page, "Un banc<" in page) == (409, True, True)
    desk.type(item, {"text.1": "Un banc", "choice": "replace"})
    assert [each.text for each in words_of_sheet(item, desk.seats[0])] == ["Un banc"]
    assert len(item.contributions) == 2


def test_a_sheet_of_a_closed_activity_says_to_open_it_again(desk: Desk) -> None:
    item = desk.run("dots")
    actions.close_item(by=desk.people.marc, item=item)
    status, page = desk.type(item, {f"dots:{item.subjects[0].id}": "1"})
    assert (status, "Rouvrez-la depuis la console" in page, _events()) == (422, True, [])
    assert "Rouvrez-la depuis la console" in html.unescape(desk.browser.get(desk.address(item)).text)


def test_too_many_dots_keep_what_was_typed(desk: Desk) -> None:
    item = desk.run("dots")
    status, page = desk.type(item, {f"dots:{item.subjects[0].id}": "9"})
    assert (status, 'value="9"' in page, _events()) == (422, True, [])


def test_an_objection_without_its_reason_is_asked_for(desk: Desk) -> None:
    item = desk.run("consent")
    status, _ = desk.type(item, {f"consent:{item.subjects[0].id}": "-1"})
    assert (status, _events()) == (422, [])


def test_typing_for_somebody_gives_their_receipt_once_and_leads_to_the_form(desk: Desk) -> None:
    item = desk.run("dots")
    sent = {"pseudonym": "Nour", "helix": "citizens"}
    page = desk.browser.post(f"/items/{item.id}/spoken", data=sent, follow_redirects=True).text
    receipt = re.search(r"\b\w{4}-\w{4}-\w{4}\b", page)
    seat = db.session.scalars(select(Seat).where(Seat.channel == "spoken")).one()
    assert receipt
    assert (seat.pseudonym, seat.helix, "Feuille 3D" in page) == ("Nour", "citizens", True)
    assert receipt[0] not in desk.browser.get(desk.address(item, seat)).text
    desk.type(item, {f"dots:{item.subjects[0].id}": "1"}, seat)
    assert [event.channel for event in _events()] == ["spoken"]


def test_the_form_of_a_sheet_shows_nothing_that_others_wrote_in_private(desk: Desk) -> None:
    item = desk.run("ideas", writing=True)
    phone = actions.join_session(code=desk.session.code).seat
    actions.contribute(by=phone, item=item, contribution_id="f" * 32, text="Un secret", language="fr")
    for seat in (None, desk.seats[0]):
        assert "Un secret" not in desk.browser.get(desk.address(item, seat)).text


def test_the_form_of_a_sheet_shows_no_total_before_the_close(desk: Desk) -> None:
    item = desk.run("dots")
    phone = actions.join_session(code=desk.session.code).seat
    actions.judge(by=phone, item=item, marks=dots({item.subjects[0].id: 3}))
    assert 'value="3"' not in desk.browser.get(desk.address(item, desk.seats[0])).text


def _text(pdf: bytes) -> str:
    """What the pages say, page after page."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(pdf)
        told = subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True)
    return told.stdout


def test_new_sheets_carry_a_number_each_and_a_receipt_that_only_the_paper_knows(desk: Desk) -> None:
    item = desk.run("dots")
    answer = desk.browser.post(f"/items/{item.id}/print-sheets", data={"sheets": "2", "language": "fr"})
    told = _text(answer.data)
    receipts = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b", told)
    kept = {seat.number: seat.receipt_hash for seat in db.session.scalars(select(Seat))}
    assert [hashed(receipt.replace("-", "")) for receipt in receipts] == [kept["3"], kept["4"]]
    assert ("3D" in told, "4E" in told, "1B" in told) == (True, True, False)
    assert all(words in told for words in PROPOSALS)


def test_the_next_sheets_of_who_has_a_number_show_no_receipt(desk: Desk) -> None:
    item = desk.run("majority_judgment")
    told = _text(desk.browser.get(f"/items/{item.id}/sheets.pdf?language=en").data)
    assert ("1B" in told, "2C" in told, "Excellent" in told, "Cut off and keep" in told) == (True, True, True, False)


def test_a_pairwise_sheet_has_the_pairs_of_its_own_person(desk: Desk) -> None:
    item = desk.run("pairwise")
    seats = [(seat, "") for seat in desk.seats]
    with desk.browser.application.test_request_context():
        pile = pile_of(item, seats, "fr", large=False)
    for sheet, seat in zip(pile.sheets, desk.seats, strict=True):
        assert sheet.pairs == tuple((left.text, right.text) for left, right in pairs_on_sheet(item, seat))


def test_voting_sheets_wait_until_there_is_something_to_choose(desk: Desk) -> None:
    source = desk.run("ideas", writing=True)
    plan = Planned({"fr": "Choisir"}, asks_writing=False, source=source)
    item = actions.add_agenda_item(by=desk.people.marc, session=desk.session, planned=plan, kind="dots")
    answer = desk.browser.post(f"/items/{item.id}/print-sheets", data={"sheets": "2"})
    assert (answer.status_code, "rien à imprimer" in answer.text) == (422, True)
    assert db.session.scalars(select(Seat).where(Seat.number == "3")).first() is None


@pytest.mark.parametrize("sheets", ["", "0", "101", "deux"])
def test_a_pile_that_cannot_be_says_how_many_may_be_asked_for(desk: Desk, sheets: str) -> None:
    item = desk.run("dots")
    answer = desk.browser.post(f"/items/{item.id}/print-sheets", data={"sheets": sheets})
    assert (answer.status_code, "entre 1 et 100" in html.unescape(answer.text).replace("\xa0", " ")) == (422, True)
