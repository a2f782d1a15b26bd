"""A submission, and the one validation every door shares: page, offline queue, field client, import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from surveys.complaints import Complaint, Invalid, complain
from surveys.expressions.coercion import answer_of, to_number, value_of
from surveys.expressions.evaluation import holds, returns_number
from surveys.flow import MOST_INSTANCES, Route, route
from surveys.offers import offered
from surveys.places import At, Place
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.values import MISSING_LABELS, Answer, Answers, Context, Missing, NotAnAnswer, Rows, answer_from_json


@dataclass(frozen=True)
class Submission:
    """Everything one person sent at once. `id` was chosen by the client, so that a retry is stored once.

    `entered_by`: who typed it from a sheet of paper.
    """

    id: str
    questionnaire_digest: str
    answers: Answers
    language: str
    channel: str
    started_at: datetime
    finished_at: datetime
    entered_by: str = ""


@dataclass(frozen=True)
class Checked:
    """Canonical answers to every question that can hold one (NOT_ASKED and BLANK filled in), and what is wrong."""

    answers: Mapping[str, Answer]
    complaints: tuple[Complaint, ...]

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.complaints


def check(
    questionnaire: Questionnaire, answers: Mapping[str, object], context: Context, *, copied: bool = False
) -> Checked:
    """Check a whole submission, given as JSON values or as answers. Never raises, whatever the values are.

    Values of calculated questions are computed here and never believed, but for those the questionnaire says to
    remember. Complaints come in the order of the questionnaire; unknown questions come last. `copied`: from paper,
    where an answer may be illegible.
    """
    typed = _Typing(questionnaire, copied)
    valid = typed.scope(answers, "", ())
    way = route(questionnaire, valid, context)
    wrong = {complaint.place for complaint in typed.complaints}
    complaints = [
        *typed.complaints,
        *_not_asked(way, valid, ()),
        *_not_offered(way, wrong),
        *rule_complaints(way, [place for place in way.asked if place not in wrong]),
    ]
    complaints.sort(key=lambda complaint: _order(questionnaire, complaint))
    return Checked(_canonical(questionnaire, way.answers), tuple(complaints))


def asked_only(questionnaire: Questionnaire, answers: Answers, context: Context) -> dict[str, Answer]:
    """The answers without those to questions no longer asked: what a page sends after someone went back."""
    return _asked_only(questionnaire, answers, route(questionnaire, answers, context).answers)


def file_names(questionnaire: Questionnaire, answers: Answers) -> Iterator[str]:
    """The attachments that answers name, those in repeats included."""
    for name, answer in answers.items():
        if isinstance(answer, Rows):
            for row in answer.rows:
                yield from file_names(questionnaire, row)
        elif isinstance(answer, str) and QUESTION_TYPES[questionnaire.question(name).type].variable == "file":
            yield answer


def typed_answer(questionnaire: Questionnaire, name: str, value: object, *, copied: bool = False) -> Answer | Invalid:
    """One JSON value (or answer) as a valid answer of its question's type, whatever the other answers are.

    Only what was `copied` from paper may be illegible: elsewhere it would be a way around a required question.
    """
    if not questionnaire.has(name):
        return Invalid("unknown_question", {"name": str(name)[:80]})
    question = questionnaire.question(name)
    kind = QUESTION_TYPES[question.type]
    if kind.given_by == "workbook":
        return _remembered(questionnaire, name, value)
    missing = _missing(value)
    if missing is None:
        return kind.check(questionnaire.offer(question), value)
    always = (Missing.BLANK, Missing.NOT_ASKED, *((Missing.ILLEGIBLE,) if copied else ()))
    if missing in (*always, *question.missing_options):
        return missing
    return Invalid("missing_not_offered", {"reason": missing.value})


def offered_answer(way: Route, place: Place, answer: Answer | Invalid) -> Answer | Invalid:
    """The answer, or that it is none of the choices there are: those its filter leaves, or what others answered."""
    question = way.questionnaire.question(place.name)
    changes = question.choice_filter is not None or question.choices_from
    if not changes or isinstance(answer, Missing | Invalid) or not way.is_asked(place):
        return answer
    names = {choice.name for choice in offered(way, place)}
    chosen = answer if isinstance(answer, tuple) else (answer,)
    if not names.issuperset(chosen):
        return Invalid("not_a_choice", {})
    return Invalid("not_a_ranking", {}) if question.type == "rank" and len(chosen) < len(names) else answer


def valid_answers(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, Answer]:
    """The values, JSON or answers, that can be answers to this questionnaire; any other is left out. Never raises."""
    return _Typing(questionnaire, copied=False).scope(answers, "", ())


def rule_complaints(way: Route, places: Iterable[Place]) -> Iterator[Complaint]:
    """What the required and constraint cells of these asked questions say of the answers of a route."""
    for place in places:
        question = way.questionnaire.question(place.name)
        answer = way.element(place).answer
        can_answer = question.asked and not way.is_read_only(place)
        required = question.required if answer is Missing.BLANK and can_answer else None
        constraint = None if isinstance(answer, Missing) else question.constraint
        if required and holds(required, way.situation(place, answer)):
            yield _required(question, place)
        if constraint and not holds(constraint, way.situation(place, answer)):
            yield complain(place, "constraint", question.constraint_message)


def type_complaint(place: Place, invalid: Invalid) -> Complaint:
    """The complaint about a value that cannot be the answer."""
    if invalid.code not in ("missing_not_offered", "answer_or_missing"):
        return complain(place, invalid.code, None, **invalid.facts)
    labels = MISSING_LABELS[Missing(invalid.facts["reason"])]
    said = {language: complain(place, invalid.code, reason=label) for language, label in labels.items()}
    return Complaint(
        place.name, invalid.code, {language: one.text[language] for language, one in said.items()}, place.at
    )


@dataclass
class _Typing:
    """Values by type, repeat by repeat; what cannot be an answer becomes a complaint."""

    questionnaire: Questionnaire
    copied: bool
    complaints: list[Complaint] = field(default_factory=list)

    def scope(self, answers: Mapping[str, object], within: str, at: At) -> dict[str, Answer]:
        inside = {thing.name: thing for thing in self.questionnaire.structure.inside(within)}
        valid: dict[str, Answer] = {}
        for name, value in answers.items():
            thing = inside.get(name)
            if isinstance(thing, Group) and thing.repeat:
                valid[name] = self.rows(value, Place(name, at))
                continue
            known = name if isinstance(thing, Question) else ""
            answer = typed_answer(self.questionnaire, known, value, copied=self.copied)
            if thing is None or isinstance(thing, Group):
                answer = Invalid("unknown_question", {"name": str(name)[:80]})
            if isinstance(answer, Invalid):
                self.complaints.append(type_complaint(Place(str(name), at), answer))
            else:
                valid[name] = answer
        return valid

    def rows(self, value: object, place: Place) -> Answer:
        if isinstance(value, Missing) or value in (None, "", {"missing": "not_asked"}, {"missing": "blank"}):
            return Missing.BLANK
        rows = value.rows if isinstance(value, Rows) else value
        if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
            self.complaints.append(complain(place, "not_rows", name=place.name))
            return Missing.BLANK
        if len(rows) > MOST_INSTANCES:
            self.complaints.append(complain(place, "too_many_rows", limit=str(MOST_INSTANCES)))
        kept = enumerate(rows[:MOST_INSTANCES], start=1)
        return Rows(tuple(self.scope(row, place.name, (*place.at, (place.name, n))) for n, row in kept))


def _remembered(questionnaire: Questionnaire, name: str, value: object) -> Answer | Invalid:
    """A calculated value counts only where the questionnaire says so; it is text or a number."""
    plain = isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool))
    if name not in questionnaire.taken_as_sent or not plain or value == "":
        return Missing.BLANK
    source = questionnaire.question(name).calculation or questionnaire.question(name).default
    if isinstance(value, str) and source and returns_number(source.tree):
        return answer_of(to_number(value))  # field clients write every answer as text
    kind = QUESTION_TYPES["text" if isinstance(value, str) else "decimal"]
    checked = kind.check(Offer(), value)
    return Missing.BLANK if isinstance(checked, Invalid) else answer_of(value_of(checked))


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


def _required(question: Question, place: Place) -> Complaint:
    code = "not_acknowledged" if question.type == "acknowledge" else "required"
    return complain(place, code, question.required_message)


def _not_asked(way: Route, valid: Answers, at: At) -> Iterator[Complaint]:
    """Answers to what is not asked, and instances beyond those there are."""
    for name, answer in valid.items():
        place = Place(name, at)
        if isinstance(answer, Rows):
            there = way.instances(place)
            if any(map(_said, answer.rows[there:])):
                yield complain(place, "not_asked")
            for number, row in enumerate(answer.rows[:there], start=1):
                yield from _not_asked(way, row, (*at, (name, number)))
        elif not isinstance(answer, Missing) and not way.is_asked(place):
            yield complain(place, "not_asked")


def _said(row: Answers) -> bool:
    """Whether an instance holds any answer."""
    return any(any(map(_said, a.rows)) if isinstance(a, Rows) else not isinstance(a, Missing) for a in row.values())


def _not_offered(way: Route, wrong: Set[Place]) -> Iterator[Complaint]:
    for place in way.asked:
        if place not in wrong:
            answer = offered_answer(way, place, way.element(place).answer)
            if isinstance(answer, Invalid):
                yield type_complaint(place, answer)


def _order(questionnaire: Questionnaire, complaint: Complaint) -> tuple[object, ...]:
    structure = questionnaire.structure
    known = questionnaire.has(complaint.question) or structure.is_repeat(complaint.question)
    if not known:
        return (1,)
    around = [(structure.rank(repeat), number) for repeat, number in complaint.at]
    return (0, *(part for pair in around for part in pair), structure.rank(complaint.question))


def _asked_only(questionnaire: Questionnaire, given: Answers, values: Answers) -> dict[str, Answer]:
    kept: dict[str, Answer] = {}
    for name, answer in given.items():
        value = values.get(name, Missing.NOT_ASKED)
        if isinstance(value, Rows) and isinstance(answer, Rows):
            both = zip(answer.rows, value.rows, strict=False)
            kept[name] = Rows(tuple(_asked_only(questionnaire, row, seen) for row, seen in both))
        elif value is not Missing.NOT_ASKED and (_shown(questionnaire, name) or name in questionnaire.taken_as_sent):
            kept[name] = answer
    return kept


def _shown(questionnaire: Questionnaire, name: str) -> bool:
    return questionnaire.has(name) and questionnaire.question(name).shown


def _canonical(questionnaire: Questionnaire, values: Answers) -> dict[str, Answer]:
    """The values of what can hold one: notes have none."""
    kept: dict[str, Answer] = {}
    for name, value in values.items():
        if isinstance(value, Rows):
            kept[name] = Rows(tuple(_canonical(questionnaire, row) for row in value.rows))
        elif not questionnaire.has(name) or QUESTION_TYPES[questionnaire.question(name).type].variable:
            kept[name] = value
    return kept
