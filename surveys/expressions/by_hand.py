"""Trying an expression by hand: parse, evaluate, with the clock of this machine unless one is given."""

from __future__ import annotations

from datetime import UTC, datetime

from surveys.expressions.coercion import XValue
from surveys.expressions.evaluation import value
from surveys.expressions.functions import Situation
from surveys.expressions.parser import parse
from surveys.expressions.tree import Expression
from surveys.values import Answers, Context


def evaluated(expression: str | Expression, answers: Answers, context: Context | None) -> XValue:
    """What the expression says of the answers. Raises NotParsed."""
    parsed = parse(expression) if isinstance(expression, str) else expression
    return value(parsed, Situation(answers, context or Context(datetime.now(UTC))))
