"""Responses: what people answered, as they gave it; what they are still writing; what clashed and is kept aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, declared_attr, deferred, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.database import ID_LENGTH, LANGUAGE_LENGTH, Entity, db, now
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant, Study

Channel: TypeAlias = Literal["page", "offline", "field_client", "paper", "import", "kiosk", "interviewer"]
Outcome: TypeAlias = Literal["accepted", "rejected", "corrected"]


class Response(Entity):
    """One submission of one participant at one wave. Append-only: a correction is a new row that `revises` the old.

    `id` was chosen by the client, so that a retry is stored once. No consent, no row.
    `entered_by_id`: who typed it from a sheet of paper. `client_id`: the device it came by.
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
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    channel: Mapped[Channel] = mapped_column(String(20))
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(default=now)
    client_id: Mapped[str | None] = mapped_column(ForeignKey("field_client.id"), index=True)
    revises_id: Mapped[str | None] = mapped_column(ForeignKey("response.id"), unique=True)
    superseded_at: Mapped[datetime | None]

    participant: Mapped[Participant] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()


class Writing:
    """Answers still being written, kept by the server under the id of the response to come; gone once sent.

    `revision` grows at each save: a page rendered from an older one is told so instead of overwriting.
    """

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    started_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)

    @declared_attr
    @classmethod
    def version(cls) -> Mapped[QuestionnaireVersion]:
        """What is asked."""
        return relationship(QuestionnaireVersion)


class Draft(Writing, Entity):
    """What a participant is writing at a wave."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("participant_id", "wave"),)

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))

    participant: Mapped[Participant] = relationship()


class Quarantine(Entity):
    """What was sent and could not be accepted, kept whole until a person has settled it; then kept still.

    `content` holds the answers as they were given; `original` the bytes of a field client. Who answers may not be
    known yet. Settled, it became a response, of the same id where no other has it, was rejected with a note, or was
    corrected by the person: the response of the same id is what they sent then.
    """

    __tablename__ = "quarantine"
    __table_args__ = (
        UniqueConstraint("response_id", "content_digest"),
        one_of("outcome", get_args(Outcome)),
        together("settled_whole", "settled_at", "outcome"),
        CheckConstraint("became_id IS NULL OR outcome = 'accepted'", name="became_when_accepted"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    response_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str | None] = mapped_column(ForeignKey("field_client.id"), index=True)
    wave: Mapped[str | None] = mapped_column(String(80))
    content: Mapped[dict[str, Any]]
    content_digest: Mapped[str] = mapped_column(String(80))
    original: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    reason: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[Outcome | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    became_id: Mapped[str | None] = mapped_column(ForeignKey("response.id", ondelete="SET NULL"))

    study: Mapped[Study] = relationship()
    participant: Mapped[Participant | None] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


def set_aside_of(study_id: str) -> Sequence[Quarantine]:
    """What a study has set aside: what waits first, then what is settled; the newest first."""
    chosen = select(Quarantine).where(Quarantine.study_id == study_id)
    return db.session.scalars(
        chosen.order_by(Quarantine.settled_at.is_not(None), Quarantine.received_at.desc(), Quarantine.id)
    ).all()


def waiting_of(study_id: str) -> int:
    """How many submissions a study has set aside and not settled."""
    chosen = select(func.count(Quarantine.id)).where(Quarantine.study_id == study_id, Quarantine.settled_at.is_(None))
    return db.session.scalar(chosen) or 0


def waves_answered_by(participant: Participant) -> frozenset[str]:
    """The waves a participant has answered."""
    chosen = select(Response.wave).where(Response.participant_id == participant.id, Response.superseded_at.is_(None))
    return frozenset(db.session.scalars(chosen))
