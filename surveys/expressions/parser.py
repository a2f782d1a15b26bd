"""From text to tree: a Pratt parser of ODK's dialect of XPath, run once, at publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from surveys.expressions.foreign import OPERATORS_MEANT, SURVEY123, VALUES_MEANT, whose
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.patterns import pattern_fault
from surveys.expressions.tokens import NotParsed, Token, tokens
from surveys.expressions.tree import (
    AXES,
    DRAWS,
    LAST_SAVED,
    ROOT,
    AnswerTo,
    Axis,
    Call,
    Expression,
    Node,
    Path,
    Self,
    Step,
    Value,
)

# XPath 1.0 § 3.4 and 3.5: how tightly each operator binds; the unary minus binds tighter than all but |.
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
    "|": 8,
}
UNARY_BINDING = 7
FLATTENED = frozenset({"or", "and", "+", "|"})  # long chains of these are one call with many arguments, not a deep tree

LONGEST = 20_000  # characters: ten times the longest of 214 real forms
NODE_TESTS = frozenset({"node", "text"})
DEEPEST = 100  # levels: parsing and evaluation recurse, and the browser's stack is smaller than ours


def parse(source: str) -> Expression:
    """The expression of a text. Raises NotParsed with the code, the position and what to suggest."""
    if len(source) > LONGEST:
        raise NotParsed("expression_too_long", LONGEST, {"limit": str(LONGEST)})
    reader = _Reader(tuple(tokens(source)))
    tree = reader.expression(0, 0)
    if reader.next.kind != "end":
        raise reader.unexpected("expression_path" if reader.at_sign("/", "//") else "expression_operator_expected")
    return Expression(source, tree)


@dataclass
class _Reader:
    """The words left to read."""

    words: tuple[Token, ...]
    at: int = 0
    predicates: int = 0  # how many are open
    draws: int = 0  # how many were read

    @property
    def next(self) -> Token:
        return self.words[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def unexpected(self, code: str) -> NotParsed:
        token = self.next
        if self.decimal_comma():
            before, after = self.words[self.at - 1], self.words[self.at + 1]
            return _otherwise(before, f"{before.text},{after.text}", f"{before.text}.{after.text}")
        if token.kind == "name" and token.text.lower() in OPERATORS_MEANT:
            return _otherwise(token, token.text, OPERATORS_MEANT[token.text.lower()])
        return NotParsed(code, token.position, {"found": token.text})

    def decimal_comma(self) -> bool:
        """Whether the next word is a comma inside a number, as in 1,5."""
        around = self.words[max(self.at - 1, 0) : self.at + 2]
        return self.at_sign(",") and [token.kind for token in around] == ["number", "sign", "number"]

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
                return self.path_from(AnswerTo(token.text), depth)
            case "last-saved":
                return self.path_from(Call(LAST_SAVED, (Value(token.text),)), depth)
            case "self":
                return Path(self.more_steps(depth)) if self.at_sign("/", "//") else Self()
            case "name" if self.at_sign("(") and token.text not in NODE_TESTS:
                return self.path_from(self.call(token, depth), depth)
            case "name" if self.predicates == 0 and not self.at_sign("::"):
                if token.text.lower() in VALUES_MEANT:
                    raise _otherwise(token, token.text, VALUES_MEANT[token.text.lower()])
                raise NotParsed("expression_bare_name", token.position, {"found": token.text})
        return self.signed(token, depth)

    def signed(self, token: Token, depth: int) -> Node:
        sign = token.text if token.kind == "sign" else ""
        if sign == "-":
            return Call("-", (self.expression(UNARY_BINDING, depth + 1),))
        if sign == "(":
            inside = self.expression(0, depth + 1)
            self.close(token)
            return self.path_from(inside, depth)
        self.at -= 1
        if sign in ("/", "//"):
            return self.absolute(depth)
        if token.kind == "name" or sign in ("..", "@") or (sign == "*" and self.predicates):
            return Path((self.step(depth), *self.more_steps(depth)))
        raise self.unexpected("expression_value_at_end" if token.kind == "end" else "expression_value_expected")

    def at_sign(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.text in signs

    def absolute(self, depth: int) -> Node:
        """A path from the root of the document; the root itself when no step follows."""
        root = Call(ROOT)
        if self.at_sign("//") or self.begins_step(self.words[self.at + 1]):
            return Path(self.more_steps(depth), root)
        self.take()
        return root

    def path_from(self, start: Node, depth: int) -> Node:
        """What follows a node set: predicates, then steps."""
        where = self.where(depth)
        steps = self.more_steps(depth) if not isinstance(start, Value) else ()
        return Path(steps, start, where) if steps or where else start

    def more_steps(self, depth: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self.at_sign("/", "//"):
            slash = self.take()
            if not self.begins_step(self.next):
                raise NotParsed("expression_path", slash.position, {"found": slash.text})
            if slash.text == "//":
                steps.append(Step("descendant-or-self", "node()"))
            steps.append(self.step(depth))
        return tuple(steps)

    @staticmethod
    def begins_step(token: Token) -> bool:
        return token.kind in ("name", "self") or (token.kind == "sign" and token.text in ("..", "@", "*"))

    def step(self, depth: int) -> Step:
        token = self.take()
        if token.kind == "self":
            return Step("self", "node()", self.where(depth))
        if token.text == "..":
            return Step("parent", "node()", self.where(depth))
        if token.text == "@":
            return Step("attribute", self.node_test(self.take()), self.where(depth))
        if not self.at_sign("::"):
            return self.tested("child", token, depth)
        self.take()
        if token.text not in AXES:
            suggestion = next(iter(get_close_matches(token.text, AXES, n=1, cutoff=0)))
            raise NotParsed("expression_axis", token.position, {"found": token.text, "suggestion": suggestion})
        return self.tested(token.text, self.take(), depth)  # type: ignore[arg-type]  # a member of AXES

    def tested(self, axis: Axis, token: Token, depth: int) -> Step:
        name = self.node_test(token)
        if name == "text()" and axis == "child":  # elements have no text nodes here: they are their text
            return Step("self", "node()", self.where(depth))
        return Step(axis, name, self.where(depth))

    def node_test(self, token: Token) -> str:
        if token.text in NODE_TESTS and self.at_sign("("):
            self.close(self.take())
            return f"{token.text}()"
        if token.kind != "name" and token.text != "*":
            self.at -= 1
            raise self.unexpected("expression_value_at_end" if token.kind == "end" else "expression_value_expected")
        return token.text

    def where(self, depth: int) -> tuple[Node, ...]:
        """The predicates that follow: in them, bare names are paths."""
        found: list[Node] = []
        while self.at_sign("["):
            opened = self.take()
            self.predicates += 1
            found.append(self.expression(0, depth + 1))
            self.predicates -= 1
            self.close(opened, "]")
        return tuple(found)

    def close(self, opened: Token, sign: str = ")") -> None:
        if self.next.kind == "end":
            raise NotParsed("expression_parenthesis_open", opened.position)
        if not self.at_sign(sign):
            raise self.unexpected("expression_operator_expected")
        self.take()

    def call(self, name: Token, depth: int) -> Node:
        opened = self.take()
        arguments = self.arguments(opened, depth)
        checked = _checked_call(name, arguments)
        if name.text not in DRAWS:
            return checked
        self.draws += 1
        return Call(name.text, (Value(self.draws - 1), *arguments))

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


def _otherwise(token: Token, found: str, suggestion: str) -> NotParsed:
    return NotParsed("expression_written_otherwise", token.position, {"found": found, "suggestion": suggestion})


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator in FLATTENED and isinstance(left, Call) and left.function == operator:
        return Call(operator, (*left.arguments, right))
    return Call(operator, (left, right))


def _checked_call(name: Token, arguments: tuple[Node, ...]) -> Node:
    if name.text not in FUNCTIONS:
        raise _unknown(name)
    row = FUNCTIONS[name.text]
    if name.text == "pulldata":
        _check_source(name, arguments)
    if not row.least <= len(arguments) <= (row.most if row.most is not None else len(arguments)):
        facts = {"found": name.text, "given": str(len(arguments)), "expected": _arity(row.least, row.most)}
        raise NotParsed("expression_arguments", name.position, facts)
    if name.text == "regex":
        _check_pattern(name, arguments[1])
    if name.text == "jr:choice-name":
        return Call(name.text, (arguments[0], _quoted_reference(name, arguments[1])))
    return Call(name.text, arguments)


def _unknown(name: Token) -> NotParsed:
    foreign = whose(name.text) or whose(name.text.lower())
    if foreign is None:
        nearest = _nearest(name.text)
        code = "expression_function_unknown" if nearest else "expression_function_unheard"
        return NotParsed(code, name.position, {"found": name.text, "suggestion": nearest})
    facts = {"found": name.text, "suggestion": foreign.instead}
    if not foreign.dialect:
        return NotParsed("expression_function_elsewhere", name.position, facts)
    code = "expression_dialect_instead" if foreign.instead else "expression_dialect"
    return NotParsed(code, name.position, facts | {"dialect": foreign.dialect})


@cache
def _nearest(name: str) -> str:
    return next(iter(get_close_matches(name.lower(), FUNCTIONS, n=1, cutoff=0.5)), "")


def _arity(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}–{most}"


def _check_pattern(name: Token, pattern: Node) -> None:
    fault = pattern_fault(pattern.value) if isinstance(pattern, Value) else ""
    if fault:
        raise NotParsed("expression_pattern", name.position, {"fault": fault})


def _check_source(name: Token, arguments: tuple[Node, ...]) -> None:
    """`pulldata("@javascript", …)` runs a program of Survey123, and reads no table."""
    source = arguments[0] if arguments else None
    if isinstance(source, Value) and str(source.value).startswith("@"):
        facts = {"found": f"pulldata('{source.value}')", "dialect": SURVEY123}
        raise NotParsed("expression_dialect", name.position, facts)


def _quoted_reference(name: Token, question: Node) -> AnswerTo:
    """`jr:choice-name(${a}, '${a}')`: the second argument names the question, in quotes."""
    if isinstance(question, AnswerTo):
        return question
    if isinstance(question, Value) and isinstance(question.value, str) and question.value.strip().startswith("${"):
        return AnswerTo(question.value.strip()[2:-1].strip())
    raise NotParsed("expression_choice_name", name.position)
