"""Consents: publishing what people are asked to agree to, agreeing to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from livinglab.actions import texts
from livinglab.actions.action import action, team_action
from livinglab.store.actors import Member
from livinglab.store.consents import Consent, ConsentChannel, ConsentText, in_force
from livinglab.store.database import db, lock, now
from livinglab.store.failures import NotFound, Refused
from livinglab.store.studies import Participant, Study

CONSENT_LENGTH = 20_000


def publish_consent(*, by: Member, study: Study, text: Mapping[str, str]) -> tuple[ConsentText, ...]:
    """A new version of the consent text, in each language given; earlier versions stay what people agreed to."""
    worded = texts.in_languages(text, CONSENT_LENGTH)
    with team_action(by, "publish_consent", study) as act:
        if study.state == "closed":
            raise Refused("study_closed")
        lock(study)
        published = add_texts(study, worded)
        act.on(published[0])
    return published


def give_consent(*, by: Participant, consent_text: ConsentText) -> Consent:
    """A participant agrees to a text. Agreeing twice is one consent; a newer text replaces the older agreement."""
    with action(by, "give_consent") as act:
        if consent_text.study_id != by.study_id:
            raise NotFound
        lock(by)
        _require_present(by)
        known = in_force(by)
        if known is not None and known.text_id == consent_text.id:
            return known
        if known is not None:
            known.withdrawn_at = now()
            db.session.flush()
        consent = agree(by, consent_text, "page")
        act.on(consent)
    return consent


def add_texts(study: Study, worded: Mapping[str, str]) -> tuple[ConsentText, ...]:
    """The next version of a study's consent text, inside the running action."""
    last = db.session.scalar(select(func.max(ConsentText.version)).where(ConsentText.study_id == study.id)) or 0
    published = tuple(
        ConsentText(study_id=study.id, version=last + 1, language=language, text=words, digest=_digest(words))
        for language, words in worded.items()
    )
    db.session.add_all(published)
    db.session.flush()
    return published


def agree(
    participant: Participant, consent_text: ConsentText, channel: ConsentChannel, at: datetime | None = None
) -> Consent:
    """Stores an agreement, inside the running action; `at` is when it was given, if that was before."""
    moment = at or now()
    consent = Consent(participant_id=participant.id, text_id=consent_text.id, channel=channel, created_at=moment)
    db.session.add(consent)
    db.session.flush()
    return consent


def _require_present(participant: Participant) -> None:
    if participant.withdrawn_at is not None:
        raise Refused("participant_withdrawn")
    if not participant.study.takes_answers:
        raise Refused("study_not_open")


def _digest(words: str) -> str:
    return "sha256:" + hashlib.sha256(words.encode()).hexdigest()
