"""Places: which question, in which instance of the repeats around it; and how answers are changed there.

Answers nest as repeats do: `{"person": Rows(({"age": 3}, {"age": 5}))}`. The age of the second person is at
`(("person", 2),)`. Nothing here changes what it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from surveys.values import Answer, Answers, Rows

At: TypeAlias = tuple[tuple[str, int], ...]  # (repeat, number of the instance counted from 1), outermost first


@dataclass(frozen=True)
class Place:
    """A question (or a repeat) in an instance of the repeats around it."""

    name: str
    at: At = ()

    @property
    def key(self) -> str:
        """The place in one word: `person~2~age`."""
        return "~".join(filter(None, (instance_key(self.at), self.name)))


def instance_key(at: At) -> str:
    """An instance in one word: `person~2`; nothing outside of repeats."""
    return "~".join(f"{repeat}~{number}" for repeat, number in at)


def rows_of(answers: Answers, repeat: str) -> tuple[Mapping[str, Answer], ...]:
    """The instances of a repeat; none when nothing was said of it."""
    rows = answers.get(repeat)
    return rows.rows if isinstance(rows, Rows) else ()


def answers_at(answers: Answers, at: At) -> Answers:
    """The answers of one instance, or of the whole when `at` is empty; nothing when there is no such instance."""
    for repeat, number in at:
        rows = rows_of(answers, repeat)
        answers = rows[number - 1] if 0 < number <= len(rows) else {}
    return answers


def with_answers(answers: Answers, at: At, given: Answers) -> dict[str, Answer]:
    """The answers with some more, or other ones, in one instance. Instances before it are made, empty, if need be."""
    if not at:
        return {**answers, **given}
    (repeat, number), deeper = at[0], at[1:]
    rows = list(rows_of(answers, repeat))
    rows.extend({} for _ in range(number - len(rows)))
    rows[number - 1] = with_answers(rows[number - 1], deeper, given)
    return {**answers, repeat: Rows(tuple(rows))}


def without(answers: Answers, place: Place) -> dict[str, Answer]:
    """The answers but for the one at a place."""
    if not place.at:
        return {name: answer for name, answer in answers.items() if name != place.name}
    (repeat, number), deeper = place.at[0], place.at[1:]
    rows = rows_of(answers, repeat)
    if not 0 < number <= len(rows):
        return dict(answers)
    row = without(rows[number - 1], Place(place.name, deeper))
    return {**answers, repeat: Rows((*rows[: number - 1], row, *rows[number:]))}


def with_instance(answers: Answers, at: At, repeat: str) -> dict[str, Answer]:
    """The answers with one more, empty instance of a repeat at the end."""
    return with_answers(answers, at, {repeat: Rows((*rows_of(answers_at(answers, at), repeat), {}))})


def without_instance(answers: Answers, at: At, repeat: str, number: int) -> dict[str, Answer]:
    """The answers without one instance of a repeat; the same when there is no such instance."""
    rows = enumerate(rows_of(answers_at(answers, at), repeat), start=1)
    return with_answers(answers, at, {repeat: Rows(tuple(row for place, row in rows if place != number))})
