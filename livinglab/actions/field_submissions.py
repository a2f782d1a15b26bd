"""What field clients send: stored once, or set aside whole with its reason. The client is answered after the commit.

A phone cannot be asked again, so what does not hold is kept and acknowledged. Three things are not: answers of someone
who did not agree, of someone who has left, and answers to a study that is closed. The phone keeps those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import or_, select

from livinglab.actions.action import Act, action
from livinglab.actions.consents import agree
from livinglab.actions.responses import add_response
from livinglab.store.consents import Consent, ConsentText, in_force, text_of_digest
from livinglab.store.database import add_once, db, keys, lock, new_id, now
from livinglab.store.failures import Conflict, NotAllowed, Refused
from livinglab.store.field_clients import FieldClient, asked_at
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from livinglab.store.tokens import pseudonym
from surveys.openrosa.instance import Answered, Envelope, Unreadable, read_answers, read_envelope
from surveys.submission import Checked, check
from surveys.values import Context, to_json

Reason: TypeAlias = Literal[
    "participant_unknown", "elements_unknown", "answers_to_put_right", "already_answered", "response_differs"
]


@dataclass(frozen=True)
class Receipt:
    """What became of a submission: stored (again, if `repeated`), or set aside. Its files go where it went."""

    response_id: str
    participant: Participant | None
    quarantine: Quarantine | None = None
    repeated: bool = False


@dataclass(frozen=True)
class _Sent:
    """A submission understood, before anything is stored."""

    envelope: Envelope
    xml: bytes
    wave: str
    version: QuestionnaireVersion
    participant: Participant | None
    consent_text: ConsentText | None
    given: Answered
    checked: Checked
    context: Context

    @property
    def reason(self) -> Reason | None:
        """Why it cannot be accepted as it is, if it cannot."""
        if self.participant is None:
            return "participant_unknown"
        if self.given.unknown:
            return "elements_unknown"
        return None if self.checked.accepted else "answers_to_put_right"


def accept_field_submission(*, by: FieldClient, xml: bytes) -> Receipt:
    """Stores or sets aside what a field client sent.

    The same instanceID with the same content is acknowledged again. With other content it is set aside and raises
    Conflict. Raises Refused for what is no submission and for a form or a version this study never asked; Conflict
    for a closed study, someone who has left, an agreement not given. Nothing is stored then.
    """
    sent = _understood(by.study, xml)
    with action(by, "accept_field_submission") as act:
        lock(sent.participant or by.study)
        before = _before(by.study, sent)
        if before is not None:
            return before
        _require_collecting(by)
        by.last_sent_at = now()
        consent = _consent(sent)
        kept = _kept(act, by, sent, consent)
    if kept.quarantine is not None and kept.quarantine.reason == "response_differs":
        raise Conflict("response_differs")
    return kept


def person_of(study: Study, code: str) -> Participant | None:
    """Who a code means: their pseudonym, in any case, or what the team calls them, which is not stored."""
    bare = "".join(code.split())
    named = pseudonym(keys().pseudonym_key, study.id, code.strip())
    chosen = select(Participant).where(
        Participant.study_id == study.id,
        or_(Participant.pseudonym == bare.upper(), Participant.pseudonym == bare, Participant.pseudonym == named),
    )
    return db.session.scalars(chosen).first() if bare else None


def _understood(study: Study, xml: bytes) -> _Sent:
    try:
        envelope = read_envelope(xml)
    except Unreadable as unreadable:
        raise Refused(unreadable.code) from unreadable
    asked = asked_at(study, envelope.form_id, envelope.questionnaire_digest)
    if asked is None:
        raise Refused("field_form_unknown")
    wave, version = asked
    text = text_of_digest(study, envelope.consent_digest)
    given = read_answers(envelope, version.content)
    context = _context(envelope, text.language if text else version.content.default_language)
    checked = check(version.content, given.answers, context)
    person = person_of(study, envelope.participant)
    return _Sent(envelope, xml, wave, version, person, text, given, checked, context)


def _context(envelope: Envelope, language: str) -> Context:
    """What the expressions may know: the clock and the time zone of the device."""
    finished = envelope.finished_at or now()
    return Context(finished, language, envelope.started_at or finished, finished, envelope.response_id)


def _require_collecting(by: FieldClient) -> None:
    if by.revoked_at is not None:
        raise NotAllowed
    if not by.study.takes_answers:
        raise Conflict("study_not_open")


def _before(study: Study, sent: _Sent) -> Receipt | None:
    """The receipt of the same submission, if it came before."""
    identifier, digest = sent.envelope.response_id, sent.envelope.digest
    known = db.session.get(Response, identifier)
    if known is not None and known.study_id == study.id and known.content_digest == digest:
        return Receipt(identifier, known.participant, repeated=True)
    aside = next((one for one in _aside(study, identifier) if one.content_digest == digest), None)
    if aside is None:
        return None
    if aside.reason == "response_differs":
        raise Conflict("response_differs")
    return Receipt(identifier, aside.participant, aside, repeated=True)


def _aside(study: Study, identifier: str) -> Sequence[Quarantine]:
    chosen = select(Quarantine).where(Quarantine.response_id == identifier, Quarantine.study_id == study.id)
    return db.session.scalars(chosen).all()


def _consent(sent: _Sent) -> Consent | None:
    """The agreement in force, else the one this submission carries; None while nobody knows whose it is."""
    if sent.participant is None:
        if sent.consent_text is None:
            raise Conflict("field_consent_missing")
        return None
    if sent.participant.withdrawn_at is not None:
        raise Conflict("participant_withdrawn")
    known = in_force(sent.participant)
    if known is None and sent.consent_text is None:
        raise Conflict("field_consent_missing")
    return known or agree(sent.participant, cast(ConsentText, sent.consent_text), "field_client")


def _kept(act: Act, by: FieldClient, sent: _Sent, consent: Consent | None) -> Receipt:
    identifier = sent.envelope.response_id
    reason = sent.reason
    if db.session.get(Response, identifier) is not None or _aside(by.study, identifier):
        reason = "response_differs"
    if reason is None and sent.participant is not None and consent is not None:
        response = _response(sent, sent.participant, consent)
        reason = add_response(sent.participant, response, sent.envelope.revises_id)
        if reason is None:
            act.on(response)
            return Receipt(identifier, sent.participant)
    quarantine = _set_aside(by, sent, reason or "answers_to_put_right")
    act.verb = "quarantine_submission"
    act.on(quarantine)
    return Receipt(identifier, sent.participant, quarantine)


def _response(sent: _Sent, participant: Participant, consent: Consent) -> Response:
    return Response(
        id=sent.envelope.response_id,
        study_id=participant.study_id,
        participant_id=participant.id,
        wave=sent.wave,
        version_id=sent.version.id,
        consent_id=consent.id,
        answers=cast(dict[str, Any], to_json(sent.checked.answers)),
        content_digest=sent.envelope.digest,
        language=sent.context.language,
        channel="field_client",
        started_at=sent.context.started_at,
        finished_at=sent.context.finished_at,
    )


def _set_aside(by: FieldClient, sent: _Sent, reason: Reason) -> Quarantine:
    kept = Quarantine(
        id=new_id(),
        response_id=sent.envelope.response_id,
        study_id=by.study_id,
        participant_id=sent.participant.id if sent.participant else None,
        wave=sent.wave,
        content=_content(sent),
        content_digest=sent.envelope.digest,
        original=sent.xml,
        reason=reason,
    )
    if not add_once(kept):
        raise Conflict("response_differs")
    return kept


def _content(sent: _Sent) -> dict[str, Any]:
    started, finished = sent.context.started_at, sent.context.finished_at
    return {
        "answers": sent.given.answers,
        "unknown": sent.given.unknown,
        "participant": sent.envelope.participant,
        "consent_digest": sent.envelope.consent_digest,
        "revises_id": sent.envelope.revises_id,
        "questionnaire_digest": sent.version.digest,
        "language": sent.context.language,
        "channel": "field_client",
        "started_at": started.isoformat() if started else "",
        "finished_at": finished.isoformat() if finished else "",
    }
