"""Where a page finds files: those of a questionnaire and those of answers, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, g, request, url_for

from livinglab.store.attachments import Attachment, QuestionnaireFile, WaitingFile, questionnaire_files
from livinglab.store.files import PREFIX
from livinglab.store.questionnaires import QuestionnaireVersion


def init_app(app: Flask) -> None:
    """Gives the templates the addresses."""
    app.jinja_env.globals.update(media_address=media_address, file_address=file_address)


def media_address(version: QuestionnaireVersion, filename: str) -> str:
    """The address of a file of a version for the page being made; empty while the file is awaited.

    It holds the digest: the content behind it never changes, and a browser may keep it.
    """
    found = _files(version).get(filename)
    if found is None:
        return ""
    digest = found.digest.removeprefix(PREFIX)
    token = (request.view_args or {}).get("token")
    if token is not None:
        return url_for("participant.media", token=token, digest=digest, filename=filename)
    return url_for("team.media", version_id=version.id, digest=digest, filename=filename)


def file_address(attachment: Attachment | WaitingFile, *, small: bool = False) -> str:
    """The address of a file of an answer for the page being made; `small`, of a picture to recognise it by."""
    if isinstance(attachment, WaitingFile):
        return url_for("team.waiting_file", waiting_file_id=attachment.id)
    door = "participant" if "token" in (request.view_args or {}) else "team"
    return url_for(f"{door}.{'thumbnail' if small else 'attachment'}", attachment_id=attachment.id)


def _files(version: QuestionnaireVersion) -> Mapping[str, QuestionnaireFile]:
    """Asked of the database once a page, however many pictures it shows."""
    known: dict[str, Mapping[str, QuestionnaireFile]] = g.setdefault("questionnaire_files", {})
    if version.id not in known:
        known[version.id] = questionnaire_files(version)
    return known[version.id]
