"""Choices that bear the same words, told apart on paper: nothing there shows only the towns of one region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from surveys.expressions.tree import names_in
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question
from surveys.values import Text


def told_apart(
    questionnaire: Questionnaire, question: Question, labels: Mapping[str, str], say: Callable[[Text], str]
) -> Mapping[str, str]:
    """Name of a choice → its words; the same words are followed by what the cascade filters by, or by the name."""
    again = _again(labels)
    if not again:
        return labels
    choices = {choice.name: choice for choice in questionnaire.choices_of(question)}
    above = _above(questionnaire, question, say)
    longer = {name: f"{labels[name]} ({_placed(choices[name], above) or name})" for name in again}
    unclear = _again(longer)
    return {**labels, **longer, **{name: f"{labels[name]} ({name})" for name in unclear}}


def _again(labels: Mapping[str, str]) -> list[str]:
    times = Counter(labels.values())
    return [name for name, label in labels.items() if times[label] > 1]


def _above(questionnaire: Questionnaire, question: Question, say: Callable[[Text], str]) -> Mapping[str, str]:
    """The choices of the questions this one is filtered by: name → words."""
    read = names_in(question.choice_filter.tree) if question.choice_filter is not None else ()
    asked = (questionnaire.question(name) for name in read if questionnaire.has(name))
    return {one.name: say(one.label) or one.name for each in asked for one in questionnaire.choices_of(each)}


def _placed(choice: Choice, above: Mapping[str, str]) -> str:
    found: Iterator[str] = (above[cell] for cell in choice.attributes.values() if cell in above)
    return ", ".join(dict.fromkeys(found))
