"""What field clients send: XML read into what a device collected."""

from __future__ import annotations

from livinglab.actions.collected import Collected, Receipt, accept_collected
from livinglab.store.consents import text_of_digest
from livinglab.store.database import now
from livinglab.store.failures import Refused
from livinglab.store.field_clients import FieldClient, asked_at
from livinglab.store.finding import person_of
from livinglab.store.studies import Study
from surveys.openrosa.instance import Envelope, Unreadable, read_answers, read_envelope
from surveys.submission import check
from surveys.values import Context


def accept_field_submission(*, by: FieldClient, xml: bytes) -> Receipt:
    """Stores or sets aside what a field client sent.

    Raises what `accept_collected` raises, and Refused for what is no submission and for a form or a version this study
    never asked. Nothing is stored then.
    """
    return accept_collected(by=by, sent=_read(by.study, xml))


def _read(study: Study, xml: bytes) -> Collected:
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
    return Collected(
        id=envelope.response_id,
        digest=envelope.digest,
        wave=wave,
        version=version,
        code=envelope.participant,
        participant=person_of(study, envelope.participant),
        consent_text=text,
        consent_digest=envelope.consent_digest,
        answers=given.answers,
        checked=check(version.content, given.answers, context),
        context=context,
        channel="field_client",
        unknown=given.unknown,
        revises_id=envelope.revises_id,
        original=xml,
    )


def _context(envelope: Envelope, language: str) -> Context:
    """What the expressions may know: the clock and the time zone of the device."""
    finished = envelope.finished_at or now()
    return Context(finished, language, envelope.started_at or finished, finished, envelope.response_id)
