"""How a questionnaire nests: which questions and groups stand in which repeat, in which order. Computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from surveys.questions import Group, Question

Thing: TypeAlias = Question | Group


class Structure:
    """The questions, groups and repeats of a questionnaire by the repeat they stand in. The root is the repeat ""."""

    def __init__(self, questions: Sequence[Question], groups: Sequence[Group]) -> None:
        self.questions = {question.name: question for question in questions}
        self.groups = {group.name: group for group in groups}

    def thing(self, name: str) -> Thing:
        """The question, group or repeat of that name. Raises KeyError."""
        return self.questions[name] if name in self.questions else self.groups[name]

    def is_repeat(self, name: str) -> bool:
        """Whether a repeat has that name."""
        return name in self.groups and self.groups[name].repeat

    def repeats_around(self, name: str) -> tuple[str, ...]:
        """The repeats something stands in, outermost first; a repeat does not stand in itself."""
        return self._around[name]

    def rank(self, name: str) -> int:
        """The place in the workbook: that of the question, or of the first question inside."""
        return self._ranks[name]

    def inside(self, repeat: str) -> tuple[Thing, ...]:
        """What stands in a repeat and in no deeper one, in order: questions, groups, and the deeper repeats."""
        return self._inside[repeat]

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, ...]]:
        things: dict[str, Thing] = {**self.groups, **self.questions}
        return {name: tuple(filter(self.is_repeat, thing.groups)) for name, thing in things.items()}

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        ranks: dict[str, int] = {}
        for rank, question in enumerate(self.questions.values()):
            for name in (*question.groups, question.name):
                ranks.setdefault(name, rank)
        return ranks

    @cached_property
    def _inside(self) -> Mapping[str, tuple[Thing, ...]]:
        found: dict[str, list[Thing]] = {"": [], **{name: [] for name in self.groups if self.is_repeat(name)}}
        for name in sorted(self._ranks, key=self._by_rank):
            found[next(reversed(self._around[name]), "")].append(self.thing(name))
        return {name: tuple(things) for name, things in found.items()}

    def _by_rank(self, name: str) -> tuple[int, int]:
        """Groups before what they hold: a group has the rank of its first question, and less depth."""
        return self._ranks[name], len(self.thing(name).groups)
