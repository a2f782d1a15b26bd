"""Amounts as a reader of the language writes them: the range first, no more digits than it carries."""

from __future__ import annotations

import math

from analysis.economics.results import Amount
from reports.money.words import say
from reports.numbers import ABSENT, MINUS, Language, decimals_for, number, percent

SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
SPACE = "\u00a0"


def digits(amount: Amount) -> int:
    """Decimals an amount deserves: two significant digits of half its range, negative for tens and hundreds."""
    if amount.low is not None and amount.high is not None and amount.high > amount.low:
        return min(2, 1 - math.floor(math.log10((amount.high - amount.low) / 2)))
    return 0 if abs(amount.value or 0.0) >= 100 or amount.value == 0 else 2


def money(value: float | None, currency: str, language: Language, decimals: int = 0) -> str:
    """A sum: 1 234 € in French, €1,234 in English; other moneys by their code."""
    if value is None or not math.isfinite(value):
        return ABSENT
    decimals = 0 if decimals == 1 else decimals  # money has cents or none
    rounded = round(value, decimals)
    written = number(abs(rounded), language, max(0, decimals))
    minus = MINUS if rounded < 0 else ""
    if language == "en" and currency in SIGNS:
        return f"{minus}{SIGNS[currency]}{written}"
    return f"{minus}{written}{SPACE}{SIGNS.get(currency, currency)}"


def worded(amount: Amount, language: Language) -> str:
    """The value alone."""
    return money(amount.value, amount.unit, language, digits(amount))


def ends(amount: Amount, language: Language) -> tuple[str, str]:
    """Low and high alone."""
    decimals = digits(amount)
    return money(amount.low, amount.unit, language, decimals), money(amount.high, amount.unit, language, decimals)


def between(amount: Amount, language: Language) -> str:
    """The range, then the value: « entre 2 100 € et 9 000 € ; valeur du plan : 5 200 € »; the value when no range."""
    if amount.low is None or amount.high is None:
        return worded(amount, language)
    low, high = ends(amount, language)
    return say("between", language, low=low, high=high, value=worded(amount, language))


def reach(amount: Amount, language: Language) -> str:
    """The range alone, where the value stands beside; nothing without a range."""
    if amount.low is None or amount.high is None:
        return ""
    low, high = ends(amount, language)
    return say("reach", language, low=low, high=high)


def shares_between(amount: Amount, language: Language) -> str:
    """The same for a share, as a percentage."""
    if amount.low is None or amount.high is None:
        return percent(amount.value, language, decimals_for(None, None, (amount.value or 0.0) * 100))
    decimals = min(1, decimals_for(amount.low * 100, amount.high * 100))
    low, high, value = (percent(one, language, decimals) for one in (amount.low, amount.high, amount.value))
    return say("between", language, low=low, high=high, value=value)


def plain_between(amount: Amount, unit: str, language: Language) -> str:
    """The same for any other unit, e.g. minutes, kg or points."""
    decimals = max(0, digits(amount))
    value = f"{number(amount.value, language, decimals)}{SPACE}{unit}".strip()
    if amount.low is None or amount.high is None:
        return value
    low, high = (number(end, language, decimals) for end in (amount.low, amount.high))
    return say("between", language, low=low, high=f"{high}{SPACE}{unit}".strip(), value=value)


def decimal_between(amount: Amount, language: Language) -> str:
    """A ratio without unit, with one decimal more than its range would carry when it is near 1."""
    decimals = max(1, digits(amount))
    value = number(amount.value, language, decimals)
    if amount.low is None or amount.high is None:
        return value
    low, high = (number(end, language, decimals) for end in (amount.low, amount.high))
    return say("between", language, low=low, high=high, value=value)


def chance(share: float | None, language: Language) -> str:
    """A chance as a percentage; never a certainty, which no sample gives."""
    if share is not None and share > 0.99:
        return say("nearly_all", language)
    if share is not None and share < 0.01:
        return say("nearly_none", language)
    return percent(share, language)


def lines(count: int, language: Language) -> str:
    """A number of lines in words."""
    return say("of_line" if count == 1 else "of_lines", language, n=number(count, language))
