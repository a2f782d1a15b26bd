"""When to answer a question of a sheet of paper: the conditions that can be said with the numbers printed on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from surveys.editing.rules import Comparison, Condition, Join, rule_of_tree
from surveys.expressions.tree import Node


@dataclass(frozen=True)
class Compared:
    """One comparison: the number of the question and the words of the value, as they are printed."""

    number: str
    comparison: Comparison
    value: str


@dataclass(frozen=True)
class Clause:
    """Comparisons that must all hold, or one of which must."""

    compared: tuple[Compared, ...]
    join: Join


@dataclass(frozen=True)
class Said:
    """When to answer: all the clauses hold. Without any, the sheet cannot say it: the person judges."""

    clauses: tuple[Clause, ...] = ()


def said(trees: Iterable[Node], number_of: Callable[[str], str], words_of: Callable[[str, str], str]) -> Said:
    """What these conditions say together. `number_of` is empty for a question that is not on the sheet.

    `words_of` gives the words of a value of a question. One condition that cannot be said leaves all unsaid.
    """
    clauses = []
    for tree in trees:
        rule = rule_of_tree(tree)
        if rule is None or not all(number_of(one.question) for one in rule.conditions):
            return Said()
        compared = tuple(_compared(one, number_of, words_of) for one in rule.conditions)
        clauses.append(Clause(compared, rule.join))
    return Said(tuple(clauses))


def _compared(one: Condition, number_of: Callable[[str], str], words_of: Callable[[str, str], str]) -> Compared:
    value = words_of(one.question, one.value) if one.value else ""
    return Compared(number_of(one.question), one.comparison, value)
