"""Answers as they were given, right or wrong: read back in words, and changed one by one, nothing else touched.

They are JSON values of any kind, which `submission.check` complains about. A repeat is a list of mappings; the age of
the second person stands at `(("person", 2),)`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.places import At
from surveys.questionnaire import Questionnaire
from surveys.values import MISSING_LABELS, Missing
from surveys.wording import choice_label, pick


@dataclass(frozen=True)
class Given:
    """One answer as it was given, and where."""

    name: str
    at: At
    value: object


def every_answer(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> Iterator[Given]:
    """Every answer, in the order of the questionnaire, instance after instance; what it does not know comes last."""
    yield from _inside(questionnaire, answers, ())


def answer_at(answers: Mapping[str, Any], at: At, name: str) -> object:
    """The value given there; None when nothing was."""
    return _instance(answers, at).get(name)


def with_answer(answers: Mapping[str, Any], at: At, name: str, value: object) -> dict[str, Any]:
    """The same answers with another value there; without any when the value is None."""
    changed = copy.deepcopy(dict(answers))
    instance = _instance(changed, at)
    if value is None:
        instance.pop(name, None)
    else:
        instance[name] = value
    return changed


def in_words(questionnaire: Questionnaire, given: Given, language: str) -> str:
    """What was given, as a person reads it: the labels of known choices, and anything else as it stands."""
    value = given.value
    if isinstance(value, Mapping) and [*value] == ["missing"] and value["missing"] in [one.value for one in Missing]:
        return pick(MISSING_LABELS[Missing(value["missing"])], language, questionnaire)
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(choice_label(questionnaire, given.name, str(one), language) for one in chosen)


def _inside(questionnaire: Questionnaire, answers: Mapping[str, Any], at: At) -> Iterator[Given]:
    ranks = {name: place for place, name in enumerate(dict.fromkeys(_order(questionnaire)))}
    for name in sorted(answers, key=lambda name: ranks.get(name, len(ranks))):
        value = answers[name]
        if questionnaire.structure.is_repeat(name) and isinstance(value, list):
            for number, row in enumerate(value, start=1):
                if isinstance(row, Mapping):
                    yield from _inside(questionnaire, row, (*at, (name, number)))
        else:
            yield Given(name, at, value)


def _order(questionnaire: Questionnaire) -> Iterator[str]:
    """Questions and the groups around them, as they stand in the workbook."""
    for question in questionnaire.questions:
        yield from question.groups
        yield question.name


def _instance(answers: Mapping[str, Any], at: At) -> dict[str, Any]:
    """The mapping of one instance; an empty one of its own when there is none."""
    found: Any = answers
    for repeat, number in at:
        rows = found.get(repeat)
        found = rows[number - 1] if isinstance(rows, list) and 0 < number <= len(rows) else {}
    return found if isinstance(found, dict) else {}
