"""What was set aside: accepted once repaired, or rejected with a reason. The original is kept either way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from livinglab.actions import texts
from livinglab.actions.action import action, team_action
from livinglab.actions.consents import agree
from livinglab.actions.field_submissions import person_of
from livinglab.actions.responses import add_response
from livinglab.store.actors import Member, account_id
from livinglab.store.consents import Consent, in_force, text_of_digest
from livinglab.store.database import add_once, db, lock, new_id, now
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.field_clients import WaitingFile
from livinglab.store.finding import response_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Channel, Quarantine, Response
from livinglab.store.serving import once_served
from livinglab.store.studies import Participant
from surveys.submission import check
from surveys.values import Context, to_json


def accept_set_aside(
    *,
    by: Member,
    quarantine: Quarantine,
    participant: Participant,
    wave: str,
    digest: str,
    answers: Mapping[str, object],
    replace: bool = False,
) -> Response:
    """Makes a response of repaired answers to the version of that digest, under the id the client chose.

    `replace` says that it takes the place of what the participant answered at that wave. Raises Refused with the
    complaints (`details`) when the answers still do not hold, and Conflict for an answer there already.
    """
    if participant.study_id != quarantine.study_id:
        raise NotFound
    version = once_served(quarantine.study, wave, digest)
    if version is None:
        raise Refused("questionnaire_not_served")
    context = context_of(quarantine)
    checked = check(version.content, answers, context)
    if not checked.accepted:
        raise Refused("answers_to_put_right", checked.complaints, n=len(checked.complaints))
    with team_action(by, "accept_set_aside", quarantine) as act:
        lock(participant)
        _require_waiting(quarantine)
        consent = _consent(quarantine, participant)
        current = response_of(participant, wave)
        response = _response(quarantine, participant, wave, version, consent, context)
        response.answers = cast(dict[str, Any], to_json(checked.answers))
        clash = add_response(participant, response, current.id if current is not None and replace else "")
        if clash is not None:
            raise Conflict(clash)
        quarantine.participant_id = participant.id
        _settle(by, quarantine, "")
        quarantine.outcome = "accepted"
        act.on(response)
    return response


def reject_set_aside(*, by: Member, quarantine: Quarantine, note: str) -> Quarantine:
    """Leaves it out of the study, with the reason; what was sent is kept."""
    why = texts.required_text(note, texts.LONG)
    with team_action(by, "reject_set_aside", quarantine) as act:
        _require_waiting(quarantine)
        _settle(by, quarantine, why)
        quarantine.outcome = "rejected"
        act.on(quarantine)
    return quarantine


def keep_waiting_file(*, quarantine: Quarantine, name: str, digest: str, content: bytes) -> None:
    """Keeps a file beside a submission whose participant nobody knows yet; the same file again is kept once."""
    with action(None, "keep_waiting_file"):
        add_once(WaitingFile(quarantine_id=quarantine.id, name=name[:255], digest=digest, content=content))


def person_meant(quarantine: Quarantine) -> Participant | None:
    """Who it is from: known when it came, or known by now under the code that was typed."""
    typed = str(quarantine.content.get("participant", ""))
    return quarantine.participant or person_of(quarantine.study, typed)


def context_of(quarantine: Quarantine) -> Context:
    """The moment and the language of what was sent."""
    content = quarantine.content
    finished = _moment(content.get("finished_at")) or quarantine.received_at
    started = _moment(content.get("started_at")) or finished
    return Context(finished, str(content.get("language", "")), started, finished, quarantine.response_id)


def _moment(written: object) -> datetime | None:
    return datetime.fromisoformat(str(written)) if written else None


def _require_waiting(quarantine: Quarantine) -> None:
    if quarantine.settled_at is not None:
        raise Conflict("set_aside_settled")


def _settle(by: Member, quarantine: Quarantine, note: str) -> None:
    quarantine.settled_at, quarantine.settled_by_id, quarantine.note = now(), account_id(by), note or None


def _consent(quarantine: Quarantine, participant: Participant) -> Consent:
    if participant.withdrawn_at is not None:
        raise Refused("participant_withdrawn")
    text = text_of_digest(quarantine.study, str(quarantine.content.get("consent_digest", "")))
    known = in_force(participant)
    if known is None and text is None:
        raise Refused("consent_missing")
    return known or agree(participant, text, "field_client")  # type: ignore[arg-type]  # one of them is there


def _response(
    quarantine: Quarantine,
    participant: Participant,
    wave: str,
    version: QuestionnaireVersion,
    consent: Consent,
    context: Context,
) -> Response:
    taken = db.session.get(Response, quarantine.response_id) is not None
    return Response(
        id=new_id() if taken else quarantine.response_id,
        study_id=participant.study_id,
        participant_id=participant.id,
        wave=wave,
        version_id=version.id,
        consent_id=consent.id,
        content_digest=quarantine.content_digest,
        language=context.language or version.content.default_language,
        channel=cast(Channel, quarantine.content.get("channel", "field_client")),
        started_at=context.started_at,
        finished_at=context.finished_at,
    )
