"""Typing sheets of paper, page by page, as a browser without scripts does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from clerks import begin, type_cells, type_sheet, volunteer
from desk import Desk, Page
from flask import Flask
from people import SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import select

from livinglab import actions
from livinglab.store.audit import AuditLine
from livinglab.store.consents import in_force
from livinglab.store.database import db
from livinglab.store.paper_entries import EnteredSheet, PaperEntry
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from surveys.expressions.parser import parse
from surveys.questions import Group, Question

WELL = {"hours": "7", "rested": "b", "remark": "Le chat dort"}
SLEPT = {"hours": 7, "rested": "no", "remark": "Le chat dort"}


@dataclass(frozen=True)
class Office:
    """An open study, Zoé and Omar who type, Marc who settles, Lucie who filled in a sheet."""

    people: Cast
    study: Study
    lucie: Participant
    zoe: Desk
    omar: Desk
    marc: Desk


@pytest.fixture
def office(laboratory: Flask, people: Cast) -> Office:
    study = open_study(people)
    desks = [Desk(laboratory).known_as(volunteer(people, name)) for name in ("Zoé", "Omar")]
    return Office(people, study, lucie_in(study).participant, *desks, Desk(laboratory).known_as(people.marc))


def responses() -> list[Response]:
    return list(db.session.scalars(select(Response)))


def sheet(number: str = "12", copy: int = 1) -> EnteredSheet:
    chosen = select(EnteredSheet).where(EnteredSheet.number == number, EnteredSheet.copy == copy)
    return db.session.scalars(chosen).one()


def rows(page: Page, table: str) -> list[list[str]]:
    found = page.soup.select(f"#{table} tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in found]


def test_two_people_type_the_same_sheet_and_the_response_joins_the_study(office: Office) -> None:
    first = type_sheet(office.zoe, office.study, "12", WELL, code=office.lucie.pseudonym)
    assert "Someone else will do the second." in first.words
    assert responses() == []
    second = type_sheet(office.omar, office.study, "12", WELL)
    assert "its answers have joined the study" in second.words
    (response,) = responses()
    consent = in_force(office.lucie)
    assert (response.answers, response.channel, response.participant_id) == (SLEPT, "paper", office.lucie.id)
    assert consent is not None
    assert (consent.channel, consent.text.text, response.consent_id) == ("paper", "I agree to take part.", consent.id)
    assert response.entered_by_id == sheet().entries[0].account_id


def test_what_was_typed_stands_in_words_beside_it_and_at_the_reading(office: Office) -> None:
    page = begin(office.zoe, office.study, "12")
    kept = type_cells(office.zoe, page, {"hours": "seven", "rested": "b"}, then="")
    assert [output.get_text(strip=True) for output in kept.soup.select("output")] == [
        "Write a whole number, for example 3.",
        "No",
        "",
    ]
    review = type_cells(office.zoe, kept, {"hours": "7", "rested": "b"})
    assert [row[2] for row in rows(review, "typed")] == ["7", "No", "Left blank"]


def test_what_does_not_hold_is_said_and_set_aside_once_it_is_what_is_written(office: Office) -> None:
    for desk in (office.zoe, office.omar):
        review = type_cells(desk, begin(desk, office.study, "12"), {"hours": "a lot", "rested": "b"})
        assert "Write a whole number, for example 3." in review.words
        again = desk.send(review, "finish")
        assert (again.status, "tick “This is what is written on the sheet”" in again.words) == (422, True)
        done = desk.send(again, "finish", {"as_written": "1"})
    assert "set aside; the team will decide" in done.words
    (kept,) = db.session.scalars(select(Quarantine))
    assert (kept.content["answers"], kept.content["channel"], kept.reason) == (
        {"hours": "a lot", "rested": "no"},
        "paper",
        "answers_to_put_right",
    )
    page = office.marc.send(office.marc.open(f"/set-aside/{kept.id}"), "repair", {"hours": "9"})
    office.marc.send(page, "accept-form")
    (response,) = responses()
    assert (response.answers["hours"], response.channel) == (9, "paper")
    assert response.entered_by_id == sheet().entries[0].account_id


def test_differences_are_settled_side_by_side_and_then_the_response_joins(office: Office) -> None:
    type_sheet(office.zoe, office.study, "12", WELL)
    done = type_sheet(office.omar, office.study, "12", {**WELL, "hours": "8", "remark": "Le chat sort"})
    assert "2 differences between the two entries" in done.words
    page = office.marc.open(f"/paper-sheets/{sheet().id}")
    assert [card.get_text(" ", strip=True) for card in page.soup.select("#settle .choice")] == [
        "7 First entry",
        "8 Second entry",
        "Something else",
        "Le chat dort First entry",
        "Le chat sort Second entry",
        "Something else",
    ]
    assert "1 of 3 answers are the same" in page.words
    part = office.marc.send(page, "settle", {"stands.hours": "second"})
    assert ("Settled: the second entry (8)" in part.words, responses()) == (True, [])
    silent = office.marc.send(part, "settle", {"stands.remark": "other", "other.remark": "Le chat mord"})
    assert silent.errors() == ["Say why another reading is the right one."]
    office.marc.send(
        silent, "settle", {"stands.remark": "other", "other.remark": "Le chat mord", "reason.remark": "Relue à deux"}
    )
    (response,) = responses()
    assert response.answers == {**SLEPT, "hours": 8, "remark": "Le chat mord"}
    verbs = list(db.session.scalars(select(AuditLine.verb).order_by(AuditLine.sequence)))
    assert [verb for verb in verbs if "entry" in verb or "sheet" in verb or "settle" in verb] == [
        "begin_paper_entry",
        "finish_paper_entry",
        "begin_paper_entry",
        "finish_paper_entry",
        "settle_differences",
        "settle_differences",
        "accept_sheet",
    ]


def test_the_response_leads_back_to_all_that_was_typed_also_what_does_not_count(office: Office) -> None:
    asked_if = replace(SLEEP.questions[2], relevant=parse("${rested} = 'yes'"))
    content = replace(SLEEP, version="2", questions=(*SLEEP.questions[:2], asked_if))
    version = published(office.people, content)
    actions.assign_questionnaire(by=office.people.marc, study=office.study, wave="before", version=version)
    for desk in (office.zoe, office.omar):
        page = begin(desk, office.study, "12", code=office.lucie.pseudonym)
        review = type_cells(desk, page, {**WELL, "hours": "! stain"})
        assert "1 answer to a question to be skipped (no. 3)" in review.words
        desk.send(review, "finish")
    assert responses()[0].answers == {
        "hours": {"missing": "illegible"},
        "rested": "no",
        "remark": {"missing": "not_asked"},
    }
    page = office.marc.open(f"/participants/{office.lucie.id}/answers/before")
    link = page.soup.find("a", string="Typed from sheet 12")
    assert link is not None
    assert rows(office.marc.open(str(link["href"])), "whole") == [  # type: ignore[index]
        ["1", "How many hours did you sleep?", *["Cannot be read: stain (! stain)"] * 2],
        ["2", "Are you rested?", *["No (b)"] * 2],
        ["3", "A remark? (to be skipped: kept with the sheet, not counted)", *["Le chat dort"] * 2],
    ]


def test_a_block_is_added_where_the_sheet_has_more(office: Office) -> None:
    household = replace(
        SLEEP,
        form_id="household",
        questions=(*SLEEP.questions, Question("age", "integer", {"en": "How old?"}, groups=("person",))),
        groups=(Group("person", {"en": "Person"}, repeat=True),),
    )
    version = published(office.people, household)
    actions.assign_questionnaire(by=office.people.marc, study=office.study, wave="before", version=version)
    for desk in (office.zoe, office.omar):
        page = type_cells(desk, begin(desk, office.study, "12"), {"person~1~age": "7"}, then="add person")
        assert [title.get_text(strip=True) for title in page.soup.select("h3.block")] == [
            "Person 1",
            "Person 2",
            "Person 3",
            "Person 4",
        ]
        review = type_cells(desk, page, {f"person~{number}~age": "72" for number in (2, 3, 4)})
        desk.send(review, "finish")
    assert responses()[0].answers["person"] == [{"age": 7}, *[{"age": 72}] * 3]


def test_agreement_is_counted_by_question(office: Office) -> None:
    for number, hours in (("1", "7"), ("2", "8")):
        type_sheet(office.zoe, office.study, number, WELL)
        type_sheet(office.omar, office.study, number, {**WELL, "hours": hours})
    page = office.marc.open(f"/studies/{office.study.id}/paper-entry/agreement")
    assert rows(page, "agreement") == [
        ["1", "How many hours did you sleep?", "1", "2"],
        ["2", "Are you rested?", "2", "2"],
        ["3", "A remark?", "2", "2"],
    ]


def test_a_sheet_already_typed_says_who_and_when_and_another_with_its_number_gets_a_number_of_its_own(
    office: Office,
) -> None:
    type_sheet(office.zoe, office.study, "12", WELL)
    again = begin(office.zoe, office.study, "12")
    assert (again.status, "Sheet 12 was already typed by Zoé" in again.words) == (409, True)
    other = office.zoe.send(again, "begin", {"another": "1"})
    assert (other.title, "Write “12/2” at the top of the sheet" in other.words) == ("Sheet 12/2", True)
    assert begin(office.omar, office.study, "12/2").title == "Sheet 12/2"
    assert [entry.rank for entry in sheet(copy=2).entries] == [1, 2]


def test_a_sheet_without_a_number_gets_one_to_write_on_it(office: Office) -> None:
    page = begin(office.zoe, office.study, code="anonyme")
    assert (page.title, "Write “S1” at the top of the sheet" in page.words) == ("Sheet S1", True)
    assert begin(office.omar, office.study, "s1").title == "Sheet S1"
    assert begin(office.zoe, office.study).title == "Sheet S2"


def test_someone_unnamed_becomes_a_participant_of_their_own_without_a_link(office: Office) -> None:
    for desk in (office.zoe, office.omar):
        type_sheet(desk, office.study, "12", WELL)
    (response,) = responses()
    assert (response.participant.origin, response.participant_id == office.lucie.id) == ("paper", False)


def test_without_an_agreement_only_that_the_sheet_was_refused_is_kept(office: Office) -> None:
    page = begin(office.zoe, office.study, "12", "absent", code=office.lucie.pseudonym)
    refused = sheet()
    assert "no agreement. Nothing of what stands on it is kept" in page.words
    assert (refused.outcome, refused.participant, refused.entries, in_force(office.lucie)) == (
        "refused",
        None,
        [],
        None,
    )


def test_an_agreement_only_one_of_two_saw_is_looked_at_again(office: Office) -> None:
    type_sheet(office.zoe, office.study, "12", WELL)
    assert "The team will look again." in begin(office.omar, office.study, "12", "absent").words
    office.marc.send(office.marc.open(f"/paper-sheets/{sheet().id}"), "consent", {"signed": "no"})
    assert (sheet().outcome, list(db.session.scalars(select(PaperEntry)))) == ("refused", [])


def test_someone_who_types_sees_no_other_answer(office: Office) -> None:
    type_sheet(office.zoe, office.study, "12", WELL)
    theirs = db.session.scalars(select(PaperEntry)).one()
    for path, status in (
        (f"/paper-entries/{theirs.id}", 404),
        (f"/paper-entries/{theirs.id}/review", 404),
        (f"/paper-sheets/{theirs.sheet_id}", 403),
        (f"/studies/{office.study.id}/paper-entry/agreement", 403),
        (f"/studies/{office.study.id}/participants", 403),
    ):
        assert office.omar.open(path).status == status, path
    assert "Le chat" not in office.omar.open(f"/studies/{office.study.id}/paper-entry").words


def test_a_page_left_open_in_another_tab_overwrites_nothing(office: Office) -> None:
    page = begin(office.zoe, office.study, "12")
    type_cells(office.zoe, page, {"hours": "7"}, then="")
    stale = type_cells(office.zoe, page, {"hours": "8"}, then="")
    kept = db.session.scalars(select(PaperEntry)).one()
    assert (stale.status, kept.typed) == (409, {"hours": "7"})
    assert stale.soup.select_one("[id='c.hours']")["value"] == "8"  # type: ignore[index]


def test_the_team_says_how_sheets_are_typed(office: Office) -> None:
    page = office.marc.open(f"/studies/{office.study.id}/paper-entry")
    rules = dict.fromkeys(("double_entry", "same_person_twice"))
    office.marc.send(page, "rules", {name: [] for name in rules})
    assert "joined the study" in type_sheet(office.zoe, office.study, "12", WELL).words
    assert len(responses()) == 1


def test_a_script_keeps_each_question_and_is_told_what_it_means(office: Office) -> None:
    page = begin(office.zoe, office.study, "12")
    answer = office.zoe.client.post(
        page.path, data=_live(page, {"c.hours": "7", "c.rested": "z"}), headers={"Accept-Language": "en"}
    )
    assert answer.json == {
        "revision": 1,
        "cells": {
            "hours": {"meaning": "", "wrong": False, "asked": True},
            "rested": {"meaning": "Type a code printed on the sheet: a, b.", "wrong": True, "asked": True},
            "remark": {"meaning": "", "wrong": False, "asked": True},
        },
    }


def _live(page: Page, cells: dict[str, str]) -> dict[str, str]:
    token = page.form("cells").select_one("[name=csrf_token]")
    assert token is not None
    return {"csrf_token": str(token["value"]), "seen": "0", "live": "1", **cells}
