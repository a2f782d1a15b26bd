"""Responses: keeping what is being written, accepting what is sent, once, and acknowledging it only when stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import select

from livinglab.actions import texts
from livinglab.actions.action import Act, action
from livinglab.actions.consents import agree
from livinglab.store.attachments import attachments_of
from livinglab.store.consents import Consent, ConsentText, in_force
from livinglab.store.database import add_once, db, lock, new_id, now, transaction
from livinglab.store.failures import Conflict, Refused
from livinglab.store.finding import draft_of, response_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Channel, Draft, Quarantine, Response, Writing
from livinglab.store.serving import once_served
from livinglab.store.studies import Participant
from surveys.answering import taking_in
from surveys.flow import route
from surveys.places import At, answers_at
from surveys.questionnaire import Questionnaire
from surveys.remembering import remembering
from surveys.submission import Submission, check, file_names
from surveys.values import Answers, Context, from_json, to_json

Clash: TypeAlias = Literal["response_differs", "already_answered"]

CANNOT_BE_ASKED_AGAIN = frozenset({"offline", "field_client"})


@dataclass(frozen=True)
class Acknowledgement:
    """The response is stored, committed. `repeated` says that it had been already."""

    response: Response
    repeated: bool


@dataclass(frozen=True)
class Agreement:
    """What a device says was agreed to while it had no network: the text, and when."""

    text: ConsentText
    at: datetime


def save_draft(
    *,
    by: Participant,
    wave: str,
    response_id: str,
    version: QuestionnaireVersion,
    answers: Answers,
    language: str,
    seen: int | None = None,
    at: At = (),
) -> Draft:
    """Keeps what was written so far, under the id of the response to come: the answers given join those kept.

    `at` is the instance of the repeats the answers belong to.
    A participant has one draft a wave: its id wins over the one given. `seen` is the revision the page was made
    from; when another tab saved other values for the same questions meanwhile, a Conflict and nothing is changed.
    A draft leaves no audit line: it is not yet something said.
    """
    with transaction():
        lock(by)
        _require_answering(by)
        draft = draft_of(by, wave) or _new_draft(by, wave, texts.client_id(response_id), version, language)
        write_into(draft, answers, language, seen, at)
    return draft


def write_into(writing: Writing, answers: Answers, language: str, seen: int | None, at: At) -> None:
    """Joins answers to those kept, inside the running transaction. Raises Conflict, as `save_draft` says."""
    kept = from_json(writing.answers)
    if seen is not None and seen != writing.revision and _overwrites(answers_at(kept, at), answers):
        raise Conflict("draft_changed_elsewhere")
    context = Context(now(), language, writing.started_at, seed=writing.id)
    writing.answers = to_json(_taken_in(writing.version.content, kept, at, answers, context))
    writing.revision += 1
    writing.language, writing.saved_at = language, now()


def accept_submission(
    *,
    by: Participant,
    wave: str,
    submission: Submission,
    revises: Response | None = None,
    agreement: Agreement | None = None,
) -> Acknowledgement:
    """Stores what a participant sent at a wave. The acknowledgement is returned only after the commit.

    The same id with the same answers is acknowledged again and stored once. The same id with other answers, or a
    second response at the wave that does not say which it `revises`, is kept in quarantine and raises Conflict.
    `agreement` counts where none is in force. Raises Refused: with the complaints (`details`) when the answers do not
    hold; with the names of the files that answers sent from an offline queue name and that have not come yet.
    In an anonymous study the personal link dies with the sending.
    """
    texts.client_id(submission.id)
    digest = content_digest(by, wave, submission)
    version, answers = _checked(by, wave, submission, digest)
    with action(by, "accept_submission") as act:
        lock(by)
        known = db.session.get(Response, submission.id)
        if known is not None and known.content_digest == digest:
            return Acknowledgement(known, repeated=True)
        response = _response(by, wave, submission, version, answers, digest)
        clash = _stored(by, response, known, revises, agreement)
        if clash is None:
            _end_draft(by, wave)
            _end_corrected(response)
            act.on(response)
            if by.study.anonymous:
                by.token_hash = None  # an address in the history of a device at work leads to no answer
        else:
            _set_aside(act, by, wave, submission, digest, clash)
    if clash is not None:
        raise Conflict(clash)
    return Acknowledgement(response, repeated=False)


def content_digest(participant: Participant, wave: str, submission: Submission) -> str:
    """What makes two submissions the same: who, when (wave), on which version, with which answers."""
    return digest_of(participant, wave, submission.questionnaire_digest, to_json(submission.answers))


def digest_of(participant: Participant, wave: str, questionnaire_digest: str, answers: Mapping[str, Any]) -> str:
    """The same, from answers already in their JSON form."""
    content = [participant.id, wave, questionnaire_digest, answers]
    return "sha256:" + hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _checked(
    by: Participant, wave: str, submission: Submission, digest: str
) -> tuple[QuestionnaireVersion, dict[str, Any]]:
    """The version answered and the checked answers; before the transaction, so that no one waits for it."""
    version = once_served(by.study, wave, submission.questionnaire_digest)
    if version is None:
        raise Refused("questionnaire_not_served")
    started, finished = submission.started_at, submission.finished_at
    context = Context(finished, submission.language, started, finished, seed=submission.id)
    checked = check(version.content, submission.answers, context)
    if not checked.accepted:
        _keep_what_cannot_be_asked_again(by, wave, submission, digest)
        raise Refused("answers_to_put_right", checked.complaints, n=len(checked.complaints))
    if submission.channel == "offline":
        _require_files(submission.id, file_names(version.content, checked.answers))
    return version, cast(dict[str, Any], to_json(checked.answers))


def _require_files(response_id: str, named: Iterable[str]) -> None:
    """A queue sends its files first, and is told which of them are not there."""
    there = {attachment.name for attachment in attachments_of(response_id)}
    awaited = sorted(set(named) - there)
    if awaited:
        raise Refused("files_awaited", awaited, n=len(awaited))


def _stored(
    participant: Participant,
    response: Response,
    known: Response | None,
    revises: Response | None,
    agreement: Agreement | None,
) -> Clash | None:
    """Adds the response, or says why it clashes with what is stored."""
    if known is not None:
        return "response_differs"
    _require_answering(participant)
    response.consent_id = _consent(participant, agreement).id
    return add_response(participant, response, revises.id if revises else "")


def _consent(participant: Participant, agreement: Agreement | None) -> Consent:
    """The agreement in force, else the one sent along, given when the device says it was."""
    known = in_force(participant)
    if known is not None:
        return known
    if agreement is None or agreement.text.study_id != participant.study_id:
        raise Refused("consent_missing")
    consent = agree(participant, agreement.text, "page")
    consent.created_at = agreement.at
    return consent


def add_response(participant: Participant, response: Response, revises_id: str) -> Clash | None:
    """Adds a response inside the running action, over the current one if it revises that; or says the clash."""
    current = response_of(participant, response.wave)
    if current is not None and revises_id != current.id:
        return "already_answered"
    if current is not None:
        current.superseded_at, response.revises_id = now(), current.id
        db.session.flush()
    return None if add_once(response) else "response_differs"


def _response(
    by: Participant,
    wave: str,
    submission: Submission,
    version: QuestionnaireVersion,
    answers: Mapping[str, Any],
    digest: str,
) -> Response:
    return Response(
        id=submission.id,
        study_id=by.study_id,
        participant_id=by.id,
        wave=wave,
        version_id=version.id,
        answers=dict(answers),
        content_digest=digest,
        language=submission.language,
        channel=cast(Channel, submission.channel),
        started_at=submission.started_at,
        finished_at=submission.finished_at,
    )


def _new_draft(by: Participant, wave: str, response_id: str, version: QuestionnaireVersion, language: str) -> Draft:
    if db.session.get(Response, response_id) is not None or response_of(by, wave) is not None:
        raise Conflict("already_answered")
    draft = Draft(
        id=response_id,
        participant_id=by.id,
        wave=wave,
        version_id=version.id,
        answers={},
        revision=0,
        language=language,
    )
    if not add_once(draft):
        raise Refused("id_unreadable")
    return draft


def _overwrites(kept: Answers, given: Answers) -> bool:
    return any(name in kept and kept[name] != answer for name, answer in given.items())


def _taken_in(content: Questionnaire, kept: Answers, at: At, given: Answers, context: Context) -> Answers:
    """The answers joined; calculated values that count at the next look are kept with them."""
    joined = taking_in(content, kept, at, given)
    return remembering(route(content, joined, context), joined) if content.remembered else joined


def _end_draft(by: Participant, wave: str) -> None:
    draft = draft_of(by, wave)
    if draft is not None:
        db.session.delete(draft)


def _end_corrected(response: Response) -> None:
    """What was set aside of this very response, to be put right, was put right by the person."""
    waiting = select(Quarantine).where(
        Quarantine.response_id == response.id,
        Quarantine.participant_id == response.participant_id,
        Quarantine.reason == "answers_to_put_right",
        Quarantine.settled_at.is_(None),
    )
    for quarantine in db.session.scalars(waiting):
        quarantine.settled_at, quarantine.outcome = now(), "corrected"


def _require_answering(participant: Participant) -> None:
    if participant.withdrawn_at is not None:
        raise Refused("participant_withdrawn")
    if not participant.study.takes_answers:
        raise Refused("study_not_open")


def _keep_what_cannot_be_asked_again(by: Participant, wave: str, submission: Submission, digest: str) -> None:
    if submission.channel in CANNOT_BE_ASKED_AGAIN:
        with action(by, "quarantine_submission") as act:
            _set_aside(act, by, wave, submission, digest, "answers_to_put_right")


def _set_aside(act: Act, by: Participant, wave: str, submission: Submission, digest: str, reason: str) -> None:
    kept = Quarantine(
        id=new_id(),
        response_id=submission.id,
        study_id=by.study_id,
        participant_id=by.id,
        wave=wave,
        content={
            "answers": to_json(submission.answers),
            "questionnaire_digest": submission.questionnaire_digest,
            "language": submission.language,
            "channel": submission.channel,
            "started_at": submission.started_at.isoformat(),
            "finished_at": submission.finished_at.isoformat(),
        },
        content_digest=digest,
        reason=reason,
    )
    act.verb = "quarantine_submission"
    if add_once(kept):
        act.on(kept)
