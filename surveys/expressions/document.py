"""The document an expression is evaluated in: one element per question, group and instance of a repeat.

XPath sees a form as XML. These elements are that XML without the markup: built once for a set of answers, then filled
while the route is found. The lists of choices and the tables of a questionnaire are documents of the same kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from surveys.values import Answer, Missing, NotAnAnswer, Rows, answer_from_json


class Element:
    """One element. Mutable on purpose: a route fills in the answers, in the order expressions need them.

    `name` is its name in paths, `key` the one `${…}` knows it by. `scope` is the instance of the innermost repeat it
    stands in (an instance is its own scope), else the root; only scopes have an `index`: key → elements inside, in
    document order. `rank` orders children that are not added in document order.
    """

    __slots__ = ("answer", "children", "index", "key", "name", "parent", "rank", "scope")

    def __init__(self, name: str, key: str = "", answer: Answer = Missing.BLANK, rank: int = 0) -> None:
        self.name = name
        self.key = key or name
        self.answer = answer
        self.rank = rank
        self.parent: Element | None = None
        self.children: list[Element] = []
        self.scope: Element = self
        self.index: dict[str, list[Element]] = {}

    def add(self, child: Element, *, instance: bool = False) -> Element:
        """Puts a child after those of its rank or lower. An `instance` of a repeat is a scope of its own."""
        child.parent = self
        child.scope = child if instance else self.scope
        self.children.insert(bisect_right(self.children, child.rank, key=lambda other: other.rank), child)
        scope: Element | None = self.scope
        while scope is not None:
            scope.index.setdefault(child.key, []).append(child)
            scope = scope.parent.scope if scope.parent else None
        return child

    @property
    def outer(self) -> Element | None:
        """The scope around this one; None for the root."""
        return self.scope.parent.scope if self.scope.parent else None

    @property
    def root(self) -> Element:
        """The element everything stands in."""
        element = self
        while element.parent is not None:
            element = element.parent
        return element

    def place(self) -> tuple[int, ...]:
        """Which instance of each repeat around it, outermost first, counted from 1."""
        numbers: list[int] = []
        scope = self.scope
        while scope.parent is not None:
            numbers.append(scope.beside().index(scope) + 1)
            scope = scope.parent.scope
        return tuple(reversed(numbers))

    def beside(self) -> list[Element]:
        """The children of its parent that are the same question or repeat, itself among them."""
        if self.parent is None:
            return [self]
        if self.scope is self:
            return self.parent.scope.index[self.key]
        return [sibling for sibling in self.parent.children if sibling.key == self.key]

    def descendants(self) -> Iterator[Element]:
        """The elements inside, in document order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def document(answers: Mapping[str, Any], name: str = "data") -> Element:
    """The document of answers that come without a questionnaire: a mapping is a group, a list of them a repeat.

    Raises NotAnAnswer.
    """
    root = Element(name)
    _fill(root, answers)
    return root


def _fill(parent: Element, answers: Mapping[str, Any]) -> None:
    for name, value in answers.items():
        if isinstance(value, Rows) or (isinstance(value, list) and value and isinstance(value[0], Mapping)):
            for row in value.rows if isinstance(value, Rows) else value:
                _fill(parent.add(Element(name), instance=True), _mapping(row))
        elif isinstance(value, Mapping) and list(value) != ["missing"]:
            _fill(parent.add(Element(name)), value)
        elif isinstance(value, Missing | tuple):
            parent.add(Element(name, answer=value))
        else:
            parent.add(Element(name, answer=answer_from_json(value)))


def _mapping(row: object) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise NotAnAnswer(repr(row)[:80])
    return row
