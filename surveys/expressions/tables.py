"""Lists and tables inside expressions: `instance('cities')`, `pulldata(…)`; and the checklists."""

from __future__ import annotations

import math

from surveys.expressions.coercion import Found, XValue, single, to_number, to_text, value_of, values_of
from surveys.expressions.document import Element
from surveys.expressions.function_rows import Closure, Function, raw
from surveys.expressions.situation import Situation
from surveys.expressions.tree import Node


def _instance(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    def found(situation: Situation) -> list[Element]:
        document = situation.form.document(to_text(single(arguments[0](situation))))
        return [] if document is None else [document]

    return found


def _pulldata(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """The cell of the first row with that key; empty when there is none."""

    def cell(situation: Situation) -> XValue:
        table, column, key_column, key = (to_text(single(argument(situation))) for argument in arguments)
        document = situation.form.document(table)
        items = document.children[0].children if document and document.children else []
        return next((_cell(item, column) for item in items if to_text(_cell(item, key_column)) == key), "")

    return cell


def _cell(item: Element, column: str) -> XValue:
    return next((value_of(child.answer) for child in item.children if child.name == column), "")


def _within(number: float, least: Found, most: Found) -> bool:
    """ODK: a limit of -1 says there is none."""
    low, high = to_number(single(least)), to_number(single(most))
    return (low < 0 or number >= low) and (high < 0 or number <= high)


def _counts(value: XValue) -> bool:
    return value if isinstance(value, bool) else to_number(value) > 0


def _checklist(least: Found, most: Found, *found: Found) -> bool:
    return _within(sum(_counts(value) for one in found for value in values_of(one)), least, most)


def _weighted_checklist(least: Found, most: Found, *pairs: Found) -> bool:
    """The weights of what counts: values and weights in turn, or a node set of each."""
    values = [value for one in pairs[::2] for value in values_of(one)]
    weights = [to_number(weight) for one in pairs[1::2] for weight in values_of(one)]
    weights += [math.nan] * (len(values) - len(weights))
    return _within(sum(weight for value, weight in zip(values, weights, strict=False) if _counts(value)), least, most)


TABLES = (
    Function("instance", 1, 1, "nodes", _instance),
    Function("pulldata", 4, 4, "text", _pulldata),
    Function("checklist", 3, None, "truth", raw(_checklist)),
    Function("weighted-checklist", 4, None, "truth", raw(_weighted_checklist)),
)
