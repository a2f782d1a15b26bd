"""Co-design sessions, seen from the team: open, plan, start, reveal, close, moderate."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import add_once, now
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import ActivityKind, AgendaItem, Contribution, ItemState, Session
from livinglab.store.tokens import new_code

CODE_ATTEMPTS = 5  # a code already taken is one in a billion; five in a row is a defect
MOST_DOTS = 20


def open_session(*, by: Member, project: Project, title: Mapping[str, str]) -> Session:
    """A session people can join with its code."""
    titled = texts.in_languages(title)
    with team_action(by, "open_session", project) as act:
        session = _with_free_code(project, titled)
        act.on(session)
    return session


def add_agenda_item(
    *,
    by: Member,
    session: Session,
    title: Mapping[str, str],
    prompt: Mapping[str, str] | None = None,
    kind: ActivityKind = "ideas",
    dots: int = 3,
    planned_minutes: int | None = None,
) -> AgendaItem:
    """An activity at the end of the agenda."""
    if not 0 <= dots <= MOST_DOTS:
        raise Refused("dots_out_of_range", n=MOST_DOTS)
    item = AgendaItem(
        session_id=session.id,
        kind=kind,
        title=texts.in_languages(title),
        prompt=texts.optional_languages(prompt),
        dots=dots,
        planned_minutes=planned_minutes,
    )
    with team_action(by, "add_agenda_item", session) as act:
        _require_open(session)
        item.position = len(session.items) + 1
        session.items.append(item)
        changed(session)
        act.on(item)
    return item


def start_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """People may now write; one item at a time."""
    with team_action(by, "start_item", item) as act:
        _require_open(item.session)
        _require(item, "planned", "item_already_started")
        if item.session.current_item is not None:
            raise Refused("another_item_is_running")
        item.state, item.started_at = "writing", now()
        changed(item.session)
        act.on(item)
    return item


def reveal(*, by: Member, item: AgendaItem) -> AgendaItem:
    """What was written appears on every screen, and dots may be placed."""
    with team_action(by, "reveal", item) as act:
        _require(item, "writing", "item_not_being_written")
        item.state, item.revealed_at = "judging", now()
        changed(item.session)
        act.on(item)
    return item


def close_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """No more dots; the result appears."""
    with team_action(by, "close_item", item) as act:
        _require(item, "judging", "item_not_revealed")
        item.state, item.closed_at = "closed", now()
        changed(item.session)
        act.on(item)
    return item


def close_session(*, by: Member, session: Session) -> Session:
    """Nobody joins, writes or votes any more."""
    with team_action(by, "close_session", session) as act:
        _require_open(session)
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
        changed(contribution.item.session)
        act.on(contribution)
    return contribution


def changed(session: Session) -> None:
    """Tells the phones and the screen, which poll this number, that there is something new."""
    session.revision = Session.revision + 1


def _with_free_code(project: Project, title: dict[str, str]) -> Session:
    for _ in range(CODE_ATTEMPTS):
        session = Session(project_id=project.id, title=title, code=new_code())
        if add_once(session):
            return session
    raise Refused("no_free_code")


def _require_open(session: Session) -> None:
    if session.state != "open":
        raise Refused("session_closed")


def _require(item: AgendaItem, state: ItemState, otherwise: str) -> None:
    if item.state != state:
        raise Refused(otherwise)
