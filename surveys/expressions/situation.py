"""What an expression is evaluated in: the document, where in it, and what is known besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from surveys.expressions.document import Element
from surveys.values import Answer, Context, Missing

ChoiceLabel: TypeAlias = Callable[[str, str, str], str]  # question, choice name, language → label
Documents: TypeAlias = Callable[[str], Element | None]  # name of a list or a table → its document


def _no_label(question: str, choice: str, language: str) -> str:
    return choice


def _no_document(name: str) -> Element | None:
    return None


@dataclass(frozen=True, slots=True)
class Focus:
    """Where a predicate looks: its node, and which of how many that is, counted from 1."""

    node: Element
    position: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Situation:
    """`node` is the element the expression belongs to (`current()`), `own` its answer (`.`).

    `focus` is None outside predicates: the context node is then `node`. `documents` finds `instance('name')`.
    """

    context: Context
    node: Element
    own: Answer = Missing.BLANK
    focus: Focus | None = None
    documents: Documents = field(default=_no_document)
    choice_label: ChoiceLabel = field(default=_no_label)

    def looking_at(self, node: Element, position: int = 1, size: int = 1) -> Situation:
        """The same situation, inside a predicate about that node."""
        focus = Focus(node, position, size)
        return Situation(self.context, self.node, self.own, focus, self.documents, self.choice_label)

    def answer_to(self, name: str) -> Answer:
        """The first answer in the nearest scope that has the question: what `${name}` says where a value is needed."""
        found = self.nodes_of(name)
        return found[0].answer if found else Missing.BLANK

    def nodes_of(self, name: str) -> list[Element]:
        """The elements `${name}` means here: see docs/decisions/0009."""
        scope, found = _nearest(self.node, name)
        if self.focus is None or scope is None:
            return found
        deeper, inside = _nearest(self.focus.node, name)
        return inside if deeper is not None and deeper is not scope and _stands_in(deeper, scope) else found


def _nearest(node: Element, name: str) -> tuple[Element | None, list[Element]]:
    scope: Element | None = node.scope
    while scope is not None:
        found = scope.index.get(name)
        if found:
            return scope, found
        scope = scope.parent.scope if scope.parent else None
    return None, []


def _stands_in(inner: Element, outer: Element) -> bool:
    scope: Element | None = inner
    while scope is not None and scope is not outer:
        scope = scope.parent.scope if scope.parent else None
    return scope is outer
