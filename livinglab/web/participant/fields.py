"""The fields that say an answer: what `read` of its question type reads, written again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from livinglab.words import spoken
from surveys.languages import decimal_mark
from surveys.question_types import PLACE_PARTS
from surveys.questions import Question
from surveys.values import Answer, Missing, Rows

Fields: TypeAlias = Mapping[str, Sequence[str]]

POINTS = frozenset({"geotrace", "geoshape"})  # written one point per line


def fields_of(question: Question, answer: Answer) -> dict[str, tuple[str, ...]]:
    """The fields of a question, as they stand on its page with this answer: field → values."""
    name = question.name
    if isinstance(answer, Missing):
        return {f"{name}.missing": (answer.value,)} if answer in question.missing_options else {}
    if isinstance(answer, Rows):
        return {}
    if question.type in PARTS:
        return {f"{name}.{part}": (written,) for part, written in PARTS[question.type](answer).items()}
    if isinstance(answer, tuple):
        return {name: answer}
    if question.type in POINTS:
        return {name: (str(answer).replace(";", "\n"),)}
    return {name: (_written(question, answer),)}


def _date(answer: object) -> dict[str, str]:
    return dict(zip(("year", "month", "day"), str(answer).split("-"), strict=True))


def _moment(answer: object) -> dict[str, str]:
    """The time zone, if there is one, is not shown: the hour is the one that was read on the wall."""
    moment = datetime.fromisoformat(str(answer)).replace(tzinfo=None)
    time = moment.time().isoformat("seconds" if moment.second else "minutes")
    return {**_date(moment.date().isoformat()), "time": time}


def _place(answer: object) -> dict[str, str]:
    """Altitude and accuracy only where a device measured them."""
    parts = dict(zip(PLACE_PARTS, str(answer).split(), strict=True))
    return {part: _spoken(number) for part, number in parts.items() if part in PLACE_PARTS[:2] or number != "0"}


def _ranks(answer: object) -> dict[str, str]:
    choices = answer if isinstance(answer, tuple) else ()
    return {str(rank): choice for rank, choice in enumerate(choices, 1)}


PARTS: Mapping[str, Callable[[object], Mapping[str, str]]] = {
    "date": _date,
    "datetime": _moment,
    "geopoint": _place,
    "rank": _ranks,
}


def _written(question: Question, answer: str | int | float) -> str:
    if isinstance(answer, str):
        return answer
    plain = f"{answer:.15g}"
    if question.type == "range":
        return plain
    return _spoken(_by_three(plain) if "thousands-sep" in question.appearance else plain)


def _by_three(number: str) -> str:
    """Narrow spaces between thousands, in every language: a comma would be read as a decimal mark."""
    whole, point, decimals = number.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + point + decimals if whole.lstrip("-").isdigit() else number


def _spoken(number: str) -> str:
    """A number with the decimal mark of the language."""
    return number.replace(".", decimal_mark(spoken()))
