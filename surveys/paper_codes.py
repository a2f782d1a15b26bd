"""The numbers and codes of a sheet of paper: printed beside questions and choices, typed when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TypeAlias

from surveys.questionnaire import Questionnaire
from surveys.questions import Question

Codes: TypeAlias = Mapping[str, str]  # printed code, in lower case → name of the choice

MOST_BOXES = 60  # choices printed below a question; beyond, the person writes
MOST_CODES = 600  # choices printed apart, with their codes: two or three pages a pile; beyond, no code is printed


@dataclass(frozen=True)
class Printed:
    """The number of a question and the codes of its choices: a, b, c; numbers where letters do not suffice."""

    number: str
    codes: Codes


def numbering(questionnaire: Questionnaire) -> Mapping[str, Printed]:
    """The questions a sheet of paper can hold, numbered in the order of the questionnaire."""
    asked = [question for question in questionnaire.questions if question.on_paper]
    return {one.name: Printed(str(number), _codes(questionnaire, one)) for number, one in enumerate(asked, start=1)}


def is_written(questionnaire: Questionnaire, question: Question) -> bool:
    """Whether its choices are written in words: too many to print, or known only once others have answered."""
    return bool(question.choices_from) or len(questionnaire.choices_of(question)) > MOST_BOXES


def _codes(questionnaire: Questionnaire, question: Question) -> Codes:
    names = [choice.name for choice in questionnaire.choices_of(question)]
    if len(names) > MOST_CODES:
        return {}
    letters = len(names) <= len(ascii_lowercase)
    return dict(zip(ascii_lowercase if letters else map(str, range(1, len(names) + 1)), names, strict=False))
