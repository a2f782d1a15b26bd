"""Co-design sessions, seen from the team: open and close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.minutes_due import minutes_due
from livinglab.store.actors import Member
from livinglab.store.database import add_once, db, now
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import Session
from livinglab.store.tokens import new_code

PLACE_LENGTH = 200
INSTANT = timedelta(microseconds=1)
CODE_ATTEMPTS = 5  # a code already taken is one in a billion; five in a row is a defect


def open_session(*, by: Member, project: Project, title: Mapping[str, str], place: str = "") -> Session:
    """A session people can join with its code; where it is held, for its minutes."""
    titled, held = texts.in_languages(title), texts.optional_text(place, PLACE_LENGTH)
    with team_action(by, "open_session", project) as act:
        session = _with_free_code(project, titled, held)
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
