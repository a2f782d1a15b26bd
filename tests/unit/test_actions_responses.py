"""Responses: acknowledged only once stored, stored once, never overwritten, never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from people import SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import func, select, text

from livinglab import actions
from livinglab.store import Conflict, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.finding import draft_of, response_of
from livinglab.store.responses import Draft, Quarantine, Response
from livinglab.store.studies import Participant, Study
from surveys.submission import Submission
from surveys.values import Answers, Missing

FIRST, SECOND = "1" * 32, "2" * 32
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NIGHT: Answers = {"hours": 7, "rested": "yes", "remark": "Bien"}
RETRIES = 20


@dataclass(frozen=True)
class Visit:
    """Lucie, who has agreed to take part in an open study."""

    people: Cast
    study: Study
    lucie: Participant


@pytest.fixture
def visit(everyone: Cast) -> Visit:
    study = open_study(everyone)
    lucie = lucie_in(study).participant
    actions.give_consent(by=lucie, consent_text=consent_texts(study)["fr"])
    return Visit(everyone, study, lucie)


def sent(answers: Answers = NIGHT, response_id: str = FIRST, **changes: str) -> Submission:
    submission = Submission(response_id, SLEEP.digest, answers, "fr", "page", AT, AT)
    return replace(submission, **changes) if changes else submission


def accept(visit: Visit, submission: Submission, wave: str = "before") -> actions.Acknowledgement:
    return actions.accept_submission(by=visit.lucie, wave=wave, submission=submission)


def count(table: type[Response | Draft | Quarantine]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_an_acknowledged_response_is_seen_by_everyone_else(visit: Visit) -> None:
    acknowledged = accept(visit, sent())
    with db.engine.connect() as elsewhere:
        stored = elsewhere.scalar(text("SELECT id FROM response"))
    assert (stored, acknowledged.repeated) == (FIRST, False)


def test_a_response_carries_its_consent_and_its_version(visit: Visit) -> None:
    response = accept(visit, sent()).response
    assert (response.consent_id, response.version.digest) == (visit_consent(visit), SLEEP.digest)


def test_a_retry_is_acknowledged_and_stored_once(visit: Visit) -> None:
    first, again = accept(visit, sent()), accept(visit, sent())
    assert (again.response.id, again.repeated, count(Response)) == (first.response.id, True, 1)


def test_a_retry_leaves_no_second_audit_line(visit: Visit) -> None:
    accept(visit, sent())
    accept(visit, sent())
    verbs = db.session.scalars(select(AuditLine.verb).where(AuditLine.verb == "accept_submission")).all()
    assert len(verbs) == 1


def test_twenty_retries_at_once_store_one_row(visit: Visit, any_laboratory: Flask) -> None:
    def retry(_: int) -> str:
        with any_laboratory.app_context():
            lucie = db.session.get_one(Participant, visit.lucie.id)
            return actions.accept_submission(by=lucie, wave="before", submission=sent()).response.id

    with ThreadPoolExecutor(RETRIES) as threads:
        acknowledged = list(threads.map(retry, range(RETRIES)))
    assert (acknowledged, count(Response)) == ([FIRST] * RETRIES, 1)


def test_the_same_id_with_other_answers_is_kept_aside(visit: Visit) -> None:
    accept(visit, sent())
    with pytest.raises(Conflict, match="response_differs"):
        accept(visit, sent({**NIGHT, "hours": 3}))
    kept = db.session.scalars(select(Quarantine)).one()
    assert (kept.content["answers"]["hours"], response_hours(visit)) == (3, 7)


def test_the_same_clash_again_is_kept_once(visit: Visit) -> None:
    accept(visit, sent())
    for _ in range(2):
        with pytest.raises(Conflict):
            accept(visit, sent({**NIGHT, "hours": 3}))
    assert count(Quarantine) == 1


def test_a_second_response_at_the_wave_does_not_replace_the_first(visit: Visit) -> None:
    accept(visit, sent())
    with pytest.raises(Conflict, match="already_answered"):
        accept(visit, sent({**NIGHT, "hours": 3}, SECOND))
    assert (count(Quarantine), response_hours(visit)) == (1, 7)


def test_a_revision_keeps_what_it_replaces(visit: Visit) -> None:
    first = accept(visit, sent()).response
    second = actions.accept_submission(
        by=visit.lucie, wave="before", submission=sent({**NIGHT, "hours": 3}, SECOND), revises=first
    ).response
    assert (second.revises_id, first.superseded_at is None, count(Response)) == (FIRST, False, 2)


def test_each_wave_has_its_own_response(visit: Visit) -> None:
    accept(visit, sent())
    accept(visit, sent(response_id=SECOND), wave="after")
    assert count(Response) == 2


def test_no_consent_no_row(everyone: Cast) -> None:
    lucie = lucie_in(open_study(everyone)).participant
    with pytest.raises(Refused, match="consent_missing"):
        actions.accept_submission(by=lucie, wave="before", submission=sent())
    assert count(Response) == 0


def test_a_closed_study_takes_no_answer(visit: Visit) -> None:
    actions.close_study(by=visit.people.marc, study=visit.study)
    with pytest.raises(Refused, match="study_not_open"):
        accept(visit, sent())


def test_answers_that_do_not_hold_come_back_with_their_complaints(visit: Visit) -> None:
    with pytest.raises(Refused, match="answers_to_put_right") as refused:
        accept(visit, sent({**NIGHT, "hours": "many"}))
    complaints = [(complaint.question, complaint.code) for complaint in refused.value.details]  # type: ignore[attr-defined]
    assert (complaints, count(Response), count(Quarantine)) == ([("hours", "not_integer")], 0, 0)


def test_what_a_phone_sent_from_the_field_is_kept_even_when_it_does_not_hold(visit: Visit) -> None:
    with pytest.raises(Refused, match="answers_to_put_right"):
        accept(visit, sent({**NIGHT, "hours": "many"}, channel="offline"))
    assert count(Quarantine) == 1


def test_a_version_never_served_at_the_wave_is_refused(visit: Visit) -> None:
    with pytest.raises(Refused, match="questionnaire_not_served"):
        accept(visit, replace(sent(), questionnaire_digest="sha256:0"))


def test_a_version_replaced_meanwhile_is_still_accepted(visit: Visit) -> None:
    newer = published(visit.people, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=visit.people.marc, study=visit.study, wave="before", version=newer)
    assert accept(visit, sent()).response.version.digest == SLEEP.digest


@pytest.mark.parametrize("words", ["👩‍👩‍👧 e\u0301té", "שלום", "a" * 9_000])
def test_words_come_back_as_they_were_written(visit: Visit, words: str) -> None:
    assert accept(visit, sent({**NIGHT, "remark": words})).response.answers["remark"] == words


def test_kinds_of_silence_stay_apart(visit: Visit) -> None:
    response = accept(visit, sent({"hours": 7, "rested": Missing.BLANK})).response
    assert response.answers["rested"] == {"missing": "blank"}


def test_a_draft_joins_what_is_written_page_after_page(visit: Visit) -> None:
    save(visit, {"hours": 7})
    draft = save(visit, {"rested": "yes"})
    assert (draft.answers, draft.revision) == ({"hours": 7, "rested": "yes"}, 2)


def test_a_second_device_goes_on_with_the_same_draft(visit: Visit) -> None:
    save(visit, {"hours": 7})
    assert save(visit, {"rested": "yes"}, response_id=SECOND).id == FIRST


def test_a_second_tab_does_not_overwrite_in_silence(visit: Visit) -> None:
    seen = save(visit, {"hours": 7}).revision
    save(visit, {"hours": 8}, seen=seen)
    with pytest.raises(Conflict, match="draft_changed_elsewhere"):
        save(visit, {"hours": 6}, seen=seen)
    kept = draft_of(visit.lucie, "before")
    assert kept is not None
    assert kept.answers == {"hours": 8}


def test_a_draft_is_gone_once_sent(visit: Visit) -> None:
    save(visit, {"hours": 7})
    accept(visit, sent())
    assert count(Draft) == 0


def test_nothing_new_is_written_at_a_wave_already_answered(visit: Visit) -> None:
    accept(visit, sent())
    with pytest.raises(Conflict, match="already_answered"):
        save(visit, {"hours": 8})


def test_erasure_leaves_that_someone_took_part_and_nothing_they_said(visit: Visit) -> None:
    accept(visit, sent({**NIGHT, "remark": "Chez ma fille"}))
    actions.withdraw_participant(by=visit.lucie, participant=visit.lucie, erase=True)
    assert (count(Response), visit.lucie.erased_at is None, visit.lucie.pseudonym != "") == (0, False, True)


def test_a_revised_response_can_be_erased_too(visit: Visit) -> None:
    first = accept(visit, sent()).response
    revision = sent({**NIGHT, "hours": 3}, SECOND)
    actions.accept_submission(by=visit.lucie, wave="before", submission=revision, revises=first)
    actions.withdraw_participant(by=visit.lucie, participant=visit.lucie, erase=True)
    assert count(Response) == 0


def save(visit: Visit, answers: Answers, response_id: str = FIRST, seen: int | None = None) -> Draft:
    return actions.save_draft(
        by=visit.lucie,
        wave="before",
        response_id=response_id,
        version=published(visit.people),
        answers=answers,
        language="fr",
        seen=seen,
    )


def response_hours(visit: Visit) -> object:
    response = response_of(visit.lucie, "before")
    return response.answers["hours"] if response else None


def visit_consent(visit: Visit) -> str | None:
    return db.session.scalar(text("SELECT id FROM consent WHERE participant_id = :id"), {"id": visit.lucie.id})
