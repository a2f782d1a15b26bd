"""A draft opened for a page: its workbook, what the reader makes of it, and what is wrong where."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flask import request

from livinglab.actions.questionnaire_drafts import change_draft
from livinglab.store.database import db
from livinglab.store.projects import Project
from livinglab.store.questionnaire_drafts import QuestionnaireDraft
from livinglab.web.access import by, here
from livinglab.web.editor.kinds import Kind, kind_of
from livinglab.words import spoken
from surveys.editing.choices import choices_in
from surveys.editing.grid import Cells, cell, lines_of
from surveys.editing.outline import Line, line_at, line_named, outline_of
from surveys.editing.tables import Field, Language, SheetName, Tables, index_of
from surveys.problems import Problem, has_errors
from surveys.questionnaire import Questionnaire
from surveys.sheet_table import UNLABELLED
from surveys.values import Text
from surveys.workbook import Workbook
from surveys.xlsform import read_form

NO_LANGUAGE = Language(UNLABELLED, "", "")


@dataclass(frozen=True)
class Opened:
    """A draft and its workbook as they stand."""

    draft: QuestionnaireDraft
    workbook: Workbook

    @property
    def project(self) -> Project:
        """The project it belongs to."""
        return db.session.get_one(Project, self.draft.project_id)

    @cached_property
    def tables(self) -> Tables:
        """The sheets as the reader sees them."""
        return Tables(self.workbook)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the survey sheet."""
        return outline_of(self.workbook)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of its words; one without a name when titles name none."""
        return self.tables.languages or (NO_LANGUAGE,)

    @property
    def questionnaire(self) -> Questionnaire | None:
        """The questionnaire it makes; None while there is an error."""
        return _read(self.workbook, self.draft.filename)[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with it, errors first."""
        return tuple(sorted(_read(self.workbook, self.draft.filename)[1], key=lambda problem: problem.severity))

    @property
    def publishable(self) -> bool:
        """Whether nothing stands against publishing it."""
        return not has_errors(self.problems)

    def problems_of(self, line: Line) -> tuple[Problem, ...]:
        """What is wrong with a row and with the list it offers."""
        listed = {choice.row for choice in choices_in(self.workbook, line.kind.list)} if line.kind.list else set()
        return tuple(
            problem
            for problem in self.problems
            if (_is(problem, "survey") and problem.row == line.row)
            or (_is(problem, "choices") and problem.row in listed)
        )

    def line(self, row: int, name: str | None = None) -> Line | None:
        """The line of a row; where it no longer bears the name it had, the one line that does."""
        found = line_at(self.lines, row)
        return found if found and name in (None, found.name) else line_named(self.lines, name or "")

    def kind(self, line: Line) -> Kind:
        """What a person calls the type of a line."""
        return kind_of(line.kind, line.record.value("appearance"))

    def value(self, row: int, field: Field, sheet: SheetName = "survey") -> str:
        """A cell as it is written, of any column."""
        index = index_of(self.tables.table(sheet), field)
        return cell(self._cells(row, sheet), index) if index is not None else ""

    def say(self, text: Text) -> str:
        """Words in the reader's language, else in the first the workbook has."""
        wanted = (spoken(), *(language.code for language in self.languages), *text)
        return next((text[code] for code in wanted if text.get(code)), "")

    def digest(self, line: Line) -> str:
        """Changes when a row or the list it offers does: what somebody saw when they opened its form."""
        listed = choices_in(self.workbook, line.kind.list) if line.kind.list else ()
        seen = (self._cells(line.row, "survey"), [(choice.name, dict(choice.labels)) for choice in listed])
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

    def _cells(self, row: int, sheet: SheetName) -> Cells:
        lines = lines_of(self.workbook.sheet(sheet))
        return lines[row - 1] if 0 < row <= len(lines) else ()


def opened(draft_id: str) -> Opened:
    """The draft the address names. Raises NotFound, NotAllowed."""
    draft = here(QuestionnaireDraft, draft_id)
    return Opened(draft, draft.workbook)


def seen() -> int:
    """The revision the form was made from."""
    return request.form.get("seen", type=int, default=0)


def keep(found: Opened, workbook: Workbook, done: str, about: str = "", revision: int | None = None) -> Opened:
    """Stores a change of a draft; one that changes nothing is none. Raises Conflict."""
    if workbook == found.workbook:
        return found
    revision = seen() if revision is None else revision
    draft = change_draft(by=by(), draft=found.draft, seen=revision, workbook=workbook, done=done, about=about)
    return Opened(draft, draft.workbook)


def sheet_problems(problems: Sequence[Problem], sheet: SheetName) -> tuple[Problem, ...]:
    """The problems of one sheet."""
    return tuple(problem for problem in problems if _is(problem, sheet))


def _is(problem: Problem, sheet: SheetName) -> bool:
    return problem.sheet.strip().lower() == sheet


@lru_cache(maxsize=16)
def _read(workbook: Workbook, filename: str) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    return read_form(workbook, filename)
