"""The words of an expression: numbers, quoted text, references, names and signs, each with its position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from surveys.expressions.foreign import SIGNS

TokenKind: TypeAlias = Literal["number", "text", "reference", "last-saved", "self", "name", "sign", "end"]


@dataclass(frozen=True)
class Token:
    """One word. `position` counts characters from 1; `text` is as written, without quotes or `${}`."""

    kind: TokenKind
    text: str
    position: int


@dataclass(eq=False)
class NotParsed(Exception):
    """The text is not an expression we can use: a code of the problem catalogue, where, and its facts."""

    code: str
    position: int
    facts: Mapping[str, str] = field(default_factory=dict)


# Order matters: "." before digits is a number, ".." is a path, "." alone is the answer being checked. Word processors
# turn straight quotes into typographic pairs; a pair is read as what was meant.
GRAMMAR = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
  | (?P<text>"[^"]*"|'[^']*'|[“”][^“”]*[“”]|[‘’][^‘’]*[‘’])
  | (?P<reference>\$\{\s*(?:last-saved\#)?[^\s{}]+\s*\})
  | (?P<slip>==|&&|\|\||<>|=<|=>|[≥≤≠×÷%^])
  | (?P<path>\.\.|//?|::|@|\[|\])
  | (?P<self>\.)
  | (?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)
  | (?P<sign>!=|<=|>=|[-+*=<>(),|])
    """,
    re.VERBOSE,
)

# What people write instead, and the code that tells them what to write.
MISTAKES: Mapping[str, str] = {
    "'": "expression_quote_open",
    '"': "expression_quote_open",
    "“": "expression_typographic_quote",
    "”": "expression_typographic_quote",
    "‘": "expression_typographic_quote",
    "’": "expression_typographic_quote",
    "«": "expression_typographic_quote",
    "$": "expression_reference_form",
    "{": "expression_reference_form",
}


def tokens(source: str) -> Iterator[Token]:
    """The words of `source`, ending with one of kind "end". Raises NotParsed."""
    position = 0
    while position < len(source):
        found = GRAMMAR.match(source, position)
        if found is None or found.lastgroup is None:
            raise NotParsed(
                MISTAKES.get(source[position], "expression_character"), position + 1, {"found": source[position]}
            )
        if found.lastgroup != "space":
            yield _token(found, position + 1)
        position = found.end()
    yield Token("end", "", len(source) + 1)


def _token(found: re.Match[str], position: int) -> Token:
    text = found.group()
    match found.lastgroup:
        case "slip":
            raise NotParsed("expression_written_otherwise", position, {"found": text, "suggestion": SIGNS[text]})
        case "path":
            return Token("sign", text, position)
        case "text":
            return Token("text", text[1:-1], position)
        case "reference" if "#" in text:
            return Token("last-saved", text[2:-1].partition("#")[2].strip(), position)
        case "reference":
            return Token("reference", text[2:-1].strip(), position)
        case "number" | "self" | "name" | "sign" as kind:
            return Token(kind, text, position)
    raise NotParsed("expression_character", position, {"found": text})
