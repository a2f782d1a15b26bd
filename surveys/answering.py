"""Reading one page of a form: from fields as a browser posts them to answers and complaints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.complaints import Complaint, Invalid
from surveys.flow import Route, route
from surveys.pages import Page
from surveys.places import At, Place, answers_at, with_answers, without
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.remembering import forgetting
from surveys.submission import offered_answer, rule_complaints, type_complaint, typed_answer
from surveys.values import Answer, Answers, Context, Missing

PARTS = re.compile(r"\.(day|month|year|time|latitude|longitude|altitude|accuracy|missing|kept|remove|[0-9]{1,3})$")


@dataclass(frozen=True)
class PageReading:
    """What the page said. `answers` are all answers known afterwards (earlier pages included), valid ones only.

    `said` are those of this page alone: of the questions asked and seen. `complaints` are in the order of the page.
    `typed` keeps every field of the page as it was typed, to show it again. `revealed` are questions of this page that
    became asked by its own answers and could not be seen without a script: show the page again before going on.
    """

    answers: Mapping[str, Answer]
    said: Mapping[str, Answer]
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

    Field names are those of `surveys.question_types`, and `name.missing` for "don't know" (`dont_know`) and "rather
    not say" (`declined`).
    """
    before = route(questionnaire, answers, context)
    page = before.whole_page(page_code)
    posted = {question.name: _read(questionnaire, question, fields) for question in page.questions if question.asked}
    typed, after = _followed(before, answers, page, posted)
    valid = _valid(typed)
    read = {name: offered_answer(after, Place(name, page.at), answer) for name, answer in typed.items()}
    revealed = _revealed(page, fields, before, after)
    asked = [name for name in read if after.is_asked(Place(name, page.at)) and name not in revealed]
    complaints = tuple(_complaints(read, after, page, asked))
    wrong = {complaint.question for complaint in complaints}
    said = {name: valid[name] for name in asked if name in valid and name not in wrong}
    kept = {name: answer for name, answer in valid.items() if name not in wrong}
    known = _with_page(questionnaire, answers, page, typed, kept)
    return PageReading(known, said, complaints, _typed(page, fields), revealed)


def taking_in(questionnaire: Questionnaire, answers: Answers, at: At, given: Answers) -> dict[str, Answer]:
    """The answers with those of one page; what their change makes calculate again is forgotten."""
    before = answers_at(answers, at)
    changed = {name for name, answer in given.items() if before.get(name) != answer}
    return forgetting(questionnaire, with_answers(answers, at, given), changed, at)


def _followed(
    before: Route, answers: Answers, page: Page, posted: Mapping[str, Answer | Invalid]
) -> tuple[Mapping[str, Answer | Invalid], Route]:
    """What was typed, and where it leads.

    Into a question that is read-only before and after, nobody could write: what is posted for it counts for nothing.
    """
    after = _after(before, answers, page, posted)
    places = [Place(name, page.at) for name in posted]
    fixed = [place.name for place in places if before.is_read_only(place) and after.is_read_only(place)]
    if not fixed:
        return posted, after
    given = answers_at(answers, page.at)
    typed = {**posted, **{name: given.get(name, Missing.BLANK) for name in fixed}}
    return typed, _after(before, answers, page, typed)


def _after(before: Route, answers: Answers, page: Page, typed: Mapping[str, Answer | Invalid]) -> Route:
    known = _with_page(before.questionnaire, answers, page, typed, _valid(typed))
    return route(before.questionnaire, known, before.context)


def _valid(typed: Mapping[str, Answer | Invalid]) -> dict[str, Answer]:
    return {name: answer for name, answer in typed.items() if not isinstance(answer, Invalid)}


def _with_page(
    questionnaire: Questionnaire, answers: Answers, page: Page, read: Iterable[str], kept: Answers
) -> dict[str, Answer]:
    """The answers with those of a page; what was read and is not kept no longer counts as said before either."""
    known = taking_in(questionnaire, answers, page.at, kept)
    for name in read:
        if name not in kept:
            known = without(known, Place(name, page.at))
    return known


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
    read: Mapping[str, Answer | Invalid], way: Route, page: Page, names: Iterable[str]
) -> Iterator[Complaint]:
    """In the order of the page: a question that is not asked, or not seen yet, is not complained about."""
    for name in names:
        answer = read[name]
        if isinstance(answer, Invalid):
            yield type_complaint(Place(name, page.at), answer)
        else:
            yield from rule_complaints(way, [Place(name, page.at)])


def _revealed(page: Page, fields: Mapping[str, Sequence[str]], before: Route, after: Route) -> tuple[str, ...]:
    """Asked now, not asked before, and without any field in what was posted."""
    seen = {*fields, *map(name_of, fields)}
    places = (Place(question.name, page.at) for question in page.questions)
    found = (place for place in places if after.is_asked(place) and not before.is_asked(place))
    return tuple(place.name for place in found if place.name not in seen)


def _typed(page: Page, fields: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    names = {question.name for question in page.questions}
    return {field: tuple(values) for field, values in fields.items() if {field, name_of(field)} & names}


def name_of(field: str) -> str:
    """The question a field belongs to; names may hold points themselves."""
    return PARTS.sub("", field)
