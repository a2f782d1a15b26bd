"""The language of a page: the one asked for in its address, else the one asked for before, else the browser's.

Every page is offered in the languages of the interface; the respondent's also in those of the questionnaires they lead
to (`offer`).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

from livinglab.words import LANGUAGES, chosen, is_spoken, speak
from surveys.languages import in_order, is_easy, own_name

COOKIE = "lang"
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Chooses before each request, and remembers a choice; tells the templates what is offered."""
    app.jinja_env.globals.update(
        languages=languages, language_chosen=chosen, is_spoken=is_spoken, reads_easily=reads_easily
    )
    app.before_request(choose)
    app.after_request(remember)


def choose() -> None:
    """Speaks the reader's language in this request."""
    offer({})


def offer(further: Mapping[str, str]) -> None:
    """Offers further languages here, each with what those who wrote in it call it, and speaks the reader's."""
    g.languages = {code: own_name(code, further.get(code, "")) for code in in_order((*LANGUAGES, *further))}
    asked = (request.args.get("lang"), request.cookies.get(COOKIE))
    known = next((code for code in asked if code in g.languages), None)
    ours = request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    plain = [code for code in g.languages if not is_easy(code)]  # to be easy to read is asked for by a person
    speak(known or request.accept_languages.best_match(plain) or ours, ours)


def languages() -> tuple[tuple[str, str], ...]:
    """The languages this page can be read in: code and own name."""
    if "languages" not in g:  # a form refused before anything else was done
        choose()
    return tuple(g.languages.items())


def asked_for() -> str | None:
    """The language asked for in the address, if it is offered."""
    asked = request.args.get("lang")
    return asked if asked in g.get("languages", ()) else None


def remember(response: Response) -> Response:
    """Keeps the language asked for in the address; without cookies the address carries it on."""
    asked = asked_for()
    if asked and asked != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, asked, max_age=YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def reads_easily() -> bool:
    """Whether the reader chose a language that is easy to read."""
    return is_easy(chosen())
