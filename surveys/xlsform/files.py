"""The files a questionnaire needs: tables that choices and `pulldata` read, pictures, sounds and films."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.expressions.tree import Call, Expression, Node, Value, parts
from surveys.problems import Problem
from surveys.questions import Choice, Group, Question
from surveys.sheet_table import Cell, Record
from surveys.table_files import Cells, NotATable, table_of
from surveys.xlsform.choices import ListedChoice
from surveys.xlsform.columns import MEDIA_KINDS
from surveys.xlsform.references import EXPRESSIONS
from surveys.xlsform.rows import read_media
from surveys.xlsform.walk import SurveyRead

TABLES = (".csv", ".geojson", ".xml")
SHOWN = 3  # names of files told in one problem


@dataclass(frozen=True)
class FilesRead:
    """The tables by file name, the digests of pictures, sounds and films, and what is awaited or cannot be read."""

    tables: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_files(
    survey: SurveyRead,
    questions: Sequence[Question],
    choices: Iterable[ListedChoice],
    given: Mapping[str, bytes],
    added: Mapping[str, tuple[Cells, ...]],
) -> FilesRead:
    """Every file the questionnaire needs, from those that are given. `added` are rows a workbook adds to a table."""
    tables: dict[str, tuple[Cells, ...]] = {}
    problems: list[Problem] = []
    for name, place in _tables_needed(survey, questions):
        if name not in tables:
            rows, found = _table(name, place, given)
            tables[name] = (*added.get(name, ()), *rows) if rows else ()
            problems.extend(found)
    media = dict(_media_needed(survey, choices))
    digests = {name: digest_of(given[name]) if name in given else "" for name in media}
    awaited = {name: place for name, place in media.items() if not digests[name]}
    problems.extend((*_columns_missing(survey, questions, tables), *_awaited(awaited)))
    return FilesRead(tables, digests, tuple(problems))


def digest_of(content: bytes) -> str:
    """The digest a file is known by."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def instances(questions: Iterable[Question | Group]) -> Iterator[tuple[str, Question | Group, str]]:
    """The documents expressions look into with `instance('…')`: name, where, in which column."""
    for thing in questions:
        for field_name, column in EXPRESSIONS.items():
            for name in _named_in(getattr(thing, field_name, None), "instance"):
                yield name, thing, column


def _named_in(expression: Expression | None, function: str) -> Iterator[str]:
    for node in parts(expression.tree) if expression else ():
        name = _first_text(node, function)
        if name:
            yield name


def _first_text(node: Node, function: str) -> str:
    match node:
        case Call(called, (Value(str() as name), *_)) if called == function:
            return name
    return ""


def _tables_needed(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[tuple[str, Record | Cell]]:
    yield from survey.files.items()
    things: tuple[Question | Group, ...] = (*questions, *survey.groups)
    for thing in things:
        record = survey.records.get(thing.name)
        if record is None:
            continue
        if isinstance(thing, Question) and thing.choices and thing.choices.lower().endswith(TABLES):
            yield thing.choices, record.cell("type") or record
        for field_name, column in EXPRESSIONS.items():
            for name in _named_in(getattr(thing, field_name, None), "pulldata"):
                yield name if name.lower().endswith(TABLES) else f"{name}.csv", record.cell(column) or record


def _table(name: str, place: Record | Cell, given: Mapping[str, bytes]) -> tuple[tuple[Cells, ...], list[Problem]]:
    if name not in given:
        return (), [place.problem("file_awaited", name=name)]
    try:
        return table_of(name, given[name]), []
    except NotATable as fault:
        return (), [place.problem(str(fault), name=name)]


def _columns_missing(
    survey: SurveyRead, questions: Sequence[Question], tables: Mapping[str, tuple[Cells, ...]]
) -> Iterator[Problem]:
    """Choices from a file that has no column for their value."""
    for question in questions:
        rows = tables.get(question.choices or "")
        if not rows or question.name not in survey.records:
            continue
        usual = "id" if str(question.choices).endswith(".geojson") else "name"
        needed = question.options.get("value", usual)
        if not any(needed in row for row in rows):
            facts = {"name": str(question.choices), "needed": needed, "there": ", ".join(rows[0])}
            yield survey.records[question.name].place("type", "table_column_missing", **facts)


def _media_needed(survey: SurveyRead, choices: Iterable[ListedChoice]) -> Iterator[tuple[str, Cell]]:
    for thing in survey.things:
        if thing.media:
            yield from _media_of(survey.records[thing.name])
    for listed in choices:
        yield from _media_of(listed.record)


def _media_of(record: Record) -> Iterator[tuple[str, Cell]]:
    media = read_media(record)
    for kind in MEDIA_KINDS:
        for cell in record.worded(f"media::{kind}"):
            yield media[kind][cell.header.language], cell


def _awaited(files: Mapping[str, Cell]) -> Iterator[Problem]:
    """One problem for each column that names files nobody gave: a list of a hundred pictures is one thing to do."""
    columns: dict[tuple[str, str], list[str]] = {}
    for name, cell in files.items():
        columns.setdefault((cell.sheet, cell.header.letter), []).append(name)
    for names in columns.values():
        first = files[names[0]]
        if len(names) == 1:
            yield first.problem("file_awaited", name=names[0])
        else:
            shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
            yield first.problem("files_awaited", number=str(len(names)), names=shown)


def used_choices(names: Iterable[str], *lists: Mapping[str, Sequence[ListedChoice]]) -> tuple[ListedChoice, ...]:
    """The choices of those lists, in whichever sheet they stand."""
    return tuple(listed for name in dict.fromkeys(names) for sheet in lists for listed in sheet.get(name, ()))


def as_choices(listed: Iterable[ListedChoice]) -> tuple[Choice, ...]:
    """The choices without their rows."""
    return tuple(one.choice for one in listed)
