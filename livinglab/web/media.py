"""Where a page finds the pictures, sounds and films of a questionnaire, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, request, url_for

from livinglab.store.attachments import QuestionnaireFile, questionnaire_files
from livinglab.store.files import PREFIX
from livinglab.store.questionnaires import QuestionnaireVersion


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


def _files(version: QuestionnaireVersion) -> Mapping[str, QuestionnaireFile]:
    """Asked of the database once a page, however many pictures it shows."""
    known: dict[str, Mapping[str, QuestionnaireFile]] = g.setdefault("questionnaire_files", {})
    if version.id not in known:
        known[version.id] = questionnaire_files(version)
    return known[version.id]
