"""Reading a file of answers: one row per person and wave, every cell checked as a page would check it.

An empty cell is a blank answer (or a question not asked, given the row's other answers). Cells of multiple choices
hold names separated by spaces. Repeats have a table each (`surveys.answer_tables`). The caller stores all rows or none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath

from surveys.answer_instances import Instances, Number, joined
from surveys.answer_lines import (
    FINISHED,
    PARTICIPANT,
    STARTED,
    SUBMISSION,
    SUBMITTED,
    VERSION,
    WAVE,
    Line,
    Lines,
    cell_problem,
    is_wrong,
    lines_of,
    strangers,
    table_problems,
    values_of,
)
from surveys.answer_tables import AnswerTables, tables_of
from surveys.complaints import Complaint, Invalid
from surveys.places import At, Place
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Group
from surveys.submission import check, type_complaint
from surveys.values import Answer, Context


@dataclass(frozen=True)
class AnswerRow:
    """One row found good: canonical answers, and what its other columns say (empty when there is no such column).

    `version` is the digest of the questionnaire it answers, `table` the sheet or file it stands in.
    """

    row: int
    participant: str
    wave: str
    arm: str
    site: str
    language: str
    submission_id: str
    submitted_on: datetime | None
    answers: Mapping[str, Answer]
    started_at: datetime | None = None
    version: str = ""
    table: str = ""


@dataclass(frozen=True)
class AnswersRead:
    """The good rows of a file and everything wrong with the others. Store only when no problem is an error.

    `files`: the name of a file that came with the answers → its entry in the archive.
    """

    rows: tuple[AnswerRow, ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Forms:
    """Which questionnaire a row answers: the version it names, else the one of its wave, else the only one."""

    only: Questionnaire | None = None
    waves: Mapping[str, Questionnaire] = field(default_factory=dict)
    versions: Mapping[str, Questionnaire] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Questionnaire, ...]:
        """Every one, each once."""
        known = (*self.versions.values(), *self.waves.values(), *((self.only,) if self.only else ()))
        return tuple({form.digest: form for form in known}.values())

    @cached_property
    def names(self) -> frozenset[str]:
        """Every question any of them asks."""
        return frozenset(question.name for form in self.all for question in form.questions)

    def of(self, line: Line) -> Questionnaire | None:
        """The questionnaire of a line; None when it says too little."""
        return self.versions.get(line.cell(VERSION)) or self.waves.get(line.cell(WAVE)) or self.only


def read_answers(
    source: bytes,
    filename: str,
    questionnaire: Questionnaire | Forms,
    context: Context,
    columns: Mapping[str, str] | None = None,
) -> AnswersRead:
    """Read a file of answers. `columns` maps titles of the file to names here, where they differ."""
    forms = Forms(questionnaire) if isinstance(questionnaire, Questionnaire) else questionnaire
    around = _around(forms)
    tables = tables_of(source, filename, around)
    if not tables.main.rows[1:]:
        return AnswersRead((), tables.problems or (Problem("answers_none", tables.main.name),))
    main = lines_of(tables.main, "", columns or {})
    repeats = [lines_of(table, repeat, columns or {}) for repeat, table in tables.repeats.items() if table.rows]
    found = joined(main, repeats, around)
    reads = [_read(line, forms, found.rows.get(line.number, Instances()), context) for line in main.lines]
    problems = (
        *tables.problems,
        *_column_problems(main, repeats, forms),
        *_absent(tables, around),
        *_repeated(main.lines),
        *found.problems,
        *(problem for read in reads for problem in read.problems),
        *_files_left(main, repeats, forms, tables.files),
    )
    return AnswersRead(tuple(row for read in reads for row in read.rows), problems, tables.files)


def _around(forms: Forms) -> dict[str, tuple[str, ...]]:
    """Every repeat, with those it stands in."""
    named = ((form, group.name) for form in forms.all for group in form.groups if group.repeat)
    return {name: tuple(form.structure.repeats_around(name)) for form, name in named}


def _column_problems(main: Lines, repeats: Sequence[Lines], forms: Forms) -> Iterator[Problem]:
    yield from table_problems(main, forms.all)
    if PARTICIPANT not in {title.means for title in main.titles}:
        yield Problem("answers_column_needed", main.table.name, row=1, facts={"needed": PARTICIPANT})
    for table in repeats:
        yield from table_problems(table, forms.all)


def _absent(tables: AnswerTables, around: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for repeat in around:
        if repeat not in tables.repeats:
            yield Problem("answers_table_absent", facts={"name": repeat})


def _files_left(main: Lines, repeats: Sequence[Lines], forms: Forms, came: Collection[str]) -> Iterator[Problem]:
    """The first cell of each table that names a file which does not come with it."""
    names = {one.name for form in forms.all for one in form.questions if QUESTION_TYPES[one.type].variable == "file"}
    for table in (main, *repeats):
        cells = ((line, name) for line in table.lines for name in names if line.cell(name)[:3] not in ("", "NA:"))
        left = ((line, name) for line, name in cells if PurePosixPath(line.cell(name)).name not in came)
        yield from (line.problem(name, "answers_files_left") for line, name in islice(left, 1))


def _repeated(lines: Sequence[Line]) -> Iterator[Problem]:
    ids: dict[str, int] = {}
    people: dict[tuple[str, str], int] = {}
    for line in lines:
        written, person = line.cell(SUBMISSION), line.cell(PARTICIPANT)
        if written and ids.setdefault(written, line.number) != line.number:
            yield line.problem(SUBMISSION, "answers_id_twice", first_row=str(ids[written]))
        key = person, line.cell(WAVE)
        if person and people.setdefault(key, line.number) != line.number:
            yield line.problem(PARTICIPANT, "answers_person_twice", first_row=str(people[key]))


def _read(line: Line, forms: Forms, instances: Instances, context: Context) -> AnswersRead:
    form = forms.of(line)
    problems = [] if line.cell(PARTICIPANT) else [line.problem(PARTICIPANT, "answers_participant_empty")]
    if form is None:
        return AnswersRead((), (*problems, line.problem(WAVE, "answers_form_unknown")))
    moments = {means: _moment(line.cell(means), context) for means in (STARTED, FINISHED, SUBMITTED)}
    problems += [line.problem(means, "answers_moment_bad") for means, read in moments.items() if is_wrong(read)]
    started, finished, submitted = (None if isinstance(one, Invalid) else one for one in moments.values())
    finished = submitted or finished
    if finished:
        context = replace(context, now=finished, started_at=started or finished, finished_at=finished)
    scope = _Scope(form, instances, forms.names)
    given = scope.read(line, "", (), ())
    checked = check(form, given, replace(context, language=line.cell("language") or context.language), copied=True)
    refused = {complaint.place for complaint in scope.refused}
    complaints = [*scope.refused, *(complaint for complaint in checked.complaints if complaint.place not in refused)]
    problems += [*scope.strangers, *(scope.problem(complaint) for complaint in complaints)]
    if problems:
        return AnswersRead((), tuple(problems))
    return AnswersRead((_row(line, form, started, finished, checked.answers),), ())


class _Scope:
    """The values of a row and of its instances, and what is wrong with them at their places."""

    def __init__(self, form: Questionnaire, instances: Instances, elsewhere: frozenset[str]) -> None:
        self.form = form
        self.elsewhere = elsewhere
        self.instances = instances
        self.refused: list[Complaint] = []
        self.strangers: list[Problem] = []
        self.lines: dict[At, Line] = {}

    def read(self, line: Line, within: str, at: At, number: Number) -> dict[str, object]:
        """What stands in a line, and in the instances under it."""
        self.lines[at] = line
        self.strangers += strangers(line, self.form, self.elsewhere)
        given: dict[str, object] = {}
        for name, value in values_of(line, self.form, within).items():
            if isinstance(value, Invalid):
                self.refused.append(type_complaint(Place(name, at), value))
            else:
                given[name] = value
        for thing in self.form.structure.inside(within):
            if isinstance(thing, Group) and thing.repeat:
                rows = self.instances.under(thing.name, number)
                given[thing.name] = [
                    self.read(row, thing.name, (*at, (thing.name, place)), deeper)
                    for place, (deeper, row) in enumerate(rows, start=1)
                ]
        return given

    def problem(self, complaint: Complaint) -> Problem:
        """A complaint at its cell; one about a whole repeat, at its first row."""
        repeat = self.form.structure.is_repeat(complaint.question)
        at = (*complaint.at, (complaint.question, 1)) if repeat else complaint.at
        line = self.lines.get(at) or self.lines[()]
        return cell_problem(line, self.form, complaint)


def _row(
    line: Line,
    form: Questionnaire,
    started: datetime | None,
    finished: datetime | None,
    answers: Mapping[str, Answer],
) -> AnswerRow:
    return AnswerRow(
        row=line.number,
        participant=line.cell(PARTICIPANT),
        wave=line.cell(WAVE),
        arm=line.cell("arm"),
        site=line.cell("site"),
        language=line.cell("language") or form.default_language,
        submission_id=line.cell(SUBMISSION),
        submitted_on=finished,
        answers=answers,
        started_at=started,
        version=form.digest,
        table=line.table,
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
