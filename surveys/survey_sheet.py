"""The survey sheet, read row by row: groups open and close, questions stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Group, Question
from surveys.sheet_table import Record, Table, nearest
from surveys.survey_rows import Findings, read_appearance, read_expression, read_name, read_question
from surveys.survey_types import IGNORED, NOT_YET, TypeCell, read_type
from surveys.values import Missing

TYPES_WORDS = ", ".join((*QUESTION_TYPES, "begin group", "end group"))


@dataclass(frozen=True)
class SurveyRead:
    """The questions and groups of a survey sheet, the row each stands in, and what is wrong.

    `left_out` are names of rows that exist and are not collected: True when their row is already an error.
    """

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    records: Mapping[str, Record]
    left_out: Mapping[str, bool]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Open:
    """A group (or a repeat) that waits for its end."""

    name: str
    what: str
    record: Record


@dataclass
class _Walk:
    """Where the reading of the sheet stands."""

    soft: tuple[Missing, ...]
    found: Findings = field(default_factory=Findings)
    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    left_out: dict[str, bool] = field(default_factory=dict)
    opened: list[_Open] = field(default_factory=list)

    def inside(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.opened if group.what == "group" and group.name)

    def read(self, record: Record) -> None:
        cell = record.cell("type")
        if cell is None:
            self.found.add(record.problem("type_missing"))
            return
        kind = read_type(cell.value)
        steps = {"question": self.question, "begin": self.begin, "end": self.end, "ignored": self.ignored}
        steps.get(kind.kind, self.unusable)(record, kind)

    def question(self, record: Record, kind: TypeCell) -> None:
        read = read_question(record, kind, self.inside(), self.soft)
        self.found.problems.extend(read.problems)
        if read.question is not None and self.is_new(record):
            self.questions.append(read.question)

    def is_new(self, record: Record) -> bool:
        """Whether the name is free; it is taken from now on."""
        name = record.value("name")
        first = self.records.setdefault(name, record)
        if first is not record:
            self.found.add(
                record.place("name", "name_duplicate", first_row=str(first.row), suggestion=f"{name}_{record.row}")
            )
        return first is record

    def begin(self, record: Record, kind: TypeCell) -> None:
        if kind.type == "repeat":
            self.found.add(record.place("type", "repeat_not_yet_supported"))
            self.opened.append(_Open(record.value("name"), kind.type, record))
            self.left_out[record.value("name")] = True
            return
        name = read_name(record, self.found)
        relevant = read_expression(record.cell("relevant"), self.found)
        appearance = read_appearance(record, kind.type, self.found)
        if name and self.is_new(record):
            self.groups.append(Group(name, record.text("label"), self.inside(), relevant, appearance))
        else:
            name = ""
        self.opened.append(_Open(name, kind.type, record))

    def end(self, record: Record, kind: TypeCell) -> None:
        if not self.opened:
            self.found.add(record.place("type", "group_end_extra"))
            return
        last = self.opened.pop()
        if last.what != kind.type:
            self.found.add(record.place("type", "group_end_mismatch", first_row=str(last.record.row)))

    def ignored(self, record: Record, kind: TypeCell) -> None:
        self.found.add(record.place("type", "metadata_ignored"))
        self.left_out[record.value("name")] = False

    def unusable(self, record: Record, kind: TypeCell) -> None:
        code = "type_not_yet_supported" if kind.kind == "not_yet" else "type_unknown"
        suggestion = nearest(kind.type, {*QUESTION_TYPES, *NOT_YET, *IGNORED})
        self.found.add(record.place("type", code, types=TYPES_WORDS, suggestion=suggestion))
        self.left_out[record.value("name")] = True

    def close(self) -> None:
        for left in self.opened:
            name = left.name or left.record.value("name")
            self.found.add(left.record.place("type", "group_unclosed", name=name))
        used = {name for question in self.questions for name in question.groups}
        for group in self.groups:
            if group.name not in used:
                self.found.add(self.records[group.name].place("name", "group_empty", name=group.name))


def read_survey(table: Table, soft: tuple[Missing, ...]) -> SurveyRead:
    """The survey sheet, whole: whatever is wrong with one row, the others are read."""
    walk = _Walk(soft)
    for record in table.records:
        walk.read(record)
    walk.close()
    return SurveyRead(
        tuple(walk.questions), tuple(walk.groups), walk.records, walk.left_out, tuple(walk.found.problems)
    )
