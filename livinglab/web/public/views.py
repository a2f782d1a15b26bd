"""The public pages."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from livinglab.jobs.verifications import TooMany, ask_for_verification, found, hand_in
from livinglab.schemas.progress import ProgressSchema
from livinglab.settings import Settings
from livinglab.store.failures import NotFound
from livinglab.store.report_standing import report_of_digest, standing_of
from livinglab.web.access import me
from livinglab.web.forms import Answered, complain
from livinglab.words import t

MEGABYTES = 30

public = Blueprint("public", __name__)


@public.get("/")
def home() -> Answered:
    """The door of the house; the team goes straight to its own page."""
    if me() is not None:
        return redirect(url_for("team.home"))
    return render_template("public/home.html")


@public.get("/verify")
def verify() -> Answered:
    """The form to give a report."""
    return render_template("public/verify.html", megabytes=MEGABYTES, errors=[], complaints={})


@public.post("/verify")
def send_report() -> Answered:
    """Takes the file; a job verifies it."""
    file = request.files.get("report")
    content = file.stream.read(MEGABYTES * 1024 * 1024 + 1) if file and file.filename else b""
    mistake = _mistake(content)
    if mistake:
        return complain("public/verify.html", [("report", t(mistake))], megabytes=MEGABYTES)
    try:
        name = hand_in(content, _folder())
    except TooMany:
        return complain("public/verify.html", [("report", t("public.verify_busy"))], megabytes=MEGABYTES)
    ask_for_verification(name)
    return redirect(url_for("public.verification", name=name))


@public.get("/verify/<name>")
def verification(name: str) -> Answered:
    """What was found, or that it is still under way."""
    checked = found(name, _folder())
    if checked is None:
        raise NotFound
    known = report_of_digest(checked.digest)
    standing = standing_of(known) if known else None
    return render_template("public/verification.html", checked=checked, standing=standing, name=name, wide=True)


@public.get("/verify/<name>/progress.json")
def verification_progress(name: str) -> Response:
    """Whether it is still under way, for the page that watches."""
    checked = found(name, _folder())
    if checked is None:
        raise NotFound
    told = {"state": "queued" if checked.state == "waiting" else "done", "progress": 0, "words": t("public.verifying")}
    return Response(ProgressSchema().dumps(told), mimetype="application/json", headers={"Cache-Control": "no-store"})


def _mistake(content: bytes) -> str | None:
    if not content:
        return "public.verify_no_file"
    if len(content) > MEGABYTES * 1024 * 1024:
        return "public.verify_too_large"
    return None if content.startswith(b"%PDF-") else "public.verify_not_pdf"


def _folder() -> Path:
    settings: Settings = current_app.config["LIVINGLAB"]
    return settings.directory / "verifications"
