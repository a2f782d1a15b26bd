"""The tree of an expression: five kinds of frozen node, and their JSON form.

`{"value": 3}` · `{"answer": "age"}` · `{"self": true}` · `{"call": "+", "of": [node, node]}` ·
`{"path": [step, step], "from": node}`. An operator is a call by its own sign, so that the server and the browser each
need one table of functions and nothing else.

A step is `{"axis": "child", "name": "age"}`, `"where": [node, …]` holding its predicates. `name` is a node name, `*`
(any element) or `node()`. `from` is the node whose node set the steps start at; without it they start at the context
node. `{"call": "/", "of": []}` is the root of the document, `{"call": "current", "of": []}` the node the expression
belongs to. A path without steps is a filter: `{"path": [], "from": {"answer": "person"}, "where": [node]}`. In
`{"call": "random", "of": [{"value": 0}]}` the number says which draw of the expression this is. `${last-saved#age}` is
`{"call": "last-saved", "of": [{"value": "age"}]}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

Axis: TypeAlias = Literal[
    "child",
    "parent",
    "self",
    "descendant",
    "descendant-or-self",
    "ancestor",
    "ancestor-or-self",
    "following-sibling",
    "preceding-sibling",
    "following",
    "preceding",
    "attribute",
]
AXES = frozenset(get_args(Axis))
DRAWS = frozenset({"random", "uuid"})  # calls whose first argument the parser adds: which draw of the expression it is
ROOT, CURRENT = "/", "current"  # calls that give a place to start a path from
LAST_SAVED = "last-saved"  # the call that `${last-saved#name}` is: its argument is the name


@dataclass(frozen=True)
class Value:
    """A literal number or text."""

    value: float | str


@dataclass(frozen=True)
class AnswerTo:
    """`${name}`: the answer to another question; in a node set, one for each instance of its repeat."""

    name: str


@dataclass(frozen=True)
class Self:
    """`.`: the answer being checked; inside a predicate, the node the predicate is about."""


@dataclass(frozen=True)
class Call:
    """A function or an operator applied to nodes."""

    function: str
    arguments: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a path: an axis, a node name (`*`, `node()`), and predicates."""

    axis: Axis
    name: str
    where: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Path:
    """Steps from a node set; `start` None is the context node. `where` filters what `start` gives."""

    steps: tuple[Step, ...]
    start: Node | None = None
    where: tuple[Node, ...] = ()


Node: TypeAlias = Value | AnswerTo | Self | Call | Path
JsonNode: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Expression:
    """An expression as the workbook wrote it, and the tree it was parsed into once, at publication."""

    source: str
    tree: Node

    def __hash__(self) -> int:
        """The source alone: hashing a whole tree at every evaluation would cost more than evaluating it."""
        return hash(self.source)


class NotATree(Exception):
    """The JSON is not the tree of an expression."""


def to_json(node: Node) -> JsonNode:
    """The JSON form of a tree."""
    match node:
        case Value(value):
            return {"value": value}
        case AnswerTo(name):
            return {"answer": name}
        case Self():
            return {"self": True}
        case Call(function, arguments):
            return {"call": function, "of": [to_json(argument) for argument in arguments]}
        case Path(steps, start, where):
            written: JsonNode = {"path": [_step_to_json(step) for step in steps]}
            return written | ({"from": to_json(start)} if start else {}) | _predicates_to_json(where)


def _step_to_json(step: Step) -> JsonNode:
    return {"axis": step.axis, "name": step.name} | _predicates_to_json(step.where)


def _predicates_to_json(where: tuple[Node, ...]) -> JsonNode:
    return {"where": [to_json(predicate) for predicate in where]} if where else {}


def from_json(data: object) -> Node:
    """The tree of a JSON form. Raises NotATree."""
    match data:
        case {"value": int() | float() | str() as value, **rest} if not rest and not isinstance(value, bool):
            return Value(value)
        case {"answer": str() as name, **rest} if not rest:
            return AnswerTo(name)
        case {"self": True, **rest} if not rest:
            return Self()
        case {"call": str() as function, "of": list() as arguments, **rest} if not rest:
            return Call(function, tuple(from_json(argument) for argument in arguments))
        case {"path": list() as steps, **rest} if rest.keys() <= {"from", "where"}:
            start = from_json(rest["from"]) if "from" in rest else None
            return Path(tuple(_step_from_json(step) for step in steps), start, _predicates_from_json(rest))
    raise NotATree(repr(data)[:80])


def _step_from_json(data: object) -> Step:
    match data:
        case {"axis": str() as axis, "name": str() as name, **rest} if axis in AXES and rest.keys() <= {"where"}:
            return Step(axis, name, _predicates_from_json(rest))  # type: ignore[arg-type]  # a member of AXES
    raise NotATree(repr(data)[:80])


def _predicates_from_json(data: Mapping[Any, Any]) -> tuple[Node, ...]:
    where = data.get("where", [])
    if not isinstance(where, list):
        raise NotATree(repr(where)[:80])
    return tuple(from_json(predicate) for predicate in where)


def parts(node: Node) -> Iterator[Node]:
    """The node and every node below it, in reading order."""
    yield node
    match node:
        case Call(_, arguments):
            below: tuple[Node, ...] = arguments
        case Path(steps, start, where):
            predicates = (predicate for step in steps for predicate in step.where)
            below = (*((start,) if start else ()), *where, *predicates)
        case _:
            below = ()
    for part in below:
        yield from parts(part)


def names_in(node: Node) -> Iterator[str]:
    """The questions and groups a tree refers to by `${name}`, in reading order, repeated as often as written."""
    return (part.name for part in parts(node) if isinstance(part, AnswerTo))


def last_time_in(node: Node) -> Iterator[str]:
    """The questions a tree refers to by `${last-saved#name}`."""
    called = (part.arguments for part in parts(node) if isinstance(part, Call) and part.function == LAST_SAVED)
    return (str(name.value) for (name,) in called if isinstance(name, Value))


def expression_to_json(expression: Expression) -> dict[str, Any]:
    """The JSON form of an expression: its source and its tree."""
    return {"source": expression.source, "tree": to_json(expression.tree)}


def expression_from_json(data: Mapping[str, Any], _: object = None) -> Expression:
    """The expression of a JSON form. Raises NotATree."""
    if sorted(data) != ["source", "tree"] or not isinstance(data["source"], str):
        raise NotATree(repr(data)[:80])
    return Expression(data["source"], from_json(data["tree"]))
