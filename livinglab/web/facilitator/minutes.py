"""The minutes of a session: being written, to download, to publish; and earlier versions."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from livinglab.actions.minutes import ask_for_minutes_again, publish_minutes, unpublish_minutes
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.schemas.progress import ProgressSchema
from livinglab.store.failures import Refused
from livinglab.store.minutes import (
    ENDED,
    SessionMinutes,
    minutes_being_written,
    minutes_of,
    newest_minutes,
    published_minutes,
)
from livinglab.store.sessions import Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.forms import whole
from livinglab.web.minutes_file import minutes_file
from livinglab.words import t

DONE = frozenset({"asked", "published", "unpublished"})


@facilitator.get("/sessions/<session_id>/minutes")
def minutes(session_id: str) -> str:
    """The newest version in each language, and those before."""
    return _page(here(Session, session_id))


@facilitator.get("/sessions/<session_id>/minutes/progress.json")
def minutes_progress(session_id: str) -> Response:
    """How far the newest version is, for the page that watches."""
    session = here(Session, session_id)
    waiting = minutes_being_written(session)
    told = {"state": "running" if waiting else "done", "progress": _progress(session), "words": t("minutes.writing")}
    return Response(ProgressSchema().dumps(told), mimetype="application/json", headers={"Cache-Control": "no-store"})


@facilitator.get("/minutes/<minutes_id>/minutes.pdf")
def download_minutes(minutes_id: str) -> Response:
    """One version in one language, unless words it shows were hidden since."""
    return minutes_file(here(SessionMinutes, minutes_id))


@facilitator.post("/sessions/<session_id>/minutes")
def write_again(session_id: str) -> Answer | tuple[str, int]:
    """Asks for a new version."""
    session = here(Session, session_id)
    return _done(session, "asked", lambda: ask_for_minutes_again(by=by(), session=session))


@facilitator.post("/sessions/<session_id>/minutes/publish")
def publish_them(session_id: str) -> Answer | tuple[str, int]:
    """Lets whoever has the code of the session read the version the page showed."""
    session, number = here(Session, session_id), whole("number") or 0
    return _done(session, "published", lambda: publish_minutes(by=by(), session=session, number=number))


@facilitator.post("/sessions/<session_id>/minutes/unpublish")
def unpublish_them(session_id: str) -> Answer | tuple[str, int]:
    """Keeps them for the team again."""
    session = here(Session, session_id)
    return _done(session, "unpublished", lambda: unpublish_minutes(by=by(), session=session))


def _done(session: Session, what: str, act: Callable[[], None]) -> Answer | tuple[str, int]:
    try:
        act()
    except Refused as refusal:
        return _page(session, said=refusal.words()), refusal.status
    ask_for_minutes(session)
    return redirect(url_for("facilitator.minutes", session_id=session.id, done=what), 303)


def _page(session: Session, said: str = "") -> str:
    newest, done = newest_minutes(session), request.args.get("done", "")
    numbers = {each.number for each in newest}
    return render_template(
        "facilitator/minutes.html",
        session=session,
        newest=newest,
        earlier=[each for each in minutes_of(session) if each.number not in numbers and each.state == "done"],
        public=published_minutes(session),
        waiting=minutes_being_written(session),
        progress=_progress(session),
        done=done if done in DONE else "",
        said=said,
        wrong=bool(said),
    )


def _progress(session: Session) -> int:
    newest = newest_minutes(session)
    return round(100 * sum(each.state in ENDED for each in newest) / len(newest)) if newest else 0
