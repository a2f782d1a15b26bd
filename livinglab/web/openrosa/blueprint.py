"""The blueprint of field clients, and what all its answers share: their headers, and failures a phone can show."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from livinglab.store.database import db, now
from livinglab.store.failures import Busy, Failure
from livinglab.store.field_clients import language_of_team
from livinglab.store.files import TooLarge
from livinglab.web.errors import RETRY_SECONDS, SENTENCES, retry_seconds
from livinglab.words import LANGUAGES, speak, t
from surveys.openrosa.documents import acknowledgement

openrosa = Blueprint("openrosa", __name__, url_prefix="/field/<token>")

XML = "text/xml; charset=utf-8"
AROUND_FILES = 512 * 1024  # clients count their files, up to 101 in a post, and not the headers around each of them
STATUS = {
    "xml_missing": 400,
    "xml_broken": 400,
    "xml_no_id": 400,
    "xml_encrypted": 400,
    "xml_doctype": 400,
    "xml_too_deep": 400,
    "xml_too_large": 413,
    "file_too_large": 413,
    "files_too_large": 413,
    "field_form_unknown": 404,
}


def xml(content: bytes, status: int = 200) -> Response:
    """An answer in XML."""
    return Response(content, status, content_type=XML)


def said(sentence: str, status: int, seconds: int = RETRY_SECONDS) -> Response:
    """An answer whose sentence the phone shows."""
    answer = xml(acknowledgement(sentence, success=status < 400), status)
    if status in (429, 503):
        answer.headers["Retry-After"] = str(seconds)
    return answer


@openrosa.before_request
def speak_to_the_client() -> None:
    """The language of the device, else that of whoever added it: ODK Collect says none. This door reads no cookie."""
    asked = request.accept_languages.best_match(LANGUAGES)
    team = None if asked else language_of_team((request.view_args or {}).get("token", ""))
    speak(asked or (team if team in LANGUAGES else LANGUAGES[0]))


@openrosa.after_request
def add_headers(answer: Response) -> Response:
    """The headers every OpenRosa answer has."""
    answer.headers["X-OpenRosa-Version"] = "1.0"
    answer.headers["X-OpenRosa-Accept-Content-Length"] = str(current_app.config["MAX_CONTENT_LENGTH"] - AROUND_FILES)
    answer.headers["Cache-Control"] = "no-store"
    answer.date = now()
    return answer


@openrosa.errorhandler(Failure)
def failure(error: Failure) -> Response:
    """A failure in its own words. What is no submission is a bad request: sending it again will not help."""
    return said(error.words(), STATUS.get(error.code, error.status), retry_seconds(error))


@openrosa.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """Any other error of the protocol."""
    status = error.code or 500
    return said(t(SENTENCES.get(status, "errors.unexpected")), status)


@openrosa.errorhandler(TooLarge)
def too_large(_error: TooLarge) -> Response:
    """More than is kept of one post."""
    return said(t("errors.too_large"), 413)


@openrosa.errorhandler(OperationalError)
def database_error(error: OperationalError) -> Response:
    """The database is locked, full or away: nothing was stored, and the phone tries again."""
    current_app.logger.warning("The database did not answer: %s", error.orig)
    db.session.rollback()
    return failure(Busy())
