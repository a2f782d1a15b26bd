"""One row of the survey sheet becomes a question; every cell that cannot be used becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.expressions.parser import parse
from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import Call, Expression, Value
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Question
from surveys.sheet_table import Cell, Columns, Record
from surveys.survey_types import TypeCell
from surveys.values import Missing

SURVEY_COLUMNS = Columns(
    plain=frozenset(
        {
            "type",
            "name",
            "required",
            "relevant",
            "constraint",
            "default",
            "calculation",
            "appearance",
            "parameters",
            "missing_options",
            "choice_filter",
            "trigger",
        }
    ),
    worded=frozenset({"label", "hint", "required_message", "constraint_message"}),
    left_out=frozenset(
        {
            "guidance_hint",
            "media",
            "image",
            "audio",
            "video",
            "big-image",
            "repeat_count",
            "read_only",
            "readonly",
            "bind",
            "body",
            "instance",
            "disabled",
            "note",
            "response_note",
            "publishable",
            "minimum_seconds",
            "choices_file",
            "autoplay",
            "save_to",
            "query",
            "choice_filter_file",
            "accuracythreshold",
            "intent",
            "hxl",
        }
    ),
    aliases={
        "relevance": "relevant",
        "skip": "relevant",
        "caption": "label",
        "calculate": "calculation",
        "formula": "calculation",
        "mandatory": "required",
        "default_value": "default",
        "constraint_msg": "constraint_message",
        "required_msg": "required_message",
        "parameter": "parameters",
    },
)

NAME = re.compile(r"[^\W\d][\w.-]*")
YES = frozenset({"yes", "true", "true()", "1", "oui", "y", "x"})
NO = frozenset({"no", "false", "false()", "0", "non", "n"})
DYNAMIC = re.compile(r"\$\{|^\s*[\w:-]+\(.*\)\s*$|^\s*\.\s*$", re.DOTALL)  # a default that is more than a value
APPEARANCES = frozenset({"likert", "minimal", "horizontal", "columns", "multiline", "numbers", "field-list"})
SOFT_ANSWERS = {reason.value: reason for reason in (Missing.DONT_KNOW, Missing.DECLINED)}
RANGE = {"start": 0.0, "end": 10.0, "step": 1.0}
PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s;,=]+)")


@dataclass(frozen=True)
class RowRead:
    """A question (None when the row cannot be one) and what is wrong with its row."""

    question: Question | None
    problems: tuple[Problem, ...]


@dataclass
class Findings:
    """What is wrong, gathered while a row is read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        self.problems.append(problem)


def read_question(record: Record, kind: TypeCell, groups: tuple[str, ...], soft: tuple[Missing, ...]) -> RowRead:
    """The question of a row. `soft` are the soft answers the settings allow where the row says nothing."""
    found = Findings()
    name = read_name(record, found)
    question = Question(
        name=name,
        type=kind.type,
        label=record.text("label"),
        hint=record.text("hint"),
        groups=groups,
        required=_required(record, found),
        required_message=record.text("required_message"),
        relevant=read_expression(record.cell("relevant"), found),
        constraint=read_expression(record.cell("constraint"), found),
        constraint_message=record.text("constraint_message"),
        calculation=_calculation(record, kind, name, found),
        default=_default(record.cell("default"), found),
        choices=kind.list if QUESTION_TYPES[kind.type].takes_choices and kind.list else None,
        appearance=read_appearance(record, kind.type, found),
        parameters=_parameters(record, kind.type, found),
        missing_options=_soft_answers(record, kind, soft, found),
    )
    for problem in _left_out(record, kind):
        found.add(problem)
    return RowRead(question if name else None, tuple(found.problems))


def read_name(record: Record, found: Findings) -> str:
    """The name of a row; empty, with a problem, when it cannot be one."""
    cell = record.cell("name")
    if cell is None:
        label = next(iter(record.text("label").values()), "question")
        found.add(record.problem("name_missing", suggestion=proper_name(label)[:30].strip("_")))
        return ""
    if not NAME.fullmatch(cell.value):
        found.add(cell.problem("name_bad", suggestion=proper_name(cell.value)))
        return ""
    return cell.value


def proper_name(words: str) -> str:
    """A name that could be used instead."""
    cleaned = re.sub(r"[^\w.-]+", "_", words.strip()).strip("_")
    return cleaned if NAME.fullmatch(cleaned) else f"q_{cleaned}".strip("_")


def read_expression(cell: Cell | None, found: Findings) -> Expression | None:
    """The expression of a cell; None, with a problem, when it does not parse."""
    if cell is None:
        return None
    try:
        return parse(cell.value)
    except NotParsed as fault:
        found.add(cell.problem(fault.code, position=str(fault.position), **fault.facts))
        return None


def read_appearance(record: Record, kind: str, found: Findings) -> tuple[str, ...]:
    """The words of the appearance that this platform draws."""
    cell = record.cell("appearance")
    if cell is None:
        return ()
    words = dict.fromkeys(word.partition("(")[0].lower() for word in cell.value.split())
    for word in words:
        if word not in APPEARANCES:
            found.add(cell.problem("appearance_ignored", word=word, known=", ".join(sorted(APPEARANCES))))
    if "likert" in words and kind != "select_one":
        found.add(cell.problem("appearance_likert", type=kind))
    return tuple(word for word in words if word in APPEARANCES)


def read_soft_answers(cell: Cell | None, found: Findings) -> tuple[Missing, ...]:
    """The soft answers a cell names: dont_know, declined."""
    words = re.split(r"[\s,;]+", cell.value.lower()) if cell else []
    for word in words:
        if cell and word not in SOFT_ANSWERS:
            found.add(cell.problem("missing_option_unknown", word=word))
    return tuple(reason for word, reason in SOFT_ANSWERS.items() if word in words)


def _soft_answers(record: Record, kind: TypeCell, soft: tuple[Missing, ...], found: Findings) -> tuple[Missing, ...]:
    if not QUESTION_TYPES[kind.type].asked:
        return ()
    cell = record.cell("missing_options")
    return read_soft_answers(cell, found) if cell else soft


def _required(record: Record, found: Findings) -> Expression | None:
    cell = record.cell("required")
    word = cell.value.lower() if cell else ""
    if word in YES:
        return Expression("true()", Call("true", ()))
    return None if not word or word in NO else read_expression(cell, found)


def _calculation(record: Record, kind: TypeCell, name: str, found: Findings) -> Expression | None:
    cell = record.cell("calculation")
    if QUESTION_TYPES[kind.type].given_by == "workbook":
        if kind.type == "calculate" and cell is None and record.cell("default") is None:
            found.add(record.problem("calculation_missing", name=name))
        return read_expression(cell, found)
    if cell is not None:
        found.add(cell.problem("calculation_misplaced", name=name))
    return None


def _default(cell: Cell | None, found: Findings) -> Expression | None:
    """A default is a value as it stands, unless it refers to an answer or calls a function."""
    if cell is None:
        return None
    if DYNAMIC.search(cell.value):
        return read_expression(cell, found)
    return Expression(f"'{cell.value}'", Value(cell.value))


def _parameters(record: Record, kind: str, found: Findings) -> Mapping[str, float]:
    cell = record.cell("parameters")
    given = dict(PARAMETER.findall(cell.value.lower())) if cell else {}
    allowed = RANGE if kind == "range" else {}
    for word in given:
        if cell and word not in allowed:
            found.add(cell.problem("parameters_ignored", word=word, type=kind))
    if kind != "range":
        return {}
    numbers = {word: _number(given[word]) if word in given else default for word, default in RANGE.items()}
    sound = all(number is not None for number in numbers.values())
    read = {word: number for word, number in numbers.items() if number is not None}
    if not sound or read["step"] <= 0 or read["end"] <= read["start"] or (cell and not given):
        found.add(record.place("parameters", "parameters_bad"))
        return RANGE
    return read


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text) else None


def _left_out(record: Record, kind: TypeCell) -> Iterator[Problem]:
    choice_filter, trigger = record.cell("choice_filter"), record.cell("trigger")
    if choice_filter is not None:
        yield choice_filter.problem("choice_filter_not_yet_supported")
    if trigger is not None:
        yield trigger.problem("trigger_ignored")
    if kind.or_other:
        yield record.place("type", "or_other_not_yet_supported")
    if QUESTION_TYPES[kind.type].takes_choices and not kind.list:
        yield record.place("type", "choice_list_missing")
    if QUESTION_TYPES[kind.type].shown and not record.text("label"):
        yield record.problem("label_missing", name=record.value("name"))
