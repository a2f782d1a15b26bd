"""The room's screen, and the state all faces ask for."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from livinglab.schemas.board import BoardState, BoardStateSchema
from livinglab.store.attendance import people_in
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.finding import session_once_of_code
from livinglab.store.moderation import waiting_in
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import Session
from livinglab.web.board.blueprint import board
from livinglab.web.board.outcomes import outcome_of
from livinglab.web.board.stages import (
    gathered_in,
    seconds_left,
    shown_item,
    stage_of,
    themes_first,
    visible,
)
from livinglab.web.board_poll import face_asked
from livinglab.web.qr import qr_svg

FITS = 12  # ideas that stay readable from the last row of seats


@board.get("/<code>/projection")
def projection(code: str) -> str:
    """The screen on the wall: only what the room needs."""
    session = session_once_of_code(code)
    pulse = read_pulse(db.engine, session.code)
    item = shown_item(session)
    gathered = gathered_in(item)
    address = url_for("board.phone", code=session.code, _external=True)
    return render_template(
        "board/projection.html",
        session=session,
        stage=stage_of(session),
        item=item,
        people=people_in(session),
        ideas=themes_first(item, gathered) if item else (),
        gathered=gathered,
        received=len(item.subjects) + waiting_in(item) if item else 0,
        fits=FITS,
        outcome=outcome_of(item) if item else None,
        left=seconds_left(item),
        address=address.removeprefix("https://").removeprefix("http://").removesuffix(session.code),
        qr=qr_svg(address),
        tag=pulse.tag("room") if pulse else "",
    )


@board.get("/<code>/state")
def state(code: str) -> Answer:
    """The state as JSON with its tag; `livinglab.web.board_poll` answers before us when nothing changed."""
    pulse = read_pulse(db.engine, code)
    if pulse is None:
        raise NotFound
    face = face_asked(request.query_string.decode())
    content = BoardStateSchema().dumps(_state(session_once_of_code(code), counted=face == "room"))
    answer = Response(content, mimetype="application/json")
    answer.headers["ETag"], answer.headers["Cache-Control"] = pulse.tag(face), "no-cache"
    return answer.make_conditional(request)


def _state(session: Session, *, counted: bool) -> BoardState:
    item = shown_item(session)
    return BoardState(
        code=session.code,
        stage=stage_of(session),
        item=item.id if item else None,
        people=people_in(session) if counted else None,
        ideas=len(visible(item)) if counted and item else None,
    )
