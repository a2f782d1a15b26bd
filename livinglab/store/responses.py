"""Responses: what people answered, as they gave it; what they are still writing; what clashed and is kept aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.database import ID_LENGTH, Entity, db, now
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant

Channel: TypeAlias = Literal["page", "offline", "field_client", "paper", "import"]


class Response(Entity):
    """One submission of one participant at one wave. Append-only: a correction is a new row that `revises` the old.

    `id` was chosen by the client, so that a retry is stored once. No consent, no row.
    """

    __tablename__ = "response"
    __table_args__ = (
        one_of("channel", get_args(Channel)),
        Index(
            "uq_response_current",
            "participant_id",
            "wave",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"), index=True)
    consent_id: Mapped[str] = mapped_column(ForeignKey("consent.id"))
    answers: Mapped[dict[str, Any]]
    content_digest: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[Channel] = mapped_column(String(20))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(default=now)
    revises_id: Mapped[str | None] = mapped_column(ForeignKey("response.id"), unique=True)
    superseded_at: Mapped[datetime | None]

    participant: Mapped[Participant] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()


class Draft(Entity):
    """Answers still being written, kept by the server under the id of the response to come; gone once sent.

    `revision` grows at each save: a page rendered from an older one is told so instead of overwriting.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("participant_id", "wave"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)

    participant: Mapped[Participant] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()


class Quarantine(Entity):
    """A submission that clashed with a stored one, kept whole until a person has looked at it."""

    __tablename__ = "quarantine"
    __table_args__ = (UniqueConstraint("response_id", "content_digest"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    response_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]]
    content_digest: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(default=now)


def waves_answered_by(participant: Participant) -> frozenset[str]:
    """The waves a participant has answered."""
    chosen = select(Response.wave).where(Response.participant_id == participant.id, Response.superseded_at.is_(None))
    return frozenset(db.session.scalars(chosen))
