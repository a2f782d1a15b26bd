"""The seat of the visitor: a cookie per session, so that one phone may sit in several."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from werkzeug.wrappers import Response

from livinglab.actions.seats import Seated
from livinglab.store.failures import NotFound
from livinglab.store.finding import seat_by_token
from livinglab.store.sessions import Seat, Session
from livinglab.store.tokens import RECEIPT_LENGTH

MONTH = 30 * 24 * 3600
GROUP = 4  # letters of a receipt said in one breath


@dataclass(frozen=True)
class Sitting:
    """The visitor in a session: their seat, and the receipt only they know."""

    seat: Seat
    receipt: str


def sitting_in(session: Session) -> Sitting | None:
    """Who the visitor is in this session, if they joined it with this browser."""
    token, _, receipt = request.cookies.get(_cookie(session), "").partition(".")
    try:
        seat = seat_by_token(token)
    except NotFound:
        return None
    return Sitting(seat, grouped(receipt)) if seat.session_id == session.id else None


def require_sitting(session: Session) -> Sitting:
    """Who the visitor is in this session. Raises NotFound for a passer-by."""
    sitting = sitting_in(session)
    if sitting is None:
        raise NotFound
    return sitting


def keep_seat(response: Response, session: Session, seated: Seated) -> None:
    """Leaves the seat with the browser: unreadable by scripts, sent to the session pages only."""
    response.set_cookie(
        _cookie(session),
        f"{seated.token}.{seated.receipt}",
        max_age=MONTH,
        path="/s/",
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
        httponly=True,
        samesite="Lax",
    )


def give_up_seat(response: Response, session: Session) -> None:
    """Takes the seat from the browser; whoever noted the receipt can still follow its ideas."""
    response.delete_cookie(_cookie(session), path="/s/")


def grouped(receipt: str) -> str:
    """A receipt as people copy it: ABCD-EFGH-JKLM."""
    return "-".join(receipt[start : start + GROUP] for start in range(0, min(len(receipt), RECEIPT_LENGTH), GROUP))


def _cookie(session: Session) -> str:
    return f"seat_{session.code}"
