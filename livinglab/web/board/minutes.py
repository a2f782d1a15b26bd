"""The minutes a team has published, for whoever has the code of the session."""

from __future__ import annotations

from flask import Response, render_template

from livinglab.store.failures import NotFound
from livinglab.store.finding import session_once_of_code
from livinglab.store.minutes import published_minutes
from livinglab.web.board.blueprint import board
from livinglab.web.minutes_file import minutes_file


@board.get("/<code>/minutes")
def minutes(code: str) -> str:
    """In which languages they can be read, or that they are not there."""
    session = session_once_of_code(code)
    return render_template("board/minutes.html", session=session, public=published_minutes(session))


@board.get("/<code>/minutes/<language>.pdf")
def read_minutes(code: str, language: str) -> Response:
    """The file."""
    session = session_once_of_code(code)
    found = next((each for each in published_minutes(session) if each.language == language), None)
    if found is None:
        raise NotFound
    return minutes_file(found)
