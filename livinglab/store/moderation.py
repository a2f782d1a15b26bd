"""What the team did with people's words: read, hidden, restored. Append-only: the last one says what is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import ColumnElement, ForeignKey, Integer, Select, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import one_of
from livinglab.store.database import Entity, db, now
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Contribution, Session

Move: TypeAlias = Literal["read", "hidden", "restored"]
Standing: TypeAlias = Literal["new", "shown", "hidden"]

# The short reasons offered for a move; `own` says nothing by itself, the words beside it do.
REASONS: Mapping[Move, tuple[str, ...]] = {
    "hidden": ("names_someone", "may_hurt", "said_already", "other_question", "own"),
    "restored": ("read_again", "author_explained", "own"),
}
OWN = "own"
STANDINGS: tuple[Standing, ...] = get_args(Standing)


class ModerationEvent(Entity):
    """Somebody of the team read a contribution, hid it or restored it: when, who, why. Never changed, never deleted."""

    __tablename__ = "moderation_event"
    __table_args__ = (one_of("move", get_args(Move)),)

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"), index=True)
    move: Mapped[Move] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(20), default=OWN)
    words: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))


@dataclass(frozen=True)
class Past:
    """A move as its page tells it."""

    at: datetime
    move: Move
    code: str
    words: str
    who: str


@dataclass(frozen=True)
class Sought:
    """Which contributions of a session a page asks for; empty fields ask for all."""

    standing: str = ""
    item: str = ""
    words: str = ""


def past_of(ids: Sequence[str]) -> Mapping[str, Sequence[Past]]:
    """Id of a contribution → what was done with it, first to last."""
    chosen = select(ModerationEvent, Account.name).join(Account, Account.id == ModerationEvent.by_id)
    chosen = chosen.where(ModerationEvent.contribution_id.in_(ids)).order_by(ModerationEvent.sequence)
    told: dict[str, list[Past]] = {}
    for event, name in db.session.execute(chosen):
        told.setdefault(event.contribution_id, []).append(Past(event.at, event.move, event.code, event.words, name))
    return told


def last_move(contribution: Contribution) -> ModerationEvent | None:
    """What was last done with a contribution."""
    chosen = select(ModerationEvent).where(ModerationEvent.contribution_id == contribution.id)
    return db.session.scalars(chosen.order_by(ModerationEvent.sequence.desc()).limit(1)).first()


def sought_in(session: Session, sought: Sought) -> Sequence[str]:
    """The ids of what a page asks for, what has waited longest first."""
    chosen = _of(session).with_only_columns(Contribution.id, Contribution.text)
    if sought.standing in STANDINGS:
        chosen = chosen.where(_stands(sought.standing))
    if sought.item:
        chosen = chosen.where(Contribution.item_id == sought.item)
    rows = db.session.execute(chosen.order_by(Contribution.created_at, Contribution.id))
    wanted = sought.words.strip().casefold()  # here and not in SQL: SQLite folds the case of ASCII alone
    return [identifier for identifier, text in rows if wanted in text.casefold()]


def standings_in(session: Session) -> Mapping[Standing, int]:
    """How many contributions of a session nobody has read, are shown, are hidden."""
    return {
        standing: db.session.scalar(_of(session).with_only_columns(func.count()).where(_stands(standing))) or 0
        for standing in STANDINGS
    }


def standing_of(contribution: Contribution, past: Sequence[Past]) -> Standing:
    """Where a contribution stands for the team."""
    if contribution.state == "moderated":
        return "hidden"
    written_by_team = contribution.seat_id is None
    return "shown" if contribution.state == "visible" and (past or written_by_team) else "new"


def waiting_in(item: AgendaItem) -> int:
    """How many of an activity's contributions the room does not see until somebody of the team has read them."""
    chosen = select(func.count()).where(Contribution.item_id == item.id, Contribution.state == "waiting")
    return db.session.scalar(chosen) or 0


def _of(session: Session) -> Select[Any]:
    chosen = select(Contribution).join(AgendaItem, Contribution.item_id == AgendaItem.id)
    return chosen.where(AgendaItem.session_id == session.id)


def _stands(standing: str) -> ColumnElement[bool]:
    """What is asked of a contribution that stands so: the same as `standing_of`, in SQL."""
    moved = select(ModerationEvent.sequence).where(ModerationEvent.contribution_id == Contribution.id).exists()
    unread = (Contribution.state == "waiting") | (
        (Contribution.state == "visible") & Contribution.seat_id.is_not(None) & ~moved
    )
    asked = {
        "hidden": Contribution.state == "moderated",
        "new": unread,
        "shown": (Contribution.state == "visible") & (moved | Contribution.seat_id.is_(None)),
    }
    return asked[standing]
