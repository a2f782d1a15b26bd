"""Dots: what each contribution of an item got, counted from the last judgement of each seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Seat


@dataclass(frozen=True)
class Tally:
    """A visible contribution, its dots, and how many seats gave it at least one."""

    contribution: Contribution
    dots: int
    seats: int


def current_dots(item: AgendaItem) -> Mapping[tuple[str, str], int]:
    """(seat, contribution) → dots now there: the last judgement counts, whatever came before."""
    last = (
        select(func.max(JudgementEvent.sequence))
        .where(JudgementEvent.item_id == item.id)
        .group_by(JudgementEvent.seat_id, JudgementEvent.contribution_id)
    )
    events = db.session.scalars(select(JudgementEvent).where(JudgementEvent.sequence.in_(last)))
    return {(event.seat_id, event.contribution_id): event.value for event in events}


def dots_of(item: AgendaItem, seat: Seat) -> Mapping[str, int]:
    """What one seat gave: contribution id → dots, without the zeros."""
    return {where: dots for (who, where), dots in current_dots(item).items() if who == seat.id and dots}


def tallies(item: AgendaItem) -> tuple[Tally, ...]:
    """Every visible contribution with its dots, most dots first, then in the order they were written."""
    given = current_dots(item)
    counted = [_tally(contribution, given) for contribution in item.contributions if contribution.state == "visible"]
    return tuple(sorted(counted, key=lambda tally: -tally.dots))


def _tally(contribution: Contribution, given: Mapping[tuple[str, str], int]) -> Tally:
    mine = [dots for (_, where), dots in given.items() if where == contribution.id and dots]
    return Tally(contribution, sum(mine), len(mine))
