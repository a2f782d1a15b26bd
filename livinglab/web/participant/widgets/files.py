"""Photographs, recordings, films and documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from livinglab.store.files import MEGABYTE, files
from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question

# What a browser offers to choose from. Pictures are listed, or a telephone sends them in a format few can read.
ACCEPTED: Mapping[str, str] = {
    "image": "image/jpeg,image/png,image/webp,image/gif",
    "audio": "audio/*",
    "video": "video/*",
    "file": "",
}
CAPTURES: Mapping[str, str] = {"new": "environment", "new-front": "user"}  # ODK: only a fresh one will do


def _file(question: Question, *, kind: str) -> Drawing:
    capture = next((CAPTURES[word] for word in question.appearance if word in CAPTURES), None)
    attributes = {"accept": ACCEPTED[kind] or None, "capture": capture}
    return Drawing(
        "files.file", attributes=attributes, hint=t("participant.file_hint", limit=files().largest // MEGABYTE)
    )


ROWS: Mapping[str, Row] = {kind: partial(_file, kind=kind) for kind in ACCEPTED}
