"""Quantities as a reader of the language writes them: the range first, with the digits it carries."""

from __future__ import annotations

import math

from analysis.economics.results import Amount
from reports.money.words import say
from reports.numbers import Language, number

SPACE = "\u00a0"
MOST = 6  # decimals


def decimals(amount: Amount) -> int:
    """Two significant digits of half the range, else three of the value."""
    half = 0.0 if amount.low is None or amount.high is None else (amount.high - amount.low) / 2
    if half > 0:
        return max(0, min(MOST, 1 - math.floor(math.log10(half))))
    value = abs(amount.value or 0.0)
    return 0 if value == 0 else max(0, min(MOST, 2 - math.floor(math.log10(value))))


def worded(amount: Amount, language: Language) -> str:
    """The value with its unit."""
    return f"{number(amount.value, language, decimals(amount))}{SPACE}{amount.unit}".strip()


def between(amount: Amount, language: Language) -> str:
    """The range, then the value."""
    if amount.low is None or amount.high is None:
        return worded(amount, language)
    (low, high), value = ends(amount, language), number(amount.value, language, decimals(amount))
    return say("between", language, low=low, high=f"{high}{SPACE}{amount.unit}", value=value)


def ends(amount: Amount, language: Language) -> tuple[str, str]:
    """Low and high without unit."""
    return number(amount.low, language, decimals(amount)), number(amount.high, language, decimals(amount))


def size(amount: Amount) -> Amount:
    """A fall as the positive amount it is."""
    if (amount.value or 0.0) >= 0:
        return amount
    low = None if amount.high is None else -amount.high
    high = None if amount.low is None else -amount.low
    return Amount(-(amount.value or 0.0), amount.unit, low, high)


def side(amount: Amount) -> str:
    """less, more, across zero, or "point" without a range."""
    if amount.low is None or amount.high is None:
        return "point"
    if amount.high < 0:
        return "less"
    return "more" if amount.low > 0 else "across"
