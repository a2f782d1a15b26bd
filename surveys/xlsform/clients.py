"""What a field client knows and a page does not, and the other way round. Said at import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from surveys.expressions.tree import LAST_SAVED, Call, Expression, parts
from surveys.problems import Problem
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Group, Question
from surveys.xlsform.references import EXPRESSIONS
from surveys.xlsform.walk import SurveyRead

# Of XPath 1.0, what JavaRosa, the engine inside ODK Collect, has not: it would refuse the whole form.
UNKNOWN_IN_THE_FIELD = ("id", "lang", "last", "local-name", "name", "namespace-uri", "substring")
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
    things: tuple[Question | Group, ...] = (*questions, *survey.groups)
    for thing in things:
        record = survey.records.get(thing.name)
        for field, column in EXPRESSIONS.items() if record else ():
            expression, cell = getattr(thing, field, None), record.cell(column) if record else None
            if expression is not None and cell is not None:
                yield from (cell.problem(SAID_OF[name], found=name) for name in _told_apart(expression))


def _told_apart(expression: Expression) -> list[str]:
    called = (part.function for part in parts(expression.tree) if isinstance(part, Call))
    return [name for name in dict.fromkeys(called) if name in SAID_OF]
