"""From tree to value: closures compiled once per expression, then called for each set of answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from surveys.expressions.coercion import XValue, single, to_truth
from surveys.expressions.function_rows import Closure, own
from surveys.expressions.functions import CALLS
from surveys.expressions.paths import path_closure
from surveys.expressions.situation import Situation
from surveys.expressions.tree import DRAWS, AnswerTo, Call, Expression, Node, Path, Self, Value

EXPRESSIONS_KEPT = 8_192  # compiled closures: some hundred questionnaires, about 20 MB


class NotCallable(Exception):
    """A tree calls a function this version does not have: it was published by a newer one, or by hand."""


@lru_cache(maxsize=EXPRESSIONS_KEPT)
def compiled(expression: Expression) -> Closure:
    """The closure of an expression. Raises NotCallable."""
    return _closure(expression.tree)


def value(expression: Expression, situation: Situation) -> XValue:
    """What the expression says of these answers. Never raises for a published expression."""
    return single(compiled(expression)(situation))


def holds(expression: Expression, situation: Situation) -> bool:
    """Whether the expression is true of these answers."""
    return to_truth(single(compiled(expression)(situation)))


def _closure(node: Node) -> Closure:
    match node:
        case Value(literal):
            constant: XValue = literal if isinstance(literal, str) else float(literal)
            return lambda situation: constant
        case AnswerTo(name):
            return lambda situation: situation.nodes_of(name)
        case Self():
            return own
        case Call(function, arguments):
            return _call(function, arguments)
        case Path():
            return path_closure(node, _closure)


def _call(function: str, arguments: tuple[Node, ...]) -> Closure:
    row = CALLS.get(function)
    written = len(arguments) - (function in DRAWS)
    if row is None or not row.least <= written <= (written if row.most is None else row.most):
        raise NotCallable(function)
    return row.compiled(tuple(_closure(argument) for argument in arguments), arguments)


def returns_number(node: Node) -> bool:
    """Whether a tree always gives a number: a calculated variable is then one in the codebook."""
    if isinstance(node, Value):
        return not isinstance(node.value, str)
    if not isinstance(node, Call):
        return False
    kinds: Mapping[str, tuple[Node, ...]] = {
        "if": node.arguments[1:],
        "coalesce": node.arguments,
        "once": node.arguments,
    }
    if node.function in kinds:
        return all(returns_number(argument) for argument in kinds[node.function])
    return CALLS[node.function].returns == "number"
