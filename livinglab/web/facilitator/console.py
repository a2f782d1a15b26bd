"""The console: what is happening, what comes next, time left, moderation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.sessions import close_item, moderate_contribution, reveal, start_item
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.projects import Project
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.web.access import by, here
from livinglab.web.board.stages import people_choosing, people_in, seconds_left, stage_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.qr import qr_svg

DONE = frozenset({"opened", "added", "started", "revealed", "closed", "moderated", "session_closed"})
STEPS: Mapping[str, tuple[Callable[..., AgendaItem], str]] = {  # the verb in the address → the action, what it did
    "start": (start_item, "started"),
    "reveal": (reveal, "revealed"),
    "close": (close_item, "closed"),
}


@facilitator.get("/sessions/<session_id>")
def console(session_id: str) -> str:
    """The console of a session."""
    return console_page(here(Session, session_id))


@facilitator.post("/items/<item_id>/<step>")
def move_on(item_id: str, step: str) -> Response | tuple[str, int]:
    """Starts, reveals or closes an activity. Pressed twice, it was done once."""
    if step not in STEPS:
        raise NotFound
    act, done = STEPS[step]
    item = here(AgendaItem, item_id)
    try:
        act(by=by(), item=item)
    except Refused as refusal:
        return console_page(item.session, said=refusal.words()), refusal.status
    if done == "closed":
        return redirect(url_for("facilitator.results", item_id=item.id, done=done), 303)
    return redirect(url_for("facilitator.console", session_id=item.session_id, done=done), 303)


@facilitator.get("/contributions/<contribution_id>/moderate")
def moderation(contribution_id: str) -> str:
    """The page where one says why an idea is hidden."""
    contribution = here(Contribution, contribution_id)
    return render_template("facilitator/moderate.html", contribution=contribution, entry=Entry())


@facilitator.post("/contributions/<contribution_id>/moderate")
def moderate(contribution_id: str) -> Response | tuple[str, int]:
    """Hides an idea from the room, with a reason."""
    contribution = here(Contribution, contribution_id)
    read = entry({"reason": "sessions.reason_missing"})
    if not read.complaints:
        try:
            moderate_contribution(by=by(), contribution=contribution, reason=read.text("reason"))
        except Refused as refusal:
            read = read.refused(refusal, "reason")
    if read.complaints:
        page = render_template("facilitator/moderate.html", contribution=contribution, entry=read, wrong=True)
        return page, 422
    session_id = contribution.item.session_id
    return redirect(url_for("facilitator.console", session_id=session_id, done="moderated"), 303)


def console_page(session: Session, read: Entry | None = None, said: str = "") -> str:
    """The console as it stands, with an entry to correct or a refusal to say, if any."""
    pulse = read_pulse(db.engine, session.code)
    item, address = session.current_item, url_for("board.phone", code=session.code, _external=True)
    done = request.args.get("done", "")
    return render_template(
        "facilitator/console.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        stage=stage_of(session),
        item=item,
        upcoming=next((later for later in session.items if later.state == "planned"), None),
        people=people_in(session),
        choosing=people_choosing(item) if item else 0,
        left=seconds_left(item),
        address=address,
        qr=qr_svg(address),
        tag=pulse.tag("room") if pulse else "",
        entry=read or Entry({"dots": "3", "planned_minutes": "15"}),
        said=said,
        done=done if done in DONE else "",
        wide=True,
        wrong=bool(said or (read and read.complaints)),
    )
