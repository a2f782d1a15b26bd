"""Expressions that can be computed and most likely do not say what was meant. Told at import; nothing is kept out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.complaints import Invalid
from surveys.expressions.coercion import to_number
from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Path, Self, Value, parts
from surveys.flow import answer_offered
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.questions import Choice, Group, Question
from surveys.sheet_table import nearest
from surveys.values import Missing
from surveys.xlsform.parameters import CHOOSING
from surveys.xlsform.references import EXPRESSIONS
from surveys.xlsform.walk import SurveyRead

CHOSEN = ("=", "!=", "selected", "is-selected")
SHOWN = 6  # codes told in one problem
ORDERED = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class Doubt:
    """A code of the catalogue, and the words its sentence needs."""

    code: str
    found: str = ""
    name: str = ""
    offered: str = ""

    def at(self, survey: SurveyRead, thing: str, column: str) -> Problem:
        """Where it was written."""
        facts = {"found": self.found, "name": self.name, "offered": self.offered}
        return survey.records[thing].place(column, self.code, **facts)


def doubt_problems(
    survey: SurveyRead, questions: Sequence[Question], choices: Mapping[str, Sequence[Choice]]
) -> Iterator[Problem]:
    """What is doubtful in each expression. `choices` are the lists the workbook holds: those of files may change."""
    names = {
        question.name: tuple(choice.name for choice in choices.get(question.choices or "", ()))
        for question in questions
        if question.type in CHOOSING and question.name not in survey.again
    }
    things: tuple[Question | Group, ...] = (*questions, *survey.groups)
    for thing in things:
        record = survey.records.get(thing.name)
        for field, column in EXPRESSIONS.items() if record else ():
            expression = getattr(thing, field, None)
            if isinstance(expression, Expression) and record and record.cell(column):
                doubts = dict.fromkeys(_doubts(expression.tree, thing.name, names))
                yield from (doubt.at(survey, thing.name, column) for doubt in doubts)


def default_problems(
    survey: SurveyRead, questions: Sequence[Question], choices: Mapping[str, Sequence[Choice]]
) -> Iterator[Problem]:
    """Defaults written as they are that cannot be an answer: the page would propose nothing, without a word."""
    for question in questions:
        kind, record = QUESTION_TYPES[question.type], survey.records.get(question.name)
        default = question.default.tree if question.default else None
        known = not kind.takes_choices or question.choices in choices
        if record and isinstance(default, Value) and kind.asked and kind.variable != "file" and known:
            names = tuple(choice.name for choice in choices.get(question.choices or "", ()))
            answer = answer_offered(question, Offer(names, question.bounds), str(default.value))
            if isinstance(answer, Missing | Invalid):
                yield record.place("default", "default_never_given", type=question.type)


def _doubts(tree: Node, own: str, names: Mapping[str, Sequence[str]]) -> Iterator[Doubt]:
    filtered = any(isinstance(part, Path) for part in parts(tree))  # in a predicate, `.` is another node
    for part in parts(tree):
        match part:
            case Call(function, (left, right)) if function in CHOSEN:
                for asked, said in ((left, right), (right, left)):
                    name = _question(asked, "" if filtered else own)
                    yield from _unknown_choices(said, name, names.get(name, ()))
            case Call(function, arguments) if function in ORDERED:
                if any(isinstance(one, Call) and one.function in ORDERED for one in arguments):
                    yield Doubt("comparison_chained")
                yield from (Doubt("order_of_text", found=text) for text in _texts(arguments) if _no_number(text))
            case Call("and" | "or", arguments):
                yield from (Doubt("truth_of_text", found=text) for text in _texts(arguments))
            case Call("+", arguments):
                yield from (Doubt("sum_of_text", found=text) for text in _texts(arguments) if _no_number(text))


def _question(node: Node, own: str) -> str:
    """The question a node is the answer to; empty when it is something else."""
    match node:
        case AnswerTo(name):
            return name
        case Self():
            return own
    return ""


def _unknown_choices(said: Node, name: str, offered: Sequence[str]) -> Iterator[Doubt]:
    if not offered or not isinstance(said, Value) or said.value == "":
        return
    if isinstance(said.value, str):
        written = [] if said.value in offered else said.value.split()
        unknown = [word for word in written if word not in offered]
    else:
        unknown = [] if any(to_number(one) == said.value for one in offered) else [f"{said.value:g}"]
    for word in unknown:
        yield Doubt("choice_never_given", found=word, name=name, offered=_some(word, offered))


def _some(word: str, offered: Sequence[str]) -> str:
    """The nearest of the codes, then the first of the others."""
    codes = list(dict.fromkeys((nearest(word, offered), *offered)))
    return ", ".join(codes[:SHOWN]) + (", …" if len(codes) > SHOWN else "")


def _texts(arguments: Sequence[Node]) -> Iterator[str]:
    return (one.value for one in arguments if isinstance(one, Value) and isinstance(one.value, str) and one.value)


def _no_number(text: str) -> bool:
    return math.isnan(to_number(text))
