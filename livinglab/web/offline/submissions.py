"""What a queue sends: files first, then the answers; and where a wave stands for the person, which it asks before."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest

from livinglab.actions.attachments import keep_attachment, leave_out
from livinglab.actions.responses import Agreement, accept_submission
from livinglab.journey import open_step
from livinglab.schemas.submission import Agreed, Envelope, Sent, SentSchema, Standing, StandingSchema
from livinglab.store.consents import text_of_digest
from livinglab.store.failures import Full, Refused
from livinglab.store.finding import response_of
from livinglab.store.studies import Study
from livinglab.web.offline.blueprint import answered, offline
from livinglab.web.participant.door import Visit, visit
from livinglab.web.participant.package import package
from livinglab.web.participant.sheet import receipt_of, sheet_of
from surveys.submission import Submission
from surveys.values import to_json


@offline.get("/state")
def state(token: str, wave: str) -> Response:
    """Where the wave stands for this person, with what is kept of their answers."""
    here = visit(token)
    return jsonify(StandingSchema().dump(_standing(here, wave)))


@offline.post("/submission")
def submit(token: str, wave: str) -> Response:
    """Stores a whole form: 201, or 200 when it was stored before."""
    here = visit(token)
    sent = sent_as(SentSchema())
    accepted = accept_submission(
        by=here.participant,
        wave=wave,
        submission=_submission(sent),
        agreement=_agreement(here.study, sent.consent),
    )
    leave_out(by=here.participant, response=accepted.response)
    envelope = Envelope(sent.id, "stored", receipt=receipt_of(accepted.response.id))
    return answered(envelope, 200 if accepted.repeated else 201)


@offline.post("/files")
def keep_file(token: str, wave: str) -> Response:
    """Keeps one file of what will be sent; the answer that names it bears the name given here.

    Nobody may be there to choose another, so what is not recognised is kept too, as bytes nobody opens.
    """
    here = visit(token)
    file = request.files.get("file")
    if file is None:
        raise BadRequest
    if getattr(file.stream, "full", False):
        raise Full
    attachment = keep_attachment(
        by=here.participant,
        response_id=request.form.get("response", ""),
        source=file.stream,
        name=file.filename or "",
        question=request.form.get("question", ""),
        place=request.form.get("place", ""),
        as_sent=True,
    )
    return answered(Envelope(attachment.response_id, "file_kept", name=attachment.name), 201)


def _standing(here: Visit, wave: str) -> Standing:
    sent = response_of(here.participant, wave)
    if sent is not None:
        return Standing("answered", receipt=receipt_of(sent.id))
    if not here.study.takes_answers or open_step(here.journey, wave) is None:
        return Standing("closed")
    if here.consent is None:
        return Standing("not_agreed")
    sheet = sheet_of(here, wave)
    return Standing(
        "open",
        sheet.id,
        sheet.version.digest,
        to_json(sheet.answers),
        sheet.revision,
        sheet.started_at,
        release=package().release,
    )


def sent_as(schema: SentSchema) -> Sent:
    """The body, read. Raises Refused."""
    try:
        sent: Sent = schema.load(request.get_json())
    except (ValidationError, RecursionError) as unreadable:
        raise Refused("submission_unreadable") from unreadable
    return sent


def _submission(sent: Sent) -> Submission:
    answers: dict[str, Any] = dict(sent.answers)  # JSON values: the one check of every door makes answers of them
    return Submission(sent.id, sent.questionnaire, answers, sent.language, "offline", sent.started_at, sent.finished_at)


def _agreement(study: Study, agreed: Agreed | None) -> Agreement | None:
    text = text_of_digest(study, agreed.digest) if agreed else None
    return Agreement(text, agreed.at) if agreed and text else None
