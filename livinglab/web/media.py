"""Where a page finds the pictures, sounds and films of a questionnaire, whoever reads it."""

from __future__ import annotations

from flask import request, url_for

from livinglab.store.questionnaires import QuestionnaireVersion


def media_address(version: QuestionnaireVersion, filename: str) -> str:
    """The address of a file of a version for the page being made; empty while the file is awaited."""
    digest = version.content.files.get(filename, "")
    if not digest:
        return ""
    token = (request.view_args or {}).get("token")
    if token is not None:
        return url_for("participant.media", token=token, digest=digest, filename=filename)
    return url_for("team.media", version_id=version.id, digest=digest, filename=filename)
