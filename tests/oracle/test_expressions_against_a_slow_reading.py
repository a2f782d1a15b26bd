"""Compiled closures against a slow, obvious reading of the same tree, written from XPath 1.0 § 3 and 4 alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st
from slow_values import Slow, alike, number, same, slow_answer, text, truth

from surveys.expressions.document import document
from surveys.expressions.evaluation import value
from surveys.expressions.parser import parse
from surveys.expressions.situation import Situation
from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Self, Value
from surveys.values import Answer, Context, Missing

ANSWERS: dict[str, Answer] = {"n": 7, "d": 2.5, "t": "a b", "m": ("a", "c"), "gone": Missing.DECLINED, "zero": 0}
CONTEXT = Context(datetime(2026, 11, 24, tzinfo=UTC))
OPERATORS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]

LEAVES = st.one_of(
    st.integers(-20, 20).map(lambda number: str(number) if number >= 0 else f"(-{-number})"),
    st.sampled_from(["0.5", "2.25", "''", "'a'", "'3'", "' 7 '", "'x1'", ".", "true()", "false()"]),
    st.sampled_from([f"${{{name}}}" for name in (*ANSWERS, "unknown")]),
)


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda parts: f"({' '.join(parts)})")
    chosen = st.tuples(inner, inner, inner).map(lambda parts: f"if({', '.join(parts)})")
    return st.one_of(
        pairs,
        chosen,
        inner.map(lambda one: f"not({one})"),
        inner.map(lambda one: f"-{one}"),
        inner.map(lambda one: f"string-length({one})"),
        st.tuples(inner, inner).map(lambda two: f"coalesce({two[0]}, {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"selected({two[0]}, {two[1]})"),
    )


EXPRESSIONS = st.recursive(LEAVES, combined, max_leaves=8)


def slow(node: Node, own: Answer) -> Slow:
    """One step at a time; nothing is compiled, nothing is shared with the code under test but the tree."""
    match node:
        case Value(literal):
            return literal if isinstance(literal, str) else float(literal)
        case AnswerTo(name):
            return slow_answer(ANSWERS.get(name, Missing.BLANK))
        case Self():
            return slow_answer(own)
        case Call(function, arguments):
            return slow_call(function, [slow(argument, own) for argument in arguments])
    raise TypeError(node)


def divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.inf if (math.copysign(1, left) > 0) == (math.copysign(1, right) > 0) else -math.inf


def remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def slow_call(function: str, values: list[Slow]) -> Slow:
    numbers = [number(one) for one in values]
    meanings = {
        "true": lambda: True,
        "false": lambda: False,
        "or": lambda: any(truth(one) for one in values),
        "and": lambda: all(truth(one) for one in values),
        "=": lambda: same(values[0], values[1]),
        "!=": lambda: not same(values[0], values[1]),
        "<": lambda: numbers[0] < numbers[1],
        "<=": lambda: numbers[0] <= numbers[1],
        ">": lambda: numbers[0] > numbers[1],
        ">=": lambda: numbers[0] >= numbers[1],
        "+": lambda: sum(numbers),
        "-": lambda: -numbers[0] if len(numbers) == 1 else numbers[0] - numbers[1],
        "*": lambda: numbers[0] * numbers[1],
        "div": lambda: divided(numbers[0], numbers[1]),
        "mod": lambda: remainder(numbers[0], numbers[1]),
        "if": lambda: values[1] if truth(values[0]) else values[2],
        "not": lambda: not truth(values[0]),
        "coalesce": lambda: values[0] if text(values[0]) not in ("", "NaN") else values[1],
        "selected": lambda: text(values[1]).strip() in (text(values[0]).split() or [""]),
        "string-length": lambda: float(len(text(values[0]))),
    }
    return meanings[function]()


@example("string-length(-(1 div 2.25))", 3)
@settings(max_examples=400)
@given(EXPRESSIONS, st.sampled_from([3, "a", Missing.BLANK, ("a", "c"), -0.5]))
def test_closures_agree_with_the_slow_reading(source: str, own: Answer) -> None:
    expression: Expression = parse(source)
    assert alike(value(expression, Situation(CONTEXT, document(ANSWERS), own)), slow(expression.tree, own))
