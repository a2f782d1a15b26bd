"""One row of the survey sheet becomes a question, a group or a repeat; what cannot be used becomes a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveys.expressions.tree import Expression
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Group, Question
from surveys.sheet_table import Record
from surveys.values import Missing, Text
from surveys.wording import REFERENCE
from surveys.xlsform.appearances import read_appearance
from surveys.xlsform.cells import (
    Findings,
    read_default,
    read_expression,
    read_filter,
    read_soft_answers,
    read_yes,
)
from surveys.xlsform.columns import MEDIA_KINDS
from surveys.xlsform.parameters import read_parameters
from surveys.xlsform.type_words import TypeCell

LINK = ("jr://images/", "jr://audio/", "jr://video/", "jr://file/")
OF_QUESTIONS = (
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "trigger",
    "default",
    "read_only",
    "parameters",
)


@dataclass(frozen=True)
class Standing:
    """What a row is called and where it stands. `node` is its name in paths where that differs from `name`."""

    name: str
    node: str
    groups: tuple[str, ...]


def read_question(
    record: Record, kind: TypeCell, standing: Standing, soft: tuple[Missing, ...], found: Findings
) -> Question:
    """The question of a row. `soft` are the soft answers the settings allow where the row says nothing."""
    parameters, options = read_parameters(record, kind.type, found)
    question = Question(
        name=standing.name,
        type=kind.type,
        label=record.text("label"),
        hint=record.text("hint"),
        groups=standing.groups,
        required_message=record.text("required_message"),
        relevant=read_expression(record.cell("relevant"), found),
        constraint=read_expression(record.cell("constraint"), found),
        constraint_message=record.text("constraint_message"),
        calculation=_calculation(record, kind, standing.name, found),
        default=read_default(record.cell("default"), kind.type, found),
        choices=_list(record, kind, found),
        choices_from=_source(kind),
        appearance=read_appearance(record, kind.type, found),
        parameters=parameters,
        missing_options=_soft_answers(record, kind, soft, found),
        guidance=record.text("guidance_hint"),
        media=read_media(record),
        choice_filter=read_filter(record.cell("choice_filter"), found) if _chooses(kind) else None,
        trigger=tuple(dict.fromkeys(REFERENCE.findall(record.value("trigger")))),
        read_only=read_yes(record.cell("read_only"), found),
        options=options,
        node=standing.node,
        extra=_extra(record, "repeat_count", *(() if _chooses(kind) else ("choice_filter",))),
    )
    return _required(question, record, found)


def read_group(record: Record, kind: TypeCell, standing: Standing, found: Findings) -> Group:
    """The group or the repeat a row begins."""
    repeat = kind.type == "repeat"
    return Group(
        name=standing.name,
        label=record.text("label"),
        groups=standing.groups,
        relevant=read_expression(record.cell("relevant"), found),
        appearance=read_appearance(record, kind.type, found),
        repeat=repeat,
        count=read_expression(record.cell("repeat_count"), found) if repeat else None,
        hint=record.text("hint"),
        media=read_media(record),
        node=standing.node,
        extra=_extra(record, *OF_QUESTIONS, *(() if repeat else ("repeat_count",))),
    )


def read_media(record: Record) -> Mapping[str, Text]:
    """The pictures, sounds and films of a row: kind → file by language."""
    media = {kind: record.text(f"media::{kind}") for kind in MEDIA_KINDS}
    return {kind: {code: _file(name) for code, name in files.items()} for kind, files in media.items() if files}


def _file(name: str) -> str:
    return next((name[len(link) :] for link in LINK if name.startswith(link)), name)


def _chooses(kind: TypeCell) -> bool:
    return QUESTION_TYPES[kind.type].takes_choices


def _list(record: Record, kind: TypeCell, found: Findings) -> str | None:
    if not _chooses(kind):
        return None
    if not kind.list:
        found.add(record.place("type", "choice_list_missing"))
    return None if _source(kind) else kind.list or None


def _source(kind: TypeCell) -> str:
    """The question whose answers are offered: `select_one ${name}`."""
    reference = REFERENCE.fullmatch(kind.list) if _chooses(kind) else None
    return reference[1] if reference else ""


def _required(question: Question, record: Record, found: Findings) -> Question:
    """What nobody answers cannot be required: field clients would never let it pass. The cell is kept aside."""
    if question.asked:
        return replace(question, required=read_yes(record.cell("required"), found))
    return replace(question, extra={**question.extra, **_extra(record, "required")})


def _soft_answers(record: Record, kind: TypeCell, soft: tuple[Missing, ...], found: Findings) -> tuple[Missing, ...]:
    if not QUESTION_TYPES[kind.type].asked:
        return ()
    cell = record.cell("missing_options")
    return read_soft_answers(cell, found) if cell else soft


def _calculation(record: Record, kind: TypeCell, name: str, found: Findings) -> Expression | None:
    cell = record.cell("calculation")
    if kind.type == "calculate" and cell is None and record.cell("default") is None:
        found.add(record.problem("calculation_missing", name=name))
    return read_expression(cell, found)


def _extra(record: Record, *columns: str) -> Mapping[str, str]:
    """The cells this platform does not use, and those of columns that mean nothing in such a row."""
    unused = {column: record.value(column) for column in columns if record.value(column)}
    return {**record.extra, **unused}
