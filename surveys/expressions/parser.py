"""From text to tree: a Pratt parser of ODK's dialect of XPath, run once, at publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.not_yet import NOT_YET
from surveys.expressions.patterns import pattern_fault
from surveys.expressions.tokens import NotParsed, Token, tokens
from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Self, Value

# XPath 1.0 § 3.4 and 3.5: how tightly each operator binds; the unary minus binds tighter than all of them.
BINDING: Mapping[str, int] = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
UNARY_BINDING = 7
FLATTENED = frozenset({"or", "and", "+"})  # long chains of these are one call with many arguments, not a deep tree

LONGEST = 20_000  # characters: ten times the longest of 214 real forms
DEEPEST = 100  # levels: parsing and evaluation recurse, and the browser's stack is smaller than ours


def parse(source: str) -> Expression:
    """The expression of a text. Raises NotParsed with the code, the position and what to suggest."""
    if len(source) > LONGEST:
        raise NotParsed("expression_too_long", LONGEST, {"limit": str(LONGEST)})
    reader = _Reader(tuple(tokens(source)))
    tree = reader.expression(0, 0)
    if reader.next.kind != "end":
        raise reader.unexpected("expression_operator_expected")
    return Expression(source, tree)


@dataclass
class _Reader:
    """The words left to read."""

    words: tuple[Token, ...]
    at: int = 0

    @property
    def next(self) -> Token:
        return self.words[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def unexpected(self, code: str) -> NotParsed:
        return NotParsed(code, self.next.position, {"found": self.next.text})

    def expression(self, binding: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise NotParsed("expression_too_deep", self.next.position, {"limit": str(DEEPEST)})
        left = self.operand(depth)
        nested = depth
        while (power := self.operator_binding()) > binding:
            operator = self.take().text
            right = self.expression(power, depth + 1)
            joined = _joined(operator, left, right)
            nested += 0 if operator in FLATTENED and isinstance(left, Call) and left.function == operator else 1
            if nested > 2 * DEEPEST:
                raise NotParsed("expression_too_deep", self.next.position, {"limit": str(DEEPEST)})
            left = joined
        return left

    def operator_binding(self) -> int:
        return BINDING.get(self.next.text, 0) if self.next.kind in ("name", "sign") else 0

    def operand(self, depth: int) -> Node:
        token = self.take()
        match token.kind:
            case "number":
                return Value(float(token.text) if "." in token.text else int(token.text))
            case "text":
                return Value(token.text)
            case "reference":
                return AnswerTo(token.text)
            case "self":
                return Self()
            case "name":
                return self.call(token, depth)
        return self.signed(token, depth)

    def signed(self, token: Token, depth: int) -> Node:
        if token.text == "-" and token.kind == "sign":
            return Call("-", (self.expression(UNARY_BINDING, depth + 1),))
        if token.text == "(" and token.kind == "sign":
            inside = self.expression(0, depth + 1)
            self.close(token)
            return inside
        self.at -= 1
        raise self.unexpected("expression_value_at_end" if token.kind == "end" else "expression_value_expected")

    def close(self, opened: Token) -> None:
        if self.next.kind == "end":
            raise NotParsed("expression_parenthesis_open", opened.position)
        if self.next.text != ")":
            raise self.unexpected("expression_operator_expected")
        self.take()

    def call(self, name: Token, depth: int) -> Node:
        if self.next.text != "(" or self.next.kind != "sign":
            raise NotParsed("expression_bare_name", name.position, {"found": name.text})
        opened = self.take()
        arguments = self.arguments(opened, depth)
        return _checked_call(name, arguments)

    def arguments(self, opened: Token, depth: int) -> tuple[Node, ...]:
        if self.next.text == ")" and self.next.kind == "sign":
            self.take()
            return ()
        read = [self.expression(0, depth + 1)]
        while self.next.text == "," and self.next.kind == "sign":
            self.take()
            read.append(self.expression(0, depth + 1))
        self.close(opened)
        return tuple(read)


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator in FLATTENED and isinstance(left, Call) and left.function == operator:
        return Call(operator, (*left.arguments, right))
    return Call(operator, (left, right))


def _checked_call(name: Token, arguments: tuple[Node, ...]) -> Node:
    if name.text not in FUNCTIONS:
        raise NotParsed(_unknown(name.text), name.position, {"found": name.text, "suggestion": _nearest(name.text)})
    row = FUNCTIONS[name.text]
    if not row.least <= len(arguments) <= (row.most if row.most is not None else len(arguments)):
        facts = {"found": name.text, "given": str(len(arguments)), "expected": _arity(row.least, row.most)}
        raise NotParsed("expression_arguments", name.position, facts)
    if name.text == "regex":
        _check_pattern(name, arguments[1])
    if name.text == "jr:choice-name":
        return Call(name.text, (arguments[0], _quoted_reference(name, arguments[1])))
    return Call(name.text, arguments)


def _unknown(name: str) -> str:
    if name in NOT_YET:
        return "expression_function_not_yet"
    return "expression_function_unknown" if _nearest(name) else "expression_function_unheard"


@cache
def _nearest(name: str) -> str:
    return next(iter(get_close_matches(name, FUNCTIONS, n=1, cutoff=0.5)), "")


def _arity(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}–{most}"


def _check_pattern(name: Token, pattern: Node) -> None:
    fault = pattern_fault(pattern.value) if isinstance(pattern, Value) else ""
    if fault:
        raise NotParsed("expression_pattern", name.position, {"fault": fault})


def _quoted_reference(name: Token, question: Node) -> AnswerTo:
    """`jr:choice-name(${a}, '${a}')`: the second argument names the question, in quotes."""
    if isinstance(question, AnswerTo):
        return question
    if isinstance(question, Value) and isinstance(question.value, str) and question.value.strip().startswith("${"):
        return AnswerTo(question.value.strip()[2:-1].strip())
    raise NotParsed("expression_choice_name", name.position)
