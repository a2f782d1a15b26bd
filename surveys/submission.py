"""A submission, and the one validation every door shares: page, offline queue, field client, import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from surveys.complaints import Complaint, Invalid, complain
from surveys.expressions.evaluation import holds
from surveys.flow import Route, route, situation_of
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.values import MISSING_LABELS, Answer, Answers, Context, Missing, NotAnAnswer, answer_from_json


@dataclass(frozen=True)
class Submission:
    """Everything one person sent at once. `id` was chosen by the client, so that a retry is stored once."""

    id: str
    questionnaire_digest: str
    answers: Answers
    language: str
    channel: str
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class Checked:
    """Canonical answers to every question that can hold one (NOT_ASKED and BLANK filled in), and what is wrong."""

    answers: Mapping[str, Answer]
    complaints: tuple[Complaint, ...]

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints


def check(questionnaire: Questionnaire, answers: Mapping[str, object], context: Context) -> Checked:
    """Check a whole submission, given as JSON values or as answers. Never raises, whatever the values are.

    Values of calculated questions are computed here and never believed. A complaint comes in the order of the
    questionnaire; unknown questions come last.
    """
    typed = {name: typed_answer(questionnaire, name, value) for name, value in answers.items()}
    valid = {name: answer for name, answer in typed.items() if not isinstance(answer, Invalid)}
    way = route(questionnaire, valid, context)
    complaints = [
        *(type_complaint(name, answer) for name, answer in typed.items() if isinstance(answer, Invalid)),
        *_not_asked(questionnaire, way, valid),
        *rule_complaints(
            questionnaire, way, context, [name for name in way.asked if name in valid or name not in typed]
        ),
    ]
    places = {question.name: place for place, question in enumerate(questionnaire.questions)}
    complaints.sort(key=lambda complaint: places.get(complaint.question, len(places)))
    return Checked(_canonical(questionnaire, way), tuple(complaints))


def asked_only(questionnaire: Questionnaire, answers: Answers, context: Context) -> dict[str, Answer]:
    """The answers without those to questions no longer asked: what a page sends after someone went back."""
    asked = route(questionnaire, answers, context).asked
    return {name: answer for name, answer in answers.items() if name in asked}


def typed_answer(questionnaire: Questionnaire, name: str, value: object) -> Answer | Invalid:
    """One JSON value (or answer) as a valid answer of its question's type, whatever the other answers are."""
    if not questionnaire.has(name):
        return Invalid("unknown_question", {"name": str(name)[:80]})
    question = questionnaire.question(name)
    kind = QUESTION_TYPES[question.type]
    if kind.given_by == "workbook":
        return Missing.BLANK
    missing = _missing(value)
    if missing is None:
        return kind.check(questionnaire.offer(question), value)
    if missing in (Missing.BLANK, Missing.NOT_ASKED) or missing in question.missing_options:
        return missing
    return Invalid("missing_not_offered", {"reason": missing.value})


def rule_complaints(
    questionnaire: Questionnaire, way: Route, context: Context, names: Iterable[str]
) -> Iterator[Complaint]:
    """What the required and constraint cells of these asked questions say of the answers of a route."""
    for name in names:
        question = questionnaire.question(name)
        answer = way.answers[name]
        situation = situation_of(questionnaire, way, context, answer)
        if answer is Missing.BLANK:
            if question.required is not None and _can_answer(question) and holds(question.required, situation):
                yield _required(question)
        elif not isinstance(answer, Missing) and question.constraint and not holds(question.constraint, situation):
            yield complain(name, "constraint", question.constraint_message)


def type_complaint(name: str, invalid: Invalid) -> Complaint:
    """The complaint about a value that cannot be the answer."""
    if invalid.code not in ("missing_not_offered", "answer_or_missing"):
        return complain(name, invalid.code, None, **invalid.facts)
    labels = MISSING_LABELS[Missing(invalid.facts["reason"])]
    said = {language: complain(name, invalid.code, reason=label) for language, label in labels.items()}
    return Complaint(name, invalid.code, {language: one.text[language] for language, one in said.items()})


def _missing(value: object) -> Missing | None:
    """The reason a value is missing; an empty text or list is a blank one. None when there is a value."""
    if value in ("", None) or value == [] or value == ():
        return Missing.BLANK
    if isinstance(value, Missing):
        return value
    if not isinstance(value, dict):
        return None
    try:
        answer = answer_from_json(value)
    except NotAnAnswer:
        return None
    return answer if isinstance(answer, Missing) else None


def _can_answer(question: Question) -> bool:
    return QUESTION_TYPES[question.type].asked


def _required(question: Question) -> Complaint:
    code = "not_acknowledged" if question.type == "acknowledge" else "required"
    return complain(question.name, code, question.required_message)


def _not_asked(questionnaire: Questionnaire, way: Route, valid: Answers) -> Iterator[Complaint]:
    absent = set(way.not_asked)
    for name, answer in valid.items():
        if name in absent and not isinstance(answer, Missing):
            yield complain(name, "not_asked")


def _canonical(questionnaire: Questionnaire, way: Route) -> dict[str, Answer]:
    kept = (question for question in questionnaire.questions if QUESTION_TYPES[question.type].variable)
    return {question.name: way.answers[question.name] for question in kept}
