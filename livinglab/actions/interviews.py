"""Interviews made without a network, sent whole from the queue of an interviewer's device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO

from livinglab.actions.attachments import keep_attachment, leave_out
from livinglab.actions.collected import Collected, Receipt, accept_collected, digest_of
from livinglab.actions.sittings import begin_sitting
from livinglab.store.attachments import Attachment
from livinglab.store.consents import text_of_digest
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.field_clients import FieldClient
from livinglab.store.finding import person_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Response
from livinglab.store.serving import once_served
from livinglab.store.studies import Study
from surveys.submission import check
from surveys.values import Context


@dataclass(frozen=True)
class Interview:
    """A whole interview. `consent_digest` names the text that was read and agreed to; times are the device's."""

    id: str
    wave: str
    code: str
    questionnaire_digest: str
    consent_digest: str
    agreed_at: datetime | None
    answers: Mapping[str, object]
    language: str
    started_at: datetime
    finished_at: datetime


def accept_interview(*, by: FieldClient, interview: Interview) -> Receipt:
    """Stores or sets aside an interview, as `accept_collected` says. Raises Refused for a version never asked."""
    version = once_served(by.study, interview.wave, interview.questionnaire_digest)
    if version is None:
        raise Refused("questionnaire_not_served")
    sent = read_interview(by.study, interview, version)
    sent = replace(sent, digest=digest_of(by, interview.code, interview.wave, version, interview.answers))
    receipt = accept_collected(by=by, sent=sent).require_same()
    response = db.session.get(Response, receipt.response_id)
    if receipt.participant is not None and response is not None and receipt.quarantine is None:
        leave_out(by=receipt.participant, response=response)
    return receipt


def read_interview(study: Study, interview: Interview, version: QuestionnaireVersion) -> Collected:
    """An interview as what a device collected; its digest is for the door to say."""
    finished = interview.finished_at
    context = Context(finished, interview.language, interview.started_at, finished, interview.id)
    return Collected(
        id=interview.id,
        digest="",
        wave=interview.wave,
        version=version,
        code=interview.code,
        participant=person_of(study, interview.code),
        consent_text=text_of_digest(study, interview.consent_digest),
        consent_digest=interview.consent_digest,
        answers=interview.answers,
        checked=check(version.content, interview.answers, context),
        context=context,
        channel="interviewer",
        agreed_at=interview.agreed_at,
    )


def keep_file_of_interview(
    *,
    by: FieldClient,
    response_id: str,
    wave: str,
    language: str,
    source: IO[bytes],
    name: str,
    question: str,
    place: str,
) -> Attachment:
    """Keeps a file of an interview that will be sent; until then a sitting without a code holds it."""
    sitting = begin_sitting(by=by, identifier=response_id, wave=wave, language=language)
    return keep_attachment(
        by=sitting, response_id=sitting.id, source=source, name=name, question=question, place=place, as_sent=True
    )
