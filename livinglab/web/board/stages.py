"""What a session shows at this moment, for its three faces. Read from the store, frozen for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import func, select

from livinglab.store.database import db, now
from livinglab.store.dots import Tally, current_dots, dots_of, tallies
from livinglab.store.sessions import AgendaItem, Contribution, Seat, Session

Stage: TypeAlias = Literal["waiting", "writing", "judging", "results", "over"]


@dataclass(frozen=True)
class Outcome:
    """What a closed item shows: each idea with its support, and how many people gave any."""

    tallies: Sequence[Tally]
    seats: int


@dataclass(frozen=True)
class OfferedIdea:
    """An idea on a phone: its words, the dots of this phone on it, whether this phone wrote it."""

    id: str
    text: str
    dots: int
    mine: bool


def stage_of(session: Session) -> Stage:
    """Where the session stands."""
    if session.state == "closed":
        return "over"
    item = session.current_item
    if item is not None:
        return "writing" if item.state == "writing" else "judging"
    return "results" if shown_item(session) else "waiting"


def shown_item(session: Session) -> AgendaItem | None:
    """The item on the screen: the current one, else the one closed last."""
    closed = [item for item in session.items if item.state == "closed"]
    return session.current_item or (closed[-1] if closed else None)


def outcome_of(item: AgendaItem) -> Outcome:
    """The result of an item; only a closed one has any."""
    if item.state != "closed":
        return Outcome((), 0)
    givers = {seat for (seat, _), dots in current_dots(item).items() if dots}
    return Outcome(tallies(item), len(givers))


def visible(item: AgendaItem) -> Sequence[Contribution]:
    """The ideas the room may read, in an order that does not say who wrote first."""
    shown = (contribution for contribution in item.contributions if contribution.state == "visible")
    return sorted(shown, key=lambda contribution: contribution.id)


def written_by(item: AgendaItem, seat: Seat) -> Sequence[Contribution]:
    """What one seat wrote for an item, hidden or not."""
    return [contribution for contribution in item.contributions if contribution.seat_id == seat.id]


def offered_to(item: AgendaItem, seat: Seat) -> Sequence[OfferedIdea]:
    """The ideas a phone may give dots to."""
    given: Mapping[str, int] = dots_of(item, seat)
    return [OfferedIdea(idea.id, idea.text, given.get(idea.id, 0), idea.seat_id == seat.id) for idea in visible(item)]


def people_in(session: Session) -> int:
    """How many seats the session has."""
    chosen = select(func.count()).select_from(Seat).where(Seat.session_id == session.id)
    return db.session.scalar(chosen) or 0


def people_choosing(item: AgendaItem) -> int:
    """How many seats have placed at least one dot: a count that betrays no total."""
    return len({seat for (seat, _), dots in current_dots(item).items() if dots})


def seconds_left(item: AgendaItem | None) -> int | None:
    """Seconds until the planned end of a running item; negative once over time, None when nothing was planned."""
    if item is None or item.started_at is None or not item.planned_minutes or item.state == "closed":
        return None
    return round(item.planned_minutes * 60 - (now() - item.started_at).total_seconds())
