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
# ODK: only a fresh one will do; `selfie` is the older word for `new-front`, `new-rear` is Enketo's.
CAPTURES: Mapping[str, str] = {
    "new-front": "user",
    "selfie": "user",
    "front": "user",
    "new-rear": "environment",
    "new": "environment",
}
PENS = frozenset({"signature", "draw", "annotate"})
RECORDERS: Mapping[str, tuple[str, ...]] = {"audio": ("devices/recorder",)}


def _file(question: Question, *, kind: str) -> Drawing:
    words = question.appearance
    pen = next((word for word in words if word in PENS), None) if kind == "image" else None
    attributes = {
        "accept": ACCEPTED[kind] or None,
        "capture": next((camera for word, camera in CAPTURES.items() if word in words), None),
        "data-max-pixels": question.options.get("max-pixels"),
        "data-pen": pen,
        "data-file-hint": "" if pen and not question.hint else None,
        "data-quality": question.options.get("quality", "normal") if kind == "audio" else None,
        "data-limit": None if pen else files().largest,
    }
    modules = ("devices/pen",) if pen else (*RECORDERS.get(kind, ()), "devices/chosen")
    hint = t("participant.file_hint", limit=files().largest // MEGABYTE)
    return Drawing("files.file", attributes=attributes, hint=hint, modules=(*modules, "devices/sending"))


ROWS: Mapping[str, Row] = {kind: partial(_file, kind=kind) for kind in ACCEPTED}
