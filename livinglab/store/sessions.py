"""Co-design sessions: an agenda whose items are activities, the seats of those who join, what they write and judge."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.database import ID_LENGTH, Entity, Identified, new_id, now

SessionState: TypeAlias = Literal["open", "closed"]
ActivityKind: TypeAlias = Literal["ideas"]
ItemState: TypeAlias = Literal["planned", "writing", "judging", "closed"]
ContributionState: TypeAlias = Literal["visible", "moderated"]
SeatChannel: TypeAlias = Literal["phone", "paper"]

CURRENT: tuple[ItemState, ...] = ("writing", "judging")


class Session(Identified, Entity):
    """One meeting. `code` is what people type to join; `revision` grows with each visible change, for polling."""

    __tablename__ = "session"
    __table_args__ = (one_of("state", get_args(SessionState)),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[SessionState] = mapped_column(String(20), default="open")
    revision: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="session", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )

    @property
    def current_item(self) -> AgendaItem | None:
        """The item that drives the phones and the screen now, if any."""
        return next((item for item in self.items if item.state in CURRENT), None)


class AgendaItem(Identified, Entity):
    """An activity: `writing` is private, `judging` shows what was written and takes dots, `closed` shows the votes."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("session_id", "position"),
        one_of("kind", get_args(ActivityKind)),
        one_of("state", get_args(ItemState)),
        CheckConstraint("dots >= 0", name="dots_not_negative"),
        Index(
            "uq_agenda_item_current",
            "session_id",
            unique=True,
            sqlite_where=text("state IN ('writing', 'judging')"),
            postgresql_where=text("state IN ('writing', 'judging')"),
        ),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[ActivityKind] = mapped_column(String(20))
    title: Mapped[dict[str, str]]
    prompt: Mapped[dict[str, str]] = mapped_column(default=dict)
    dots: Mapped[int] = mapped_column(default=3)
    planned_minutes: Mapped[int | None]
    state: Mapped[ItemState] = mapped_column(String(20), default="planned")
    started_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship(back_populates="items")
    contributions: Mapped[list[Contribution]] = relationship(
        back_populates="item", order_by="Contribution.created_at, Contribution.id", cascade="all, delete-orphan"
    )

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.session.project_id


class Seat(Identified, Entity):
    """Someone in a session, without account; the pseudonym is optional.

    Only hashes are kept: of the token that lets their phone act, of the receipt that lets them read.
    """

    __tablename__ = "seat"

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pseudonym: Mapped[str | None] = mapped_column(String(80))
    channel: Mapped[SeatChannel] = mapped_column(String(20), default="phone")

    session: Mapped[Session] = relationship()


class Contribution(Identified, Entity):
    """What a seat wrote. Its id was chosen by the page, so that a retry is stored once. Never deleted, never edited."""

    __tablename__ = "contribution"
    __table_args__ = (
        one_of("state", get_args(ContributionState)),
        together("moderated_with_reason", "moderation_reason", "moderated_by_id"),
        CheckConstraint("state = 'visible' OR moderation_reason IS NOT NULL", name="moderation_says_why"),
    )

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[ContributionState] = mapped_column(String(20), default="visible")
    moderation_reason: Mapped[str | None] = mapped_column(Text)
    moderated_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    item: Mapped[AgendaItem] = relationship(back_populates="contributions")
    seat: Mapped[Seat] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.item.project_id


class JudgementEvent(Entity):
    """A seat put `value` dots on a contribution. Append-only: the last one counts, a re-vote never adds up."""

    __tablename__ = "judgement_event"
    __table_args__ = (CheckConstraint("value >= 0", name="value_not_negative"),)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"), index=True)
    value: Mapped[int]
