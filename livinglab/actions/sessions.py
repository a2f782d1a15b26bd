"""Co-design sessions, seen from the team: open and close."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member
from livinglab.store.database import add_once, now
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import Session
from livinglab.store.tokens import new_code

CODE_ATTEMPTS = 5  # a code already taken is one in a billion; five in a row is a defect


def open_session(*, by: Member, project: Project, title: Mapping[str, str]) -> Session:
    """A session people can join with its code."""
    titled = texts.in_languages(title)
    with team_action(by, "open_session", project) as act:
        session = _with_free_code(project, titled)
        act.on(session)
    return session


def close_session(*, by: Member, session: Session) -> Session:
    """Nobody joins, writes or votes any more."""
    with team_action(by, "close_session", session) as act:
        require_open(session)
        if session.current_item is not None:
            raise Refused("another_item_is_running")
        session.state, session.closed_at = "closed", now()
        changed(session)
        act.on(session)
    return session


def changed(session: Session, *, phones: bool = True) -> None:
    """Tells the room, and the phones if they must read their page again, that there is something new to show."""
    session.revision = Session.revision + 1
    if phones:
        session.turn = Session.turn + 1


def require_open(session: Session) -> None:
    """Raises Refused once the session is over."""
    if session.state != "open":
        raise Refused("session_closed")


def _with_free_code(project: Project, title: dict[str, str]) -> Session:
    for _ in range(CODE_ATTEMPTS):
        session = Session(project_id=project.id, title=title, code=new_code())
        if add_once(session):
            return session
    raise Refused("no_free_code")
