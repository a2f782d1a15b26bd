"""What was set aside: repaired, given to a person, accepted as a response, or rejected. The original stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.attachments import discard_unnamed
from livinglab.actions.collected import attribute_files, consent_channel
from livinglab.actions.consents import agree
from livinglab.actions.responses import add_response
from livinglab.actions.waiting_files import files_follow, prepared_files
from livinglab.store.actors import Member, account_id
from livinglab.store.consents import Consent, in_force, text_of_digest
from livinglab.store.database import db, lock, new_id, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.finding import person_of, response_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Channel, Outcome, Quarantine, Response
from livinglab.store.serving import once_served
from livinglab.store.studies import Participant
from surveys.submission import Checked, check
from surveys.values import Context, to_json


def version_of(quarantine: Quarantine) -> QuestionnaireVersion | None:
    """The version it answers, if its wave ever asked that one."""
    digest = str(quarantine.content.get("questionnaire_digest", ""))
    return once_served(quarantine.study, quarantine.wave or "", digest)


def answers_of(quarantine: Quarantine) -> Mapping[str, Any]:
    """The answers as they were given, with what was repaired since."""
    return cast(Mapping[str, Any], quarantine.content.get("repaired") or quarantine.content["answers"])


def checked(quarantine: Quarantine) -> Checked | None:
    """What the one validation of every door says of these answers now; None without a version."""
    version = version_of(quarantine)
    return _checked(quarantine, version) if version else None


def attribute_set_aside(
    *, by: Member, quarantine: Quarantine, code: str, version: QuestionnaireVersion | None = None
) -> Quarantine:
    """Says who it is from, by pseudonym or by what the team calls them, and which version it answers."""
    with team_action(by, "attribute_set_aside", quarantine) as act:
        _require_waiting(quarantine)
        person = person_of(quarantine.study, code)
        if person is None:
            raise Refused("participant_unknown")
        quarantine.participant_id = person.id
        attribute_files(quarantine.response_id, person)
        if version is not None:
            if once_served(quarantine.study, quarantine.wave or "", version.digest) is None:
                raise Refused("questionnaire_not_served")
            quarantine.content = {**quarantine.content, "questionnaire_digest": version.digest}
        act.on(quarantine)
    return quarantine


def repair_set_aside(*, by: Member, quarantine: Quarantine, answers: Mapping[str, Any]) -> Quarantine:
    """Keeps repaired answers beside those given; nothing is accepted yet."""
    with team_action(by, "repair_set_aside", quarantine) as act:
        _require_waiting(quarantine)
        quarantine.content = {**quarantine.content, "repaired": dict(answers)}
        act.on(quarantine)
    return quarantine


def accept_set_aside(*, by: Member, quarantine: Quarantine, replace: bool = False) -> Response:
    """Makes a response of it, with its files, under the id the client chose or, where that is taken, one of its own.

    `replace` says that it takes the place of what the participant answered at that wave. Elements no question explains
    stay in the original only. Raises Refused with the complaints (`details`) while answers do not hold, and Conflict
    for an answer there already.
    """
    with prepared_files(quarantine) as ready, team_action(by, "accept_set_aside", quarantine) as act:
        lock(quarantine)
        _require_waiting(quarantine)
        participant, version = quarantine.participant, version_of(quarantine)
        if participant is None:
            raise Refused("participant_unknown")
        if version is None:
            raise Refused("questionnaire_not_served")
        response = _response(quarantine, participant, version)
        clash = add_response(participant, response, _replaced(participant, response) if replace else "")
        if clash is not None:
            raise Conflict(clash)
        as_they_came = files_follow(quarantine, response, ready)
        _settle(by, quarantine, "accepted")
        quarantine.became_id = response.id
        act.on(response)
    discard_unnamed(as_they_came)
    return response


def reject_set_aside(*, by: Member, quarantine: Quarantine, note: str) -> Quarantine:
    """Leaves it out of the study, with the reason; what was sent is kept."""
    why = texts.required_text(note, texts.LONG)
    with team_action(by, "reject_set_aside", quarantine) as act:
        _require_waiting(quarantine)
        _settle(by, quarantine, "rejected", why)
        act.on(quarantine)
    return quarantine


def _context(quarantine: Quarantine) -> Context:
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


def _settle(by: Member, quarantine: Quarantine, outcome: Outcome, note: str = "") -> None:
    quarantine.settled_at, quarantine.settled_by_id = now(), account_id(by)
    quarantine.outcome, quarantine.note = outcome, note or None


def _replaced(participant: Participant, response: Response) -> str:
    current = response_of(participant, response.wave)
    return current.id if current is not None else ""


def _consent(quarantine: Quarantine, participant: Participant) -> Consent:
    lock(participant)
    if participant.withdrawn_at is not None:
        raise Refused("participant_withdrawn")
    known = in_force(participant)
    if known is not None:
        return known
    text = text_of_digest(quarantine.study, str(quarantine.content.get("consent_digest", "")))
    if text is None:
        raise Refused("consent_missing")
    return agree(participant, text, consent_channel(quarantine.content.get("channel", "field_client")))


def _checked(quarantine: Quarantine, version: QuestionnaireVersion) -> Checked:
    copied = quarantine.content.get("channel") == "paper"
    return check(version.content, answers_of(quarantine), _context(quarantine), copied=copied)


def _response(quarantine: Quarantine, participant: Participant, version: QuestionnaireVersion) -> Response:
    context = _context(quarantine)
    found = _checked(quarantine, version)
    if not found.accepted:
        raise Refused("answers_to_put_right", found.complaints, n=len(found.complaints))
    taken = db.session.get(Response, quarantine.response_id) is not None
    return Response(
        id=new_id() if taken else quarantine.response_id,
        study_id=participant.study_id,
        participant_id=participant.id,
        wave=quarantine.wave,
        version_id=version.id,
        consent_id=_consent(quarantine, participant).id,
        answers=cast(dict[str, Any], to_json(found.answers)),
        content_digest=quarantine.content_digest,
        language=context.language or version.content.default_language,
        channel=cast(Channel, quarantine.content.get("channel", "field_client")),
        entered_by_id=quarantine.content.get("entered_by"),
        client_id=quarantine.client_id,
        started_at=context.started_at,
        finished_at=context.finished_at,
    )
