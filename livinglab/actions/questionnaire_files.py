"""The files of a questionnaire: its pictures, sounds and films, and the tables its choices come from."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from livinglab.store.attachments import UNKNOWN_TYPE, QuestionnaireFile, questionnaire_files
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.files import MEGABYTE, TooLarge, Written, files
from livinglab.store.questionnaires import QuestionnaireVersion
from surveys.media_types import recognise
from surveys.questionnaire import Questionnaire as Content

SVG = "image/svg+xml"
DRAWING = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", re.DOTALL)


@dataclass(frozen=True)
class Given:
    """A file of a questionnaire on disk, and what it is."""

    written: Written
    media_type: str


@contextmanager
def given_files(content: Content, given: Mapping[str, bytes]) -> Iterator[Mapping[str, Given]]:
    """The files the questionnaire refers to, of those given, on disk; nothing is changed in them. Raises Refused."""
    with ExitStack() as stack:
        named = (name for name in {**content.files, **content.tables} if name in given)
        yield {name: _on_disk(stack, given[name]) for name in named}


def name_files(version: QuestionnaireVersion, given: Mapping[str, Given]) -> None:
    """Names the files of a version, inside the running transaction; those it has already stay."""
    known = questionnaire_files(version)
    for name, file in given.items():
        if name not in known:
            files().place(file.written)
            db.session.add(
                QuestionnaireFile(
                    version_id=version.id,
                    name=name,
                    digest=file.written.digest,
                    size=file.written.size,
                    media_type=file.media_type,
                )
            )


def _on_disk(stack: ExitStack, content: bytes) -> Given:
    store = files()
    try:
        return Given(stack.enter_context(store.written(io.BytesIO(content), store.largest)), media_type_of(content))
    except TooLarge:
        raise Refused("file_too_large", limit=store.largest // MEGABYTE) from None


def media_type_of(content: bytes) -> str:
    """What a file of a questionnaire is. A drawing (SVG) is one here: the team chose it, and no page opens it."""
    if DRAWING.match(content[:4096]):
        return SVG
    found = recognise(io.BytesIO(content))
    return found.name if found else UNKNOWN_TYPE
