"""Handing in the file of a device that cannot send: what it holds in words, then the acceptance of every door."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from flask import flash, redirect, render_template, request, url_for
from marshmallow import ValidationError

from livinglab.actions.collected import Collected, Receipt
from livinglab.actions.collected import accept_handed_in as accept
from livinglab.actions.handed_in import missing_files, waves_of_file
from livinglab.actions.handed_in import read_handed_in as read
from livinglab.actions.handed_in_files import keep_handed_in_files
from livinglab.actions.interviews import Interview
from livinglab.schemas.submission import HandedOut, HandedOutSchema
from livinglab.store.attachments import attachments_of
from livinglab.store.database import db
from livinglab.store.failures import Conflict, Refused
from livinglab.store.files import MEGABYTE
from livinglab.store.responses import Response
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.web.team.repair import lines_of
from livinglab.words import either, t

LARGEST = 4 * MEGABYTE  # of the answers: they travel in a field of the next page
LARGEST_WITH_FILES = 24 * MEGABYTE  # a phone puts 12 MB of files in it at most (static/offline/saved_file.js)
SHOWN_AGAIN = 20_000  # characters


@dataclass(frozen=True)
class Read:
    """What a file holds, and the waves it may be of."""

    waves: tuple[str, ...]
    sent: Collected


@team.get("/studies/<study_id>/set-aside/file")
def handed_in(study_id: str) -> Answered:
    """Where the file is chosen, or its text pasted."""
    study = here(Study, study_id)
    return render_template("team/handed_in.html", study=study, typed={}, errors=[], complaints={})


@team.post("/studies/<study_id>/set-aside/file")
def read_handed_in(study_id: str) -> Answered:
    """What it holds, in words; its answers are not stored yet, its files wait a day."""
    study = here(Study, study_id)
    text = _posted()
    try:
        held = _held(text, LARGEST_WITH_FILES if '"files"' in text else LARGEST)
        keep_handed_in_files(by=by(), study=study, sent=_read(study, held).sent, files=held.files)
        return _shown(study, _without_files(text) if held.files else text)
    except Refused as refused:
        return _again(study, text, refused)


@team.post("/studies/<study_id>/set-aside/file/accept")
def accept_handed_in(study_id: str) -> Answered:
    """Puts it through the acceptance of every door, and opens what became of it."""
    study = here(Study, study_id)
    text = request.form.get("text", "")
    try:
        found = _read(study, _held(text))
        if len(found.waves) > 1 and typed("wave")["wave"] not in found.waves:
            return _shown(study, text, wave_missing=t("handed_in.wave_missing")), 422
        receipt = accept(by=by(), study=study, sent=found.sent)
    except Conflict as conflict:
        agreement = conflict.code == "field_consent_missing"  # in the words of the door, it is for who holds the device
        return _shown(study, text, t("handed_in.consent_missing") if agreement else conflict.words()), conflict.status
    except Refused as refused:
        return _again(study, text, refused)
    return _became(receipt)


def _posted() -> str:
    """The text of the file chosen, else the one pasted."""
    file = request.files.get("file")
    content = file.stream.read(LARGEST_WITH_FILES + 1) if file and file.filename else b""
    return content.decode("utf-8-sig", errors="replace") or request.form.get("text", "")


def _without_files(text: str) -> str:
    return json.dumps({name: value for name, value in json.loads(text).items() if name != "files"}, ensure_ascii=False)


def _held(text: str, largest: int = LARGEST) -> HandedOut:
    """The file, read. Raises Refused."""
    if not text.strip():
        raise Refused("handed_in_missing")
    if len(text.encode(errors="replace")) > largest:
        raise Refused("handed_in_too_large", limit=largest // MEGABYTE)
    try:
        return cast(HandedOut, HandedOutSchema().load(json.loads(text)))
    except (ValueError, ValidationError, RecursionError) as unreadable:
        raise Refused("handed_in_unreadable") from unreadable


def _read(study: Study, held: HandedOut) -> Read:
    """What it holds, with the wave and the code chosen on the page. Raises Refused."""
    waves = waves_of_file(study, held.questionnaire, held.wave)
    chosen = typed("wave", "code")
    file = Interview(
        id=held.id,
        wave=chosen["wave"] if chosen["wave"] in waves else waves[0],
        code=chosen["code"] if "code" in request.form else held.participant,
        questionnaire_digest=held.questionnaire,
        consent_digest=held.consent.digest if held.consent else "",
        agreed_at=held.consent.at if held.consent else None,
        answers=held.answers,
        language=held.language,
        started_at=held.started_at,
        finished_at=held.finished_at,
    )
    return Read(waves, read(study, file, personal=not held.participant))


def _shown(study: Study, text: str, refused: str = "", wave_missing: str = "") -> str:
    found = _read(study, _held(text))
    sent, content = found.sent, found.sent.version.content
    plan = plan_of(study)
    labels = {wave.code: either(wave.label) for wave in plan.waves} if plan else {}
    return render_template(
        "team/handed_in_file.html",
        study=study,
        text=text,
        sent=sent,
        waves=[(wave, labels.get(wave, wave)) for wave in sorted(found.waves, key=[*labels, *found.waves].index)],
        lines=tuple(lines_of(content, sent.answers, sent.answers, sent.checked.complaints)),
        missing=missing_files(sent),
        there=[one for one in attachments_of(sent.id) if one.study_id == study.id],
        chosen=typed("wave")["wave"],
        refused=refused,
        errors=[("wave", wave_missing)] if wave_missing else [],
        wide=True,
    )


def _again(study: Study, text: str, refused: Refused) -> Answered:
    errors = [("file" if refused.code == "handed_in_missing" else "text", refused.words())]
    shown = text if len(text) <= SHOWN_AGAIN else ""
    return complain("team/handed_in.html", errors, study=study, typed={"text": shown})


def _became(receipt: Receipt) -> Answered:
    """The page of the response, or of what was set aside."""
    if receipt.quarantine is not None:
        flash(t("handed_in.set_aside_again" if receipt.repeated else "handed_in.set_aside"))
        return redirect(url_for("team.one_set_aside", quarantine_id=receipt.quarantine.id))
    flash(t("handed_in.stored_again" if receipt.repeated else "handed_in.stored"))
    response = db.session.get_one(Response, receipt.response_id)
    return redirect(url_for("team.response", participant_id=response.participant_id, wave=response.wave))
