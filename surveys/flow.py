"""The route through a questionnaire: which pages and questions are asked. Recomputed from the answers, never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from surveys.complaints import Invalid
from surveys.expressions.coercion import answer_of, to_text
from surveys.expressions.document import Element
from surveys.expressions.evaluation import holds, value
from surveys.expressions.situation import Situation
from surveys.pages import Page
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.values import Answer, Answers, Context, Missing
from surveys.wording import choice_label


@dataclass(frozen=True)
class Route:
    """Where these answers lead.

    `pages` hold only the questions asked, and only pages with at least one. `asked` are names in order, notes
    included. `calculated` are the values of calculate, hidden, start, end and today. `not_asked` are the other names.
    `answers` are all values an expression or a label may refer to: given, calculated, or NOT_ASKED.
    """

    pages: tuple[Page, ...]
    asked: tuple[str, ...]
    calculated: Mapping[str, Answer]
    not_asked: tuple[str, ...]
    answers: Mapping[str, Answer]

    def page(self, code: str) -> Page:
        """The page of that code, if these answers lead to it. Raises KeyError."""
        found = [page for page in self.pages if page.code == code]
        if not found:
            raise KeyError(code)
        return found[0]


def route(questionnaire: Questionnaire, answers: Answers, context: Context) -> Route:
    """The route of these answers. Answers to questions that are not asked count as absent for the questions after."""
    known: dict[str, Answer] = {}
    form = Element("data")
    situate = _situations(questionnaire, form, context)
    for name in (name for step in questionnaire.steps for name in step.names if questionnaire.has(name)):
        question = questionnaire.question(name)
        situation = situate(answers.get(name, Missing.BLANK))
        asked = _is_asked(questionnaire, question, situation)
        known[name] = _value(question, answers, situation) if asked else Missing.NOT_ASKED
        form.add(Element(name, answer=known[name]))
    return _route(questionnaire, known)


def situation_of(questionnaire: Questionnaire, route: Route, context: Context, own: Answer) -> Situation:
    """What a constraint or a required expression is evaluated in, once the route is known."""
    form = Element("data")
    for name, answer in route.answers.items():
        form.add(Element(name, answer=answer))
    return _situations(questionnaire, form, context)(own)


def defaults(questionnaire: Questionnaire, route: Route, context: Context) -> Mapping[str, Answer]:
    """What unanswered questions on the route propose: valid values of their default cells."""
    proposed = {}
    for name in route.asked:
        question = questionnaire.question(name)
        if question.default is not None and QUESTION_TYPES[question.type].asked:
            situation = situation_of(questionnaire, route, context, Missing.BLANK)
            answer = _typed_answer(questionnaire, question, to_text(value(question.default, situation)))
            if not isinstance(answer, Invalid | Missing):
                proposed[name] = answer
    return proposed


def _situations(questionnaire: Questionnaire, form: Element, context: Context) -> Callable[[Answer], Situation]:
    label = partial(choice_label, questionnaire)
    return lambda own: Situation(context, form, own, choice_label=label)


def _is_asked(questionnaire: Questionnaire, question: Question, situation: Situation) -> bool:
    conditions = [questionnaire.group(name).relevant for name in question.groups]
    return all(condition is None or holds(condition, situation) for condition in (*conditions, question.relevant))


def _value(question: Question, answers: Answers, situation: Situation) -> Answer:
    if QUESTION_TYPES[question.type].given_by == "workbook":
        return _calculated(question, situation)
    given = answers.get(question.name, Missing.BLANK)
    return Missing.BLANK if given is Missing.NOT_ASKED else given


def _calculated(question: Question, situation: Situation) -> Answer:
    context = situation.context
    match question.type:
        case "start":
            return _moment(context.started_at)
        case "end":
            return _moment(context.finished_at)
        case "today":
            return context.today.isoformat()
    source = question.calculation or question.default
    return answer_of(value(source, situation)) if source else Missing.BLANK


def _moment(moment: datetime | None) -> Answer:
    return moment.isoformat(timespec="seconds") if moment else Missing.BLANK


def _typed_answer(questionnaire: Questionnaire, question: Question, text: str) -> Answer | Invalid:
    kind = QUESTION_TYPES[question.type]
    typed = text.split() if kind.variable == "categories" else [text]
    read = kind.read(question.name, {question.name: typed})
    if read is None or isinstance(read, Invalid):
        return Missing.BLANK
    return kind.check(questionnaire.offer(question), read)


def _route(questionnaire: Questionnaire, known: Answers) -> Route:
    def is_asked(question: Question) -> bool:
        return known[question.name] is not Missing.NOT_ASKED

    shown = (Page(page.code, page.title, tuple(filter(is_asked, page.questions))) for page in questionnaire.pages())
    return Route(
        pages=tuple(page for page in shown if page.questions),
        asked=tuple(question.name for question in questionnaire.questions if question.shown and is_asked(question)),
        calculated={question.name: known[question.name] for question in questionnaire.questions if not question.shown},
        not_asked=tuple(question.name for question in questionnaire.questions if not is_asked(question)),
        answers=known,
    )
