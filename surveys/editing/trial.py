"""Trying a questionnaire with example answers: what is asked, what is calculated, why a question is not asked.

An example can be kept with what it gave. Whether it still gives the same is looked at after each change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from surveys.expressions.coercion import to_text, value_of
from surveys.expressions.evaluation import holds
from surveys.expressions.situation import Situation
from surveys.expressions.tree import names_in
from surveys.flow import Route, route, situation_of
from surveys.places import At, Place
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.submission import valid_answers
from surveys.values import Answer, Answers, Context, JsonAnswers, Missing, Rows, to_json

State: TypeAlias = Literal["asked", "not_asked", "gone"]
CLOCKS = frozenset({"start", "end", "today"})  # given by the clock: another day, another value


@dataclass(frozen=True)
class Reason:
    """A condition that does not hold: of the question itself, or of the group it stands in; with the values it saw."""

    owner: str
    source: str
    values: Mapping[str, Answer]


@dataclass(frozen=True)
class Outcome:
    """What example answers give, by the key of each place: `age`, or `person~2~age` in the second instance.

    A repeat that is not asked stands among what is not, in place of what it holds.
    """

    asked: tuple[str, ...]
    not_asked: tuple[str, ...]
    calculated: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """An example that was kept: its answers, and what they gave then."""

    title: str
    answers: JsonAnswers
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        """The case as plain data."""
        outcome = self.outcome
        return {
            "title": self.title,
            "answers": dict(self.answers),
            "asked": list(outcome.asked),
            "not_asked": list(outcome.not_asked),
            "calculated": dict(outcome.calculated),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Case:
        """The case of plain data."""
        outcome = Outcome(tuple(data["asked"]), tuple(data["not_asked"]), dict(data["calculated"]))
        return cls(data["title"], data["answers"], outcome)


@dataclass(frozen=True)
class Difference:
    """A place about which an example says something else than before. Values are those of calculations."""

    key: str
    before: State | str
    now: State | str
    calculated: bool = False


@dataclass(frozen=True)
class Trial:
    """Example answers and where they lead."""

    questionnaire: Questionnaire
    answers: Answers
    context: Context
    route: Route = field(init=False)

    def __post_init__(self) -> None:
        """The route is walked once."""
        object.__setattr__(self, "route", route(self.questionnaire, self.answers, self.context))

    @property
    def outcome(self) -> Outcome:
        """What is asked, what is not, what is calculated."""
        values = dict(_values(self.route.answers, ()))
        shown = [place for place in values if self._is_shown(place.name)]
        return Outcome(
            tuple(place.key for place in shown if values[place] is not Missing.NOT_ASKED),
            tuple(place.key for place in shown if values[place] is Missing.NOT_ASKED),
            {place.key: as_written(values[place]) for place in values if self._is_calculated(place.name)},
        )

    def reasons(self, place: Place) -> tuple[Reason, ...]:
        """The conditions that keep a question, or a whole repeat, from being asked, outermost first."""
        return tuple(self._reasons(place))

    def case(self, title: str) -> Case:
        """This example, kept with what it gives."""
        return Case(title, to_json(self.answers), self.outcome)

    def _is_shown(self, name: str) -> bool:
        return not self.questionnaire.has(name) or self.questionnaire.question(name).shown

    def _is_calculated(self, name: str) -> bool:
        kind = self.questionnaire.question(name).type if self.questionnaire.has(name) else ""
        return kind != "" and QUESTION_TYPES[kind].given_by == "workbook" and kind not in CLOCKS

    def _reasons(self, place: Place) -> Iterator[Reason]:
        structure = self.questionnaire.structure
        thing = structure.thing(place.name)
        situation = self._situation(place)
        conditions = [(name, self.questionnaire.group(name).relevant) for name in thing.groups]
        for owner, condition in (*conditions, (place.name, thing.relevant)):
            if condition is not None and not holds(condition, situation):
                names = dict.fromkeys(names_in(condition.tree))
                yield Reason(owner, condition.source, {one: self.route.answer(one, place.at) for one in names})

    def _situation(self, place: Place) -> Situation:
        """A repeat that is not asked has no element of its own: its condition looks from where it would stand."""
        if self.questionnaire.has(place.name):
            return self.route.situation(place)
        return situation_of(self.questionnaire, self.context, self.route.scope(place.at), Missing.BLANK)


def place_of(key: str) -> Place:
    """The place a key names."""
    *around, name = key.split("~")
    return Place(name, tuple((repeat, int(n)) for repeat, n in zip(around[::2], around[1::2], strict=True)))


def _values(answers: Answers, at: At) -> Iterator[tuple[Place, Answer]]:
    """Every question with what it has come to, instance by instance; and each repeat that is not asked."""
    for name, answer in answers.items():
        if isinstance(answer, Rows):
            for number, row in enumerate(answer.rows, start=1):
                yield from _values(row, (*at, (name, number)))
        else:
            yield Place(name, at), answer


def differences(questionnaire: Questionnaire, case: Case, context: Context) -> tuple[Difference, ...]:
    """What a kept example gives now that it did not give before; questions made since are no difference."""
    known = valid_answers(questionnaire, case.answers)
    now, before = Trial(questionnaire, known, context).outcome, case.outcome
    found = [
        Difference(key, was, state)
        for was, keys in (("asked", before.asked), ("not_asked", before.not_asked))
        for key in keys
        if (state := _state(questionnaire, now, key)) != was
    ]
    values = [
        Difference(key, value, now.calculated.get(key, "gone"), calculated=True)
        for key, value in before.calculated.items()
        if now.calculated.get(key) != value
    ]
    return (*found, *values)


def as_written(answer: Answer) -> str:
    """A value as an expression would see it; empty when there is none."""
    return "" if isinstance(answer, Missing) else to_text(value_of(answer))


def _state(questionnaire: Questionnaire, outcome: Outcome, key: str) -> State:
    """What stands in an instance that is no longer there is not asked; a name that is no longer there is gone."""
    if key in outcome.asked:
        return "asked"
    name = place_of(key).name
    there = questionnaire.has(name) or questionnaire.structure.is_repeat(name)
    return "not_asked" if there else "gone"
