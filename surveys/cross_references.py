"""What only shows once the whole workbook is read: references to nothing, circles, lists, missing translations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.dependencies import circle
from surveys.expressions.tree import names_in
from surveys.problems import Problem
from surveys.questions import Choice, Group, Question
from surveys.sheet_table import UNLABELLED, Cell, Record, nearest
from surveys.survey_sheet import SurveyRead
from surveys.wording import REFERENCE

EXPRESSIONS = ("relevant", "constraint", "calculation", "required", "default")
WORDS = ("label", "hint", "required_message", "constraint_message")
TRANSLATED = ("label", "hint", "constraint_message", "required_message")


@dataclass(frozen=True)
class _Names:
    """The names a reference may use, and those that exist and may not."""

    known: frozenset[str]
    left_out: Mapping[str, bool]


def reference_problems(survey: SurveyRead) -> Iterator[Problem]:
    """References to questions that are not there, in expressions and in words."""
    names = _Names(frozenset(question.name for question in survey.questions), survey.left_out)
    things: tuple[Question | Group, ...] = (*survey.questions, *survey.groups)
    for thing in things:
        record = survey.records[thing.name]
        for column in EXPRESSIONS:
            yield from _in_expression(thing, record, column, names)
        for column in WORDS:
            for cell in record.worded(column):
                yield from _unknown(REFERENCE.findall(cell.value), cell, names)


def _in_expression(thing: Question | Group, record: Record, column: str, names: _Names) -> Iterator[Problem]:
    expression, cell = getattr(thing, column, None), record.cell(column)
    if expression is not None and cell is not None:
        yield from _unknown(list(names_in(expression.tree)), cell, names)


def _unknown(found: Sequence[str], cell: Cell, names: _Names) -> Iterator[Problem]:
    for name in dict.fromkeys(found):
        if name in names.known or names.left_out.get(name) is True:
            continue
        code = "reference_ignored" if name in names.left_out else "reference_unknown"
        yield cell.problem(code, name=name, suggestion=nearest(name, names.known))


def circle_problems(survey: SurveyRead) -> Iterator[Problem]:
    """The first circle of questions that wait for each other."""
    names = circle(survey.questions, survey.groups)
    if names:
        record = survey.records[names[0]]
        column = "calculation" if record.cell("calculation") else "relevant"
        yield record.place(column, "circular", names=" → ".join(names))


def list_problems(survey: SurveyRead, lists: Mapping[str, tuple[Choice, ...]]) -> Iterator[Problem]:
    """Questions whose list is not in the choices sheet."""
    for question in survey.questions:
        if question.choices and question.choices not in lists:
            facts = {"list": question.choices, "suggestion": nearest(question.choices, lists)}
            yield survey.records[question.name].place("type", "choice_list_unknown", **facts)


def translation_problems(records: Sequence[Record], languages: Sequence[str]) -> Iterator[Problem]:
    """Words that exist in some of the languages and not in the others."""
    for record in records:
        for column in TRANSLATED:
            words = record.text(column)
            absent = [language for language in languages if words and language not in words]
            if absent and UNLABELLED not in words:
                facts = {"name": record.value("name"), "languages": ", ".join(absent), "needed": column}
                yield record.place(column, "translation_missing", **facts)
