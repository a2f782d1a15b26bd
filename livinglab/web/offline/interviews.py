"""What the queue of an interviewer's device sends: interviews made without a network, files first."""

from __future__ import annotations

from typing import cast

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from livinglab.actions.interviews import Interview, accept_interview, keep_file_of_interview
from livinglab.schemas.submission import Envelope, InterviewSchema, SentInterview, Standing, StandingSchema
from livinglab.store.failures import Full
from livinglab.store.serving import served
from livinglab.store.sittings import device_secret, shared_device
from livinglab.web.offline.blueprint import answered, offline
from livinglab.web.offline.submissions import sent_as
from livinglab.web.participant.package import package
from livinglab.web.participant.sheet import receipt_of
from livinglab.words import spoken, t


@offline.get("/interview")
def interview_state(token: str, wave: str) -> Response:
    """Whether this wave can be asked, and of which version."""
    study = shared_device(device_secret(token), "interviewer").study
    version = served(study, wave)
    standing = (
        Standing("open", questionnaire=version.digest, release=package().release)
        if version is not None and study.takes_answers
        else Standing("closed")
    )
    return jsonify(StandingSchema().dump(standing))


@offline.post("/interview")
def submit_interview(token: str, wave: str) -> Response:
    """Stores an interview, or sets it aside with its reason: the person may be far away, so the device is rid of it."""
    client = shared_device(device_secret(token), "interviewer")
    sent = cast(SentInterview, sent_as(InterviewSchema()))
    receipt = accept_interview(
        by=client,
        interview=Interview(
            id=sent.id,
            wave=wave,
            code=sent.participant,
            questionnaire_digest=sent.questionnaire,
            consent_digest=sent.consent.digest if sent.consent else "",
            agreed_at=sent.consent.at if sent.consent else None,
            answers=sent.answers,
            language=sent.language,
            started_at=sent.started_at,
            finished_at=sent.finished_at,
        ),
    )
    if receipt.quarantine is not None:
        return answered(Envelope(sent.id, "set_aside", t(f"shared.aside_{receipt.quarantine.reason}")), 202)
    return answered(Envelope(sent.id, "stored", receipt=receipt_of(sent.id)), 200 if receipt.repeated else 201)


@offline.post("/interview/files")
def keep_file_of(token: str, wave: str) -> Response:
    """Keeps one file of an interview that will be sent."""
    client = shared_device(device_secret(token), "interviewer")
    file = request.files.get("file")
    if file is None:
        raise BadRequest
    if getattr(file.stream, "full", False):
        raise Full
    attachment = keep_file_of_interview(
        by=client,
        response_id=request.form.get("response", ""),
        wave=wave,
        language=spoken(),
        source=file.stream,
        name=file.filename or "",
        question=request.form.get("question", ""),
        place=request.form.get("place", ""),
    )
    return answered(Envelope(attachment.response_id, "file_kept", name=attachment.name), 201)
