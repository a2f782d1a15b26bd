"""The job that writes the minutes of sessions. Light to import: what is heavy is imported when the worker begins."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from livinglab.actions.minutes import begin_minutes, fail_minutes, finish_minutes
from livinglab.jobs import queue
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.queue import huey
from livinglab.jobs.whole_files import appearing_whole
from livinglab.store.database import db
from livinglab.store.minutes import SessionMinutes, minutes_being_written, minutes_of, sessions_with_minutes_to_write
from livinglab.store.sessions import Session

if TYPE_CHECKING:
    from reports.numbers import Language

UNEXPECTED = "minutes_fault"

log = logging.getLogger(__name__)


def ask_for_minutes(session: Session) -> None:
    """Puts in the queue what a session has to have written, if anything."""
    if minutes_being_written(session):
        queue.prepare()
        write_minutes_of(session.id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def write_minutes_of(session_id: str) -> None:
    """Writes what waits, in each language; a failure is kept with it, as a sentence."""
    with desk().app_context():
        session = db.session.get(Session, session_id)
        for minutes in minutes_of(session) if session else ():
            write(minutes)


def write(minutes: SessionMinutes) -> None:
    """One version in one language, where the databases are open."""
    identifier = minutes.id
    if not begin_minutes(minutes=minutes):
        return
    try:
        _write(minutes)
    except Exception:
        log.exception("minutes %s were not written", identifier)
        db.session.rollback()
        fail_minutes(minutes=db.session.get_one(SessionMinutes, identifier), code=UNEXPECTED)


def resume_minutes() -> None:
    """Asks again for those a stopped worker, or a server stopped after the commit, left."""
    with desk().app_context():
        waiting = sessions_with_minutes_to_write()
    for session_id in waiting:
        write_minutes_of(session_id)


def _write(minutes: SessionMinutes) -> None:
    from livinglab.jobs.presentation import look_of_minutes
    from livinglab.jobs.session_minutes import minutes_value
    from reports.minutes.pdf import write_minutes

    language: Language = "en" if minutes.language == "en" else "fr"
    value = minutes_value(minutes.session, language, minutes.number, settings())
    target = settings().reports_path / f"minutes-{minutes.id}.pdf"
    worn = look_of_minutes()
    db.session.rollback()  # nothing is held open while the pages are made
    with appearing_whole(target) as draft:
        written = write_minutes(value, presentation=worn, to=draft)
    finish_minutes(minutes=minutes, digest=value.digest, path=str(target), sha256=written.sha256, pages=written.pages)
