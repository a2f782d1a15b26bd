"""Calculated values that count at the next look: kept beside the answers, forgotten when a trigger changes."""

from __future__ import annotations

from collections.abc import Set

from surveys.flow import Route
from surveys.places import At, rows_of
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Answers, Rows


def remembering(way: Route, answers: Answers) -> dict[str, Answer]:
    """The answers, and with them the calculated values that count at the next look: of triggers and of `once(…)`."""
    return _joined(answers, way.answers, way.questionnaire.remembered)


def forgetting(questionnaire: Questionnaire, answers: Answers, changed: Set[str], at: At) -> dict[str, Answer]:
    """The answers without the values of calculations that a change of these questions, in that instance, triggers."""
    names = {name for name in questionnaire.remembered if changed & {*questionnaire.question(name).trigger}}
    return _without(answers, names, at) if names else dict(answers)


def _joined(answers: Answers, values: Answers, names: Set[str]) -> dict[str, Answer]:
    joined = {**answers, **{name: values[name] for name in names & values.keys()}}
    for name, rows in answers.items():
        known = rows_of(values, name)
        if isinstance(rows, Rows) and known:
            both = zip(rows.rows, (*known, *({} for _ in rows.rows)), strict=False)
            joined[name] = Rows(tuple(_joined(row, seen, names) for row, seen in both))
    return joined


def _without(answers: Answers, names: Set[str], at: At) -> dict[str, Answer]:
    """Removes names here, in the instance `at` leads to, and in every instance below that."""
    kept: dict[str, Answer] = {}
    for name, answer in answers.items():
        if name in names:
            continue
        if isinstance(answer, Rows) and (not at or at[0][0] == name):
            aimed = at[0][1] if at else 0
            rows = enumerate(answer.rows, start=1)
            answer = Rows(tuple(_without(row, names, at[1:]) if aimed in (0, n) else row for n, row in rows))
        kept[name] = answer
    return kept
