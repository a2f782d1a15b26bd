"""The files of responses in an export: where each stands in the archive, and the answers that say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from livinglab.store.attachments import Attachment, attachments_of_study
from livinglab.store.responses import Response
from surveys.codebook import Codebook
from surveys.file_names import clean, folded, unlike, with_suffix
from surveys.media_types import type_named
from surveys.values import Answer, Rows

FOLDER = "files"
PLAIN = re.compile(r"[^0-9A-Za-z_-]+")


@dataclass(frozen=True)
class ExportedFiles:
    """Response → name of an attachment → its path in the archive; and, by that path, where the content stands."""

    paths: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    contents: Mapping[str, Path] = field(default_factory=dict)

    def said(self, response: Response, answers: Mapping[str, Answer], codebook: Codebook) -> dict[str, Answer]:
        """The answers with the path of each file where its name was, in repeats too."""
        everywhere = (codebook, *codebook.repeats.values())
        files = {variable.name for one in everywhere for variable in one.variables if variable.type == "file"}
        return dict(_said(answers, files, self.paths.get(response.id, {})))


def exported_files(study_id: str, responses: Sequence[Response]) -> ExportedFiles:
    """Those of these responses. A path says who, when and what, in letters every system can write."""
    kept = attachments_of_study(study_id)
    paths: dict[str, dict[str, str]] = {}
    contents: dict[str, Path] = {}
    taken: set[str] = set()
    for response in responses:
        for attachment in (one for one in kept.get(response.id, ()) if one.path.is_file()):
            path = unlike(_path(response, attachment), taken)
            taken.add(folded(path))
            contents[path] = attachment.path
            paths.setdefault(response.id, {})[attachment.name] = path
    return ExportedFiles(paths, contents)


def named_from(person: str, wave: str) -> str:
    """What the names of the files of a response begin with."""
    return "".join(PLAIN.sub("_", part) + "-" for part in (person, wave))


def _path(response: Response, attachment: Attachment) -> str:
    return f"{FOLDER}/{named_from(response.participant.pseudonym, response.wave)}{_named(attachment)}"


def _named(attachment: Attachment) -> str:
    """Its name, never with the suffix of another type: a program opens a file by its suffix."""
    name = clean(attachment.name)
    try:
        return with_suffix(name, type_named(attachment.media_type))
    except KeyError:
        return name if name.endswith(".bin") else f"{name}.bin"


def _said(
    answers: Mapping[str, Answer], files: Collection[str], paths: Mapping[str, str]
) -> Iterator[tuple[str, Answer]]:
    for name, answer in answers.items():
        if isinstance(answer, Rows):
            yield name, Rows(tuple(dict(_said(row, files, paths)) for row in answer.rows))
        else:
            yield name, paths.get(answer, answer) if name in files and isinstance(answer, str) else answer
