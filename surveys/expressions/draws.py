"""What `random()` and `uuid()` give: drawn from the response and the place of the question, the same at each look.

A draw is the SHA-256 of the id of the response, the question, the numbers of the instances around it, the place of the
call in the expression and, in a predicate, the position of the node looked at. Nobody can tell one from another, and
server and browser need no word between them. Twin: static/expressions/draws.js.
"""

from __future__ import annotations

import hashlib
import math

from surveys.expressions.coercion import single, to_number
from surveys.expressions.function_rows import Closure, Function
from surveys.expressions.situation import Situation
from surveys.expressions.tree import DRAWS, LAST_SAVED, Call, Expression, Node, parts

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of a token, as JavaRosa has them
MOST_SIGNS = 255
TOLD = DRAWS | {"property", LAST_SAVED}
HEX_OF_A_NUMBER = 13  # 52 bits: what a number holds whatever its size


def told_by_client(expression: Expression | None) -> bool:
    """Whether a field client may know better what the expression says: a draw of its own, its device, the last time."""
    return expression is not None and any(
        isinstance(part, Call) and part.function in TOLD for part in parts(expression.tree)
    )


def _drawn(situation: Situation, call: float, block: int = 0) -> str:
    """256 bits in hexadecimal."""
    node, focus = situation.node, situation.focus
    place = ",".join(map(str, node.place()))
    words = (situation.context.seed, node.key, place, int(call), focus.position if focus else 0, block)
    return hashlib.sha256("\n".join(map(str, words)).encode("utf-8", "replace")).hexdigest()


def _random(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """From 0 to 1, 1 excluded."""

    def number(situation: Situation) -> float:
        digits = _drawn(situation, to_number(single(arguments[0](situation))))[:HEX_OF_A_NUMBER]
        return int(digits, 16) / 16.0**HEX_OF_A_NUMBER

    return number


def _uuid(arguments: tuple[Closure, ...], nodes: tuple[Node, ...]) -> Closure:
    """RFC 4122, version 4; with a length, that many digits and capital letters."""

    def identifier(situation: Situation) -> str:
        call, *length = (to_number(single(argument(situation))) for argument in arguments)
        return _token(situation, call, length[0]) if length else _version_4(_drawn(situation, call))

    return identifier


def _version_4(drawn: str) -> str:
    variant = "89ab"[int(drawn[16], 16) % 4]
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{variant}{drawn[17:20]}-{drawn[20:32]}"


def _token(situation: Situation, call: float, length: float) -> str:
    """Bytes from 252 on are passed over, so that each sign is as likely as the next."""
    wanted = int(length) if math.isfinite(length) and 0 < length <= MOST_SIGNS else 0
    signs, block = "", 0
    while len(signs) < wanted:
        read = bytes.fromhex(_drawn(situation, call, block))
        signs += "".join(SIGNS[byte % len(SIGNS)] for byte in read if byte < 252)
        block += 1
    return signs[:wanted]


CHANCE = (
    Function("random", 0, 0, "number", _random),
    Function("uuid", 0, 1, "text", _uuid),
)
