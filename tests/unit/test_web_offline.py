"""The door of an offline queue: stored once, never lost, and every answer marked as ours."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from media import photograph
from respondents import BENCH, OUTINGS, Site, open_site
from sqlalchemy import select
from werkzeug.test import TestResponse

from livinglab.actions.participants import withdraw_participant
from livinglab.actions.quarantine import accept_set_aside
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.actions.studies import close_study
from livinglab.store.actors import OPERATOR
from livinglab.store.attachments import attachments_of
from livinglab.store.consents import Consent, consent_texts
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.projects import Project
from livinglab.store.responses import Quarantine, Response

FIRST, SECOND = "1" * 32, "2" * 32
AT = "2026-11-24T09:00:00+01:00"
ANSWERS = {"outings": 3, "alone": "4", "ease": 7}


class Phone:
    """A browser that kept the form, and what it sends."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.token = site.new_link()
        self.client: FlaskClient = site.app.test_client(use_cookies=False)

    def sends(self, answers: dict[str, Any] | None = None, **changes: Any) -> TestResponse:
        body = {
            "id": FIRST,
            "questionnaire": OUTINGS.digest,
            "answers": ANSWERS if answers is None else answers,
            "language": "fr",
            "started_at": AT,
            "finished_at": AT,
            "consent": {"digest": self.consent(), "at": AT},
        } | changes
        return self.client.post(self.address("submission"), json=body, headers={"X-Response-Id": FIRST})

    def sends_file(self, content: bytes, name: str, **fields: str) -> TestResponse:
        data = {"response": FIRST, "question": "photo", "file": (BytesIO(content), name), **fields}
        return self.client.post(self.address("files"), data=data)

    def address(self, what: str) -> str:
        return f"/a/{self.token}/form/t0/{what}"

    def consent(self) -> str:
        with self.site.app.app_context():
            return consent_texts(self.site.study)["fr"].digest


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(open_site(tmp_path))


def said(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    assert answer.json["livinglab"] == 1
    return answer.status_code, answer.json["state"]


def outcomes(phone: Phone) -> list[str | None]:
    with phone.site.app.app_context():
        return [each.outcome for each in db.session.scalars(select(Quarantine))]


def stored(phone: Phone) -> list[Response]:
    with phone.site.app.app_context():
        return list(db.session.scalars(select(Response)))


def set_aside(phone: Phone) -> list[tuple[str, Any]]:
    with phone.site.app.app_context():
        return [(kept.reason, kept.content["answers"]) for kept in db.session.scalars(select(Quarantine))]


def test_a_form_filled_in_without_a_network_is_stored_as_such(phone: Phone) -> None:
    answer = phone.sends()
    assert (said(answer), answer.json and answer.json["receipt"]) == ((201, "stored"), "1111-1111")
    (response,) = stored(phone)
    assert (response.channel, response.answers["outings"], response.started_at.isoformat()) == (
        "offline",
        3,
        "2026-11-24T08:00:00+00:00",
    )


def test_the_agreement_sent_along_is_dated_as_the_device_says(phone: Phone) -> None:
    phone.sends()
    with phone.site.app.app_context():
        (consent,) = db.session.scalars(select(Consent))
        assert consent.created_at.isoformat() == "2026-11-24T08:00:00+00:00"


def test_without_an_agreement_nothing_is_stored_and_the_phone_keeps_it(phone: Phone) -> None:
    assert said(phone.sends(consent=None)) == (422, "refused")
    assert stored(phone) == []


@pytest.mark.parametrize("language", ["en", "ar", "fr-x-falc"])
def test_the_language_answered_in_is_kept_whichever_it_is(phone: Phone, language: str) -> None:
    assert said(phone.sends(language=language)) == (201, "stored")
    assert [response.language for response in stored(phone)] == [language]


def test_a_retry_after_a_lost_reply_is_the_same_response(phone: Phone) -> None:
    assert [said(phone.sends()) for _ in range(3)] == [(201, "stored"), (200, "stored"), (200, "stored")]
    assert len(stored(phone)) == 1


def test_the_same_id_with_other_answers_is_set_aside(phone: Phone) -> None:
    phone.sends()
    assert said(phone.sends({**ANSWERS, "outings": 5})) == (409, "set_aside")
    assert set_aside(phone) == [("response_differs", {**ANSWERS, "outings": 5})]


def test_a_second_response_from_another_phone_is_set_aside(phone: Phone) -> None:
    phone.sends()
    assert said(phone.sends(id=SECOND)) == (409, "set_aside")
    assert [reason for reason, _ in set_aside(phone)] == ["already_answered"]


def test_what_does_not_hold_is_said_by_question_and_kept_meanwhile(phone: Phone) -> None:
    answer = phone.sends({**ANSWERS, "outings": 99})
    assert said(answer) == (422, "to_correct")
    assert answer.json is not None
    assert answer.json["complaints"] == [
        {"question": "outings", "at": [], "message": "Écrivez un nombre entre 0 et 50."},
        {"question": "with_someone", "at": [], "message": "Répondez à cette question."},
    ]
    assert [reason for reason, _ in set_aside(phone)] == ["answers_to_put_right"]
    assert said(phone.sends()) == (201, "stored")
    assert outcomes(phone) == ["corrected"]


def test_an_old_version_is_accepted_late(phone: Phone) -> None:
    with phone.site.app.app_context():
        study = phone.site.study
        newer = store_questionnaire(
            by=OPERATOR,
            project=db.session.get_one(Project, study.project_id),
            content=replace(OUTINGS, version="2"),
            filename="outings.md",
            source=b"newer",
        )
        assign_questionnaire(by=OPERATOR, study=study, wave="t0", version=newer)
    assert said(phone.sends()) == (201, "stored")


@pytest.mark.parametrize("changes", [{"questionnaire": "sha256:" + "0" * 64}, {"answers": {"outings": "a\0b"}}])
def test_what_cannot_be_stored_stays_on_the_phone(phone: Phone, changes: dict[str, Any]) -> None:
    assert said(phone.sends(**changes)) == (422, "refused")


@pytest.mark.parametrize("field", ["id", "questionnaire", "language", "started_at"])
def test_a_submission_without_what_it_needs_is_refused(phone: Phone, field: str) -> None:
    assert said(phone.sends(**{field: None})) == (422, "refused")


def test_a_field_nobody_asked_for_is_refused(phone: Phone) -> None:
    assert said(phone.sends(channel="page")) == (422, "refused")


def test_a_body_cut_on_its_way_is_sent_again(phone: Phone) -> None:
    cut = phone.client.post(phone.address("submission"), data=b'{"id": "1', content_type="application/json")
    assert said(cut) == (400, "later")


def test_an_unknown_link_and_a_closed_study_leave_the_answers_on_the_phone(phone: Phone) -> None:
    with phone.site.app.app_context():
        close_study(by=OPERATOR, study=phone.site.study)
    assert said(phone.sends()) == (422, "refused")
    phone.token = "nobody"
    assert said(phone.sends()) == (404, "refused")


def test_nothing_is_stored_for_someone_who_has_left(phone: Phone) -> None:
    with phone.site.app.app_context():
        leaving = participant_by_token(phone.token)
        withdraw_participant(by=leaving, participant=leaving, erase=False)
    assert said(phone.sends()) == (404, "refused")
    assert (stored(phone), set_aside(phone)) == ([], [])


def test_another_site_cannot_send(phone: Phone) -> None:
    answer = phone.client.post(phone.address("submission"), json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert said(answer) == (403, "refused")


class TestFiles:
    """A response is acknowledged once the files its answers name are there."""

    @pytest.fixture
    def phone(self, tmp_path: Path) -> Phone:
        return Phone(open_site(tmp_path, BENCH))

    def send(self, phone: Phone, name: str) -> TestResponse:
        return phone.sends({"photo": name, "outings": 3}, questionnaire=BENCH.digest)

    def test_files_come_first_and_give_the_answer_its_name(self, phone: Phone) -> None:
        kept = phone.sends_file(photograph(), "banc.jpg")
        assert (said(kept), kept.json and kept.json["name"]) == ((201, "file_kept"), "banc.jpg")
        assert said(self.send(phone, "banc.jpg")) == (201, "stored")

    def test_a_file_sent_again_is_the_same_file(self, phone: Phone) -> None:
        names = [phone.sends_file(photograph(), "banc.jpg").json for _ in range(2)]
        assert [each and each["name"] for each in names] == ["banc.jpg", "banc.jpg"]

    def test_a_file_that_is_not_there_is_asked_for(self, phone: Phone) -> None:
        answer = self.send(phone, "banc.jpg")
        assert (said(answer), answer.json and answer.json["files"]) == ((422, "files_awaited"), ["banc.jpg"])
        assert stored(phone) == []

    def test_what_is_no_picture_is_kept_since_nobody_can_choose_another(self, phone: Phone) -> None:
        assert said(phone.sends_file(b"\x00\x01\x02", "banc.heic")) == (201, "file_kept")

    def test_the_file_of_other_answers_under_the_same_id_is_kept_for_them_and_follows_them(self, phone: Phone) -> None:
        phone.sends_file(photograph(), "banc.jpg")
        self.send(phone, "banc.jpg")
        phone.sends_file(photograph(size=(90, 48)), "autre.jpg")
        assert [said(self.send(phone, name)) for name in ("autre.jpg", "banc.jpg")] == [
            (409, "set_aside"),
            (200, "stored"),
        ]
        with phone.site.app.app_context():
            kept = db.session.scalars(select(Quarantine)).one()
            accepted = accept_set_aside(by=OPERATOR, quarantine=kept, replace=True)
            (file,) = attachments_of(accepted.id)
            assert (accepted.id != FIRST, file.name, file.path.is_file()) == (True, "autre.jpg", True)

    def test_a_file_no_answer_names_is_not_kept(self, phone: Phone) -> None:
        phone.sends_file(photograph(), "banc.jpg")
        phone.sends_file(b"\x00\x01", "autre.bin")
        self.send(phone, "banc.jpg")
        with phone.site.app.app_context():
            assert [file.name for file in attachments_of(FIRST)] == ["banc.jpg"]
