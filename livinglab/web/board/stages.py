"""What a session shows at this moment, for its three faces. Read from the store, frozen for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from sqlalchemy import select

from livinglab.store.database import db, now
from livinglab.store.grouping import themes_of
from livinglab.store.sessions import AgendaItem, Contribution, Seat, Session

Stage: TypeAlias = Literal["waiting", "writing", "judging", "paused", "results", "over"]


def stage_of(session: Session) -> Stage:
    """Where the session stands."""
    if session.state == "closed":
        return "over"
    item = session.current_item
    if item is not None and item.paused_at is not None:
        return "paused"
    if item is not None:
        return "writing" if item.state == "writing" else "judging"
    return "results" if shown_item(session) else "waiting"


def shown_item(session: Session) -> AgendaItem | None:
    """The item on the screen: the current one, else the one closed last."""
    closed = [item for item in session.items if item.closed_at is not None and item.state == "closed"]
    return session.current_item or max(closed, key=lambda item: (item.closed_at, item.position), default=None)


def visible(item: AgendaItem) -> Sequence[Contribution]:
    """What the room may read, in an order that does not say who wrote first; what was carried over keeps its order."""
    subjects = item.subjects
    own = sorted((each for each in subjects if each.item_id == item.id), key=lambda each: each.id)
    return [*(each for each in subjects if each.item_id != item.id), *own]


def gathered_in(item: AgendaItem | None) -> Mapping[str, Sequence[Contribution]]:
    """Id of a theme → what was gathered into it and may be read; empty where nothing is gathered."""
    if item is None or not item.activity.gathers:
        return {}
    return {theme.contribution.id: theme.readable for theme in themes_of(item)}


def themes_first(item: AgendaItem, gathered: Mapping[str, Sequence[Contribution]]) -> Sequence[Contribution]:
    """What the room may read, the themes before what stands alone."""
    return sorted(visible(item), key=lambda each: each.id not in gathered)


def written_by(item: AgendaItem, seat: Seat) -> Sequence[Contribution]:
    """What one seat wrote for an item, hidden or not."""
    chosen = select(Contribution).where(Contribution.item_id == item.id, Contribution.seat_id == seat.id)
    return db.session.scalars(chosen.order_by(Contribution.created_at, Contribution.id)).all()


def seconds_left(item: AgendaItem | None) -> int | None:
    """Seconds until the end of a running item, the pauses not counted; negative once over, None when not planned."""
    if item is None or item.started_at is None or not item.planned_minutes or item.state == "closed":
        return None
    until = item.paused_at or now()
    spent = max(0.0, (until - item.started_at).total_seconds() - item.paused_seconds)  # the clock may be set back
    return round((item.planned_minutes + item.extra_minutes) * 60 - spent)
