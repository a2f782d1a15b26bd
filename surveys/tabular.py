"""Reading a file of answers: one row per person and wave, every cell checked as a page would check it.

An empty cell is a blank answer (or a question not asked, given the row's other answers). Cells of multiple choices
hold names separated by spaces. The caller stores all rows or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from surveys.archive import column_letters
from surveys.complaints import Complaint, Invalid
from surveys.flatten import MISSING_PREFIX
from surveys.places import Place
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.sheet_table import nearest
from surveys.submission import check, type_complaint
from surveys.values import Answer, Context, Missing
from surveys.workbook import Row, csv_rows_of, decoded, open_workbook

PARTICIPANT, WAVE, SUBMITTED, SUBMISSION = "participant", "wave", "submitted_on", "submission_id"
ABOUT = (PARTICIPANT, WAVE, SUBMITTED, SUBMISSION, "arm", "site", "language")
COMMA, POINT = re.compile(r"[0-9],[0-9]"), re.compile(r"[0-9]\.[0-9]")
NUMERIC = frozenset({"integer", "number"})


@dataclass(frozen=True)
class AnswerRow:
    """One row found good: canonical answers, and what its other columns say (empty when there is no such column)."""

    row: int
    participant: str
    wave: str
    arm: str
    site: str
    language: str
    submission_id: str
    submitted_on: datetime | None
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class AnswersRead:
    """The good rows of a file and everything wrong with the others. Store only when no problem is an error."""

    rows: tuple[AnswerRow, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Title:
    """A column: its letter, its title, and what it is here (a question's name or one of ABOUT)."""

    letter: str
    title: str
    means: str


@dataclass(frozen=True)
class _Line:
    """A row by the meaning of its columns."""

    number: int
    cells: Mapping[str, str]
    titles: Mapping[str, _Title]

    def problem(self, means: str, code: str, **facts: str) -> Problem:
        title = self.titles.get(means)
        letter, words = (title.letter, title.title) if title else ("", means)
        return Problem(code, "", self.number, letter, words, self.cells.get(means, ""), facts)


def read_answers(
    source: bytes,
    filename: str,
    questionnaire: Questionnaire,
    context: Context,
    columns: Mapping[str, str] | None = None,
) -> AnswersRead:
    """Read a .csv or .xlsx of answers. `columns` maps titles of the file to names here, where they differ."""
    rows, refused = _rows(source, filename)
    if refused or len(rows) < 2:
        return AnswersRead((), refused or (Problem("answers_none"),))
    titles = _titles(rows[0], columns or {})
    known = {title.means: title for title in titles}
    lines = [_line(row, titles, known) for row in rows[1:]]
    reads = [_read(line, questionnaire, context) for line in lines]
    problems = (
        *_title_problems(titles, questionnaire),
        *_extra_cells(rows),
        *_mixed_decimals(lines, questionnaire),
        *_repeated(lines),
        *(problem for read in reads for problem in read.problems),
    )
    return AnswersRead(tuple(row for read in reads for row in read.rows), problems)


def _rows(source: bytes, filename: str) -> tuple[Sequence[Row], tuple[Problem, ...]]:
    if PurePath(filename).suffix.lower() == ".csv":
        return _csv(source)
    workbook = open_workbook(source, filename)
    return workbook.sheets[0].rows if workbook.sheets else (), workbook.problems


def _csv(source: bytes) -> tuple[Sequence[Row], tuple[Problem, ...]]:
    text = decoded(source)
    if text is None:
        return (), (Problem("file_not_text"),)
    rows = csv_rows_of(text)
    return (rows, ()) if rows is not None else ((), (Problem("file_unreadable"),))


def _titles(row: Row, columns: Mapping[str, str]) -> list[_Title]:
    return [
        _Title(column_letters(index), title, columns.get(title, title))
        for index, title in enumerate(row.cells, start=1)
    ]


def _line(row: Row, titles: Sequence[_Title], known: Mapping[str, _Title]) -> _Line:
    return _Line(row.number, {title.means: cell for title, cell in zip(titles, row.cells, strict=False)}, known)


def _title_problems(titles: Sequence[_Title], questionnaire: Questionnaire) -> Iterator[Problem]:
    given = {title.means for title in titles}
    answerable = [question.name for question in questionnaire.questions if QUESTION_TYPES[question.type].asked]
    for title in titles:
        yield from _title_problem(title, answerable, questionnaire)
    for index, title in enumerate(titles):
        if title.means and title.means in {earlier.means for earlier in titles[:index]}:
            yield Problem("column_twice", "", 1, title.letter, title.title)
    if PARTICIPANT not in given:
        yield Problem("answers_column_needed", row=1, facts={"needed": PARTICIPANT})
    for name in answerable:
        if name not in given:
            yield Problem("answers_column_absent", row=1, facts={"name": name})


def _title_problem(title: _Title, answerable: Sequence[str], questionnaire: Questionnaire) -> Iterator[Problem]:
    if title.means in ABOUT or title.means in answerable:
        return
    known = questionnaire.has(title.means)
    code = "answers_column_calculated" if known else "answers_column_unknown"
    facts = {"suggestion": nearest(title.means, (*answerable, *ABOUT))}
    yield Problem(code, "", 1, title.letter, title.title, "", facts)


def _extra_cells(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows[1:]:
        if any(row.cells[len(rows[0].cells) :]):
            yield Problem("answers_cells_extra", row=row.number)


def _mixed_decimals(lines: Sequence[_Line], questionnaire: Questionnaire) -> Iterator[Problem]:
    for question in questionnaire.questions:
        if QUESTION_TYPES[question.type].variable in NUMERIC:
            cells = [(line, line.cells.get(question.name, "")) for line in lines]
            comma = next(((line, cell) for line, cell in cells if COMMA.search(cell)), None)
            point = next(((line, cell) for line, cell in cells if POINT.search(cell)), None)
            if comma and point:
                later = max(comma, point, key=lambda found: found[0].number)
                yield later[0].problem(question.name, "answers_decimals_mixed", comma=comma[1], point=point[1])


def _repeated(lines: Sequence[_Line]) -> Iterator[Problem]:
    ids: dict[str, int] = {}
    people: dict[tuple[str, str], int] = {}
    for line in lines:
        written, person = line.cells.get(SUBMISSION, ""), line.cells.get(PARTICIPANT, "")
        if written and ids.setdefault(written, line.number) != line.number:
            yield line.problem(SUBMISSION, "answers_id_twice", first_row=str(ids[written]))
        key = person, line.cells.get(WAVE, "")
        if person and people.setdefault(key, line.number) != line.number:
            yield line.problem(PARTICIPANT, "answers_person_twice", first_row=str(people[key]))


def _read(line: _Line, questionnaire: Questionnaire, context: Context) -> AnswersRead:
    problems = []
    if not line.cells.get(PARTICIPANT):
        problems.append(line.problem(PARTICIPANT, "answers_participant_empty"))
    moment = _moment(line.cells.get(SUBMITTED, ""), context)
    if isinstance(moment, Invalid):
        problems.append(line.problem(SUBMITTED, "answers_moment_bad"))
        moment = None
    asked = [question for question in questionnaire.questions if QUESTION_TYPES[question.type].asked]
    read = {question.name: _value(question, line.cells.get(question.name, "")) for question in asked}
    given = {name: value for name, value in read.items() if not isinstance(value, Invalid)}
    when = replace(context, now=moment, started_at=moment, finished_at=moment) if moment else context
    checked = check(questionnaire, given, when, copied=True)
    refused = [type_complaint(Place(name), value) for name, value in read.items() if isinstance(value, Invalid)]
    wrong = {complaint.question for complaint in refused}
    complaints = [*refused, *(complaint for complaint in checked.complaints if complaint.question not in wrong)]
    problems.extend(_cell_problem(line, questionnaire, complaint) for complaint in complaints)
    if problems:
        return AnswersRead((), tuple(problems))
    return AnswersRead((_row(line, moment, checked.answers, questionnaire),), ())


def _row(line: _Line, moment: datetime | None, answers: Mapping[str, Answer], form: Questionnaire) -> AnswerRow:
    return AnswerRow(
        row=line.number,
        participant=line.cells[PARTICIPANT],
        wave=line.cells.get(WAVE, ""),
        arm=line.cells.get("arm", ""),
        site=line.cells.get("site", ""),
        language=line.cells.get("language", "") or form.default_language,
        submission_id=line.cells.get(SUBMISSION, ""),
        submitted_on=moment,
        answers=answers,
    )


def _moment(cell: str, context: Context) -> datetime | Invalid | None:
    """A date or a moment; without a zone it is in the context's."""
    if not cell:
        return None
    try:
        read = datetime.fromisoformat(cell)
    except ValueError:
        return Invalid("not_date", {})
    return read if read.tzinfo else read.replace(tzinfo=context.now.tzinfo)


def _value(question: Question, cell: str) -> object:
    kind = QUESTION_TYPES[question.type]
    reason = _missing(question, cell)
    if reason is not None:
        return reason
    typed = cell.split() if kind.variable == "categories" else [cell]
    read = kind.read(question.name, {question.name: typed})
    return Missing.BLANK if read is None else read


def _missing(question: Question, cell: str) -> Missing | None:
    """A missing answer as our own export writes it, or its bare word where the question offers it."""
    words = {MISSING_PREFIX + reason.value: reason for reason in Missing}
    if question.type != "text":
        words |= {reason.value: reason for reason in question.missing_options}
    return words.get(cell)


def _cell_problem(line: _Line, questionnaire: Questionnaire, complaint: Complaint) -> Problem:
    asked = {f"asked_{language}": complaint.message(language) for language in ("fr", "en")}
    if complaint.code not in ("required", "not_acknowledged"):
        return line.problem(complaint.question, "answers_cell_refused", **asked)
    question = questionnaire.question(complaint.question)
    offered = " / ".join(MISSING_PREFIX + reason.value for reason in question.missing_options)
    code = "answers_cell_missing_soft" if offered else "answers_cell_missing"
    return line.problem(complaint.question, code, name=complaint.question, words=offered, **asked)
