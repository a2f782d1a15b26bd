"""Trying an expression by hand: parse, evaluate, with the clock of this machine unless one is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from surveys.expressions.coercion import XValue
from surveys.expressions.document import document
from surveys.expressions.evaluation import value
from surveys.expressions.parser import parse
from surveys.expressions.situation import Situation
from surveys.expressions.tree import Expression
from surveys.values import Context


def evaluated(expression: str | Expression, answers: Mapping[str, Any], context: Context | None) -> XValue:
    """What the expression says of the answers. Raises NotParsed and NotAnAnswer."""
    parsed = parse(expression) if isinstance(expression, str) else expression
    return value(parsed, Situation(context or Context(datetime.now(UTC)), document(answers)))
