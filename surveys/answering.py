"""Reading one page of a form: from fields as a browser posts them to answers and complaints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.complaints import Complaint, Invalid
from surveys.flow import Route, route
from surveys.pages import Page
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.submission import rule_complaints, type_complaint, typed_answer
from surveys.values import Answer, Answers, Context, Missing

PART = re.compile(r"(day|month|year|time|latitude|longitude|altitude|accuracy|missing|[0-9]{1,3})")


@dataclass(frozen=True)
class PageReading:
    """What the page said. `answers` are all answers known afterwards (earlier pages included), valid ones only.

    `complaints` are in the order of the page. `typed` keeps every field of the page as it was typed, to show it again.
    `revealed` are questions of this page that became asked by its own answers and could not be seen without a
    script: show the page again before going on.
    """

    answers: Mapping[str, Answer]
    complaints: tuple[Complaint, ...]
    typed: Mapping[str, tuple[str, ...]]
    revealed: tuple[str, ...] = ()


def read_page(
    questionnaire: Questionnaire,
    page_code: str,
    fields: Mapping[str, Sequence[str]],
    answers: Answers,
    context: Context,
) -> PageReading:
    """Read the fields of one page on top of the answers given before. Raises KeyError for an unknown page code.

    Field names: those of `surveys.question_types`, and `name.missing` for "don't know" (`dont_know`) and "rather not
    say" (`declined`).
    """
    page = _page(questionnaire, page_code)
    read = {question.name: _read(questionnaire, question, fields) for question in page.questions if _asks(question)}
    valid = {name: answer for name, answer in read.items() if not isinstance(answer, Invalid)}
    known = {**{name: answer for name, answer in answers.items() if name not in read}, **valid}
    before, after = route(questionnaire, answers, context), route(questionnaire, known, context)
    revealed = _revealed(page, fields, before, after)
    complaints = _complaints(questionnaire, read, after, context, revealed)
    wrong = {complaint.question for complaint in complaints}
    kept = {name: answer for name, answer in known.items() if name not in wrong}
    return PageReading(kept, complaints, _typed(page, fields), revealed)


def _page(questionnaire: Questionnaire, code: str) -> Page:
    return {page.code: page for page in questionnaire.pages()}[code]


def _asks(question: Question) -> bool:
    return QUESTION_TYPES[question.type].asked


def _read(questionnaire: Questionnaire, question: Question, fields: Mapping[str, Sequence[str]]) -> Answer | Invalid:
    value = QUESTION_TYPES[question.type].read(question.name, fields)
    reasons = [reason for reason in fields.get(f"{question.name}.missing", ()) if reason]
    if reasons:
        said = typed_answer(questionnaire, question.name, {"missing": reasons[-1]})
        if value is not None and isinstance(said, Missing):
            return Invalid("answer_or_missing", {"reason": said.value})
        return said
    if isinstance(value, Invalid):
        return value
    return Missing.BLANK if value is None else typed_answer(questionnaire, question.name, value)


def _complaints(
    questionnaire: Questionnaire,
    read: Mapping[str, Answer | Invalid],
    way: Route,
    context: Context,
    revealed: Sequence[str],
) -> tuple[Complaint, ...]:
    """In the order of the page: a question that is not asked, or not seen yet, is not complained about."""
    found: list[Complaint] = []
    for name in (name for name in read if name in way.asked and name not in revealed):
        answer = read[name]
        if isinstance(answer, Invalid):
            found.append(type_complaint(name, answer))
        else:
            found.extend(rule_complaints(questionnaire, way, context, [name]))
    return tuple(found)


def _revealed(page: Page, fields: Mapping[str, Sequence[str]], before: Route, after: Route) -> tuple[str, ...]:
    """Asked now, not asked before, and without any field in what was posted."""
    seen = {*before.asked, *fields, *map(_name, fields)}
    return tuple(
        question.name for question in page.questions if question.name in after.asked and question.name not in seen
    )


def _typed(page: Page, fields: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    names = {question.name for question in page.questions}
    return {field: tuple(values) for field, values in fields.items() if {field, _name(field)} & names}


def _name(field: str) -> str:
    """The question a field belongs to; names may hold points themselves."""
    name, _, part = field.rpartition(".")
    return name if PART.fullmatch(part) else field
