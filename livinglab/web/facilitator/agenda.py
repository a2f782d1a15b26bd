"""The agenda of a session: adding an activity."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sessions import MOST_DOTS, add_agenda_item
from livinglab.store.failures import Refused
from livinglab.store.sessions import Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.console import console_page
from livinglab.web.facilitator.entries import Entry, entry_in_either_language, whole_number
from livinglab.words import LANGUAGES, t

LONGEST = 480  # minutes: a whole day


@facilitator.post("/sessions/<session_id>/items")
def add_item(session_id: str) -> Response | tuple[str, int]:
    """Adds "ideas, then dots" at the end of the agenda."""
    session = here(Session, session_id)
    read = _read()
    if not read.complaints:
        try:
            add_agenda_item(
                by=by(),
                session=session,
                title={language: t("sessions.kind_ideas", language) for language in LANGUAGES},
                prompt=read.in_languages("prompt"),
                dots=int(read.text("dots")),
                planned_minutes=int(read.text("planned_minutes")),
            )
        except Refused as refusal:
            read = read.refused(refusal, "prompt_fr")
    if read.complaints:
        return console_page(session, read), 422
    return redirect(url_for("facilitator.console", session_id=session.id, done="added"), 303)


def _read() -> Entry:
    read = entry_in_either_language("prompt", "sessions.prompt_missing")
    return whole_number(whole_number(read, "dots", 1, MOST_DOTS), "planned_minutes", 1, LONGEST)
