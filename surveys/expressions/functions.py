"""What an expression may call: one row per function and operator. Adding one is adding one row to a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from surveys.expressions.calendar import date_text, day_text, formatted, time_of_day
from surveys.expressions.coercion import (
    Found,
    XValue,
    days_of,
    equal,
    rounded,
    single,
    to_number,
    to_text,
    to_truth,
    value_of,
    values_of,
)
from surveys.expressions.digests import DIGESTS
from surveys.expressions.draws import CHANCE
from surveys.expressions.function_rows import (
    Closure,
    Compiled,
    Function,
    listing,
    located,
    numbers,
    of_context,
    plain,
    raw,
    situated,
)
from surveys.expressions.geography import GEOGRAPHY
from surveys.expressions.mathematics import MATHEMATICS
from surveys.expressions.node_sets import NODES
from surveys.expressions.paths import union
from surveys.expressions.situation import Situation
from surveys.expressions.surroundings import LAST_TIME, SURROUNDINGS
from surveys.expressions.tables import TABLES
from surveys.expressions.texts import TEXTS
from surveys.expressions.tree import AnswerTo, Node


def _and(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    return lambda situation: all(to_truth(single(argument(situation))) for argument in arguments)


def _or(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    return lambda situation: any(to_truth(single(argument(situation))) for argument in arguments)


def _if(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    condition, then, otherwise = arguments
    return lambda situation: then(situation) if to_truth(single(condition(situation))) else otherwise(situation)


def _once(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """ODK: the value the question already has, else the argument's."""
    return lambda situation: value_of(situation.own) or arguments[0](situation)


def _choice_name(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    question = nodes[1].name if isinstance(nodes[1], AnswerTo) else ""
    return lambda situation: situation.form.choice_label(
        question, to_text(single(arguments[0](situation))), situation.context.language
    )


def _format_date(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    value, pattern = arguments
    return lambda situation: formatted(
        single(value(situation)), to_text(single(pattern(situation))), situation.context.language
    )


def _decimal_time(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    return lambda situation: time_of_day(single(arguments[0](situation)), situation.context.now)


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


def _selected(chosen: XValue, name: XValue) -> bool:
    """Of no name: whether nothing is chosen, as ODK's engines have it."""
    return to_text(name).strip() in (to_text(chosen).split() or [""])


def _selected_at(chosen: XValue, index: XValue) -> str:
    names, position = to_text(chosen).split(), to_number(index)
    whole = int(position) if math.isfinite(position) else -1
    return names[whole] if 0 <= whole < len(names) else ""


def _coalesce(*values: XValue) -> XValue:
    return next((value for value in values if to_text(value) not in ("", "NaN")), values[-1])


def _whole(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _extreme(choose: Callable[[list[float]], float]) -> Compiled:
    """The least or the greatest of values and node sets; NaN where one is no number, or there is none."""

    def meaning(values: list[XValue]) -> float:
        read = [to_number(value) for value in values]
        return math.nan if not read or any(map(math.isnan, read)) else choose(read)

    return listing(meaning)


def _comparison(compare: Callable[[XValue, XValue], bool]) -> Compiled:
    """XPath 1.0 § 3.4: of two node sets, and of a set and a value, any node that compares so is enough."""

    def compiled(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
        left, right = arguments

        def compared(situation: Situation) -> bool:
            one, other = left(situation), right(situation)
            if not (isinstance(one, list) and len(one) > 1) and not (isinstance(other, list) and len(other) > 1):
                return compare(single(one), single(other))
            return any(compare(first, second) for first in _each(one) for second in _each(other))

        return compared

    return compiled


def _each(found: Found) -> list[XValue]:
    """A set without nodes compares as the empty text, so that `${never_answered} = ''` holds."""
    return values_of(found) or [""]


def _days(value: XValue) -> float:
    return value if isinstance(value, float) else days_of(to_text(value))


OPERATORS: Mapping[str, Function] = {
    row.name: row
    for row in (
        Function("or", 2, None, "truth", _or),
        Function("and", 2, None, "truth", _and),
        Function("=", 2, 2, "truth", _comparison(equal)),
        Function("!=", 2, 2, "truth", _comparison(lambda left, right: not equal(left, right))),
        Function("<", 2, 2, "truth", _comparison(lambda left, right: to_number(left) < to_number(right))),
        Function("<=", 2, 2, "truth", _comparison(lambda left, right: to_number(left) <= to_number(right))),
        Function(">", 2, 2, "truth", _comparison(lambda left, right: to_number(left) > to_number(right))),
        Function(">=", 2, 2, "truth", _comparison(lambda left, right: to_number(left) >= to_number(right))),
        Function("+", 2, None, "number", plain(_add)),
        Function("-", 1, 2, "number", plain(_subtract)),
        Function("*", 2, 2, "number", plain(lambda left, right: to_number(left) * to_number(right))),
        Function("div", 2, 2, "number", plain(_divide)),
        Function("mod", 2, 2, "number", plain(_remainder)),
        Function("|", 2, None, "nodes", located(raw(union))),
        LAST_TIME,
        Function("/", 0, 0, "nodes", situated(lambda situation: [situation.node.root])),
    )
}

FUNCTIONS: Mapping[str, Function] = {
    row.name: row
    for row in (
        Function("if", 3, 3, "either", _if),
        Function("not", 1, 1, "truth", plain(lambda value: not to_truth(value))),
        Function("true", 0, 0, "truth", plain(lambda: True)),
        Function("false", 0, 0, "truth", plain(lambda: False)),
        Function("boolean", 1, 1, "truth", plain(to_truth)),
        Function("boolean-from-string", 1, 1, "truth", plain(lambda value: to_text(value) in ("true", "1"))),
        Function("string", 0, 1, "text", of_context(plain(to_text))),
        Function("number", 0, 1, "number", of_context(plain(to_number))),
        Function("int", 1, 1, "number", numbers(_whole)),
        Function("round", 1, 2, "number", numbers(rounded)),
        Function("floor", 1, 1, "number", numbers(lambda number: math.floor(number))),
        Function("ceiling", 1, 1, "number", numbers(lambda number: math.ceil(number))),
        Function("abs", 1, 1, "number", numbers(abs)),
        Function("pi", 0, 0, "number", plain(lambda: math.pi)),
        Function("min", 1, None, "number", _extreme(min)),
        Function("max", 1, None, "number", _extreme(max)),
        Function("selected", 2, 2, "truth", plain(_selected)),
        Function("is-selected", 2, 2, "truth", plain(_selected)),  # what JavaRosa also calls it
        Function("selected-at", 2, 2, "text", plain(_selected_at)),
        Function("count-selected", 1, 1, "number", plain(lambda chosen: float(len(to_text(chosen).split())))),
        Function("jr:choice-name", 2, 2, "text", _choice_name),
        Function("coalesce", 2, None, "either", plain(_coalesce)),
        Function("once", 1, 1, "either", _once),
        Function("depend", 1, None, "either", raw(lambda first, *others: first)),  # JavaRosa's
        Function("today", 0, 0, "text", situated(lambda situation: situation.context.today.isoformat())),
        Function(
            "now", 0, 0, "text", situated(lambda situation: situation.context.now.isoformat(timespec="milliseconds"))
        ),
        Function("date", 1, 1, "text", plain(day_text)),
        Function("date-time", 1, 1, "text", plain(date_text)),
        Function("decimal-date-time", 1, 1, "number", plain(_days)),
        Function("decimal-time", 1, 1, "number", _decimal_time),
        Function("format-date", 2, 2, "text", _format_date),
        Function("format-date-time", 2, 2, "text", _format_date),
        *CHANCE,
        *TEXTS,
        *NODES,
        *TABLES,
        *MATHEMATICS,
        *GEOGRAPHY,
        *DIGESTS,
        *SURROUNDINGS,
    )
}

CALLS: Mapping[str, Function] = {**OPERATORS, **FUNCTIONS}
