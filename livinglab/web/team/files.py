"""Files the team sees: those of answers, for who may read answers, and those of questionnaires."""

from __future__ import annotations

from flask import Response

from livinglab.store.attachments import Attachment, WaitingFile, questionnaire_files
from livinglab.store.failures import NotFound
from livinglab.store.files import PREFIX
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.access import here
from livinglab.web.file_answers import file_answer, small_picture_answer
from livinglab.web.team.blueprint import team


@team.get("/attachments/<attachment_id>")
def attachment(attachment_id: str) -> Response:
    """A file of an answer."""
    return file_answer(here(Attachment, attachment_id))


@team.get("/set-aside/files/<waiting_file_id>")
def waiting_file(waiting_file_id: str) -> Response:
    """A file of a submission set aside, as it came: handed out, never shown."""
    return file_answer(here(WaitingFile, waiting_file_id))


@team.get("/attachments/<attachment_id>/small")
def thumbnail(attachment_id: str) -> Response:
    """A photograph of an answer, small enough to recognise it by."""
    return small_picture_answer(here(Attachment, attachment_id))


@team.get("/questionnaires/<version_id>/media/<digest>/<filename>")
def media(version_id: str, digest: str, filename: str) -> Response:
    """A picture, sound or film of a questionnaire, for its preview."""
    found = questionnaire_files(here(QuestionnaireVersion, version_id)).get(filename)
    if found is None or found.digest != PREFIX + digest:
        raise NotFound
    return file_answer(found)
