"""The tree of an expression: four kinds of frozen node, and their JSON form.

`{"value": 3}` · `{"answer": "age"}` · `{"self": true}` · `{"call": "+", "of": [node, node]}`. An operator is a call by
its own sign, so that the server and the browser each need one table of functions and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Value:
    """A literal number or text."""

    value: float | str


@dataclass(frozen=True)
class AnswerTo:
    """`${name}`: the answer to another question."""

    name: str


@dataclass(frozen=True)
class Self:
    """`.`: the answer being checked."""


@dataclass(frozen=True)
class Call:
    """A function or an operator applied to nodes."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Value | AnswerTo | Self | Call
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
    raise NotATree(repr(data)[:80])


def names_in(node: Node) -> Iterator[str]:
    """The questions a tree refers to, in reading order, repeated as often as written."""
    if isinstance(node, AnswerTo):
        yield node.name
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from names_in(argument)


def expression_to_json(expression: Expression) -> dict[str, Any]:
    """The JSON form of an expression: its source and its tree."""
    return {"source": expression.source, "tree": to_json(expression.tree)}


def expression_from_json(data: Mapping[str, Any], _: object = None) -> Expression:
    """The expression of a JSON form. Raises NotATree."""
    if sorted(data) != ["source", "tree"] or not isinstance(data["source"], str):
        raise NotATree(repr(data)[:80])
    return Expression(data["source"], from_json(data["tree"]))
