"""The phone: one thing to do at a time. Complete without JavaScript; `static/board.js` only spares the reloading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from flask import make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from livinglab.actions.seats import contribute, judge
from livinglab.activities.activity import HEADLINE
from livinglab.store.database import db, new_id
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import session_once_of_code
from livinglab.store.minutes import published_minutes
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import AgendaItem, Session
from livinglab.web.board.ballots import offer_to, read_marks, without_reason
from livinglab.web.board.blueprint import board
from livinglab.web.board.outcomes import outcome_of
from livinglab.web.board.seating import Sitting, require_sitting, sitting_in
from livinglab.web.board.stages import gathered_in, shown_item, stage_of, written_by
from livinglab.words import spoken, t

NOT_WRITTEN = frozenset({"csrf_token", "item", "contribution_id"})


@dataclass(frozen=True)
class Typed:
    """What could not be accepted: the fields typed, kept, and the sentence that says what to do."""

    complaint: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    contribution_id: str = ""

    @property
    def text(self) -> str:
        """The words of the contribution, if any."""
        return self.fields.get(HEADLINE, "")


@board.get("/<code>")
def phone(code: str) -> str | Response:
    """The page of a seat; for a passer-by, the door with the code filled in."""
    session = session_once_of_code(code)
    sitting = sitting_in(session)
    if sitting is None:
        return render_template(
            "board/join.html", code=session.code, meeting=session, pseudonym="", helix="", complaints={}
        )
    answer = make_response(_page(session, sitting))
    answer.headers["Cache-Control"] = "no-store"  # the phone may go to somebody else: "back" must not show these words
    return answer


@board.post("/<code>/ideas")
def write(code: str) -> Response | tuple[str, int]:
    """Takes what a person wrote. What cannot be taken stays on the page."""
    session = session_once_of_code(code)
    sitting = require_sitting(session)
    sent = {name: value for name, value in request.form.items() if name not in NOT_WRITTEN}
    chosen_id = request.form.get("contribution_id", "")
    if not sent.get(HEADLINE, "").strip():
        return _page(session, sitting, Typed(t("board.idea_missing"), sent, chosen_id)), 422
    try:
        contribute(
            by=sitting.seat,
            item=_item_sent(session),
            contribution_id=chosen_id,
            text=sent[HEADLINE],
            language=spoken(),
            details=sent,
        )
    except Refused as refusal:
        return _page(session, sitting, Typed(refusal.words(), sent, chosen_id)), refusal.status
    return redirect(url_for("board.phone", code=session.code), 303)


@board.post("/<code>/choices")
def choose(code: str) -> Response | tuple[str, int]:
    """Takes what a person says of the subjects: said twice, it is the same."""
    session = session_once_of_code(code)
    sitting = require_sitting(session)
    item = _item_sent(session)
    marks = read_marks(item, request.form)
    bare = without_reason(item, marks)
    try:
        judge(by=sitting.seat, item=item, marks=[mark for mark in marks if mark not in bare])
        if bare:
            raise Refused("objection_needs_reason")
    except (NotFound, Refused) as refusal:
        kept = {name: value for name, value in request.form.items() if ":" in name}
        return _page(session, sitting, Typed(_why_not(refusal), kept)), refusal.status
    anchor = f"idea-{marks[0].subject}" if item.activity.ballot == "dots" else None
    page = request.form.get("page", type=int)
    return redirect(url_for("board.phone", code=session.code, page=page, _anchor=anchor), 303)


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
    doing = item.state if item is not None and item is session.current_item else ""  # a pause takes it from nobody
    return render_template(
        "board/phone.html",
        session=session,
        sitting=sitting,
        stage=stage,
        item=item,
        doing=doing,
        mine=written_by(item, sitting.seat) if item and doing == "writing" else (),
        offer=offer_to(item, sitting.seat, request.values.get("page", type=int))
        if item and doing == "judging"
        else None,
        outcome=_outcome(item.id, session.turn, spoken()) if item and stage == "results" else None,
        gathered=gathered_in(item) if stage in ("judging", "results") else {},
        public=published_minutes(session) if stage == "over" else (),
        typed=typed,
        fresh_id=typed.contribution_id or new_id(),
        tag=pulse.tag("phone") if pulse else "",
        wrong=bool(typed.complaint),
    )


@lru_cache(64)
def _outcome(item_id: str, _turn: int, _language: str) -> Markup:
    """The result of a closed item, drawn once for all the phones of a room: they ask for it in the same second.

    Whatever changes it moves the session's `turn` on.
    """
    outcome = outcome_of(db.session.get_one(AgendaItem, item_id))
    return Markup(render_template("board/outcome.html", outcome=outcome))  # noqa: S704 our own template, escaped
