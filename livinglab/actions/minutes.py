"""Minutes of a session: asked for again, told by the job that writes them, published by the team."""

from __future__ import annotations

from livinglab.actions.action import action, team_action
from livinglab.actions.minutes_due import minutes_due
from livinglab.actions.sessions import changed
from livinglab.store.actors import OPERATOR, Member, account_id
from livinglab.store.database import db, lock, now, transaction
from livinglab.store.failures import Refused
from livinglab.store.minutes import SessionMinutes, minutes_of
from livinglab.store.sessions import Session


def ask_for_minutes_again(*, by: Member, session: Session) -> None:
    """A new version, after one could not be written, or for a session that ended before minutes were."""
    with team_action(by, "ask_for_minutes_again", session) as act:
        if session.state != "closed":
            raise Refused("session_not_closed")
        minutes_due(session)
        act.on(session)


def publish_minutes(*, by: Member, session: Session, number: int) -> None:
    """Lets whoever has the code of the session read a version, in each language; it takes the place of another."""
    with team_action(by, "publish_minutes", session) as act:
        lock(session)
        version = [each for each in minutes_of(session) if each.number == number]
        if not version or not all(each.readable for each in version):
            raise Refused("minutes_not_ready")
        _take_back(session)
        for each in version:
            each.published_at, each.published_by_id = now(), account_id(by)
        changed(session)
        act.on(session)


def unpublish_minutes(*, by: Member, session: Session) -> None:
    """Keeps the minutes for the team again."""
    with team_action(by, "unpublish_minutes", session) as act:
        lock(session)
        _take_back(session)
        changed(session)
        act.on(session)


def begin_minutes(*, minutes: SessionMinutes) -> bool:
    """Whether the job may write them now. Said before anything is read: what is hidden from here on withdraws them."""
    with transaction():
        lock(minutes.session)
        db.session.refresh(minutes)
        if minutes.state not in ("queued", "running"):
            return False
        minutes.state = "running"
    return True


def finish_minutes(*, minutes: SessionMinutes, digest: str, path: str, sha256: str, pages: int) -> SessionMinutes:
    """The file is written. The console is told."""
    with action(OPERATOR, "finish_minutes") as act:
        lock(minutes.session)
        db.session.refresh(minutes)
        minutes.digest, minutes.path, minutes.sha256, minutes.pages = digest, path, sha256, pages
        minutes.state, minutes.finished_at = "done", now()
        changed(minutes.session, phones=False)
        act.on(minutes)
    return minutes


def fail_minutes(*, minutes: SessionMinutes, code: str) -> SessionMinutes:
    """They could not be written; `code` is a key of words/refusals.toml."""
    with action(OPERATOR, "fail_minutes") as act:
        minutes.failure, minutes.state, minutes.finished_at = code, "failed", now()
        changed(minutes.session, phones=False)
        act.on(minutes)
    return minutes


def _take_back(session: Session) -> None:
    for each in minutes_of(session):
        each.published_at = each.published_by_id = None
