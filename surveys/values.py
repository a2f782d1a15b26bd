"""Answers: what a person may say to a question, why an answer may be missing, and how both are written in JSON.

In memory an answer is text, an integer, a number, a tuple of choice names (select_multiple in the order of the
choices, rank in the order of preference), the `Rows` of a repeat or a `Missing`. Dates, times and moments are ISO 8601
text; an acknowledgement is "OK"; a place is ODK's "latitude longitude altitude accuracy", a line or an area several of
them joined by ";"; a photograph, a recording, a drawing or a file is the name of an attachment.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]  # language code → words


class Missing(Enum):
    """Why there is no answer. Five reasons, never merged: a figure must be able to tell them apart.

    ILLEGIBLE is said by whoever copies an answer from paper, never by the person asked.
    """

    NOT_ASKED = "not_asked"
    BLANK = "blank"
    DECLINED = "declined"
    DONT_KNOW = "dont_know"
    ILLEGIBLE = "illegible"


MISSING_LABELS: Mapping[Missing, Text] = {
    Missing.NOT_ASKED: {"fr": "Non posée", "en": "Not asked"},
    Missing.BLANK: {"fr": "Laissée vide", "en": "Left blank"},
    Missing.DECLINED: {"fr": "Ne souhaite pas répondre", "en": "Prefers not to say"},
    Missing.DONT_KNOW: {"fr": "Ne sait pas", "en": "Does not know"},
    Missing.ILLEGIBLE: {"fr": "Illisible sur le papier", "en": "Illegible on paper"},
}


@dataclass(frozen=True)
class Rows:
    """What was answered in a repeat: one mapping per instance, in order, holding nested repeats in their turn."""

    rows: tuple[Mapping[str, Answer], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)


Answer: TypeAlias = str | int | float | tuple[str, ...] | Rows | Missing
Answers: TypeAlias = Mapping[str, Answer]
JsonAnswer: TypeAlias = "str | int | float | list[str] | dict[str, str] | list[dict[str, JsonAnswer]]"
JsonAnswers: TypeAlias = Mapping[str, JsonAnswer]


@dataclass(frozen=True)
class Context:
    """What an expression may know besides the answers. The rooms below the web have no clock: it is given here.

    `seed` is the id of the response: from it come the numbers that look random, so that the order of shuffled choices,
    `random()` and `uuid()` are the same at each visit, on the server and in the browser.
    """

    now: datetime
    language: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    seed: str = ""

    @property
    def today(self) -> date:
        """The day of `now`, in the time zone of `now`."""
        return self.now.date()


class NotAnAnswer(Exception):
    """The JSON holds something that cannot be an answer: true, null, a nested list, an unknown reason."""


def to_json(answers: Answers) -> dict[str, JsonAnswer]:
    """Answers as JSON values; the inverse of `from_json`."""
    return {name: answer_to_json(answer) for name, answer in answers.items()}


def from_json(answers: Mapping[str, object]) -> dict[str, Answer]:
    """JSON values as answers. Raises NotAnAnswer; `submission.check` turns foreign JSON into complaints instead."""
    return {name: answer_from_json(value) for name, value in answers.items()}


def answer_to_json(answer: Answer) -> JsonAnswer:
    """One answer as a JSON value."""
    if isinstance(answer, Missing):
        return {"missing": answer.value}
    if isinstance(answer, Rows):
        return [to_json(row) for row in answer.rows]
    return list(answer) if isinstance(answer, tuple) else answer


def answer_from_json(value: object) -> Answer:
    """One JSON value as an answer: an empty list is a repeat without instances, for no choice at all is BLANK.

    Raises NotAnAnswer.
    """
    if isinstance(value, str) or _is_number(value):
        return value  # type: ignore[return-value]  # _is_number narrows to int | float, which mypy cannot see
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return Rows(tuple(from_json(item) for item in value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, dict) and list(value) == ["missing"]:
        return _missing(value["missing"])
    raise NotAnAnswer(repr(value)[:80])


def _is_number(value: object) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, float) and math.isfinite(value)
    )


def _missing(reason: object) -> Missing:
    try:
        return Missing(reason)
    except ValueError as unknown:
        raise NotAnAnswer(f"missing: {reason!r}"[:80]) from unknown
