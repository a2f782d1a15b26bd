"""Paths through a document: axes, node names and predicates (XPath 1.0 § 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from surveys.expressions.coercion import Found, single, to_truth
from surveys.expressions.document import Element
from surveys.expressions.function_rows import Closure, context_node
from surveys.expressions.situation import Situation
from surveys.expressions.tree import ROOT, Call, Node, Path, Step

Compile: TypeAlias = Callable[[Node], Closure]


@dataclass(frozen=True)
class Walk:
    """A step ready to be taken."""

    step: Step
    where: tuple[Closure, ...]
    absolute: bool


def path_closure(path: Path, compile_node: Compile) -> Closure:
    """The closure of a path: the nodes at its end, in document order."""
    absolute = isinstance(path.start, Call) and path.start.function == ROOT
    steps = _from_root(path.steps) if absolute else path.steps
    walks = [Walk(step, tuple(map(compile_node, step.where)), absolute) for step in steps]
    where = tuple(map(compile_node, path.where))
    start = compile_node(path.start) if path.start else context_node

    def walked(situation: Situation) -> list[Element]:
        found = start(situation)
        nodes = _filtered(found, where, situation) if isinstance(found, list) else []
        for walk in walks:
            nodes = _stepped(nodes, walk, situation)
        return nodes

    return walked


def union(*found: Found) -> list[Element]:
    """The nodes of all sets, each once, in document order."""
    return in_order(node for one in found if isinstance(one, list) for node in one)


def in_order(nodes: Iterable[Element]) -> list[Element]:
    """The nodes in document order, each once."""
    return sorted(dict.fromkeys(nodes), key=_way)


def _from_root(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The root of our documents is the form itself, whose name does not matter: `/data` leads to it."""
    if steps and steps[0].axis == "child":
        return (replace(steps[0], axis="self", name="node()"), *steps[1:])
    return steps


def _stepped(nodes: Sequence[Element], walk: Walk, situation: Situation) -> list[Element]:
    step = walk.step
    along, anything = AXES[step.axis], step.name in ("*", "node()")
    reached: list[Element] = []
    for node in nodes:
        named = [other for other in along(node) if anything or other.name == step.name]
        if walk.where:
            named = _filtered(named, walk.where, situation)
        elif walk.absolute and step.axis == "child" and len(named) > 1:
            named = _narrowed(named, situation.node)
        reached.extend(named)
    apart = len(nodes) < 2 or (step.axis in INWARDS and all(node.parent is nodes[0].parent for node in nodes))
    return reached if apart and step.axis not in BACKWARDS else in_order(reached)


def _narrowed(nodes: list[Element], current: Element) -> list[Element]:
    """An absolute path that enters the repeat the current node stands in means this instance, as in field clients."""
    scope: Element | None = current.scope
    while scope is not None:
        if scope in nodes:
            return [scope]
        scope = scope.outer
    return nodes


def _filtered(nodes: list[Element], predicates: Sequence[Closure], situation: Situation) -> list[Element]:
    """The nodes for which each predicate holds; one that is a number is a position."""
    for predicate in predicates:
        size, kept = len(nodes), []
        for position, node in enumerate(nodes, 1):
            found = single(predicate(situation.looking_at(node, position, size)))
            number = isinstance(found, float) and not isinstance(found, bool)
            if found == position if number else to_truth(found):
                kept.append(node)
        nodes = kept
    return nodes


def _way(node: Element) -> tuple[int, ...]:
    places: list[int] = []
    while node.parent is not None:
        places.append(node.parent.children.index(node))
        node = node.parent
    return tuple(reversed(places))


def _ancestors(node: Element) -> Iterator[Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _following_siblings(node: Element) -> list[Element]:
    around = node.parent.children if node.parent else [node]
    return around[around.index(node) + 1 :]


def _preceding_siblings(node: Element) -> list[Element]:
    around = node.parent.children if node.parent else [node]
    return around[: around.index(node)][::-1]


def _following(node: Element) -> Iterator[Element]:
    for above in (node, *_ancestors(node)):
        for sibling in _following_siblings(above):
            yield sibling
            yield from sibling.descendants()


def _preceding(node: Element) -> Iterator[Element]:
    for above in (node, *_ancestors(node)):
        for sibling in _preceding_siblings(above):
            yield from reversed([sibling, *sibling.descendants()])


AXES: Mapping[str, Callable[[Element], Iterable[Element]]] = {
    "child": lambda node: node.children,
    "parent": lambda node: [node.parent] if node.parent else [],
    "self": lambda node: [node],
    "descendant": lambda node: node.descendants(),
    "descendant-or-self": lambda node: (node, *node.descendants()),
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: (node, *_ancestors(node)),
    "following-sibling": _following_siblings,
    "preceding-sibling": _preceding_siblings,
    "following": _following,
    "preceding": _preceding,
    "attribute": lambda node: (),
}
INWARDS = frozenset({"child", "self", "descendant", "descendant-or-self", "attribute"})  # inside the node itself
BACKWARDS = frozenset({"ancestor", "ancestor-or-self", "preceding-sibling", "preceding"})  # the nearest first
