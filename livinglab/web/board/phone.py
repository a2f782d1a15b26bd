"""The phone: one thing to do at a time. Complete without JavaScript; `static/board.js` only spares the reloading."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.seats import contribute, place_dots
from livinglab.store.database import db, new_id
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import session_once_of_code
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import AgendaItem, Session
from livinglab.web.board.blueprint import board
from livinglab.web.board.seating import Sitting, require_sitting, sitting_in
from livinglab.web.board.stages import offered_to, outcome_of, shown_item, stage_of, written_by
from livinglab.words import spoken, t


@dataclass(frozen=True)
class Typed:
    """What could not be accepted: the words typed, kept, and the sentence that says what to do."""

    complaint: str = ""
    text: str = ""
    contribution_id: str = ""


@board.get("/<code>")
def phone(code: str) -> str:
    """The page of a seat; for a passer-by, the door with the code filled in."""
    session = session_once_of_code(code)
    sitting = sitting_in(session)
    if sitting is None:
        return render_template("board/join.html", code=session.code, meeting=session, pseudonym="", complaints={})
    return _page(session, sitting)


@board.post("/<code>/ideas")
def write(code: str) -> Response | tuple[str, int]:
    """Takes an idea. What cannot be taken stays on the page."""
    session = session_once_of_code(code)
    sitting = require_sitting(session)
    text, chosen_id = request.form.get("text", ""), request.form.get("contribution_id", "")
    if not text.strip():
        return _page(session, sitting, Typed(t("board.idea_missing"), "", chosen_id)), 422
    try:
        item = _item_sent(session)
        contribute(by=sitting.seat, item=item, contribution_id=chosen_id, text=text, language=spoken())
    except Refused as refusal:
        return _page(session, sitting, Typed(refusal.words(), text, chosen_id)), refusal.status
    return redirect(url_for("board.phone", code=session.code), 303)


@board.post("/<code>/dots")
def choose(code: str) -> Response | tuple[str, int]:
    """Sets the dots of this seat on one idea: said twice, it is the same."""
    session = session_once_of_code(code)
    sitting = require_sitting(session)
    idea, _, count = request.form.get("dots", "").partition(":")
    try:
        place_dots(by=sitting.seat, item=_item_sent(session), dots={idea: int(count) if count.isdecimal() else -1})
    except (NotFound, Refused) as refusal:
        return _page(session, sitting, Typed(_why_not(refusal))), refusal.status
    return redirect(url_for("board.phone", code=session.code, _anchor=f"idea-{idea}"), 303)


def _why_not(refusal: NotFound | Refused) -> str:
    return refusal.words() if isinstance(refusal, Refused) else t("board.dots_gone")


def _item_sent(session: Session) -> AgendaItem:
    """The item the form was about, which may have moved on since. Raises NotFound for another session's."""
    asked = request.form.get("item", "")
    found = next((item for item in session.items if item.id == asked), None)
    if found is None:
        raise NotFound
    return found


def _page(session: Session, sitting: Sitting, typed: Typed = Typed()) -> str:
    pulse = read_pulse(db.engine, session.code)  # before the rest: at worst a change is shown twice, never missed
    stage, item = stage_of(session), shown_item(session)
    mine = written_by(item, sitting.seat) if item else ()
    ideas = offered_to(item, sitting.seat) if item and stage == "judging" else ()
    return render_template(
        "board/phone.html",
        session=session,
        sitting=sitting,
        stage=stage,
        item=item,
        mine=mine,
        ideas=ideas,
        placed=sum(idea.dots for idea in ideas),
        outcome=outcome_of(item) if item else None,
        typed=typed,
        fresh_id=typed.contribution_id or new_id(),
        tag=pulse.tag("phone") if pulse else "",
        wrong=bool(typed.complaint),
    )
