"""Answers made small on their way: a phone on a weak line waits for bytes.

Only what holds no secret that a stranger could guess by length is compressed (the BREACH attack needs both a secret and
words of the attacker in one answer): the files of the site, and the respondent's pages, which carry no proof of origin.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from flask import Flask, Response, request

KINDS = frozenset({"text/css", "text/html", "text/javascript", "application/json"})
LEAST = 1_000  # bytes: below, the headers weigh more than what is saved
EFFORT = 6
SCRIPT = "text/javascript"
COMMENT = re.compile(rb"^[ \t]*(//.*|/\*\*.*\*/)$", re.MULTILINE)  # a line of its own; the lines keep their numbers
FILES = frozenset({"static", "participant.kept_file"})
OF_RESPONDENTS = frozenset({"participant", "offline"})


def init_app(app: Flask) -> None:
    """Looks at each answer last, after every other header is set."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """The answer, compressed where the browser takes it and nothing is risked."""
    if not _may(response):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    response.vary.add("Accept-Encoding")
    if len(content) < LEAST or request.accept_encodings.quality("gzip") <= 0:
        return response
    small = _kept(content, response.mimetype) if request.endpoint in FILES else gzip.compress(content, EFFORT, mtime=0)
    response.set_data(small)
    response.content_encoding = "gzip"
    etag, weak = response.get_etag()
    if etag is not None and not weak:
        response.set_etag(etag, weak=True)  # the same file, other bytes
    return response


def _may(response: Response) -> bool:
    public = request.endpoint in FILES or request.blueprint in OF_RESPONDENTS
    whole = response.status_code in (200, 422) and request.method in ("GET", "POST") and "Range" not in request.headers
    return public and whole and response.mimetype in KINDS and not response.content_encoding


@lru_cache(maxsize=128)
def _kept(content: bytes, kind: str) -> bytes:
    """A file of the site, compressed once per process; a script without its comments, a quarter of its bytes."""
    return gzip.compress(COMMENT.sub(b"", content) if kind == SCRIPT else content, 9, mtime=0)
