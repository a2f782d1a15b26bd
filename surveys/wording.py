"""The words of a questionnaire in the respondent's language, with earlier answers in their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from surveys.expressions.coercion import to_text, value_of
from surveys.itext import rooted
from surveys.languages import decimal_mark, readings
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Missing, Rows, Text

REFERENCE = re.compile(r"\$\{\s*([^\s{}]+)\s*\}")
LAST_TIME = "last-saved#"  # before a name: what was answered in the submission before, which only a client keeps
NOTHING_SAID = "…"  # stands where an answer would, so that the sentence still reads as one with a gap


class Worded(Protocol):
    """What has words in several languages: a questionnaire, the codebook of its versions."""

    @property
    def default_language(self) -> str: ...


def pick(text: Text, language: str, worded: Worded) -> str:
    """The words in that language; else in the default language, else in any; else empty."""
    return text.get(picked(text, language, worded), "")


def picked(text: Text, language: str, worded: Worded) -> str:
    """The language those words are in: a variant without words of its own is read as its language."""
    shown = (*readings(language), worded.default_language, *text)
    return next((code for code in shown if text.get(code)), "")


def say(text: Text, answer_to: Callable[[str], Answer], questionnaire: Questionnaire, language: str) -> str:
    """The words with `${name}` replaced by what was answered, as plain text (labels may hold limited Markdown).

    `answer_to` is that of a Route, at the instance the words are read in, so that calculated values are among them.
    """
    words = pick(text, language, questionnaire)
    return REFERENCE.sub(lambda found: spoken(questionnaire, found[1], answer_to(found[1]), language), words)


def spoken(questionnaire: Questionnaire, name: str, answer: Answer, language: str) -> str:
    """One answer as a person would say it: the labels of choices, decimals with the mark of the language."""
    if isinstance(answer, Missing):
        return NOTHING_SAID
    if isinstance(answer, Rows):
        return str(len(answer))
    if isinstance(answer, float):
        return to_text(answer).replace(".", decimal_mark(language))
    if isinstance(answer, tuple) or (questionnaire.has(name) and questionnaire.question(name).choices):
        return ", ".join(choice_label(questionnaire, name, choice, language) for choice in _names(answer))
    return to_text(value_of(answer))


def choice_label(questionnaire: Questionnaire, name: str, choice: str, language: str) -> str:
    """The label of a choice of that question; the choice's name when there is none."""
    if not questionnaire.has(name):
        return choice
    offered = questionnaire.choices_of(questionnaire.question(name))
    labels = [pick(one.label, language, questionnaire) for one in offered if one.name == choice]
    return next(filter(None, labels), choice)


def words_under(questionnaire: Questionnaire, reference: str, language: str) -> str:
    """What `jr:itext` says: the words under an id, an answer in them left as a gap; empty when there are none."""
    found = questionnaire.itext.get(rooted(reference), {})
    return REFERENCE.sub(NOTHING_SAID, pick(found, language, questionnaire))


def _names(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else (str(answer),)
