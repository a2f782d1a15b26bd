"""Reading a questionnaire workbook: a questionnaire, or every reason why not. Never an exception."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from surveys.problems import Problem
from surveys.questionnaire import Questionnaire
from surveys.workbook import open_workbook
from surveys.xlsform import read_form


@dataclass(frozen=True)
class Reading:
    """What a workbook gave. `questionnaire` is None when at least one problem is an error."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]


def read_workbook(source: str | Path | bytes, filename: str = "", files: Mapping[str, bytes] | None = None) -> Reading:
    """Read .xlsx, .xls, .csv or .md, from a path or from bytes with their file name.

    `files` are those the workbook refers to, by name; the questionnaire awaits the others.
    Raises OSError only when a path cannot be read.
    """
    if isinstance(source, str | Path):
        return read_workbook(Path(source).read_bytes(), filename or Path(source).name, files)
    workbook = open_workbook(source, filename)
    if workbook.problems:
        return Reading(None, workbook.problems)
    questionnaire, problems = read_form(workbook, filename)
    return Reading(_with_digests(questionnaire, files or {}) if questionnaire else None, problems)


def _with_digests(questionnaire: Questionnaire, files: Mapping[str, bytes]) -> Questionnaire:
    """The questionnaire with the digest of each picture, sound and film given."""
    given = {name: "sha256:" + hashlib.sha256(files[name]).hexdigest() for name in questionnaire.files if name in files}
    return replace(questionnaire, files={**questionnaire.files, **given})
