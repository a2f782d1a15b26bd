"""The numbers of printed sheets: a number, then the one letter it calls for. A slip of the pen calls for another.

The letter is the remainder modulo 23, a prime of which 10 is a primitive root: one wrong digit, or two digits
exchanged, always changes it; a digit too many or too few does 22 times in 23.
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I and no O, which are read as digits; no S, which begins numbers given by hand
NUMBERED = re.compile(rf"([0-9]{{1,9}})[ -]?([{LETTERS}])")


def lettered(number: int) -> str:
    """The number as it is printed: 12 → 12N."""
    return f"{number}{LETTERS[number % len(LETTERS)]}"


def number_of(printed: str) -> int | None:
    """The number behind what is printed; None when the letter is missing or is not the one it calls for."""
    found = NUMBERED.fullmatch(printed.strip().upper())
    if found is None:
        return None
    number = int(found[1])
    return number if lettered(number)[-1] == found[2] else None
