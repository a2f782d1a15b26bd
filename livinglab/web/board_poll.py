"""Answers "nothing new" to the phones before Flask: a poll without news costs one small read of the database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from sqlalchemy import Engine

from livinglab.store.failures import Busy
from livinglab.store.pulse import Face, read_pulse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATE = re.compile(r"/s/([^/]+)(?:/state)?")


class BoardPoll:
    """A WSGI layer. It passes on whatever it cannot answer with 304.

    The room asks for `/s/<code>/state`; a phone asks for its own page, so that news come with the first answer. Only
    our script sends the tag with it: the page has no ETag of its own, a reload always reads it whole.

    It keeps nothing between requests: any number of processes give the same answer.
    """

    def __init__(self, application: WSGIApplication, engine: Callable[[], Engine]) -> None:
        self._application = application
        self._engine = engine

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers 304 when the caller already has the present state."""
        tag = self._unchanged(environ)
        if tag is None:
            return self._application(environ, start_response)
        start_response("304 Not Modified", [("ETag", tag), ("Cache-Control", "no-cache")])
        return []

    def _unchanged(self, environ: WSGIEnvironment) -> str | None:
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        asked = STATE.fullmatch(environ.get("PATH_INFO", ""))
        if not known or not asked or environ.get("REQUEST_METHOD") != "GET":
            return None
        try:
            pulse = read_pulse(self._engine(), asked[1])
        except Busy:
            return None  # Flask will meet the same trouble, log it and word it
        tag = pulse.tag(face_asked(environ.get("QUERY_STRING", ""))) if pulse else None
        return tag if tag and tag in known else None


def face_asked(query: str) -> Face:
    """Which face polls: the room's screen and console ask for `face=room`, phones for nothing."""
    return "room" if parse_qs(query).get("face") == ["room"] else "phone"
