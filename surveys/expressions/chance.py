"""What looks random and is not: the same response gives the same order and the same numbers, on any machine.

The generator is the one ODK shuffles with, Park and Miller's first "minimal standard": `x → x · 16807 mod (2³¹ − 1)`.
It is told its first number by the workbook or, failing that, by the id of the response.
https://getodk.github.io/xforms-spec/#fn:randomize
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

MODULUS = 2**31 - 1
MULTIPLIER = 16_807


def numbers(seed: float | str) -> Iterator[float]:
    """Numbers from 0 to 1, 1 excluded, without end."""
    state = _first(seed)
    while True:
        state = state * MULTIPLIER % MODULUS
        yield (state - 1) / (MODULUS - 1)


def shuffled(items: Sequence[Item], seed: float | str) -> list[Item]:
    """The items in the order of ODK: the "inside-out" shuffle of Fisher and Yates."""
    order: list[Item] = []
    for place, (item, number) in enumerate(zip(items, numbers(seed), strict=False)):
        chosen = math.floor(number * (place + 1))
        order.append(item)
        order[place], order[chosen] = order[chosen], item
    return order


def _first(seed: float | str) -> int:
    """Never 0, from which the generator would not move. Text is folded by FNV-1a (32 bits, UTF-8)."""
    number = _folded(seed) if isinstance(seed, str) else seed
    state = int(math.fmod(number, MODULUS)) if math.isfinite(number) else 0  # the sign of the seed, as in ODK
    return state if state > 0 else state + MODULUS - 1


def _folded(text: str) -> int:
    code = 0x811C9DC5
    for byte in text.encode():
        code = (code ^ byte) * 0x01000193 & 0xFFFFFFFF
    return code
