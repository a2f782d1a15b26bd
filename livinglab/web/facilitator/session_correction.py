"""Correcting a session after it was opened: its name, its place, its day; what stood before stays to be read."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sessions import correct_session as correct
from livinglab.actions.sessions import read_first_in_session
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.store.failures import Refused
from livinglab.store.session_corrections import corrections_of
from livinglab.store.sessions import Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.console import console_page
from livinglab.web.facilitator.entries import Entry, entry, entry_in_either_language
from livinglab.web.forms import day, day_fields
from livinglab.words import LANGUAGES, t


@facilitator.get("/sessions/<session_id>/correct")
def session_to_correct(session_id: str) -> str:
    """The form, with what stands now and what stood before."""
    session = here(Session, session_id)
    typed = {
        **{f"title_{language}": session.title.get(language, "") for language in LANGUAGES},
        "place": session.place,
        **day_fields("held_on", session.day),
    }
    return _page(session, Entry(typed))


@facilitator.post("/sessions/<session_id>/correct")
def correct_session(session_id: str) -> Response | tuple[str, int]:
    """Corrects it; minutes already written are written anew."""
    session = here(Session, session_id)
    read, held_on = entry_in_either_language("title", "sessions.name_missing"), day("held_on")
    complaints = dict(read.complaints)
    if held_on is None:
        complaints["held_on"] = t("sessions.day_wrong")
    if not read.text("reason").strip():
        complaints["reason"] = t("sessions.correction_reason_missing")
    if complaints or held_on is None:
        return _page(session, Entry(read.typed, complaints)), 422
    try:
        correct(
            by=by(),
            session=session,
            title=read.in_languages("title"),
            place=read.text("place"),
            held_on=held_on,
            reason=read.text("reason"),
        )
    except Refused as refusal:
        return _page(session, read.refused(refusal, "title_fr")), refusal.status
    ask_for_minutes(session)
    return redirect(url_for("facilitator.console", session_id=session.id, done="session_corrected"), 303)


@facilitator.post("/sessions/<session_id>/reading")
def read_first_everywhere(session_id: str) -> Response | tuple[str, int]:
    """From now on, words of the activities to come wait to be read, or are shown at once."""
    session, first = here(Session, session_id), entry({}).text("first") == "1"
    try:
        read_first_in_session(by=by(), session=session, first=first)
    except Refused as refusal:
        return console_page(session, said=refusal.words()), refusal.status
    return redirect(url_for("facilitator.moderation_queue", session_id=session.id), 303)


def _page(session: Session, read: Entry) -> str:
    return render_template(
        "facilitator/session_correction.html",
        session=session,
        corrections=corrections_of(session),
        entry=read,
        wrong=bool(read.complaints),
    )
