"""Files behind a personal link: one's own attachments, and the pictures and sounds of the questionnaires."""

from __future__ import annotations

from flask import Response

from livinglab.store.attachments import file_ever_served
from livinglab.store.files import PREFIX
from livinglab.web.file_answers import file_answer, small_picture_answer
from livinglab.web.participant.door import participant
from livinglab.web.participant.sittings import answering, study_behind

YEAR = 365 * 24 * 3600


@participant.get("/a/<token>/files/<attachment_id>")
def attachment(token: str, attachment_id: str) -> Response:
    """A file this person sent."""
    return file_answer(answering(token).attachment(attachment_id))


@participant.get("/a/<token>/files/<attachment_id>/small")
def thumbnail(token: str, attachment_id: str) -> Response:
    """A photograph this person sent, small enough to recognise it by."""
    return small_picture_answer(answering(token).attachment(attachment_id))


@participant.get("/a/<token>/media/<digest>/<filename>")
def media(token: str, digest: str, filename: str) -> Response:
    """A picture, sound or film of a questionnaire of the study; its address names its content, which never changes."""
    answer = file_answer(file_ever_served(study_behind(token), PREFIX + digest, filename))
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return answer
