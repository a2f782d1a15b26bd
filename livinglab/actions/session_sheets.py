"""Sheets of a session: numbered seats for people who write on paper, or speak; what a second typing replaces."""

from __future__ import annotations

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.moderation import hide
from livinglab.actions.seats import Seated, require_sheets_taken, seat_in
from livinglab.actions.sessions import changed, require_open
from livinglab.store.database import db, lock
from livinglab.store.failures import Refused
from livinglab.store.people import Account
from livinglab.store.session_sheets import last_sheet, name_of_another, words_of_sheet
from livinglab.store.sessions import AgendaItem, Helix, Seat, Session

MOST_SHEETS = 100  # of one printing: they are drawn while the person waits


def seat_on_paper(*, by: Account, session: Session, sheets: int) -> tuple[Seated, ...]:
    """Numbered seats, after those the session has. Their receipts are for the sheets alone: only hashes are kept."""
    with team_action(by, "seat_on_paper", session, "enter") as act:
        require_open(session)
        if not 1 <= sheets <= MOST_SHEETS:
            raise Refused("sheets_out_of_range", most=MOST_SHEETS)
        lock(session)
        first = last_sheet(session) + 1
        seated = tuple(seat_in(session, "paper", number=str(number)) for number in range(first, first + sheets))
        act.on(session)
    return seated


def seat_aloud(*, by: Account, session: Session, pseudonym: str = "", helix: Helix | None = None) -> Seated:
    """A seat for somebody who says what the team types."""
    with team_action(by, "seat_aloud", session, "enter") as act:
        require_open(session)
        lock(session)
        number = str(last_sheet(session) + 1)
        seated = seat_in(session, "spoken", number=number, pseudonym=pseudonym, helix=helix)
        act.on(seated.seat)
    return seated


def another_sheet(*, by: Account, seat: Seat) -> Seated:
    """A seat for a second sheet found with the same number: 12b beside 12."""
    session = seat.session
    with team_action(by, "another_sheet", session, "enter") as act:
        require_open(session)
        lock(session)
        seated = seat_in(session, seat.channel, number=name_of_another(session, seat))
        act.on(seated.seat)
    return seated


def retype_words(*, by: Account, seat: Seat, item: AgendaItem, reason: str) -> None:
    """Takes what was typed from a sheet off the screens: it was typed again. Its words stay in the record."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "retype_words", item, "enter") as act:
        require_sheets_taken(item)
        lock(seat)
        standing = words_of_sheet(item, seat)
        for each in standing:
            hide(each, by.id, why)
        if standing:
            db.session.flush()
            changed(item.session)
            act.on(item)
