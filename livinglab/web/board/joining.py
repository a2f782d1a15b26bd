"""Joining: a short code, perhaps a name, a seat; and handing the phone to the next person."""

from __future__ import annotations

from typing import get_args

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.seats import join_session
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import session_once_of_code
from livinglab.store.sessions import Helix
from livinglab.web.board.blueprint import board
from livinglab.web.board.seating import give_up_seat, keep_seat, require_sitting
from livinglab.words import t


@board.get("/")
def door() -> str:
    """The page where one types the code."""
    return render_template("board/join.html", code="", meeting=None, pseudonym="", complaints={})


@board.post("/join")
def join() -> Response | tuple[str, int]:
    """Takes a seat."""
    code, pseudonym = request.form.get("code", ""), request.form.get("pseudonym", "")
    if not code.strip():
        return _again({"code": t("board.code_missing")}, 422)
    try:
        seated = join_session(code=code, pseudonym=pseudonym, helix=helix_sent())
    except NotFound:
        return _again({"code": t("board.code_unknown")}, 404)
    except Refused as refusal:
        return _again({"pseudonym": refusal.words()}, refusal.status)
    session = session_once_of_code(code)
    answer = redirect(url_for("board.phone", code=session.code), 303)
    keep_seat(answer, session, seated)
    return answer


@board.get("/<code>/hand-on")
def handing_on(code: str) -> Response:
    """What to note before the phone goes to somebody else."""
    session = session_once_of_code(code)
    sitting = require_sitting(session)
    answer = make_response(render_template("board/hand_on.html", session=session, sitting=sitting))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@board.post("/<code>/hand-on")
def hand_on(code: str) -> Response:
    """Forgets who held the phone; the next person joins."""
    session = session_once_of_code(code)
    answer = redirect(url_for("board.phone", code=session.code), 303)
    give_up_seat(answer, session)
    return answer


def helix_sent() -> Helix | None:
    """From which world a person says they come, if they say so."""
    sent = request.form.get("helix", "")
    return next((helix for helix in get_args(Helix) if helix == sent), None)


def _again(complaints: dict[str, str], status: int) -> tuple[str, int]:
    typed = {name: request.form.get(name, "") for name in ("code", "pseudonym", "helix")}
    return render_template("board/join.html", meeting=None, complaints=complaints, wrong=True, **typed), status
