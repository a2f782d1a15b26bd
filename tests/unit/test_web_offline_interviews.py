"""Interviews made without a network, as the queue of an interviewer's device sends them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from media import photograph
from respondents import BENCH, OUTINGS, Site, open_site
from sqlalchemy import select
from werkzeug.test import TestResponse

from livinglab.actions.field_clients import issue_field_client, revoke_field_client
from livinglab.actions.participants import Newcomer, enrol_participants, withdraw_participant
from livinglab.store.actors import OPERATOR
from livinglab.store.attachments import Attachment
from livinglab.store.consents import consent_texts, in_force
from livinglab.store.database import db
from livinglab.store.field_clients import FieldClient
from livinglab.store.responses import Quarantine, Response
from livinglab.store.sittings import Sitting
from livinglab.store.studies import Participant

FIRST = "11111111-1111-4111-8111-111111111111"
AT = "2026-11-24T09:00:00+01:00"
ANSWERS = {"outings": 3, "alone": "4", "ease": 7}


class Device:
    """An interviewer's telephone, back where there is a network."""

    def __init__(self, site: Site) -> None:
        issued = issue_field_client(by=OPERATOR, study=site.study, name="Téléphone d’Ana", kind="interviewer")
        self.site, self.id, self.token = site, issued.client.id, issued.token
        self.client: FlaskClient = site.app.test_client(use_cookies=False)

    def sends(self, code: str, answers: dict[str, Any] | None = None, **changes: Any) -> TestResponse:
        body = {
            "id": FIRST,
            "participant": code,
            "questionnaire": OUTINGS.digest,
            "answers": ANSWERS if answers is None else answers,
            "language": "fr",
            "started_at": AT,
            "finished_at": AT,
            "consent": {"digest": consent_texts(self.site.study)["en"].digest, "at": AT},
        } | changes
        db.session.rollback()
        return self.client.post(self.address(), json=body, headers={"X-Response-Id": body["id"]})

    def sends_file(self, content: bytes, name: str) -> TestResponse:
        data = {"response": FIRST, "question": "photo", "place": "", "file": (BytesIO(content), name)}
        return self.client.post(self.address("/files"), data=data)

    def address(self, what: str = "") -> str:
        return f"/a/{self.token}./form/t0/interview{what}"

    def rows(self, kind: type[Response | Quarantine | Sitting]) -> list[Any]:
        db.session.rollback()
        return list(db.session.scalars(select(kind).where(kind.client_id == self.id)))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = open_site(tmp_path)
    with site.app.app_context():
        yield site


@pytest.fixture
def device(site: Site) -> Device:
    return Device(site)


def someone(site: Site) -> Participant:
    return enrol_participants(by=OPERATOR, study=site.study, newcomers=[Newcomer()])[0].participant


def state(answer: TestResponse) -> tuple[int, str]:
    said = answer.get_json()
    assert said["livinglab"] == 1
    return answer.status_code, said["state"]


def test_an_interview_is_stored_once_with_the_consent_given_in_the_field(device: Device) -> None:
    lucie = someone(device.site)
    assert [state(device.sends(lucie.pseudonym)) for _ in range(2)] == [(201, "stored"), (200, "stored")]
    (response,) = device.rows(Response)
    consent = in_force(db.session.get_one(Participant, lucie.id))
    assert consent is not None
    assert (response.channel, response.participant_id, response.answers["outings"]) == ("interviewer", lucie.id, 3)
    assert (consent.channel, consent.text.language, consent.created_at.isoformat()) == (
        "interviewer",
        "en",
        "2026-11-24T08:00:00+00:00",
    )


def test_what_cannot_be_accepted_is_set_aside_and_leaves_the_device(device: Device) -> None:
    lucie, michel = someone(device.site), someone(device.site)
    device.sends(michel.pseudonym)
    sent = [
        device.sends("P-NOBODY", id="2" * 32),
        device.sends(lucie.pseudonym, {"outings": 99}, id="3" * 32),
        device.sends(michel.pseudonym, {**ANSWERS, "outings": 4}, id="4" * 32),
        device.sends(michel.pseudonym, {**ANSWERS, "outings": 4}, id=FIRST),
    ]
    assert [state(answer) for answer in sent] == [(202, "set_aside")] * 3 + [(409, "set_aside")]
    assert sorted(one.reason for one in device.rows(Quarantine)) == [
        "already_answered",
        "answers_to_put_right",
        "participant_unknown",
        "response_differs",
    ]


def test_without_an_agreement_nothing_is_stored_and_the_device_keeps_it(device: Device) -> None:
    lucie = someone(device.site)
    assert state(device.sends(lucie.pseudonym, consent=None)) == (409, "refused")
    withdraw_participant(by=OPERATOR, participant=lucie)
    assert state(device.sends(lucie.pseudonym)) == (409, "refused")
    assert (device.rows(Response), device.rows(Quarantine)) == ([], [])


def test_a_code_no_database_takes_is_refused(device: Device) -> None:
    assert state(device.sends("P-\x00")) == (422, "refused")


def test_files_come_first_and_find_their_person(tmp_path: Path) -> None:
    site = open_site(tmp_path / "bench", BENCH)
    with site.app.app_context():
        device, lucie = Device(site), someone(site)
        kept = device.sends_file(photograph(), "banc.jpg").get_json()
        assert (kept["state"], kept["name"]) == ("file_kept", "banc.jpg")
        answer = device.sends(lucie.pseudonym, {"photo": kept["name"], "outings": 2}, questionnaire=BENCH.digest)
        assert state(answer) == (201, "stored")
        (file,) = db.session.scalars(select(Attachment))
        assert (file.participant_id, device.rows(Sitting)) == (lucie.id, [])


def test_a_file_without_its_answers_yet_is_no_interview_to_take_up(device: Device) -> None:
    device.sends_file(photograph(), "banc.jpg")
    page = device.client.get(f"/interviewer/{device.token}")
    assert "Take up" not in page.text
    assert len(device.rows(Sitting)) == 1


def test_the_document_holds_the_consent_and_no_secret(device: Device) -> None:
    page = device.client.get(f"/a/{device.token}./form/t0?lang=fr")
    text = consent_texts(device.site.study)["fr"]
    assert (page.status_code, device.token in page.text, text.digest in page.text) == (200, False, True)
    assert "sorties à pied" in page.text


def test_where_a_wave_stands_is_told_until_the_device_is_revoked(device: Device) -> None:
    told = device.client.get(device.address()).get_json()
    assert (told["state"], told["questionnaire"]) == ("open", OUTINGS.digest)
    revoke_field_client(by=OPERATOR, client=db.session.get_one(FieldClient, device.id))
    for answer in (device.client.get(device.address()), device.sends("P-NOBODY")):
        assert state(answer) == (404, "refused")
