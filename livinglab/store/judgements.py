"""What people say of the subjects of an item now: of all their judgements, the last of each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from analysis.deliberation.counts import Counts, Judgement, count_judgements
from livinglab.activities.marks import Key, Mark
from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, JudgementEvent, ResultSnapshot, Seat


def current_marks(item: AgendaItem) -> Mapping[tuple[str, Key], Mark]:
    """(seat, what was judged) → the mark that counts, whatever came before."""
    return {(event.seat_id, mark.key): mark for event in _last(item) for mark in [_mark(event)]}


def marks_of(item: AgendaItem, seat: Seat) -> Mapping[Key, Mark]:
    """What one seat says now."""
    return {mark.key: mark for mark in map(_mark, _last(item, seat))}


def counts_of(item: AgendaItem) -> Counts:
    """The counts of an item's current judgements, over the subjects that can be seen."""
    return counts_until(item, [subject.id for subject in item.subjects], last_event_of(item))


def counts_until(item: AgendaItem, subjects: Iterable[str], last_event: int) -> Counts:
    """The counts as they stood when that judgement had been given, over these subjects."""
    event = JudgementEvent
    given = select(event.seat_id, event.contribution_id, event.scale, event.value, event.against_id)
    given = given.where(event.item_id == item.id, event.sequence <= last_event).order_by(event.sequence)
    current = {
        (seat, subject, scale, against): Judgement(seat, subject, scale, value, against or "")
        for seat, subject, scale, value, against in db.session.execute(given)
    }
    return count_judgements(subjects, current.values())


def last_event_of(item: AgendaItem) -> int:
    """The number of the last judgement given in an item; 0 when there is none."""
    last = select(func.max(JudgementEvent.sequence)).where(JudgementEvent.item_id == item.id)
    return db.session.scalar(last) or 0


def people_judging(item: AgendaItem) -> int:
    """How many seats have judged: a count that betrays no total."""
    return len({seat for (seat, _), mark in current_marks(item).items() if mark.value or mark.scale != "dots"})


def snapshot_of(item: AgendaItem) -> ResultSnapshot | None:
    """The result frozen when the item was last closed."""
    chosen = select(ResultSnapshot).where(ResultSnapshot.item_id == item.id)
    return db.session.scalars(chosen.order_by(ResultSnapshot.created_at.desc()).limit(1)).first()


@dataclass(frozen=True, slots=True)
class Given:
    """One judgement as it was given: who, of what, which value, when."""

    seat_id: str
    contribution_id: str
    value: int | None
    at: datetime


def events_of(item: AgendaItem) -> Sequence[Given]:
    """All that was ever said in an item, first to last."""
    event = JudgementEvent
    columns = select(event.seat_id, event.contribution_id, event.value, event.at)
    chosen = columns.where(event.item_id == item.id).order_by(event.sequence)
    return [Given(*row) for row in db.session.execute(chosen)]


def _last(item: AgendaItem, seat: Seat | None = None) -> list[JudgementEvent]:
    event = JudgementEvent
    last = select(func.max(event.sequence)).where(event.item_id == item.id)
    if seat is not None:
        last = last.where(event.seat_id == seat.id)
    last = last.group_by(event.seat_id, event.contribution_id, event.scale, event.against_id)
    return list(db.session.scalars(select(event).where(event.sequence.in_(last)).order_by(event.sequence)))


def _mark(event: JudgementEvent) -> Mark:
    return Mark(event.contribution_id, event.scale, event.value, event.against_id or "", event.why)
