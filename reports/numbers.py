"""Numbers and dates as a reader of the language writes them; never more digits than the interval carries."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

NARROW = "\u202f"  # the French thousands separator, and the space before ; ! ?
MINUS = "\u2212"
ABSENT = "–"

_SEPARATORS = {"fr": (NARROW, ","), "en": (",", ".")}
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def number(value: float | None, language: Language, decimals: int = 0) -> str:
    """`value` with its decimals: 1 234,5 in French, 1,234.5 in English; a dash where there is no number."""
    if value is None or not math.isfinite(value):
        return ABSENT
    thousands, comma = _SEPARATORS[language]
    rounded = round(value, decimals) + 0.0  # + 0.0 turns the −0.0 of a small negative into 0.0
    written = f"{abs(rounded):,.{decimals}f}".replace(",", "\0").replace(".", comma).replace("\0", thousands)
    return (MINUS if rounded < 0 else "") + written


def exact(value: float, language: Language) -> str:
    """`value` with the digits that determine it (15 significant), for a table that others recompute from."""
    if not math.isfinite(value):
        return ABSENT
    plain = f"{value:.15g}"
    if "e" in plain:
        return plain.replace("-", MINUS).replace(".", _SEPARATORS[language][1])
    return number(value, language, len(plain.partition(".")[2]))


def percent(share: float | None, language: Language, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    if share is None or not math.isfinite(share):
        return ABSENT
    space = "\u00a0" if language == "fr" else ""
    return f"{number(share * 100, language, decimals)}{space}%"


def decimals_for(low: float | None, high: float | None, effect: float | None = None) -> int:
    """How many decimals an interval deserves: two significant digits of its half-width, whole numbers above ten."""
    if low is None or high is None or not high > low:
        return 1 if effect is None or abs(effect) < 100 else 0
    return max(0, min(6, 1 - math.floor(math.log10((high - low) / 2))))


def p_value(value: float | None, language: Language) -> str:
    """A p-value with its sign of relation: « = 0,034 », « < 0,001 »."""
    if value is None or not math.isfinite(value):
        return ABSENT
    if value < 0.001:
        return "<\u00a0" + number(0.001, language, 3)
    return "=\u00a0" + number(value, language, 3)


def date(iso: str | None, language: Language) -> str:
    """An ISO date in words: 3 mars 2026, 3 March 2026."""
    if not iso:
        return ABSENT
    day = dt.date.fromisoformat(iso[:10])
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first}\u00a0{_MONTHS[language][day.month - 1]}\u00a0{day.year}"


def quoted(words: str, language: Language) -> str:
    """Someone's words or a name, between the quotation marks of the language."""
    return f"«\u00a0{words}\u00a0»" if language == "fr" else f"“{words}”"


def listed(items: list[str] | tuple[str, ...], language: Language) -> str:
    """Several things in one phrase: a, b et c."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" et " if language == "fr" else " and ") + items[-1]


def in_turn(phrases: Iterable[str], language: Language) -> str:
    """Several phrases one after the other, each of which may hold commas: a; b; c."""
    return ("\u00a0; " if language == "fr" else "; ").join(phrases)
