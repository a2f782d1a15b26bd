"""Joining: a short code, perhaps a name, a seat."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.seats import join_session
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import session_once_of_code
from livinglab.web.board.blueprint import board
from livinglab.web.board.seating import keep_seat
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
        seated = join_session(code=code, pseudonym=pseudonym)
    except NotFound:
        return _again({"code": t("board.code_unknown")}, 404)
    except Refused as refusal:
        return _again({"pseudonym": refusal.words()}, refusal.status)
    session = session_once_of_code(code)
    answer = redirect(url_for("board.phone", code=session.code), 303)
    keep_seat(answer, session, seated)
    return answer


def _again(complaints: dict[str, str], status: int) -> tuple[str, int]:
    typed = {name: request.form.get(name, "") for name in ("code", "pseudonym")}
    return render_template("board/join.html", meeting=None, complaints=complaints, wrong=True, **typed), status
