"""A draft opened for a page: its workbook, what the reader makes of it, and what is wrong where."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flask import request

from livinglab.actions.questionnaire_drafts import change_draft
from livinglab.store.attachments import FileContents
from livinglab.store.database import db
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.projects import Project
from livinglab.store.questionnaire_drafts import QuestionnaireDraft
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.access import by, here
from livinglab.web.editor.kinds import Kind, kind_of
from livinglab.words import spoken
from surveys.editing.choices import ChoiceLine, lists_in
from surveys.editing.forms import setting
from surveys.editing.grid import Cells, Lines, cell, lines_of
from surveys.editing.outline import Line, line_at, outline_of
from surveys.editing.scales import without_a_question
from surveys.editing.tables import NO_LANGUAGE, Field, Language, SheetName, Tables, index_of
from surveys.problems import Problem, has_errors
from surveys.questionnaire import Questionnaire
from surveys.values import Text
from surveys.workbook import Workbook
from surveys.xlsform import read_form


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

    @cached_property
    def earlier(self) -> Sequence[QuestionnaireVersion]:
        """The versions published under its identifier, newest first."""
        alone = _read(self.workbook, self.draft.filename)[0]
        form_id = alone.form_id if alone else setting(self.workbook, "form_id")
        versions = questionnaire_versions_of(self.draft.project_id)
        return [version for version in versions if version.questionnaire.form_id == form_id]

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files its words and choices may refer to: those of the version before."""
        return FileContents(self.earlier[0]) if self.earlier else {}

    @property
    def questionnaire(self) -> Questionnaire | None:
        """The questionnaire it makes; None while there is an error."""
        return self._reading[0]

    @property
    def host(self) -> Questionnaire | None:
        """What an instrument is put into: the questionnaire, or one that asks nothing yet; None with an error."""
        return self.questionnaire if self.lines else without_a_question(self.workbook)

    @cached_property
    def _reading(self) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
        alone = _read(self.workbook, self.draft.filename)
        needs_files = alone[0] is not None and (alone[0].files or alone[0].tables)
        return read_form(self.workbook, self.draft.filename, self.files) if needs_files and self.files else alone

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with it, errors first."""
        return tuple(sorted(self._reading[1], key=lambda problem: problem.severity))

    @property
    def publishable(self) -> bool:
        """Whether nothing stands against publishing it."""
        return not has_errors(self.problems)

    @cached_property
    def lists(self) -> Mapping[str, tuple[ChoiceLine, ...]]:
        """The lists of choices by name."""
        return lists_in(self.tables)

    @cached_property
    def places(self) -> Mapping[tuple[str, int | None], tuple[Problem, ...]]:
        """The problems by sheet and row."""
        placed: dict[tuple[str, int | None], list[Problem]] = {}
        for problem in self.problems:
            placed.setdefault((problem.sheet.strip().lower(), problem.row), []).append(problem)
        return {place: tuple(problems) for place, problems in placed.items()}

    def problems_of(self, line: Line) -> tuple[Problem, ...]:
        """What is wrong with a row and with the list it offers."""
        own = self.places.get(("survey", line.row), ())
        listed = (self.places.get(("choices", choice.row), ()) for choice in self.choices(line))
        return (*own, *(problem for problems in listed for problem in problems))

    def choices(self, line: Line) -> tuple[ChoiceLine, ...]:
        """The choices a question offers."""
        return self.lists.get(line.kind.list, ()) if line.kind.list else ()

    @cached_property
    def _named(self) -> Mapping[str, Line | None]:
        names = Counter(line.name for line in self.lines)
        return {line.name: line for line in self.lines if line.name and names[line.name] == 1}

    def named(self, name: str) -> Line | None:
        """The one line of that name; None when there is none, or more than one."""
        return self._named.get(name)

    def line(self, row: int, name: str | None = None) -> Line | None:
        """The line of a row; where it no longer bears the name it had, the one line that does."""
        found = line_at(self.lines, row)
        return found if found and name in (None, found.name) else self.named(name or "")

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
        listed = [(choice.name, dict(choice.labels)) for choice in self.choices(line)]
        seen = (self._cells(line.row, "survey"), listed)
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

    def _cells(self, row: int, sheet: SheetName) -> Cells:
        lines = self._grids[sheet]
        return lines[row - 1] if 0 < row <= len(lines) else ()

    @cached_property
    def _grids(self) -> Mapping[SheetName, Lines]:
        names: tuple[SheetName, ...] = ("survey", "choices", "settings")
        return {name: lines_of(self.workbook.sheet(name)) for name in names}


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


@lru_cache(maxsize=16)
def _read(workbook: Workbook, filename: str) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    return read_form(workbook, filename)
