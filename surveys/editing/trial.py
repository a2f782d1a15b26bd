"""Trying a questionnaire with example answers: what is asked, what is calculated, why a question is not asked.

An example can be kept with what it gave. Whether it still gives the same is looked at after each change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from surveys.expressions.coercion import to_text, value_of
from surveys.expressions.evaluation import holds
from surveys.expressions.tree import Expression, names_in
from surveys.flow import Route, route
from surveys.places import Place
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Answers, Context, JsonAnswers, Missing, Rows, from_json, to_json

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
    """What example answers give. Questions of repeats are left out: they have no one state."""

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
    """A question about which an example says something else than before. Values are those of calculations."""

    name: str
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
        values = {name: answer for name, answer in self.route.answers.items() if not isinstance(answer, Rows)}
        questions = [question for question in self.questionnaire.questions if question.name in values]
        shown = [question.name for question in questions if question.shown]
        calculated = [
            question.name
            for question in questions
            if QUESTION_TYPES[question.type].given_by == "workbook" and question.type not in CLOCKS
        ]
        return Outcome(
            tuple(name for name in shown if values[name] is not Missing.NOT_ASKED),
            tuple(name for name in shown if values[name] is Missing.NOT_ASKED),
            {name: as_written(values[name]) for name in calculated},
        )

    def reasons(self, name: str) -> tuple[Reason, ...]:
        """The conditions that keep a question from being asked, outermost first."""
        return tuple(self._reasons(name))

    def case(self, title: str) -> Case:
        """This example, kept with what it gives."""
        return Case(title, to_json(self.answers), self.outcome)

    def _reasons(self, name: str) -> Iterator[Reason]:
        question = self.questionnaire.question(name)
        if self.questionnaire.structure.repeats_around(name):
            return
        situation = self.route.situation(Place(name))
        conditions: list[tuple[str, Expression | None]] = [
            *((group, self.questionnaire.group(group).relevant) for group in question.groups),
            (name, question.relevant),
        ]
        for owner, condition in conditions:
            if condition is not None and not holds(condition, situation):
                names = dict.fromkeys(names_in(condition.tree))
                values = {one: self.route.answers.get(one, Missing.BLANK) for one in names}
                yield Reason(owner, condition.source, values)


def differences(questionnaire: Questionnaire, case: Case, context: Context) -> tuple[Difference, ...]:
    """What a kept example gives now that it did not give before; questions made since are no difference."""
    known = {name: answer for name, answer in from_json(case.answers).items() if questionnaire.has(name)}
    now, before = Trial(questionnaire, known, context).outcome, case.outcome
    found = [
        Difference(name, was, state)
        for was, names in (("asked", before.asked), ("not_asked", before.not_asked))
        for name in names
        if (state := _state(now, name)) != was
    ]
    values = [
        Difference(name, value, now.calculated.get(name, "gone"), calculated=True)
        for name, value in before.calculated.items()
        if now.calculated.get(name) != value
    ]
    return (*found, *values)


def as_written(answer: Answer) -> str:
    """A value as an expression would see it; empty when there is none."""
    return "" if isinstance(answer, Missing) else to_text(value_of(answer))


def _state(outcome: Outcome, name: str) -> State:
    if name in outcome.asked:
        return "asked"
    return "not_asked" if name in outcome.not_asked else "gone"
