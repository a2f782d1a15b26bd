"""Consents: the text shown, by digest, version and language, and who agreed to it when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.database import LANGUAGE_LENGTH, Entity, Identified, db
from livinglab.store.studies import Participant, Study

ConsentChannel: TypeAlias = Literal["page", "import", "field_client", "paper", "kiosk", "interviewer"]


class ConsentText(Identified, Entity):
    """What people are asked to agree to. Never changed: a new wording is a new version."""

    __tablename__ = "consent_text"
    __table_args__ = (UniqueConstraint("study_id", "version", "language"),)

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(80))


class Consent(Identified, Entity):
    """A participant agreed to a text at `created_at`. At most one is in force; a withdrawal is dated, never erased."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("channel", get_args(ConsentChannel)),
        Index(
            "uq_consent_in_force",
            "participant_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    text_id: Mapped[str] = mapped_column(ForeignKey("consent_text.id"))
    channel: Mapped[ConsentChannel] = mapped_column(String(20), default="page")
    withdrawn_at: Mapped[datetime | None]

    text: Mapped[ConsentText] = relationship()


def in_force(participant: Participant) -> Consent | None:
    """The agreement of a participant now in force, if any."""
    chosen = select(Consent).where(Consent.participant_id == participant.id, Consent.withdrawn_at.is_(None))
    return db.session.scalars(chosen).first()


def consent_texts(study: Study) -> Mapping[str, ConsentText]:
    """Language → the text people are asked to agree to: the languages of the newest version."""
    chosen = select(ConsentText).where(ConsentText.study_id == study.id).order_by(ConsentText.version, ConsentText.id)
    texts = tuple(db.session.scalars(chosen))
    return {text.language: text for text in texts if text.version == texts[-1].version}


def text_of_digest(study: Study, digest: str) -> ConsentText | None:
    """The text of that digest, if the study ever asked people to agree to it."""
    chosen = select(ConsentText).where(ConsentText.study_id == study.id, ConsentText.digest == digest)
    return db.session.scalars(chosen.order_by(ConsentText.version)).first()
