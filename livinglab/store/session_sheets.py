"""Sheets of paper of a session: their numbers, whose seat each is, what was typed from it."""

from __future__ import annotations

import re

from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.sessions import AgendaItem, Contribution, Seat, Session
from surveys.sheet_numbers import LETTERS, lettered, number_of

LEADING = re.compile("[0-9]+")


def sheet_name(seat: Seat) -> str:
    """A number as it is printed, with the letter that catches slips: 12N. Of a second sheet 12, its own name: 12b."""
    number = seat.number or ""
    return lettered(int(number)) if number.isdecimal() else number


def sheet_seats(session: Session) -> tuple[Seat, ...]:
    """The seats that have a number, in its order."""
    chosen = select(Seat).where(Seat.session_id == session.id, Seat.number.is_not(None))
    return tuple(sorted(db.session.scalars(chosen), key=_order))


def seat_of_sheet(session: Session, typed: str) -> Seat:
    """Whose sheet has the number typed, with its letter. Raises NotFound."""
    number = number_of(typed)
    asked = str(number) if number is not None else typed.strip().lower()
    if number is None and asked.isdecimal():
        raise NotFound  # without its letter a slip would be somebody else's sheet
    chosen = select(Seat).where(Seat.session_id == session.id, Seat.number == asked)
    found = db.session.scalars(chosen).first()
    if found is None:
        raise NotFound
    return found


def last_sheet(session: Session) -> int:
    """The greatest number given so far."""
    return max((_order(seat)[0] for seat in sheet_seats(session)), default=0)


def name_of_another(session: Session, seat: Seat) -> str:
    """The number of one more sheet with the same number: 12b, 12c. Never a letter that 12 itself calls for."""
    number = str(_order(seat)[0])
    taken = {each.number for each in sheet_seats(session)} | {lettered(int(number)).lower()}
    free = (number + letter.lower() for letter in LETTERS[1:] if number + letter.lower() not in taken)
    found = next(free, None)
    if found is None:
        raise NotFound
    return found


def words_of_sheet(item: AgendaItem, seat: Seat) -> tuple[Contribution, ...]:
    """What was typed from a sheet and stands: not what a later typing replaced, nor what was hidden."""
    return tuple(each for each in item.contributions if each.seat_id == seat.id and each.state != "moderated")


def _order(seat: Seat) -> tuple[int, str]:
    number = seat.number or "0"
    leading = LEADING.match(number)
    return int(leading[0]) if leading else 0, number
