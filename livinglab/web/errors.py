"""The pages of errors: what could not be done, said as a sentence that tells what to do."""

from __future__ import annotations

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from livinglab.store.database import db
from livinglab.store.failures import Busy, Failure, TooMany
from livinglab.store.files import MEGABYTE, TooLarge, files
from livinglab.words import t

RETRY_SECONDS = 5
SENTENCES = {
    400: "errors.bad_request",
    403: "errors.not_allowed",
    404: "errors.not_found",
    405: "errors.not_found",
    413: "errors.too_large",
    429: "errors.too_many",
    503: "errors.busy",
}


def init_app(app: Flask) -> None:
    """Words every failure."""
    app.register_error_handler(Failure, failure)
    app.register_error_handler(TooLarge, too_large)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, database_error)
    app.register_error_handler(Exception, defect)


def failure(error: Failure) -> Response:
    """A failure of the store, in its own words."""
    return page(error.status, error.words(), retry_seconds(error))


def too_large(_error: TooLarge) -> Response:
    """A file beyond what the site takes, where no field of the page says so."""
    return page(413, _sentence(413))


def form_expired(error: CSRFError) -> Response:
    """A form whose proof of origin is missing or of another session."""
    return page(400, t("errors.form_expired"))


def http_error(error: HTTPException) -> Response:
    """Any other error of the protocol; redirections pass."""
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    if isinstance(error, SecurityError):  # a host nobody declared: no address of ours can be written for it
        return make_response(t("errors.bad_request"), error.code, {"Content-Type": "text/plain; charset=utf-8"})
    return page(error.code, _sentence(error.code))


def _sentence(status: int) -> str:
    """What a status says: of what is too large, with the limit this site sets."""
    return t(SENTENCES.get(status, "errors.unexpected"), limit=files().largest // MEGABYTE)


def database_error(error: OperationalError) -> Response:
    """The database is locked, full or away: nothing was stored, and it is worth trying again."""
    current_app.logger.warning("The database did not answer: %s", error.orig)
    db.session.rollback()
    return failure(Busy())


def defect(error: Exception) -> Response:
    """A defect of the program: logged with its trace, told without it."""
    if current_app.testing:
        raise error
    current_app.logger.exception("A page failed.")
    db.session.rollback()
    return page(500, t("errors.unexpected"))


def retry_seconds(error: Failure) -> int:
    """After how long it is worth trying again."""
    return error.seconds if isinstance(error, TooMany) else RETRY_SECONDS


def page(status: int, sentence: str, seconds: int = RETRY_SECONDS) -> Response:
    """The page, with the hint to come back where it helps, and what was typed, to be sent again."""
    typed = sent_again() if status == 429 else ()
    content = render_template("errors/error.html", status=status, sentence=sentence, typed=typed)
    response = make_response(content, status)
    if status in (429, 503):
        response.headers["Retry-After"] = str(seconds)
    return response


def sent_again() -> tuple[tuple[str, str], ...]:
    """The fields of a form that was not heard: files and passwords are given again by the person."""
    secret = ("password", "csrf_token")
    return tuple((name, value) for name, value in request.form.items(multi=True) if name not in secret)
