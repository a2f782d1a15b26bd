"""What a row of the table of functions is, and the ways most of them take their arguments.

A row gets its arguments unevaluated, so that `if` and `and` need no special place. Nothing raises at answering time:
what cannot be computed is NaN, empty text or false.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.expressions.coercion import Found, XValue, single, to_number, to_text, value_of, values_of
from surveys.expressions.situation import Situation
from surveys.expressions.tree import Node, Self

Returns: TypeAlias = Literal["number", "text", "truth", "either", "nodes"]
Closure: TypeAlias = Callable[[Situation], Found]
Compiled: TypeAlias = Callable[[tuple[Closure, ...], tuple[Node, ...]], Closure]


@dataclass(frozen=True)
class Function:
    """One row: name, how many arguments (`most` None: any number), kind of result, meaning."""

    name: str
    least: int
    most: int | None
    returns: Returns
    compiled: Compiled


def plain(meaning: Callable[..., XValue]) -> Compiled:
    """A function of values alone; one and two arguments, nearly all calls, get a closure without a loop."""

    def compiled(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
        if len(arguments) == 1:
            only = arguments[0]
            return lambda situation: meaning(single(only(situation)))
        if len(arguments) == 2:
            left, right = arguments
            return lambda situation: meaning(single(left(situation)), single(right(situation)))
        return lambda situation: meaning(*[single(argument(situation)) for argument in arguments])

    return compiled


def numbers(meaning: Callable[..., float]) -> Compiled:
    """A function of numbers."""
    return plain(lambda *values: computed(meaning, [to_number(value) for value in values]))


def texts(meaning: Callable[..., XValue]) -> Compiled:
    """A function of texts."""
    return plain(lambda *values: meaning(*map(to_text, values)))


def raw(meaning: Callable[..., Found]) -> Compiled:
    """A function that takes node sets as well."""
    return lambda arguments, nodes: lambda situation: meaning(*[argument(situation) for argument in arguments])


def listing(meaning: Callable[[list[XValue]], XValue]) -> Compiled:
    """A function of a list: the nodes of the sets among its arguments, and the other values."""
    return raw(lambda *found: meaning([value for one in found for value in values_of(one)]))


def situated(meaning: Callable[[Situation], Found]) -> Compiled:
    """A function without arguments."""
    return lambda arguments, nodes: meaning


def own(situation: Situation) -> Found:
    """What `.` is: the answer being checked, in a predicate the node it is about."""
    return [situation.focus.node] if situation.focus else value_of(situation.own)


def context_node(situation: Situation) -> Found:
    """The node a relative path starts at."""
    return [situation.focus.node if situation.focus else situation.node]


def of_context(compiled: Compiled) -> Compiled:
    """A function that without an argument is about `.`."""
    return lambda arguments, nodes: compiled(arguments or (own,), nodes)


def located(compiled: Compiled) -> Compiled:
    """A function of nodes: to it `.` is the node, not its answer."""

    def at_nodes(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
        pairs = zip(arguments, nodes, strict=True)
        return compiled(tuple(context_node if isinstance(node, Self) else closure for closure, node in pairs), nodes)

    return at_nodes


def computed(meaning: Callable[..., float], given: list[float]) -> float:
    """The number, or NaN where mathematics has none."""
    try:
        return float(meaning(*given))
    except (ValueError, OverflowError, ZeroDivisionError):
        return math.nan
