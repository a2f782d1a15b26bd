"""What a field client knows and a page does not, and the other way round. Said at import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from surveys.expressions.tree import LAST_SAVED, Call, Expression, parts
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Group, Question
from surveys.wording import LAST_TIME
from surveys.xlsform.references import EXPRESSIONS, WORDS
from surveys.xlsform.walk import SurveyRead

# Of XPath 1.0, what JavaRosa, the engine inside ODK Collect, has not: it would refuse the whole form.
UNKNOWN_IN_THE_FIELD = ("id", "lang", "last", "local-name", "name", "namespace-uri", "substring")
AUDIT = "audit"  # the type of a client's log, and the only name it may have there
PLACES = "location-"  # the beginning of a log's parameters about places: all three are needed, or none
OF_PLACES = tuple(PLACES + word for word in ("priority", "min-interval", "max-age"))
ASKED = frozenset({"start-geopoint"})  # the page has a button for it
SAID_OF: Mapping[str, str] = {
    "property": "property_empty",
    LAST_SAVED: "last_saved_empty",
    **dict.fromkeys(UNKNOWN_IN_THE_FIELD, "function_not_in_the_field"),
}


def client_problems(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[Problem]:
    """What only some doors can tell: the types, all at once, then what each expression calls."""
    told = [one.name for one in questions if QUESTION_TYPES[one.type].given_by == "device" and one.type not in ASKED]
    if told:
        yield survey.records[told[0]].place("type", "device_empty", names=", ".join(told))
    yield from _trigger_problems(survey, questions)
    for question in questions:
        if missing := places_incomplete(question):
            yield survey.records[question.name].place("parameters", "audit_places", needed=", ".join(missing))
    things: tuple[Question | Group, ...] = (*questions, *survey.groups)
    for thing in things:
        record = survey.records.get(thing.name)
        for field, column in EXPRESSIONS.items() if record else ():
            expression, cell = getattr(thing, field, None), record.cell(column) if record else None
            if expression is not None and cell is not None:
                yield from (cell.problem(SAID_OF[name], found=name) for name in _told_apart(expression))
        said = (cell for column in WORDS for cell in record.worded(column)) if record else ()
        reminding = next((cell for cell in said if f"{{{LAST_TIME}" in cell.value), None)
        if reminding is not None:
            yield reminding.problem(SAID_OF[LAST_SAVED], found=LAST_SAVED)


def triggers_unasked(questions: Sequence[Question], question: Question) -> tuple[str, ...]:
    """The triggers of a question that nobody answers: they never change."""
    asked = frozenset(one.name for one in questions if one.asked) if question.trigger else frozenset[str]()
    return tuple(name for name in question.trigger if name not in asked)


def places_incomplete(question: Question) -> tuple[str, ...]:
    """Which parameters of places a log lacks, when it has some of them."""
    given = {*question.options, *question.parameters} if question.type == AUDIT else frozenset[str]()
    missing = tuple(name for name in OF_PLACES if name not in given)
    return missing if len(missing) < len(OF_PLACES) else ()


def _trigger_problems(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[Problem]:
    known = {*(question.name for question in questions), *(group.name for group in survey.groups)}
    for question in questions:
        never = [name for name in triggers_unasked(questions, question) if name in known]
        record = survey.records.get(question.name)
        if never and record is not None:
            yield record.place("trigger", "trigger_unasked", names=", ".join(never))


def _told_apart(expression: Expression) -> list[str]:
    called = (part.function for part in parts(expression.tree) if isinstance(part, Call))
    return [name for name in dict.fromkeys(called) if name in SAID_OF]
