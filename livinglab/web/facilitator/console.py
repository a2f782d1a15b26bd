"""The console: what is happening, what comes next, time left, moderation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.agenda import drop_agenda_item, move_agenda_item
from livinglab.actions.running import (
    close_item,
    extend_item,
    pause_item,
    read_first,
    reopen_item,
    resume_item,
    reveal,
    start_item,
)
from livinglab.jobs.vote_readings import ask_for_readings
from livinglab.store.attendance import people_in
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.judgements import people_judging
from livinglab.store.minutes import newest_minutes
from livinglab.store.moderation import standings_in, waiting_in
from livinglab.store.projects import Project
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.web.access import by, here
from livinglab.web.board.stages import seconds_left, stage_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.qr import qr_svg

MINUTES_MORE = 5
IDEAS_SHOWN = 40  # the others are a page away: thousands would make the console a page that never arrives
DONE = frozenset({
    "opened", "added", "corrected", "started", "revealed", "closed", "reopened", "paused", "resumed", "extended",
    "moved", "dropped", "hidden", "restored", "read_first", "shown_at_once", "session_closed", "session_corrected",
})  # fmt: skip


@dataclass(frozen=True)
class Step:
    """What the address of a button does to an activity, and the sentence said when it is done."""

    act: Callable[..., object]
    done: str
    extra: Mapping[str, object] = field(default_factory=dict)


STEPS: Mapping[str, Step] = {
    "start": Step(start_item, "started"),
    "reveal": Step(reveal, "revealed"),
    "close": Step(close_item, "closed"),
    "reopen": Step(reopen_item, "reopened"),
    "pause": Step(pause_item, "paused"),
    "resume": Step(resume_item, "resumed"),
    "extend": Step(extend_item, "extended", {"minutes": MINUTES_MORE}),
    "read-first": Step(read_first, "read_first", {"first": True}),
    "show-at-once": Step(read_first, "shown_at_once", {"first": False}),
    "earlier": Step(move_agenda_item, "moved", {"towards": "earlier"}),
    "later": Step(move_agenda_item, "moved", {"towards": "later"}),
    "drop": Step(drop_agenda_item, "dropped"),
}


@facilitator.get("/sessions/<session_id>")
def console(session_id: str) -> str:
    """The console of a session."""
    return console_page(here(Session, session_id))


@facilitator.post("/items/<item_id>/<step>")
def move_on(item_id: str, step: str) -> Response | tuple[str, int]:
    """Does one step of an activity. Pressed twice, it was done once."""
    if step not in STEPS:
        raise NotFound
    asked, item = STEPS[step], here(AgendaItem, item_id)
    session = item.session
    try:
        asked.act(by=by(), item=item, **asked.extra)
    except Refused as refusal:
        return console_page(session, said=refusal.words()), refusal.status
    if step == "close":
        ask_for_readings(item.id)
        return redirect(url_for("facilitator.results", item_id=item.id, done=asked.done), 303)
    return redirect(url_for("facilitator.console", session_id=session.id, done=asked.done), 303)


def console_page(session: Session, said: str = "") -> str:
    """The console as it stands, with a refusal to say, if any."""
    pulse = read_pulse(db.engine, session.code)
    item, address = session.current_item, url_for("board.phone", code=session.code, _external=True)
    planned = [each for each in session.items if each.state == "planned"]
    done = request.args.get("done", "")
    return render_template(
        "facilitator/console.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        stage=stage_of(session),
        item=item,
        planned=planned,
        upcoming=planned[0] if planned else None,
        people=people_in(session),
        judging=people_judging(item) if item else 0,
        left=seconds_left(item),
        minutes=newest_minutes(session),
        more=MINUTES_MORE,
        ideas=_ideas(item)[:IDEAS_SHOWN] if item else (),
        ideas_in_all=len(_ideas(item)) if item else 0,
        standings=standings_in(session),
        unread=waiting_in(item) if item else 0,
        address=address,
        qr=qr_svg(address),
        tag=pulse.tag("room") if pulse else "",
        said=said,
        done=done if done in DONE else "",
        wide=True,
        wrong=bool(said),
    )


def _ideas(item: AgendaItem) -> Sequence[Contribution]:
    """What is judged or was hidden from it, in an order that does not say who wrote first."""
    own = sorted(item.contributions, key=lambda each: each.id)
    return [*(each.contribution for each in item.carried), *own]
