"""What an expression may call: one row per function and operator. Adding one is adding one row here.

A row's `apply` gets the situation and its arguments unevaluated, so that `if` and `and` need no special place.
Nothing here raises at answering time: what cannot be computed is NaN, empty text or false.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from surveys.expressions.calendar import date_text, day_text, formatted
from surveys.expressions.coercion import (
    XValue,
    days_of,
    equal,
    rounded,
    to_number,
    to_text,
    to_truth,
    value_of,
)
from surveys.expressions.patterns import matches
from surveys.expressions.tree import AnswerTo, Node
from surveys.values import Answer, Context, Missing

Returns: TypeAlias = Literal["number", "text", "truth", "either"]
ChoiceLabel: TypeAlias = Callable[[str, str, str], str]  # question, choice name, language → label


def _no_label(question: str, choice: str, language: str) -> str:
    return choice


@dataclass(frozen=True, slots=True)
class Situation:
    """What an expression is evaluated in. `own` is the answer being checked, `.`."""

    answers: Mapping[str, Answer]
    context: Context
    own: Answer = Missing.BLANK
    choice_label: ChoiceLabel = field(default=_no_label)


Closure: TypeAlias = Callable[[Situation], XValue]
Apply: TypeAlias = Callable[..., XValue]


@dataclass(frozen=True)
class Function:
    """One row: name, how many arguments (`most` None: any number), kind of result, meaning."""

    name: str
    least: int
    most: int | None
    returns: Returns
    compiled: Callable[[tuple[Closure, ...], tuple[Node, ...]], Closure]


def _plain(meaning: Callable[..., XValue]) -> Callable[[tuple[Closure, ...], tuple[Node, ...]], Closure]:
    """A function of values alone; one and two arguments, nearly all calls, get a closure without a loop."""

    def compiled(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
        if len(arguments) == 1:
            only = arguments[0]
            return lambda situation: meaning(only(situation))
        if len(arguments) == 2:
            left, right = arguments
            return lambda situation: meaning(left(situation), right(situation))
        return lambda situation: meaning(*[argument(situation) for argument in arguments])

    return compiled


def _numbers(meaning: Callable[..., float]) -> Callable[[tuple[Closure, ...], tuple[Node, ...]], Closure]:
    return _plain(lambda *values: _finite(meaning, [to_number(value) for value in values]))


def _finite(meaning: Callable[..., float], numbers: list[float]) -> float:
    try:
        return float(meaning(*numbers))
    except (ValueError, OverflowError, ZeroDivisionError):
        return math.nan


def _situated(meaning: Callable[[Situation], XValue]) -> Callable[[tuple[Closure, ...], tuple[Node, ...]], Closure]:
    return lambda arguments, nodes: meaning


def _and(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    return lambda situation: all(to_truth(argument(situation)) for argument in arguments)


def _or(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    return lambda situation: any(to_truth(argument(situation)) for argument in arguments)


def _if(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    condition, then, otherwise = arguments
    return lambda situation: then(situation) if to_truth(condition(situation)) else otherwise(situation)


def _once(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """ODK: the value the question already has, else the argument's."""
    return lambda situation: value_of(situation.own) or arguments[0](situation)


def _choice_name(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    question = nodes[1].name if isinstance(nodes[1], AnswerTo) else ""
    return lambda situation: situation.choice_label(
        question, to_text(arguments[0](situation)), situation.context.language
    )


def _format_date(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    value, pattern = arguments
    return lambda situation: formatted(value(situation), to_text(pattern(situation)), situation.context.language)


def _add(*values: XValue) -> float:
    return float(sum(map(to_number, values)))


def _subtract(left: XValue, right: XValue | None = None) -> float:
    return -to_number(left) if right is None else to_number(left) - to_number(right)


def _divide(left: XValue, right: XValue) -> float:
    """IEEE 754, as XPath has it: x div 0 is ±infinity, 0 div 0 is NaN."""
    dividend, divisor = to_number(left), to_number(right)
    if divisor != 0 or math.isnan(dividend):
        return dividend / divisor if divisor != 0 else math.nan
    return math.nan if dividend == 0 else math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def _remainder(left: XValue, right: XValue) -> float:
    """XPath 1.0 § 3.5: the sign of the dividend, as in Java and JavaScript."""
    dividend, divisor = to_number(left), to_number(right)
    if math.isnan(dividend) or math.isinf(dividend) or divisor == 0 or math.isnan(divisor):
        return math.nan
    return math.fmod(dividend, divisor)


def _power(base: float, exponent: float) -> float:
    value: Any = base**exponent
    return math.nan if isinstance(value, complex) else float(value)


def _selected(chosen: XValue, name: XValue) -> bool:
    return to_text(name).strip() in to_text(chosen).split()


def _selected_at(chosen: XValue, index: XValue) -> str:
    names, position = to_text(chosen).split(), to_number(index)
    whole = int(position) if math.isfinite(position) else -1
    return names[whole] if 0 <= whole < len(names) else ""


def _substr(text: XValue, start: XValue, end: XValue | None = None) -> str:
    """ODK: from `start`, counted from 0, up to but without `end`; negative positions count from the end."""
    whole = to_text(text)
    positions = [to_number(start), float(len(whole)) if end is None else to_number(end)]
    if not all(map(math.isfinite, positions)):
        return ""
    return whole[int(positions[0]) : int(positions[1])]


def _translate(text: XValue, before: XValue, after: XValue) -> str:
    """XPath 1.0 § 4.2: characters without a counterpart are removed; the first of a repeated one counts."""
    old, new = to_text(before), to_text(after)
    table = {ord(character): new[at] if at < len(new) else None for at, character in reversed(list(enumerate(old)))}
    return to_text(text).translate(table)


def _coalesce(*values: XValue) -> XValue:
    return next((value for value in values if to_text(value) != ""), "")


def _whole(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _smallest(*numbers: float) -> float:
    return math.nan if any(map(math.isnan, numbers)) else min(numbers)


def _largest(*numbers: float) -> float:
    return math.nan if any(map(math.isnan, numbers)) else max(numbers)


def _days(value: XValue) -> float:
    return value if isinstance(value, float) else days_of(to_text(value))


def _text_after(text: XValue, mark: XValue) -> str:
    return to_text(text).partition(to_text(mark))[2]


def _text_before(text: XValue, mark: XValue) -> str:
    before, found, _ = to_text(text).partition(to_text(mark))
    return before if found else ""


OPERATORS: Mapping[str, Function] = {
    row.name: row
    for row in (
        Function("or", 2, None, "truth", _or),
        Function("and", 2, None, "truth", _and),
        Function("=", 2, 2, "truth", _plain(equal)),
        Function("!=", 2, 2, "truth", _plain(lambda left, right: not equal(left, right))),
        Function("<", 2, 2, "truth", _plain(lambda left, right: to_number(left) < to_number(right))),
        Function("<=", 2, 2, "truth", _plain(lambda left, right: to_number(left) <= to_number(right))),
        Function(">", 2, 2, "truth", _plain(lambda left, right: to_number(left) > to_number(right))),
        Function(">=", 2, 2, "truth", _plain(lambda left, right: to_number(left) >= to_number(right))),
        Function("+", 2, None, "number", _plain(_add)),
        Function("-", 1, 2, "number", _plain(_subtract)),
        Function("*", 2, 2, "number", _plain(lambda left, right: to_number(left) * to_number(right))),
        Function("div", 2, 2, "number", _plain(_divide)),
        Function("mod", 2, 2, "number", _plain(_remainder)),
    )
}

FUNCTIONS: Mapping[str, Function] = {
    row.name: row
    for row in (
        Function("if", 3, 3, "either", _if),
        Function("not", 1, 1, "truth", _plain(lambda value: not to_truth(value))),
        Function("true", 0, 0, "truth", _plain(lambda: True)),
        Function("false", 0, 0, "truth", _plain(lambda: False)),
        Function("boolean", 1, 1, "truth", _plain(to_truth)),
        Function("boolean-from-string", 1, 1, "truth", _plain(lambda value: to_text(value) in ("true", "1"))),
        Function("string", 1, 1, "text", _plain(to_text)),
        Function("number", 1, 1, "number", _plain(to_number)),
        Function("int", 1, 1, "number", _numbers(_whole)),
        Function("round", 1, 2, "number", _numbers(rounded)),
        Function("floor", 1, 1, "number", _numbers(lambda number: math.floor(number))),
        Function("ceiling", 1, 1, "number", _numbers(lambda number: math.ceil(number))),
        Function("abs", 1, 1, "number", _numbers(abs)),
        Function("sqrt", 1, 1, "number", _numbers(math.sqrt)),
        Function("pow", 2, 2, "number", _numbers(_power)),
        Function("exp", 1, 1, "number", _numbers(math.exp)),
        Function("log", 1, 1, "number", _numbers(math.log)),
        Function("log10", 1, 1, "number", _numbers(math.log10)),
        Function("pi", 0, 0, "number", _plain(lambda: math.pi)),
        Function("min", 1, None, "number", _numbers(_smallest)),
        Function("max", 1, None, "number", _numbers(_largest)),
        Function("selected", 2, 2, "truth", _plain(_selected)),
        Function("selected-at", 2, 2, "text", _plain(_selected_at)),
        Function("count-selected", 1, 1, "number", _plain(lambda chosen: float(len(to_text(chosen).split())))),
        Function("jr:choice-name", 2, 2, "text", _choice_name),
        Function("coalesce", 2, None, "either", _plain(_coalesce)),
        Function("once", 1, 1, "either", _once),
        Function("concat", 1, None, "text", _plain(lambda *values: "".join(map(to_text, values)))),
        Function("join", 2, None, "text", _plain(lambda mark, *values: to_text(mark).join(map(to_text, values)))),
        Function("string-length", 1, 1, "number", _plain(lambda text: float(len(to_text(text))))),
        Function("substr", 2, 3, "text", _plain(_substr)),
        Function("substring-before", 2, 2, "text", _plain(_text_before)),
        Function("substring-after", 2, 2, "text", _plain(_text_after)),
        Function("contains", 2, 2, "truth", _plain(lambda text, part: to_text(part) in to_text(text))),
        Function("starts-with", 2, 2, "truth", _plain(lambda text, part: to_text(text).startswith(to_text(part)))),
        Function("ends-with", 2, 2, "truth", _plain(lambda text, part: to_text(text).endswith(to_text(part)))),
        Function("translate", 3, 3, "text", _plain(_translate)),
        Function("normalize-space", 1, 1, "text", _plain(lambda text: " ".join(to_text(text).split()))),
        Function("regex", 2, 2, "truth", _plain(lambda text, pattern: matches(to_text(text), to_text(pattern)))),
        Function("today", 0, 0, "text", _situated(lambda situation: situation.context.today.isoformat())),
        Function(
            "now", 0, 0, "text", _situated(lambda situation: situation.context.now.isoformat(timespec="milliseconds"))
        ),
        Function("date", 1, 1, "text", _plain(day_text)),
        Function("date-time", 1, 1, "text", _plain(date_text)),
        Function("decimal-date-time", 1, 1, "number", _plain(_days)),
        Function("format-date", 2, 2, "text", _format_date),
        Function("format-date-time", 2, 2, "text", _format_date),
    )
}

CALLS: Mapping[str, Function] = {**OPERATORS, **FUNCTIONS}
