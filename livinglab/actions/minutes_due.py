"""When minutes must be written: as a session ends, and after, when what they say changes. Steps of other actions."""

from __future__ import annotations

from livinglab import words
from livinglab.store.database import db, lock, now
from livinglab.store.minutes import SessionMinutes, minutes_of, newest_minutes
from livinglab.store.sessions import Session


def minutes_due(session: Session) -> None:
    """Inside a running action: a new version in each language, unless one waits whole and will say it all."""
    if session.state != "closed":
        return
    lock(session)
    newest = newest_minutes(session)
    if newest and all(each.state == "queued" for each in newest):
        return
    number = newest[0].number + 1 if newest else 1
    db.session.add_all(
        SessionMinutes(session_id=session.id, language=language, number=number) for language in words.LANGUAGES
    )


def withdraw_minutes(session: Session) -> None:
    """Inside a running action: words were hidden, and what shows them is given to nobody; a new version is due.

    One being written may have read them before: it is withdrawn with the others, and ends so.
    """
    if session.state != "closed":
        return
    lock(session)
    for each in minutes_of(session):
        if each.state != "queued" and each.withdrawn_at is None:
            each.withdrawn_at = now()
    minutes_due(session)
