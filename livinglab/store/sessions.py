"""Co-design sessions: an agenda whose items are activities, the seats of those who join, what they write and judge."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.activities import ACTIVITIES
from livinglab.activities.activity import Activity
from livinglab.store.choices import one_of, together
from livinglab.store.database import ID_LENGTH, Entity, Identified, new_id, now

SessionState: TypeAlias = Literal["open", "closed"]
ItemState: TypeAlias = Literal["planned", "writing", "judging", "closed"]
ContributionState: TypeAlias = Literal["waiting", "visible", "moderated"]
Channel: TypeAlias = Literal["phone", "paper", "spoken", "import"]
Helix: TypeAlias = Literal["citizens", "public", "private", "academia", "environment"]

CURRENT: tuple[ItemState, ...] = ("writing", "judging")


class Session(Identified, Entity):
    """One meeting. `code` is what people type to join, `place` where they meet, if it was said.

    `held_on` is the day it took place when it is not the day it was run here, e.g. typed from paper a week later.
    `reads_first`: in the activities planned from now on, words wait until the team has read them.
    For polling: `revision` grows with each change the room sees, `turn` with each that a phone must show too.
    """

    __tablename__ = "session"
    __table_args__ = (one_of("state", get_args(SessionState)),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]]
    place: Mapped[str] = mapped_column(String(200), default="")
    held_on: Mapped[date | None]
    reads_first: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[SessionState] = mapped_column(String(20), default="open")
    revision: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]

    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="session", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )

    @property
    def current_item(self) -> AgendaItem | None:
        """The item that drives the phones and the screen now, if any."""
        return next((item for item in self.items if item.state in CURRENT), None)

    @property
    def day(self) -> date:
        """The day it took place: as the team corrected it, else when it ended, else when it was opened."""
        return self.held_on or (self.closed_at or self.created_at).date()

    def day_of(self, moment: datetime) -> date:
        """The day of something stored at that moment: that of the session, unless it came once the session was over."""
        return day_within(moment, self.held_on, self.closed_at)


def day_within(moment: datetime, held_on: date | None, closed_at: datetime | None) -> date:
    """The same, from the columns of a session."""
    if held_on is None or (closed_at is not None and moment > closed_at):
        return moment.date()
    return held_on


class AgendaItem(Identified, Entity):
    """An activity: `writing` is private, `judging` shows what was written and takes votes, `closed` shows the result.

    `kind` is a row of `livinglab.activities`. While `paused_at` is set the clock stands still; `paused_seconds` sums
    the pauses that are over. `extra_minutes` were added while it ran: what was planned stays as it was planned.
    When it starts, it takes over what `source_id` left, or the `carry_most` first of it. `reads_first`: what people
    write waits until the team has read it.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("session_id", "position"),
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
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[dict[str, str]]
    prompt: Mapped[dict[str, str]] = mapped_column(default=dict)
    asks_writing: Mapped[bool] = mapped_column(default=True)
    reads_first: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"))
    carry_most: Mapped[int | None]
    dots: Mapped[int] = mapped_column(default=3)
    planned_minutes: Mapped[int | None]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    state: Mapped[ItemState] = mapped_column(String(20), default="planned")
    started_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship(back_populates="items")
    contributions: Mapped[list[Contribution]] = relationship(
        back_populates="item",
        order_by="Contribution.created_at, Contribution.id",
        foreign_keys="Contribution.item_id",
        cascade="all, delete-orphan",
    )
    source: Mapped[AgendaItem | None] = relationship(remote_side="AgendaItem.id", foreign_keys=[source_id])
    carried: Mapped[list[CarriedContribution]] = relationship(
        order_by="CarriedContribution.position", cascade="all, delete-orphan"
    )

    @property
    def activity(self) -> Activity:
        """What is done in it."""
        return ACTIVITIES[self.kind]

    @property
    def stages(self) -> tuple[Literal["writing", "judging"], ...]:
        """What it goes through between planned and closed."""
        return self.activity.stages if self.asks_writing else ("judging",)

    @property
    def subjects(self) -> tuple[Contribution, ...]:
        """What is judged: what an earlier activity left, then what was written here; hidden ones are not."""
        all_of_them = (*(each.contribution for each in self.carried), *self.contributions)
        return tuple(each for each in all_of_them if each.state == "visible" and each.replaced_in_id != self.id)

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.session.project_id


class Seat(Identified, Entity):
    """Someone in a session, without account; the pseudonym and the helix are optional.

    Only hashes are kept: of the token that lets their phone act, of the receipt that lets them read. `number` is that
    of a sheet of paper; `channel` is how they take part, by themselves or through who types for them.
    """

    __tablename__ = "seat"
    __table_args__ = (
        one_of("channel", get_args(Channel)),
        one_of("helix", get_args(Helix)),
        UniqueConstraint("session_id", "number", name="uq_seat_number"),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pseudonym: Mapped[str | None] = mapped_column(String(80))
    channel: Mapped[Channel] = mapped_column(String(20), default="phone")
    helix: Mapped[Helix | None] = mapped_column(String(20))
    number: Mapped[str | None] = mapped_column(String(12))

    session: Mapped[Session] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.session.project_id


class Contribution(Identified, Entity):
    """What a seat wrote, or the team for all. Its id was chosen by the page: a retry is stored once.

    Never deleted, never edited. `details` holds the other fields of its activity. `entered_by_id` is who typed it for
    somebody, or wrote it for the team when there is no seat. `replaced_in_id`: the item where it became part of a
    theme, or was split; there, the theme or the parts are judged in its place. `waiting`: nobody but its author and the
    team sees it until the team has read it. `moderation_code` is the short reason of what is hidden, its words beside.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        one_of("state", get_args(ContributionState)),
        together("moderated_with_reason", "moderation_reason", "moderated_by_id"),
        CheckConstraint("state <> 'moderated' OR moderation_reason IS NOT NULL", name="moderation_says_why"),
        CheckConstraint("seat_id IS NOT NULL OR entered_by_id IS NOT NULL", name="has_an_author"),
    )

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str | None] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    replaced_in_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"))
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any] | None]
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[ContributionState] = mapped_column(String(20), default="visible")
    moderation_code: Mapped[str | None] = mapped_column(String(20))
    moderation_reason: Mapped[str | None] = mapped_column(Text)
    moderated_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    item: Mapped[AgendaItem] = relationship(back_populates="contributions", foreign_keys=[item_id])
    seat: Mapped[Seat | None] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.item.project_id


class CarriedContribution(Entity):
    """What an earlier activity left and this one judges: not a copy, so that the trace runs through."""

    __tablename__ = "carried_contribution"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]

    contribution: Mapped[Contribution] = relationship(lazy="selectin")  # thousands, not one query each


class JudgementEvent(Entity):
    """A seat said `value` of a contribution, on a scale, compared with another if it was a choice between two.

    Append-only: the last one of a seat, contribution, scale and opponent counts; a re-vote never adds up. No value: the
    person skipped. `entered_by_id` is who typed it, from paper or aloud.
    """

    __tablename__ = "judgement_event"
    __table_args__ = (one_of("channel", get_args(Channel)),)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=now)
    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), index=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"), index=True)
    against_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    scale: Mapped[str] = mapped_column(String(20), default="dots")
    value: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[Channel] = mapped_column(String(20), default="phone")
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class ResultSnapshot(Identified, Entity):
    """The result of an item, frozen: the counts it came from, the method with its parameters and seed, the digests.

    `last_event` is the last judgement counted (None before this was kept): with it the counts can be made again.
    An item that is opened again and closed again has several; the last one counts and the others stay.
    """

    __tablename__ = "result_snapshot"

    item_id: Mapped[str] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    parameters: Mapped[dict[str, Any]]
    seed: Mapped[int | None]
    counts: Mapped[dict[str, Any]]
    input_digest: Mapped[str] = mapped_column(String(80))
    result: Mapped[dict[str, Any]]
    result_digest: Mapped[str] = mapped_column(String(80))
    last_event: Mapped[int | None]

    item: Mapped[AgendaItem] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.item.project_id
