"""Reading a questionnaire workbook: a questionnaire, or every reason why not. Never an exception."""

from __future__ import annotations

from dataclasses import dataclass
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


def read_workbook(source: str | Path | bytes, filename: str = "") -> Reading:
    """Read .xlsx, .xls, .csv or .md, from a path or from bytes with their file name.

    Raises OSError only when a path cannot be read.
    """
    if isinstance(source, str | Path):
        return read_workbook(Path(source).read_bytes(), filename or Path(source).name)
    workbook = open_workbook(source, filename)
    if workbook.problems:
        return Reading(None, workbook.problems)
    return Reading(*read_form(workbook, filename))
