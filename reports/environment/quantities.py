"""Quantities as a reader of the language writes them: the range first, with the digits it carries."""

from __future__ import annotations

import math

from analysis.economics.results import Amount
from reports.money.words import say
from reports.numbers import Language, number
from reports.units import unit_words

SPACE = "\u00a0"
MOST = 6  # decimals
KILOS, LEAST_KILOS = "kgCO2e", 0.1


def decimals(amount: Amount) -> int:
    """Two significant digits of half the range, else three of the value."""
    half = 0.0 if amount.low is None or amount.high is None else (amount.high - amount.low) / 2
    if half > 0:
        return max(0, min(MOST, 1 - math.floor(math.log10(half))))
    value = abs(amount.value or 0.0)
    return 0 if value == 0 else max(0, min(MOST, 2 - math.floor(math.log10(value))))


def readable(amount: Amount) -> Amount:
    """Grams where kilograms would begin with several zeros."""
    shown = [abs(one) for one in (amount.value, amount.low, amount.high) if one is not None]
    if not amount.unit.startswith(KILOS) or max(shown, default=0.0) >= LEAST_KILOS:
        return amount
    value, low, high = (None if one is None else one * 1000 for one in (amount.value, amount.low, amount.high))
    return Amount(value, amount.unit.replace(KILOS, "gCO2e", 1), low, high)


def worded(amount: Amount, language: Language) -> str:
    """The value with its unit."""
    found = readable(amount)
    return f"{number(found.value, language, decimals(found))}{SPACE}{unit_words(found.unit, language)}".strip()


def between(amount: Amount, language: Language) -> str:
    """The range, then the value."""
    if amount.low is None or amount.high is None:
        return worded(amount, language)
    found = readable(amount)
    (low, high), value = ends(found, language), number(found.value, language, decimals(found))
    return say("between", language, low=low, high=f"{high}{SPACE}{unit_words(found.unit, language)}", value=value)


def reach(amount: Amount, language: Language) -> str:
    """The range alone, where the value stands beside; nothing without a range."""
    if amount.low is None or amount.high is None:
        return ""
    found = readable(amount)
    low, high = ends(found, language)
    return say("reach", language, low=low, high=f"{high}{SPACE}{unit_words(found.unit, language)}")


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
