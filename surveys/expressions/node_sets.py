"""Functions of node sets: counting, adding up, choosing an instance, shuffling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator

from surveys.expressions.chance import shuffled
from surveys.expressions.coercion import Found, single, to_number, values_of
from surveys.expressions.document import Element
from surveys.expressions.function_rows import Closure, Compiled, Function, context_node, listing, located, raw, situated
from surveys.expressions.situation import Situation
from surveys.expressions.tree import AnswerTo, Node, Path


def _position(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """Alone: which node of the set a predicate looks at, outside one the only one. With a node: which of its siblings
    of the same name it is."""
    if not arguments:
        return lambda situation: float(situation.focus.position) if situation.focus else 1.0

    def place(situation: Situation) -> float:
        found = arguments[0](situation)
        return float(_place(found[0])) if isinstance(found, list) and found else math.nan

    return place


def _place(node: Element) -> int:
    return node.beside().index(node) + 1


def _last(situation: Situation) -> float:
    return float(situation.focus.size) if situation.focus else 1.0


def _indexed_repeat(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """The answer in that instance of each repeat, outermost first. Counted from the form, wherever one stands."""
    wanted, *repeats = (node.name if isinstance(node, AnswerTo) else "" for node in (nodes[0], *nodes[1::2]))

    def found(situation: Situation) -> list[Element]:
        numbers = [to_number(single(number(situation))) for number in arguments[2::2]]
        scopes = [situation.node.root]
        for repeat, number in zip(repeats, numbers, strict=True):
            scopes = [one for scope in scopes for one in _numbered(scope.index.get(repeat, []), number)]
        kept = [node for scope in scopes for node in scope.index.get(wanted, ())]
        return kept or _filtered(arguments, nodes, numbers, situation)

    return found


def _filtered(
    arguments: tuple[Closure, ...], nodes: tuple[Node, ...], numbers: list[float], situation: Situation
) -> list[Element]:
    """The same, of paths and of repeats in another order: each node is looked at."""
    kept = _everywhere(arguments[0], nodes[0], situation)
    for repeat, node, number in zip(arguments[1::2], nodes[1::2], numbers, strict=True):
        chosen = {id(one) for one in _numbered(_everywhere(repeat, node, situation), number)}
        kept = [node for node in kept if any(id(one) in chosen for one in _upwards(node))]
    return kept


def _everywhere(argument: Closure, node: Node, situation: Situation) -> list[Element]:
    """Where an argument leads in the whole form: a relative path, from each node of the name of this one."""
    root = situation.node.root
    relative = isinstance(node, Path) and node.start is None
    begun = root.index.get(situation.node.key, [situation.node]) if relative else [root]
    found = (_nodes(argument(Situation(situation.context, one, form=situation.form))) for one in begun)
    return list(dict.fromkeys(one for nodes in found for one in nodes))


def _nodes(found: Found) -> list[Element]:
    return found if isinstance(found, list) else []


def _numbered(instances: list[Element], number: float) -> list[Element]:
    """The instances of that number, of each parent one; nearly always they have the same."""
    if instances and instances[0].parent is instances[-1].parent:
        return [instances[int(number) - 1]] if 1 <= number <= len(instances) and number.is_integer() else []
    counted: Counter[int] = Counter()
    chosen = []
    for instance in instances:
        counted[id(instance.parent)] += 1
        if counted[id(instance.parent)] == number:
            chosen.append(instance)
    return chosen


def _upwards(node: Element) -> Iterator[Element]:
    """The node and all it stands in."""
    above: Element | None = node
    while above is not None:
        yield above
        above = above.parent


def _name(found: Found) -> str:
    return found[0].name if isinstance(found, list) and found else ""


def _local_name(found: Found) -> str:
    return _name(found).rpartition(":")[2]


def _about_node(meaning: Callable[[Found], Found]) -> Compiled:
    """A function of a node; without an argument it is about the context node."""
    return located(lambda arguments, nodes: raw(meaning)(arguments or (context_node,), nodes))


def _randomize(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """The nodes in ODK's order for that seed; without one, in that of the response."""

    def order(situation: Situation) -> Found:
        found = arguments[0](situation)
        if not isinstance(found, list):
            return found
        own = to_number(single(arguments[1](situation))) if len(arguments) > 1 else situation.context.seed
        return shuffled(found, own)

    return order


NODES = (
    Function("current", 0, 0, "nodes", situated(lambda situation: [situation.node])),
    Function("position", 0, 1, "number", located(_position)),
    Function("last", 0, 0, "number", situated(_last)),
    Function("count", 1, 1, "number", located(raw(lambda found: float(len(_nodes(found)))))),
    Function("count-non-empty", 1, 1, "number", raw(lambda found: float(sum(v != "" for v in values_of(found))))),
    Function("sum", 1, None, "number", listing(lambda values: float(sum(map(to_number, values))))),
    Function("name", 0, 1, "text", _about_node(_name)),
    Function("local-name", 0, 1, "text", _about_node(_local_name)),
    Function("namespace-uri", 0, 1, "text", _about_node(lambda found: "")),  # elements have no namespace here
    Function("indexed-repeat", 3, 7, "nodes", _indexed_repeat),
    Function("randomize", 1, 2, "nodes", _randomize),
)
