"""What the team does with people's words: reads them, hides them with a reason, restores them with a reason.

Each move is an event that stays. Of two people at once the second is told what the first did, and nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy import select

from livinglab.actions import texts
from livinglab.actions.action import Act, team_action
from livinglab.actions.minutes_due import minutes_due, withdraw_minutes
from livinglab.actions.sessions import changed
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock
from livinglab.store.failures import Conflict, Refused
from livinglab.store.moderation import OWN, REASONS, ModerationEvent, Move, last_move
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, CarriedContribution, Contribution, Session


def moderate_contribution(*, by: Member, contribution: Contribution, reason: str = "", code: str = OWN) -> Contribution:
    """Takes a contribution off screens and minutes, with a reason its author can read; its words stay in the record.

    Raises Refused, Conflict when somebody else has hidden it meanwhile.
    """
    why = _why("hidden", code, reason)
    with _moving(by, "moderate_contribution", contribution) as (act, moderator):
        if contribution.state == "moderated":
            _done_before(contribution, moderator, "hidden", code, why)
        else:
            hide(contribution, moderator, why, code)
            act.on(contribution)
    return contribution


def restore_contribution(*, by: Member, contribution: Contribution, reason: str = "", code: str = OWN) -> Contribution:
    """Brings hidden words back to every screen that had them, with a reason. Raises Refused, Conflict."""
    why = _why("restored", code, reason)
    with _moving(by, "restore_contribution", contribution) as (act, moderator):
        if contribution.state != "moderated":
            _done_before(contribution, moderator, "restored", code, why)
        else:
            contribution.state = "visible"
            contribution.moderation_reason = contribution.moderation_code = contribution.moderated_by_id = None
            _write(contribution, moderator, "restored", why, code, appears=True)
            act.on(contribution)
    return contribution


def read_contribution(*, by: Member, contribution: Contribution) -> Contribution:
    """Somebody of the team has read it and it is shown, at once if it waited for that. Read twice, it was read once."""
    with _moving(by, "read_contribution", contribution) as (act, moderator):
        if contribution.state == "moderated":
            _told("hidden", contribution)
        waited = contribution.state == "waiting"
        if waited or last_move(contribution) is None:
            contribution.state = "visible"
            _write(contribution, moderator, "read", appears=waited)
            act.on(contribution)
    return contribution


def hide(contribution: Contribution, moderator: str, why: str, code: str = OWN) -> None:
    """Hides words, inside the running action."""
    contribution.state = "moderated"
    contribution.moderation_reason, contribution.moderation_code = why, code
    contribution.moderated_by_id = moderator
    _write(contribution, moderator, "hidden", why, code)


def _write(
    contribution: Contribution, moderator: str, move: Move, why: str = "", code: str = OWN, *, appears: bool = False
) -> None:
    """Keeps the move, tells the rooms, and has minutes written that show what `appears`, or no more what was hidden."""
    event = ModerationEvent(contribution_id=contribution.id, move=move, code=code, words=why, by_id=moderator)
    db.session.add(event)
    db.session.flush()
    for session in sorted(sessions_showing(contribution), key=lambda each: each.id):
        if move == "hidden":
            withdraw_minutes(session)
        elif appears:
            minutes_due(session)
        changed(session)


@contextmanager
def _moving(by: Member, verb: str, contribution: Contribution) -> Iterator[tuple[Act, str]]:
    moderator = account_id(by)
    if moderator is None:
        raise Refused("moderation_needs_account")
    with team_action(by, verb, contribution) as act:
        lock(contribution)
        yield act, moderator


def _why(move: Move, code: str, reason: str) -> str:
    """The words of a reason: needed when no short reason was chosen."""
    if code not in REASONS[move]:
        raise Refused("moderation_reason_unknown")
    return texts.required_text(reason, texts.LONG) if code == OWN else texts.optional_text(reason, texts.LONG)


def _done_before(contribution: Contribution, moderator: str, move: Move, code: str, why: str) -> None:
    """The same form sent twice was done once; anything else is somebody else's move."""
    last = last_move(contribution)
    if last is None or (last.by_id, last.move, last.code, last.words) != (moderator, move, code, why):
        _told(move, contribution)


def _told(move: Move, contribution: Contribution) -> NoReturn:
    last = last_move(contribution)
    name = db.session.get_one(Account, last.by_id).name if last else ""
    raise Conflict("hidden_already", name=name) if move == "hidden" else Conflict("restored_already", name=name)


def sessions_showing(contribution: Contribution) -> set[Session]:
    """The session where it was written, and those that took it over."""
    took_over = (
        select(Session)
        .join(Session.items)
        .join(AgendaItem.carried)
        .where(CarriedContribution.contribution_id == contribution.id)
    )
    return {contribution.item.session, *db.session.scalars(took_over)}
