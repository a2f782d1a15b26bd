"""The team adds devices of each kind, sees what they collected, gives them another address, takes it away."""

from __future__ import annotations

import pytest
from desk import Desk, Page
from flask import Flask
from people import PLAN, Cast, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.store.consents import consent_texts
from livinglab.store.database import db, new_id
from livinglab.store.field_clients import FieldClient
from livinglab.store.responses import Response
from livinglab.store.sittings import Sitting
from livinglab.store.studies import Participant, Study

BEFORE = PLAN.waves[0].code
ADD = "issue-client"


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def devices(marc: Desk, study: Study) -> Page:
    return marc.open(f"/studies/{study.id}/field-clients")


def address(page: Page) -> str:
    found = page.soup.select_one("#address")
    assert found is not None, page.words
    return found.get_text().removeprefix("http://localhost")


def row(page: Page, name: str) -> str:
    found = next(line for line in page.soup.select("#clients tbody tr") if name in line.get_text())
    return " ".join(found.get_text(" ").split())


def test_a_kiosk_is_added_with_its_wave_and_opens(marc: Desk, study: Study) -> None:
    form = {"name": "Reception", "kind": "kiosk"}
    refused = marc.send(devices(marc, study), ADD, form)
    assert (refused.status, refused.errors()) == (422, ["Choose the wave the kiosk asks."])
    added = marc.send(refused, ADD, {**form, "wave": BEFORE})
    assert address(added).startswith("/kiosk/")
    assert Desk(marc.client.application, "fr").open(address(added)).status == 200
    assert address(added) not in devices(marc, study).answer.text  # shown once


def test_the_table_says_what_each_device_collected(marc: Desk, study: Study, people: Cast) -> None:
    issued = actions.issue_field_client(by=people.marc, study=study, name="Reception", kind="kiosk", wave=BEFORE)
    text = consent_texts(study)["fr"]

    def begin() -> Sitting:
        return actions.begin_sitting(
            by=issued.client, identifier=new_id(), wave=BEFORE, language="fr", consent_text=text
        )

    actions.send_sitting(by=begin(), language="fr")
    actions.erase_sitting(by=begin())
    begin()
    shown = row(devices(marc, study), "Reception")
    assert "Self-service kiosk" in shown
    assert "1 1 under way 1 erased unsent May collect" in shown


@pytest.mark.parametrize("arm", ["walk", ""])
def test_people_at_a_kiosk_are_of_the_arm_it_stands_for_or_drawn(
    marc: Desk, study: Study, people: Cast, arm: str
) -> None:
    marc.send(devices(marc, study), ADD, {"name": "Park", "kind": "kiosk", "wave": BEFORE, "arm": arm})
    kiosk = db.session.scalars(select(FieldClient).where(FieldClient.name == "Park")).one()
    text = consent_texts(study)["fr"]
    for _ in range(4):
        begun = actions.begin_sitting(by=kiosk, identifier=new_id(), wave=BEFORE, language="fr", consent_text=text)
        actions.send_sitting(by=begun, language="fr")
    sent = db.session.scalars(select(Response).where(Response.client_id == kiosk.id)).all()
    arms = sorted(db.session.get_one(Participant, one.participant_id).arm or "" for one in sent)
    assert arms == (["walk"] * 4 if arm else ["wait", "wait", "walk", "walk"])


def test_an_interviewers_device_is_given_another_address_and_loses_the_first(marc: Desk, study: Study) -> None:
    first = address(marc.send(devices(marc, study), ADD, {"name": "Ana", "kind": "interviewer"}))
    page = devices(marc, study)
    form = next(name for name in page.forms() if name.startswith("reissue-"))
    second = address(marc.send(page, form))
    assert [marc.open(path).status for path in (first, second)] == [404, 200]
    page = devices(marc, study)
    marc.send(page, form.replace("reissue", "revoke"))
    assert marc.open(second).status == 404
    assert "Address taken away" in row(devices(marc, study), "Ana")
