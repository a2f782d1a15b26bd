"""Co-design sessions, seen from the team: open, close, hide what must not stay on the screens."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import add_once, db, now
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, CarriedContribution, Contribution, Session
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


def moderate_contribution(*, by: Member, contribution: Contribution, reason: str) -> Contribution:
    """Takes a contribution off the screens, with a reason; its words stay in the record."""
    why = texts.required_text(reason, texts.LONG)
    moderator = account_id(by)
    if moderator is None:
        raise Refused("moderation_needs_account")
    with team_action(by, "moderate_contribution", contribution) as act:
        contribution.state = "moderated"
        contribution.moderation_reason, contribution.moderated_by_id = why, moderator
        for session in _showing(contribution):
            changed(session)
        act.on(contribution)
    return contribution


def _showing(contribution: Contribution) -> set[Session]:
    """The session where it was written, and those that took it over."""
    took_over = (
        select(Session)
        .join(Session.items)
        .join(AgendaItem.carried)
        .where(CarriedContribution.contribution_id == contribution.id)
    )
    return {contribution.item.session, *db.session.scalars(took_over)}


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
