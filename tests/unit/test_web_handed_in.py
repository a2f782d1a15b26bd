"""Handing in the file of a device that cannot send: shown in words, then stored once or set aside."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from desk import Desk, Page, Upload
from flask import Flask
from media import photograph
from people import SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import select, update

from livinglab import actions
from livinglab.actions.attachments import sweep_files
from livinglab.actions.participants import Newcomer
from livinglab.store.actors import OPERATOR
from livinglab.store.attachments import UNKNOWN_TYPE, Attachment
from livinglab.store.audit import AuditLine
from livinglab.store.consents import consent_texts, in_force
from livinglab.store.database import db, now
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from surveys.questions import Question
from surveys.submission import Submission

ID = "11111111-1111-4111-8111-111111111111"
AT = "2026-11-24T09:00:00+01:00"
ANSWERS = {"hours": 7, "rested": "yes", "remark": "Bien"}


@dataclass(frozen=True)
class Handed:
    """An open study, Lucie who agreed, and Marc at his desk with a file she gave him."""

    people: Cast
    study: Study
    lucie: Participant
    marc: Desk

    def file(self, **changes: object) -> str:
        held = {
            "livinglab": 1,
            "wave": "before",
            "id": ID,
            "questionnaire": SLEEP.digest,
            "answers": ANSWERS,
            "language": "fr",
            "started_at": AT,
            "finished_at": AT,
        } | changes
        return json.dumps({name: value for name, value in held.items() if value is not None})

    def shows(self, text: str, **chosen: object) -> Page:
        page = self.marc.open(f"/studies/{self.study.id}/set-aside/file")
        return self.marc.send(page, "hand-in", {"text": text, **chosen})

    def takes(self, text: str, code: str | None = None, **chosen: str) -> Page:
        typed = chosen if code is None else {"code": code, **chosen}
        return self.marc.send(self.shows(text), "take", typed)


@pytest.fixture
def handed(laboratory: Flask, people: Cast) -> Handed:
    study = open_study(people)
    lucie = lucie_in(study).participant
    actions.give_consent(by=lucie, consent_text=consent_texts(study)["fr"])
    return Handed(people, study, lucie, Desk(laboratory).known_as(people.marc))


def newcomer_in(study: Study) -> Participant:
    """Someone enrolled who has not agreed yet."""
    return actions.enrol_participants(by=OPERATOR, study=study, newcomers=[Newcomer(None, "walk")])[0].participant


def stored() -> list[Response]:
    return list(db.session.scalars(select(Response)))


def aside() -> list[Quarantine]:
    return list(db.session.scalars(select(Quarantine)))


def test_a_file_is_shown_in_words_before_anything_is_kept(handed: Handed) -> None:
    page = handed.shows("", file=Upload("mes-reponses.json", handed.file().encode()))
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.soup.select("#answers tbody tr")
    ]
    assert rows == [
        ["How many hours did you sleep?", "7", ""],
        ["Are you rested?", "Yes", ""],
        ["A remark?", "Bien", ""],
    ]
    assert (stored(), aside()) == ([], [])


def test_answers_that_hold_join_the_study_under_the_id_of_the_device(handed: Handed) -> None:
    page = handed.takes(handed.file(), handed.lucie.pseudonym)
    (response,) = stored()
    assert "These answers have joined the study." in page.words
    assert (response.id, response.participant_id, response.wave, response.channel, response.answers) == (
        ID,
        handed.lucie.id,
        "before",
        "offline",
        ANSWERS,
    )


def test_the_same_file_twice_is_once(handed: Handed) -> None:
    handed.takes(handed.file(), handed.lucie.pseudonym)
    again = handed.takes(handed.file(), handed.lucie.pseudonym)
    assert "These answers were in the study already: nothing was added." in again.words
    assert (len(stored()), aside()) == (1, [])


def test_a_file_of_what_the_queue_had_sent_after_all_adds_nothing(handed: Handed) -> None:
    at = datetime.fromisoformat(AT)
    sent = Submission(ID, SLEEP.digest, ANSWERS, "fr", "offline", started_at=at, finished_at=at)  # type: ignore[arg-type]
    actions.accept_submission(by=handed.lucie, wave="before", submission=sent)
    handed.takes(handed.file(), handed.lucie.pseudonym)
    assert (len(stored()), aside()) == (1, [])


def test_whose_answers_nobody_said_wait_until_the_team_says(handed: Handed) -> None:
    page = handed.takes(handed.file())
    assert ("not yet said" in page.words, stored()) == (True, [])
    again = handed.takes(handed.file(), handed.lucie.pseudonym)
    assert (again.path, len(aside())) == (page.path, 1)
    handed.marc.send(handed.marc.send(page, "person", {"code": handed.lucie.pseudonym}), "accept-form")
    assert [(response.id, response.participant_id) for response in stored()] == [(ID, handed.lucie.id)]


def test_answers_that_do_not_hold_and_second_answers_are_set_aside(handed: Handed) -> None:
    handed.takes(handed.file(answers={"hours": "a lot"}), handed.lucie.pseudonym)
    handed.takes(handed.file(id="2" * 32), handed.lucie.pseudonym)
    handed.takes(handed.file(id="3" * 32), handed.lucie.pseudonym)
    handed.takes(handed.file(id="3" * 32, answers={"hours": 4}), handed.lucie.pseudonym)
    assert [one.reason for one in sorted(aside(), key=lambda one: one.received_at)] == [
        "answers_to_put_right",
        "already_answered",
        "response_differs",
    ]
    assert [response.id for response in stored()] == ["2" * 32]


def test_what_comes_after_the_end_of_the_study_is_the_team_s_to_accept(handed: Handed) -> None:
    actions.close_study(by=handed.people.marc, study=handed.study)
    page = handed.takes(handed.file(), handed.lucie.pseudonym)
    assert ("Received after the end of the study" in page.words, stored()) == (True, [])
    handed.marc.send(page, "accept-form")
    assert [response.id for response in stored()] == [ID]


def test_the_file_of_an_interviewer_says_who_and_what_was_agreed_to(handed: Handed) -> None:
    newcomer = newcomer_in(handed.study)
    consent = {"digest": consent_texts(handed.study)["fr"].digest, "at": AT}
    handed.takes(handed.file(participant=newcomer.pseudonym, consent=consent))
    agreed = in_force(newcomer)
    assert agreed is not None
    assert [(one.channel, one.participant_id, one.consent_id) for one in stored()] == [
        ("interviewer", newcomer.id, agreed.id)
    ]


def test_answers_of_someone_who_did_not_agree_are_not_kept(handed: Handed) -> None:
    page = handed.takes(handed.file(), newcomer_in(handed.study).pseudonym)
    assert (page.status, "this person has not agreed" in page.words) == (409, True)
    assert (stored(), aside()) == ([], [])


def test_a_file_without_its_wave_is_asked_for_it_where_several_are_possible(handed: Handed) -> None:
    old = handed.file(wave=None, livinglab=None)
    assert [option["value"] for option in handed.shows(old).soup.select("#wave option")] == ["", "before", "after"]
    refused = handed.takes(old, handed.lucie.pseudonym)
    assert (refused.status, refused.errors()) == (422, ["Choose the wave the person was answering."])
    handed.takes(old, handed.lucie.pseudonym, wave="after")
    assert [response.wave for response in stored()] == ["after"]


def test_answers_to_a_version_replaced_since_are_taken(handed: Handed) -> None:
    newer = published(handed.people, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=handed.people.marc, study=handed.study, wave="before", version=newer)
    handed.takes(handed.file(), handed.lucie.pseudonym)
    assert [response.version.digest for response in stored()] == [SLEEP.digest]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose the file the person handed you, or paste its text."),
        ("{", "This is not a whole file of answers. Ask the person to save it again, then give it as it is."),
        ("[1]", "This is not a whole file of answers. Ask the person to save it again, then give it as it is."),
        ("elsewhere", "This study never asked this questionnaire."),
        ("x" * (4 * 1024**2 + 1), "This file is over 4 MB: it is no file of answers."),
    ],
    ids=["nothing", "cut", "something else", "another study", "too large"],
)
def test_what_cannot_be_taken_is_said_with_what_to_do(handed: Handed, text: str, sentence: str) -> None:
    given = handed.file(questionnaire=f"sha256:{'0' * 64}") if text == "elsewhere" else text
    page = handed.shows(given)
    (said,) = page.errors()
    assert (page.status, said.startswith(sentence)) == (422, True)


def test_only_the_team_may(laboratory: Flask, handed: Handed) -> None:
    rose = Desk(laboratory).known_as(handed.people.rose)
    assert rose.open(f"/studies/{handed.study.id}/set-aside/file").status == 403


def test_it_leaves_its_line_in_the_audit(handed: Handed) -> None:
    handed.takes(handed.file(), handed.lucie.pseudonym)
    verbs: list[Any] = list(db.session.scalars(select(AuditLine.verb).order_by(AuditLine.sequence)))
    assert verbs[-1] == "accept_handed_in"


PICTURED = replace(SLEEP, version="3", questions=(*SLEEP.questions, Question("bed", "image", {"fr": "Votre lit"})))
PICTURE = photograph(size=(40, 30))


def with_pictures(handed: Handed, *names: str, content: bytes = PICTURE, **changes: object) -> str:
    """A file whose answers name a photograph of a bed, holding photographs of these names."""
    version = published(handed.people, PICTURED)
    actions.assign_questionnaire(by=handed.people.marc, study=handed.study, wave="before", version=version)
    held = [{"name": name, "question": "bed", "place": "", "content": b64encode(content).decode()} for name in names]
    answers = {**ANSWERS, "bed": "lit.jpg"}
    return handed.file(questionnaire=PICTURED.digest, answers=answers, files=held, **changes)


def pictures() -> list[tuple[str, str, str | None]]:
    """The files kept: name, question, whose they are."""
    return [(one.name, one.question, one.participant_id) for one in db.session.scalars(select(Attachment))]


def test_the_photographs_in_a_file_join_the_answers_that_name_them(handed: Handed) -> None:
    page = handed.shows(with_pictures(handed, "lit.jpg", "other.jpg"))
    assert "1 photograph or other file" in page.words
    assert "stayed on the device" not in page.words
    assert (stored(), pictures()) == ([], [("lit.jpg", "bed", None)])  # the one no answer names is left out
    assert "content" not in page.form("take").select_one("[name=text]")["value"]
    handed.marc.send(page, "take", {"code": handed.lucie.pseudonym})
    assert [response.answers["bed"] for response in stored()] == ["lit.jpg"]
    assert pictures() == [("lit.jpg", "bed", handed.lucie.id)]


def test_a_file_handed_in_twice_keeps_its_photographs_once(handed: Handed) -> None:
    text = with_pictures(handed, "lit.jpg")
    handed.takes(text, handed.lucie.pseudonym)
    handed.takes(text, handed.lucie.pseudonym)
    assert (len(stored()), pictures()) == (1, [("lit.jpg", "bed", handed.lucie.id)])


def test_photographs_nobody_takes_in_go_after_a_day(handed: Handed) -> None:
    handed.shows(with_pictures(handed, "lit.jpg"))
    db.session.execute(update(Attachment).values(received_at=now() - timedelta(days=2)))
    db.session.commit()
    sweep_files()
    assert pictures() == []


def test_where_a_photograph_was_left_behind_the_team_is_told(handed: Handed) -> None:
    page = handed.shows(with_pictures(handed))
    assert "1 file stayed on the device" in page.words


def test_what_is_no_photograph_is_kept_as_bytes_nobody_opens(handed: Handed) -> None:
    handed.shows(with_pictures(handed, "lit.jpg", content=b"<script>"))
    assert [one.media_type for one in db.session.scalars(select(Attachment))] == [UNKNOWN_TYPE]


def test_photographs_do_not_join_the_answers_of_another_study(handed: Handed) -> None:
    other = actions.plan_study(by=handed.people.marc, version=handed.study.version, title={"fr": "Autre"})
    theirs = {"study_id": other.id, "response_id": ID, "name": "a.jpg", "given_name": "a.jpg"}
    db.session.add(Attachment(**theirs, digest="sha256:" + "0" * 64, size=1, media_type="image/jpeg"))
    db.session.commit()
    page = handed.shows(with_pictures(handed, "lit.jpg"))
    assert page.errors()[0].startswith("This study never asked this questionnaire.")
    assert pictures() == [("a.jpg", "", None)]


@pytest.mark.parametrize("files", [[{"name": "lit.jpg", "content": "%%"}], [{"content": ""}], "lit.jpg"])
def test_files_that_are_none_are_refused_in_words(handed: Handed, files: object) -> None:
    page = handed.shows(handed.file(files=files))
    assert page.errors() == [
        "This is not a whole file of answers. Ask the person to save it again, then give it as it is."
    ]
