"""Which questions must be known before which: the order of evaluation, and the circles that have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from surveys.expressions.tree import Expression, names_in


class Conditional(Protocol):
    """A group: it has a name and a relevance."""

    @property
    def name(self) -> str: ...
    @property
    def relevant(self) -> Expression | None: ...


class Dependent(Conditional, Protocol):
    """A question: besides, it stands in groups and may be calculated."""

    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def calculation(self) -> Expression | None: ...
    @property
    def default(self) -> Expression | None: ...
    @property
    def type(self) -> str: ...


Needs = Mapping[str, frozenset[str]]


def needs(questions: Sequence[Dependent], groups: Iterable[Conditional]) -> Needs:
    """Question → the names its relevance (its groups' included) and its calculation refer to, in workbook order."""
    relevance = {group.name: _names(group.relevant) for group in groups}
    return {question.name: _needs(question, relevance) for question in questions}


def dependency_order(graph: Needs) -> tuple[str, ...]:
    """The names, each after what it needs; as given when that is impossible."""
    try:
        ordered = tuple(TopologicalSorter(graph).static_order())
    except CycleError:
        return tuple(graph)
    return tuple(name for name in ordered if name in graph)


def circle(graph: Needs) -> tuple[str, ...]:
    """One circle of names that wait for each other, first name repeated at the end; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return tuple(found.args[1])
    return ()


def _needs(question: Dependent, relevance: Mapping[str, frozenset[str]]) -> frozenset[str]:
    of_groups = [relevance.get(group, frozenset()) for group in question.groups]
    given = _names(question.calculation) | (_names(question.default) if question.type == "hidden" else frozenset())
    return _names(question.relevant).union(given, *of_groups)


def _names(expression: Expression | None) -> frozenset[str]:
    return frozenset(names_in(expression.tree)) if expression else frozenset()
