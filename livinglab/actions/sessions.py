"""Co-design sessions, seen from the team: open, correct and close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.minutes_due import minutes_due
from livinglab.store.actors import Member, account_id
from livinglab.store.database import add_once, db, lock, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.projects import Project
from livinglab.store.session_corrections import SessionCorrection
from livinglab.store.sessions import Session
from livinglab.store.tokens import new_code

PLACE_LENGTH = 200
INSTANT = timedelta(microseconds=1)
CODE_ATTEMPTS = 5  # a code already taken is one in a billion; five in a row is a defect


def open_session(
    *, by: Member, project: Project, title: Mapping[str, str], place: str = "", reads_first: bool = False
) -> Session:
    """A session people can join with its code; where it is held, for its minutes.

    `reads_first`: in its activities, unless one is planned otherwise, words wait until the team has read them.
    """
    titled, held = texts.in_languages(title), texts.optional_text(place, PLACE_LENGTH)
    with team_action(by, "open_session", project) as act:
        session = _with_free_code(project, titled, held)
        session.reads_first = reads_first
        act.on(session)
    return session


def correct_session(
    *, by: Member, session: Session, title: Mapping[str, str], place: str, held_on: date, reason: str
) -> Session:
    """Another name, place or day; what stood before is kept with the reason. Its minutes are due: as `close_session`.

    Raises Refused for a day to come or no reason, Conflict when nothing would change.
    """
    titled, held = texts.in_languages(title), texts.optional_text(place, PLACE_LENGTH)
    why = texts.required_text(reason, texts.LONG)
    if held_on > now().date():
        raise Refused("held_in_the_future")
    with team_action(by, "correct_session", session) as act:
        lock(session)
        if (session.title, session.place, session.day) == (titled, held, held_on):
            raise Conflict("session_unchanged")
        before = SessionCorrection(
            session_id=session.id, title=session.title, place=session.place, held_on=session.held_on
        )
        before.reason, before.corrected_by_id = why, account_id(by)
        db.session.add(before)
        if session.day != held_on:
            session.held_on = held_on
        session.title, session.place = titled, held
        db.session.flush()
        minutes_due(session)
        changed(session)
        act.on(session)
    return session


def read_first_in_session(*, by: Member, session: Session, first: bool) -> Session:
    """Whether words wait to be read, in the activities not yet begun and in those planned from now on."""
    with team_action(by, "read_first_in_session", session) as act:
        require_open(session)
        session.reads_first = first
        for item in session.items:
            if item.state == "planned" and item.activity.fields:
                item.reads_first = first
        changed(session, phones=False)
        act.on(session)
    return session


def close_session(*, by: Member, session: Session) -> Session:
    """Nobody joins, writes or votes any more. Its minutes are due: the caller asks the job for them."""
    with team_action(by, "close_session", session) as act:
        require_open(session)
        if session.current_item is not None:
            raise Refused("another_item_is_running")
        session.state, session.closed_at = "closed", moment_in(session)
        db.session.flush()
        minutes_due(session)
        changed(session)
        act.on(session)
    return session


def changed(session: Session, *, phones: bool = True) -> None:
    """Tells the room, and the phones if they must read their page again, that there is something new to show."""
    session.revision = Session.revision + 1
    if phones:
        session.turn = Session.turn + 1


def moment_in(session: Session) -> datetime:
    """This instant, and later than all that happened in the session, even if somebody set the server's clock back.

    What closed last is then what is shown, and no duration is negative; until the clock is back, durations are short.
    """
    items = session.items
    known = [moment for each in items for moment in (each.started_at, each.revealed_at, each.paused_at, each.closed_at)]
    return max([now(), *(moment + INSTANT for moment in known if moment is not None)])


def require_open(session: Session) -> None:
    """Raises Refused once the session is over."""
    if session.state != "open":
        raise Refused("session_closed")


def _with_free_code(project: Project, title: dict[str, str], place: str) -> Session:
    for _ in range(CODE_ATTEMPTS):
        session = Session(project_id=project.id, title=title, place=place, code=new_code())
        if add_once(session):
            return session
    raise Refused("no_free_code")
