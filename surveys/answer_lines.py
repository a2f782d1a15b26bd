"""One table of a file of answers: its columns by what they mean, its rows as lines of cells, what is wrong with either.

A column is a question, one of `ABOUT`, or says again what another one says (a choice of a multiple choice, as our own
export writes them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from surveys.answer_tables import Table
from surveys.archive import column_letters
from surveys.complaints import Complaint, Invalid
from surveys.flatten import INSTANCE, MISSING_PREFIX, neutral
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.sheet_table import nearest
from surveys.values import Missing
from surveys.workbook import Row

PARTICIPANT, WAVE, SUBMITTED, SUBMISSION = "participant", "wave", "submitted_on", "submission_id"
VERSION, STARTED, FINISHED = "questionnaire", "started_at", "finished_at"
ABOUT = (PARTICIPANT, WAVE, SUBMITTED, SUBMISSION, "arm", "site", "language")
EXPORTED = (VERSION, STARTED, FINISHED, "channel", "entered_by")  # of our own archive, besides
COMMA, POINT = re.compile(r"[0-9],[0-9]"), re.compile(r"[0-9]\.[0-9]")
NUMERIC = frozenset({"integer", "number"})


@dataclass(frozen=True)
class Title:
    """A column: its letter, its title, and what it is here (a question's name or one of ABOUT)."""

    letter: str
    title: str
    means: str


@dataclass(frozen=True)
class Line:
    """A row of a table by the meaning of its columns."""

    table: str
    number: int
    cells: Mapping[str, str]
    titles: Mapping[str, Title]

    def cell(self, means: str) -> str:
        """What stands in that column; empty when there is none."""
        return self.cells.get(means, "")

    def problem(self, means: str, code: str, **facts: str) -> Problem:
        """Something wrong in that column."""
        title = self.titles.get(means)
        letter, words = (title.letter, title.title) if title else ("", means)
        return Problem(code, self.table, self.number, letter, words, self.cell(means), facts)


@dataclass(frozen=True)
class Lines:
    """A table: `within` is the repeat it holds the instances of; empty for the main one."""

    table: Table
    within: str
    titles: tuple[Title, ...]
    lines: tuple[Line, ...]


def lines_of(table: Table, within: str, columns: Mapping[str, str]) -> Lines:
    """The lines of a table. `columns` maps titles of the file to names here, where they differ."""
    titles = tuple(
        Title(column_letters(index), title, columns.get(title, title))
        for index, title in enumerate(table.rows[0].cells, start=1)
    )
    known = {title.means: title for title in titles}
    ours = VERSION in known and SUBMISSION in known
    return Lines(table, within, titles, tuple(_line(table, row, titles, known, ours=ours) for row in table.rows[1:]))


def _line(table: Table, row: Row, titles: Sequence[Title], known: Mapping[str, Title], *, ours: bool) -> Line:
    cells = {title.means: cell for title, cell in zip(titles, row.cells, strict=False)}
    return Line(table.name, row.number, {m: _written(cell) for m, cell in cells.items()} if ours else cells, known)


def _written(cell: str) -> str:
    """What stood there before our export made it inert for spreadsheets."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def answerable(form: Questionnaire, within: str) -> Mapping[str, Question]:
    """The questions of a scope whose answers a file can bring: asked, given by a device, or calculated once for all."""
    inside = (thing for thing in form.structure.inside(within) if isinstance(thing, Question))
    return {question.name: question for question in inside if _is_brought(form, question)}


def _is_brought(form: Questionnaire, question: Question) -> bool:
    by = QUESTION_TYPES[question.type].given_by
    return by in ("person", "device") or question.name in form.taken_as_sent


def table_problems(found: Lines, forms: Sequence[Questionnaire]) -> Iterator[Problem]:
    """What is wrong with the columns of a table that answers one of these questionnaires."""
    having = [form for form in forms if not found.within or form.structure.is_repeat(found.within)]
    scopes = [answerable(form, found.within) for form in having]
    known = list(dict.fromkeys(name for scope in scopes for name in scope))
    about = (*ABOUT, INSTANCE) if found.within else ABOUT
    given = {title.means for title in found.titles}
    for title in found.titles:
        if title.means not in (*known, *about, *EXPORTED) and not _says_again(title.means, known):
            yield _title_problem(title, found, forms, (*known, *about))
    for index, title in enumerate(found.titles):
        if title.means and title.means in {earlier.means for earlier in found.titles[:index]}:
            yield Problem("column_twice", found.table.name, 1, title.letter, title.title)
    asked = (question for scope in scopes for question in scope.values() if QUESTION_TYPES[question.type].asked)
    for name in dict.fromkeys(question.name for question in asked):
        if name not in given:
            yield Problem("answers_column_absent", found.table.name, row=1, facts={"name": name})
    yield from _extra_cells(found)
    yield from _mixed_decimals(found, scopes)


def _says_again(means: str, known: Sequence[str]) -> bool:
    """Whether it is a choice of a multiple choice, whose names stand in the column before."""
    name, slash, _ = means.partition("/")
    return slash != "" and name in known


def _title_problem(title: Title, found: Lines, forms: Sequence[Questionnaire], known: Sequence[str]) -> Problem:
    calculated = any(
        form.has(title.means) and not QUESTION_TYPES[form.question(title.means).type].asked for form in forms
    )
    code = "answers_column_calculated" if calculated else "answers_column_unknown"
    facts = {"suggestion": nearest(title.means, known)}
    return Problem(code, found.table.name, 1, title.letter, title.title, "", facts)


def _extra_cells(found: Lines) -> Iterator[Problem]:
    for row in found.table.rows[1:]:
        if any(row.cells[len(found.titles) :]):
            yield Problem("answers_cells_extra", found.table.name, row=row.number)


def _mixed_decimals(found: Lines, scopes: Sequence[Mapping[str, Question]]) -> Iterator[Problem]:
    questions = {name: question for scope in scopes for name, question in scope.items()}
    for name, question in questions.items():
        if QUESTION_TYPES[question.type].variable in NUMERIC:
            cells = [(line, line.cell(name)) for line in found.lines]
            comma = next(((line, cell) for line, cell in cells if COMMA.search(cell)), None)
            point = next(((line, cell) for line, cell in cells if POINT.search(cell)), None)
            if comma and point:
                later = max(comma, point, key=lambda pair: pair[0].number)
                yield later[0].problem(name, "answers_decimals_mixed", comma=comma[1], point=point[1])


def values_of(line: Line, form: Questionnaire, within: str) -> dict[str, object]:
    """What a line says to each question of its scope: a value as a page reads it, Missing, or Invalid."""
    return {name: _value(form, question, line.cell(name)) for name, question in answerable(form, within).items()}


def strangers(line: Line, form: Questionnaire, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """Cells that answer questions only other versions than the line's own ask. `elsewhere`: all that any asks."""
    for means in line.titles:
        empty = line.cell(means) in ("", MISSING_PREFIX + Missing.NOT_ASKED.value)
        if means in elsewhere and not form.has(means) and not empty:
            yield line.problem(means, "answers_cell_elsewhere")


def _value(form: Questionnaire, question: Question, cell: str) -> object:
    kind = QUESTION_TYPES[question.type]
    reason = _missing(question, cell)
    if reason is not None:
        return reason
    if kind.given_by != "person":
        return cell or Missing.BLANK
    if kind.variable == "file":
        return PurePosixPath(cell).name or Missing.BLANK  # in our archive, the folder it stands in
    typed = cell.split() if kind.variable in ("categories", "ranking") else [cell]
    read = kind.read(question.name, {question.name: typed})
    return Missing.BLANK if read is None else read


def _missing(question: Question, cell: str) -> Missing | None:
    """A missing answer as our own export writes it, or its bare word where the question offers it."""
    words = {MISSING_PREFIX + reason.value: reason for reason in Missing}
    if question.type != "text":
        words |= {reason.value: reason for reason in question.missing_options}
    return words.get(cell)


def cell_problem(line: Line, form: Questionnaire, complaint: Complaint) -> Problem:
    """What a page would complain about, at the cell."""
    asked = {f"asked_{language}": complaint.message(language) for language in ("fr", "en")}
    if complaint.code not in ("required", "not_acknowledged"):
        return line.problem(complaint.question, "answers_cell_refused", **asked)
    question = form.question(complaint.question)
    offered = " / ".join(MISSING_PREFIX + reason.value for reason in question.missing_options)
    code = "answers_cell_missing_soft" if offered else "answers_cell_missing"
    return line.problem(complaint.question, code, name=complaint.question, words=offered, **asked)


def is_wrong(value: object) -> bool:
    """Whether a cell could not be read."""
    return isinstance(value, Invalid)
