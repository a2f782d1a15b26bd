"""The blueprint of the offline queue. Each answer is an envelope with our mark: nothing else counts as one."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from livinglab.schemas.submission import Envelope, EnvelopeSchema
from livinglab.store.database import db
from livinglab.store.failures import Busy, Conflict, Failure, NotFound, Refused
from livinglab.web.errors import RETRY_SECONDS, SENTENCES, retry_seconds
from livinglab.web.participant.door import behind_a_link
from livinglab.words import spoken, t
from surveys.complaints import Complaint

offline = behind_a_link(Blueprint("offline", __name__, url_prefix="/a/<token>/form/<wave>"))

LATER = frozenset({400, 429, 500, 502, 503, 504})  # 400: a body that was cut on its way
KEPT_BY_THE_TEAM = frozenset({"already_answered", "response_differs"})


def answered(envelope: Envelope, status: int, seconds: int = RETRY_SECONDS) -> Response:
    """An envelope on its way."""
    answer = jsonify(EnvelopeSchema().dump(envelope))
    answer.status_code = status
    if status in LATER:
        answer.headers["Retry-After"] = str(seconds)
    return answer


@offline.errorhandler(Refused)
def refused(failure: Refused) -> Response:
    """What does not hold, by question; what the team has now; or why it stays on the device."""
    sentence, status = failure.words(), failure.status
    if failure.code == "answers_to_put_right":
        return answered(Envelope(_id(), "to_correct", sentence, complaints=_complaints(failure)), status)
    if failure.code == "files_awaited":
        return answered(Envelope(_id(), "files_awaited", sentence, files=tuple(map(str, failure.details))), status)
    if isinstance(failure, Conflict) and failure.code in KEPT_BY_THE_TEAM:
        return answered(Envelope(_id(), "set_aside", sentence), status)
    return answered(Envelope(_id(), "refused", sentence), status)


@offline.errorhandler(NotFound)
def unknown_link(failure: NotFound) -> Response:
    """The link was replaced, or given back on leaving: the device keeps what it has."""
    return _error(failure.status, t("offline.link_gone"))


@offline.errorhandler(Failure)
def failed(failure: Failure) -> Response:
    """Any other failure of the store, in its own words."""
    return _error(failure.status, failure.words(), retry_seconds(failure))


@offline.errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """Any other error of the protocol."""
    status = error.code or 500
    return _error(status, t(SENTENCES.get(status, "errors.unexpected")))


@offline.errorhandler(OperationalError)
def database_error(error: OperationalError) -> Response:
    """The database is locked, full or away: nothing was stored, and the device tries again."""
    current_app.logger.warning("The database did not answer: %s", error.orig)
    db.session.rollback()
    return failed(Busy())


def _error(status: int, sentence: str, seconds: int = RETRY_SECONDS) -> Response:
    return answered(Envelope(_id(), "later" if status in LATER else "refused", sentence), status, seconds)


def _id() -> str:
    """The id the device gave in a header: known even when the body could not be read."""
    return request.headers.get("X-Response-Id", "")[:64]


def _complaints(failure: Refused) -> tuple[dict[str, object], ...]:
    return tuple(
        {"question": each.question, "at": [list(pair) for pair in each.at], "message": each.message(spoken())}
        for each in failure.details
        if isinstance(each, Complaint)
    )
