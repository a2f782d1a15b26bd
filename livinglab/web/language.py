"""The language of a page: the one asked for in its address, else the one asked for before, else the browser's."""

from __future__ import annotations

from flask import Flask, Response, request

from livinglab.words import LANGUAGES, speak

COOKIE = "lang"
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Chooses before each request, and remembers a choice."""
    app.before_request(choose)
    app.after_request(remember)


def choose() -> None:
    """Speaks the reader's language in this request."""
    asked = (request.args.get("lang"), request.cookies.get(COOKIE))
    known = next((language for language in asked if language in LANGUAGES), None)
    speak(known or request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0])


def remember(response: Response) -> Response:
    """Keeps the language asked for in the address; without cookies the address carries it on."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, asked, max_age=YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response
