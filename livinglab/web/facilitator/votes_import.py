"""Bringing in the votes of a Polis conversation: the files, what they hold or what is wrong, then storing or not."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from flask import Response, current_app, redirect, render_template, request, url_for

from analysis.deliberation.polis_problems import PolisProblem
from livinglab.actions.vote_imports import accept_votes, hand_in_votes, let_votes_go
from livinglab.jobs.vote_imports import ask_for_import, erase_files, keep_files
from livinglab.schemas.progress import ProgressSchema
from livinglab.settings import Settings
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.files import MEGABYTE, TooLarge
from livinglab.store.projects import Project
from livinglab.store.sessions import Session
from livinglab.store.vote_imports import UNDER_WAY, VoteImport, places_for_votes
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.forms import Answered
from livinglab.words import either, spoken, t

MOST_SHOWN = 100  # problems on a page: the first are corrected first


@facilitator.get("/sessions/<session_id>/votes/import")
def votes_import(session_id: str) -> str:
    """Where the files are chosen."""
    return _form(here(Session, session_id), Entry())


@facilitator.post("/sessions/<session_id>/votes/import")
def hand_in_vote_files(session_id: str) -> Answered:
    """Keeps the files for the job that reads them; nothing of them is stored yet."""
    session = here(Session, session_id)
    read, files = entry({}), _files()
    if not files:
        return _form(session, Entry(read.typed, {"files": t("votes_import.files_missing")})), 422
    places = {item.id: item for item in places_for_votes(session)}
    if read.text("activity") and read.text("activity") not in places:
        raise NotFound
    try:
        handed = hand_in_votes(
            by=by(),
            session=session,
            item=places.get(read.text("activity")),
            title={spoken(): read.text("title") or t("votes_import.title_proposed")},
            language=spoken(),
        )
    except Refused as refusal:
        return _form(session, read.refused(refusal, "title")), refusal.status
    try:
        keep_files(handed.id, files, _directory())
    except TooLarge:
        erase_files(handed.id, _directory())
        let_votes_go(by=by(), handed=handed)
        most = current_app.config["MAX_CONTENT_LENGTH"] // MEGABYTE
        return _form(session, Entry(read.typed, {"files": t("votes_import.files_too_large", n=most)})), 413
    ask_for_import(handed.id)
    return redirect(url_for("facilitator.vote_import", import_id=handed.id), 303)


@facilitator.get("/vote-imports/<import_id>")
def vote_import(import_id: str) -> str:
    """How far it is: being read, what it holds, what is wrong, being stored, stored."""
    return _page(here(VoteImport, import_id))


@facilitator.get("/vote-imports/<import_id>/progress.json")
def vote_import_progress(import_id: str) -> Response:
    """Whether a job is under way, for the page that watches."""
    handed = here(VoteImport, import_id)
    state = "running" if handed.state in UNDER_WAY else "done"
    body = ProgressSchema().dumps({"state": state, "progress": 0, "words": t(f"votes_import.state_{handed.state}")})
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


@facilitator.post("/vote-imports/<import_id>/store")
def accept_vote_import(import_id: str) -> Answered:
    """Stores what was shown; a job does it."""
    handed = here(VoteImport, import_id)
    try:
        accept_votes(by=by(), handed=handed)
    except Refused as refusal:
        return _page(handed, refusal.words()), refusal.status
    ask_for_import(handed.id)
    return redirect(url_for("facilitator.vote_import", import_id=handed.id), 303)


@facilitator.post("/vote-imports/<import_id>/let-go")
def let_vote_import_go(import_id: str) -> Answered:
    """Stores nothing and erases the files."""
    handed = here(VoteImport, import_id)
    try:
        let_votes_go(by=by(), handed=handed)
    except Refused as refusal:
        return _page(handed, refusal.words()), refusal.status
    erase_files(handed.id, _directory())
    return redirect(url_for("facilitator.vote_import", import_id=handed.id), 303)


def _form(session: Session, read: Entry) -> str:
    return render_template(
        "facilitator/votes_import.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        places=[("", t("votes_import.new_activity"))]
        + [(item.id, either(item.prompt) or either(item.title)) for item in places_for_votes(session)],
        entry=read,
        wrong=bool(read.complaints),
    )


def _page(handed: VoteImport, said: str = "") -> str:
    problems = [PolisProblem(**each) for each in (handed.problems or [])[:MOST_SHOWN]]
    return render_template(
        "facilitator/vote_import.html",
        handed=handed,
        session=handed.session,
        project=db.session.get_one(Project, handed.project_id),
        waiting=handed.state in UNDER_WAY,
        found=handed.found or {},
        problems=problems,
        language=spoken(),
        said=said,
        wide=True,
        wrong=bool(said),
    )


def _files() -> dict[str, IO[bytes]]:
    """Those given, by name; two of the same name are told apart, so that the job sees both."""
    given = [each for each in request.files.getlist("files") if each.filename]
    names = [each.filename or "" for each in given]
    return {
        name if names.index(name) == place else f"{place}/{name}": each.stream
        for place, (name, each) in enumerate(zip(names, given, strict=True))
    }


def _directory() -> Path:
    settings: Settings = current_app.config["LIVINGLAB"]
    return settings.directory
