"""Conditions and limits that can be said in a form: read from an expression when it is one of those, written back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from surveys.expressions.parser import parse
from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import AnswerTo, Call, Node, Self, Value

Comparison: TypeAlias = Literal["is", "is_not", "more", "less", "at_least", "at_most", "answered", "unanswered"]
Kind: TypeAlias = Literal["text", "number", "several"]
Join: TypeAlias = Literal["and", "or"]

COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
SIGNS: Mapping[Comparison, str] = {
    "is": "=", "is_not": "!=", "more": ">", "less": "<", "at_least": ">=", "at_most": "<=",
}  # fmt: skip
BY_SIGN: Mapping[str, Comparison] = {sign: comparison for comparison, sign in SIGNS.items()}
NUMBER = re.compile(r"-?[0-9]+([.][0-9]+)?")


@dataclass(frozen=True)
class Condition:
    """One comparison of an answer: `value` is the name of a choice, a number or a text."""

    question: str
    comparison: Comparison
    value: str = ""


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold, or one of which must."""

    conditions: tuple[Condition, ...]
    join: Join = "and"


@dataclass(frozen=True)
class Limits:
    """The least and the most a number may be; empty where there is no limit."""

    least: str = ""
    most: str = ""


def rule_of(source: str) -> Rule | None:
    """The rule an expression says; None when it says more than a rule can."""
    tree = _tree(source)
    return rule_of_tree(tree) if tree is not None else None


def rule_of_tree(tree: Node) -> Rule | None:
    """The same, of an expression already parsed."""
    match tree:
        case Call("and" | "or" as join, arguments):
            conditions = tuple(map(_condition, arguments))
            known = tuple(condition for condition in conditions if condition)
            return Rule(known, "and" if join == "and" else "or") if len(known) == len(conditions) else None
    alone = _condition(tree)
    return Rule((alone,)) if alone else None


def source_of(rule: Rule, kind_of: Callable[[str], Kind]) -> str:
    """The expression of a rule. `kind_of` says what kind of answer a question has."""
    return f" {rule.join} ".join(_source(condition, kind_of(condition.question)) for condition in rule.conditions)


def limits_of(source: str) -> Limits | None:
    """The limits a constraint says; None when it says something else."""
    tree = _tree(source)
    parts = tree.arguments if isinstance(tree, Call) and tree.function == "and" else (tree,) if tree else ()
    found: dict[str, str] = {}
    for part in parts:
        match part:
            case Call(">=" | "<=" as sign, (Self(), value)) if (number := _literal(value)) and NUMBER.fullmatch(number):
                found.setdefault("least" if sign == ">=" else "most", number)
            case _:
                return None
    return Limits(**found) if len(found) == len(parts) > 0 else None


def source_of_limits(limits: Limits) -> str:
    """The constraint of limits; empty without any."""
    parts = [f". >= {limits.least}" if limits.least else "", f". <= {limits.most}" if limits.most else ""]
    return " and ".join(filter(None, parts))


def _tree(source: str) -> Node | None:
    try:
        return parse(source).tree
    except NotParsed:
        return None


def _condition(node: Node) -> Condition | None:
    match node:
        case Call("selected", (AnswerTo(name), Value(value))):
            return Condition(name, "is", str(value))
        case Call("not", (Call("selected", (AnswerTo(name), Value(value))),)):
            return Condition(name, "is_not", str(value))
        case Call("=" | "!=" as sign, (AnswerTo(name), Value(""))):
            return Condition(name, "unanswered" if sign == "=" else "answered")
        case Call(sign, (AnswerTo(name), value)) if sign in BY_SIGN and (literal := _literal(value)):
            return Condition(name, BY_SIGN[sign], literal)
    return None


def _literal(node: Node) -> str:
    """A number or a text as it was written; empty for anything else."""
    match node:
        case Value(str() as text):
            return text
        case Value(number):
            return f"{number:.15g}"
        case Call("-", (Value(float() | int() as number),)):
            return f"-{number:.15g}"
    return ""


def _source(condition: Condition, kind: Kind) -> str:
    name, value = f"${{{condition.question}}}", _quoted(condition.value)
    if condition.comparison in ("answered", "unanswered"):
        return f"{name} {'!=' if condition.comparison == 'answered' else '='} ''"
    if kind == "several":
        chosen = f"selected({name}, {value})"
        return f"not({chosen})" if condition.comparison == "is_not" else chosen
    plain = kind == "number" and NUMBER.fullmatch(condition.value)
    return f"{name} {SIGNS[condition.comparison]} {condition.value if plain else value}"


def _quoted(value: str) -> str:
    return f'"{value}"' if "'" in value else f"'{value}'"
