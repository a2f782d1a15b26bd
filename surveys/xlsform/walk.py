"""The survey sheet, read row by row: groups and repeats open and close, questions stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Group, Question
from surveys.sheet_table import Record, Table
from surveys.values import Missing
from surveys.xlsform.cells import Findings, says_yes
from surveys.xlsform.kobo_rows import write_out_blocks
from surveys.xlsform.names import Names
from surveys.xlsform.rows import read_group, read_question
from surveys.xlsform.type_meant import meant
from surveys.xlsform.type_words import FILES, TypeCell, read_type

WRITTEN = (*QUESTION_TYPES, *FILES)
TYPES_WORDS = ", ".join((*QUESTION_TYPES, "begin group", "begin repeat"))


@dataclass(frozen=True)
class SurveyRead:
    """The questions and groups of a survey sheet, the row each stands in, and what is wrong.

    `types` are their type cells. `left_out` are names, or beginnings of names ending with "_", of rows that are already
    an error. `again` are names that two rows bear. `files` are the tables a row declares.
    """

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    records: Mapping[str, Record]
    types: Mapping[str, TypeCell]
    left_out: frozenset[str]
    again: frozenset[str]
    files: Mapping[str, Record]
    problems: tuple[Problem, ...]

    @property
    def things(self) -> tuple[Question | Group, ...]:
        """The questions, then the groups."""
        return *self.questions, *self.groups


@dataclass(frozen=True)
class _Open:
    """A group or a repeat that waits for its end; its name is empty when it could not be read."""

    name: str
    what: str
    record: Record


@dataclass
class _Walk:
    """Where the reading of the sheet stands. `block` is the type of a block of another dialect, skipped to its end."""

    soft: tuple[Missing, ...]
    found: Findings = field(default_factory=Findings)
    names: Names = field(default_factory=Names)
    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    types: dict[str, TypeCell] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    files: dict[str, Record] = field(default_factory=dict)
    disabled: list[Record] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)
    block: str = ""

    def inside(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.opened if group.name)

    def read(self, record: Record) -> None:
        cell = record.cell("type")
        if says_yes(record, "disabled"):
            self.disabled.append(record)
        elif cell is None:
            self.typeless(record)
        elif self.block:
            self.skip(record, read_type(cell.value))
        else:
            kind = read_type(cell.value)
            self.filled.update(self.inside() if kind.kind != "end" else ())
            steps = {
                "question": self.question,
                "begin": self.begin,
                "end": self.end,
                "file": self.file,
                "left_out": self.recording,
                "dialect": self.dialect,
            }
            steps.get(kind.kind, self.unknown)(record, kind)

    def typeless(self, record: Record) -> None:
        """A row with a name or a label was meant to be a question; any other is a remark of the author."""
        if self.block:
            return
        if record.cell("name") or record.text("label"):
            self.found.add(record.problem("type_missing"))
            self.left_out.add(record.value("name"))
        elif record.cells:
            self.found.add(record.problem("row_without_type"))

    def question(self, record: Record, kind: TypeCell) -> None:
        standing = self.names.standing(record, kind.type, self.inside(), self.found)
        if standing is None:
            self.left_out.add(record.value("name"))
            return
        self.questions.append(read_question(record, kind, standing, self.soft, self.found))
        self.types[standing.name] = kind

    def begin(self, record: Record, kind: TypeCell) -> None:
        standing = self.names.standing(record, kind.type, self.inside(), self.found)
        if standing is not None:
            self.groups.append(read_group(record, kind, standing, self.found))
        self.opened.append(_Open(standing.name if standing else "", kind.type, record))

    def end(self, record: Record, kind: TypeCell) -> None:
        """Closes what was opened last; another kind of end is reported once, and closes it all the same."""
        if not self.opened:
            self.found.add(record.place("type", "group_end_extra"))
            return
        last = self.opened.pop()
        if last.what != kind.type:
            self.found.add(record.place("type", "group_end_mismatch", first_row=str(last.record.row)))

    def file(self, record: Record, kind: TypeCell) -> None:
        stem = record.value("name")
        if not stem:
            self.found.add(record.problem("name_missing", suggestion="places"))
        else:
            self.files.setdefault(stem if "." in stem else stem + FILES[kind.type], record)

    def recording(self, record: Record, kind: TypeCell) -> None:
        """What another program notes by itself: the column stays, empty, so that what refers to it is not broken."""
        code = "recording_dialect" if kind.dialect else "metadata_ignored"
        self.found.add(record.place("type", code, dialect=kind.dialect))
        standing = self.names.standing(record, "note", self.inside(), self.found)
        if standing is not None and record.value("name"):
            self.questions.append(Question(standing.name, "hidden", groups=standing.groups, node=standing.node))

    def dialect(self, record: Record, kind: TypeCell) -> None:
        self.found.add(record.place("type", "type_dialect", dialect=kind.dialect, word=kind.type))
        name = record.value("name")
        self.left_out.update({name, f"{name}_"} if name else ())
        if kind.type.startswith("begin_"):
            self.block = kind.type

    def skip(self, record: Record, kind: TypeCell) -> None:
        self.left_out.add(record.value("name"))
        if kind.type == self.block.replace("begin_", "end_"):
            self.block = ""

    def unknown(self, record: Record, kind: TypeCell) -> None:
        instead = meant(record.value("type"))
        suggestion = instead or next(iter(get_close_matches(kind.type, WRITTEN, n=1)), "")
        code = "type_meant" if instead else "type_unknown" if suggestion else "type_unheard"
        self.found.add(record.place("type", code, types=TYPES_WORDS, suggestion=suggestion))
        self.left_out.add(record.value("name"))

    def close(self) -> None:
        for left in self.opened:
            name = left.name or left.record.value("name")
            self.found.add(left.record.place("type", "group_unclosed", name=name))
        self.found.problems.extend(self.names.problems())
        for group in self.groups:
            if group.name not in self.filled:
                self.found.add(self.names.taken[group.name].place("name", "group_empty", name=group.name))
        if self.disabled:
            rows = ", ".join(str(record.row) for record in self.disabled)
            self.found.add(self.disabled[0].place("disabled", "rows_disabled", rows=rows))


def read_survey(table: Table, soft: tuple[Missing, ...]) -> SurveyRead:
    """The survey sheet, whole: whatever is wrong with one row, the others are read."""
    walk = _Walk(soft)
    written = write_out_blocks(table.records)
    walk.found.problems.extend(written.problems)
    for record in written.records:
        walk.read(record)
    walk.close()
    return SurveyRead(
        tuple(walk.questions),
        tuple(walk.groups),
        walk.names.taken,
        walk.types,
        frozenset(walk.left_out - {""}),
        walk.names.again,
        walk.files,
        tuple(walk.found.problems),
    )
