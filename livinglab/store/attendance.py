"""Who took part in a session: how many, and in which capacity where enough people share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select

from livinglab.store.database import db
from livinglab.store.sessions import Contribution, JudgementEvent, Seat, Session

SMALLEST_CELL = 5  # people: fewer in a capacity are not counted apart


def people_in(session: Session) -> int:
    """How many people take part: a sheet of paper that nobody has typed from is only paper."""
    return db.session.scalar(select(func.count()).select_from(Seat).where(*_present(session))) or 0


def capacities_told(session: Session) -> Sequence[tuple[str, int]]:
    """Capacity → people, the most numerous first; those too few are left out, see `told_apart`."""
    chosen = select(Seat.helix, func.count()).where(*_present(session)).group_by(Seat.helix)
    return told_apart({helix or "": n for helix, n in db.session.execute(chosen)})


def told_apart(people: Mapping[str, int], least: int = SMALLEST_CELL) -> Sequence[tuple[str, int]]:
    """The capacities that may be counted beside the total: at least `least` people each, and as many in the rest.

    "" is who said none. One capacity of two people would be had by subtracting the others from the total: then the
    smallest of the others goes to the rest with it, until `least` people are there.
    """
    named = {code: n for code, n in people.items() if code}
    told = sorted(((code, n) for code, n in named.items() if n >= least), key=lambda each: (-each[1], each[0]))
    few = {code for code, n in named.items() if 0 < n < least}
    while told and few and sum(people.values()) - sum(n for _, n in told) < least:
        told.pop()
    return told


def _present(session: Session) -> tuple[ColumnElement[bool], ...]:
    wrote = select(Contribution.id).where(Contribution.seat_id == Seat.id).exists()
    judged = select(JudgementEvent.sequence).where(JudgementEvent.seat_id == Seat.id).exists()
    return Seat.session_id == session.id, or_(Seat.channel != "paper", wrote, judged)
