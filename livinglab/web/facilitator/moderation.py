"""Moderation: what people wrote in a session, to read, hide or restore; what was done with each, by whom and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions.moderation import (
    moderate_contribution,
    read_contribution,
    restore_contribution,
    sessions_showing,
)
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.store.database import db
from livinglab.store.failures import Conflict, Refused
from livinglab.store.moderation import (
    OWN,
    REASONS,
    STANDINGS,
    Move,
    Past,
    Sought,
    Standing,
    past_of,
    sought_in,
    standing_of,
    standings_in,
)
from livinglab.store.projects import Project
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import Contribution, Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.words import t

AT_ONCE = 40
PERIOD = 15  # seconds, of a page without script on which there is nothing to tick, and nothing to lose
FILTERS = ("standing", "item", "words", "page")
DONE = frozenset({"hidden", "restored"})


@dataclass(frozen=True)
class Read:
    """A contribution on the page: where it stands, and all that was done with it."""

    one: Contribution
    standing: Standing
    past: Sequence[Past]


@facilitator.get("/sessions/<session_id>/moderation")
def moderation_queue(session_id: str) -> str:
    """What people wrote, oldest first: new, shown, hidden."""
    return _queue(here(Session, session_id))


@facilitator.post("/sessions/<session_id>/moderation")
def read_contributions(session_id: str) -> Response | tuple[str, int]:
    """The ticked ones were read and are shown. What somebody else hid meanwhile stays hidden, and is named."""
    session = here(Session, session_id)
    ticked = [here(Contribution, each) for each in request.form.getlist("ticked")]
    ticked = [each for each in ticked if each.item.session_id == session.id]
    if not ticked:
        return _queue(session, said=t("moderation.nothing_ticked")), 422
    crossed = []
    for each in ticked:
        try:
            read_contribution(by=by(), contribution=each)
        except Conflict as conflict:
            crossed.append(conflict.words())
    _ask_for_minutes(ticked)
    if crossed:
        return _queue(session, said=" ".join(dict.fromkeys(crossed))), 409
    return redirect(_address(session.id, read=len(ticked)), 303)


@facilitator.get("/contributions/<contribution_id>/moderate")
def moderation(contribution_id: str) -> str:
    """The page where one says why words are hidden."""
    return _page("hidden", here(Contribution, contribution_id), Entry())


@facilitator.post("/contributions/<contribution_id>/moderate")
def moderate(contribution_id: str) -> Response | tuple[str, int]:
    """Hides words from the room, with a reason."""
    return _move("hidden", here(Contribution, contribution_id))


@facilitator.get("/contributions/<contribution_id>/restore")
def restoring(contribution_id: str) -> str:
    """The page where one says why words come back."""
    return _page("restored", here(Contribution, contribution_id), Entry())


@facilitator.post("/contributions/<contribution_id>/restore")
def restore(contribution_id: str) -> Response | tuple[str, int]:
    """Brings words back to the room, with a reason."""
    return _move("restored", here(Contribution, contribution_id))


MOVES: Mapping[Move, Callable[..., Contribution]] = {
    "hidden": moderate_contribution,
    "restored": restore_contribution,
}


def _move(move: Move, contribution: Contribution) -> Response | tuple[str, int]:
    read, status = entry({}), 422
    code = read.text("code") or OWN
    if code == OWN and not read.text("reason").strip():
        read = Entry(read.typed, {"reason": t("moderation.reason_missing")})
    else:
        try:
            MOVES[move](by=by(), contribution=contribution, reason=read.text("reason"), code=code)
        except Refused as refusal:
            read, status = read.refused(refusal, "reason"), refusal.status
    if read.complaints:
        return _page(move, contribution, read), status
    _ask_for_minutes([contribution])
    session_id = contribution.item.session_id
    if request.form.get("back") == "console":
        return redirect(url_for(".console", session_id=session_id, done=move), 303)
    return redirect(_address(session_id, done=move), 303)


def _ask_for_minutes(ones: Sequence[Contribution]) -> None:
    """Of the sessions that have ended and show them: what they say has changed."""
    for session in {session for each in ones for session in sessions_showing(each)}:
        ask_for_minutes(session)


def _page(move: Move, contribution: Contribution, read: Entry) -> str:
    db.session.refresh(contribution)
    return render_template(
        "facilitator/moderate.html",
        move=move,
        reasons=REASONS[move],
        contribution=contribution,
        past=past_of([contribution.id]).get(contribution.id, ()),
        filters=_filters(),
        back=request.values.get("back", ""),
        entry=read,
        wrong=bool(read.complaints),
    )


def _queue(session: Session, said: str = "") -> str:
    sought = Sought(*(request.values.get(name, "") for name in ("standing", "item", "words")))
    found = sought_in(session, sought)
    pages = max(1, -(-len(found) // AT_ONCE))
    pulse = read_pulse(db.engine, session.code)
    page = min(max(request.values.get("page", 1, type=int) or 1, 1), pages)
    return render_template(
        "facilitator/moderation.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        sought=sought,
        standings=STANDINGS,
        counts=standings_in(session),
        found=len(found),
        listed=_read(found[(page - 1) * AT_ONCE : page * AT_ONCE]),
        page_number=page,
        pages=pages,
        filters=_filters(),
        ticking="tick" in request.args,
        read=request.args.get("read", 0, type=int),
        done=request.args.get("done") if request.args.get("done") in DONE else "",
        said=said,
        period=PERIOD,
        tag=pulse.tag("room") if pulse else "",
        wide=True,
        wrong=bool(said),
    )


def _read(ids: Sequence[str]) -> list[Read]:
    past = past_of(ids)
    found = {each.id: each for each in db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))}
    return [Read(found[each], standing_of(found[each], past.get(each, ())), past.get(each, ())) for each in ids]


def _address(session_id: str, **said: object) -> str:
    values: dict[str, Any] = {**said, **_filters()}
    return url_for(".moderation_queue", session_id=session_id, **values)


def _filters() -> dict[str, str]:
    """What the page was asked for, to come back to it."""
    return {name: request.values[name] for name in FILTERS if request.values.get(name)}
