"""The sessions of a project: the list, and opening one."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions import sessions as actions
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.store.attendance import people_in
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.console import console_page
from livinglab.web.facilitator.entries import Entry, entry_in_either_language


@facilitator.get("/projects/<project_id>/sessions")
def sessions(project_id: str) -> str:
    """The sessions of a project, newest first."""
    return _page(here(Project, project_id), Entry())


@facilitator.post("/projects/<project_id>/sessions")
def open_session(project_id: str) -> Response | tuple[str, int]:
    """Opens a session and goes to its console."""
    project = here(Project, project_id)
    read = entry_in_either_language("title", "sessions.name_missing")
    if read.complaints:
        return _page(project, read), 422
    try:
        session = actions.open_session(
            by=by(),
            project=project,
            title=read.in_languages("title"),
            place=read.text("place"),
            reads_first=bool(read.text("reads_first")),
        )
    except Refused as refusal:
        return _page(project, read.refused(refusal, "title_fr")), refusal.status
    return redirect(url_for("facilitator.console", session_id=session.id, done="opened"), 303)


@facilitator.post("/sessions/<session_id>/close")
def close_session(session_id: str) -> Response | tuple[str, int]:
    """Ends a session; its results stay, and its minutes are written."""
    session = here(Session, session_id)
    try:
        actions.close_session(by=by(), session=session)
    except Refused as refusal:
        return console_page(session, said=refusal.words()), refusal.status
    ask_for_minutes(session)
    return redirect(url_for("facilitator.console", session_id=session.id, done="session_closed"), 303)


def _page(project: Project, read: Entry) -> str:
    chosen = select(Session).where(Session.project_id == project.id).order_by(Session.created_at.desc(), Session.id)
    rows = [(session, people_in(session), _ideas_of(session)) for session in db.session.scalars(chosen)]
    return render_template(
        "facilitator/sessions.html",
        project=project,
        rows=rows,
        entry=read,
        wide=True,
        wrong=bool(read.complaints),
    )


def _ideas_of(session: Session) -> int:
    return sum(len(item.contributions) for item in session.items)
