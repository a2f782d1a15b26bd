"""What an expression is evaluated in: the document, where in it, and what is known besides."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.expressions.document import Element
from surveys.values import Answer, Context, Missing


class Form:
    """What an expression may ask of its questionnaire. This one has nothing to say; `surveys.flow` has the real one."""

    __slots__ = ()

    @property
    def version(self) -> str:
        """The version of the questionnaire, as its team calls it."""
        return ""

    def document(self, name: str) -> Element | None:
        """The list or the table of that name, for `instance('name')`."""
        return None

    def choice_label(self, question: str, choice: str, language: str) -> str:
        """The label of a choice of that question."""
        return choice

    def itext(self, reference: str, language: str) -> str:
        """The words ODK keeps under that id, `yes_no-0` or `/data/age:label`; empty when there are none."""
        return ""


NO_FORM = Form()


@dataclass(frozen=True, slots=True)
class Focus:
    """Where a predicate looks: its node, and which of how many that is, counted from 1."""

    node: Element
    position: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Situation:
    """`node` is the element the expression belongs to (`current()`), `own` its answer (`.`).

    `focus` is None outside predicates: the context node is then `node`. `form` is the questionnaire.
    """

    context: Context
    node: Element
    own: Answer = Missing.BLANK
    focus: Focus | None = None
    form: Form = NO_FORM

    def looking_at(self, node: Element, position: int = 1, size: int = 1) -> Situation:
        """The same situation, inside a predicate about that node."""
        focus = Focus(node, position, size)
        return Situation(self.context, self.node, self.own, focus, self.form)

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
