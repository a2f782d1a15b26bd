"""How a value becomes a number, text or a truth: XPath 1.0 § 4, with ODK's dates (days since 1970-01-01)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import floor, inf, isfinite, isnan, nan
from typing import TypeAlias

from surveys.expressions.document import Element
from surveys.values import Answer, Missing, Rows

XValue: TypeAlias = str | float | bool
Found: TypeAlias = XValue | list[Element]  # what an expression gives: a value, or a node set in document order

EPOCH = date(1970, 1, 1)
EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*", re.ASCII)
ZONE = r"Z|[+-][0-9]{2}(?::?[0-5][0-9](?::?[0-5][0-9](?:\.[0-9]+)?)?)?"
DATE = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9:.]+(?:{ZONE})?)?", re.ASCII)
SECONDS_A_DAY = 86_400


def value_of(answer: Answer) -> XValue:
    """An answer inside an expression. Whatever the reason, a missing answer is the empty text, never 0."""
    if isinstance(answer, Missing | Rows):
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return answer if isinstance(answer, str) else float(answer)


def single(found: Found) -> XValue:
    """What a node set says where one value is needed: its first node; of none, the empty text."""
    if isinstance(found, list):
        return value_of(found[0].answer) if found else ""
    return found


def values_of(found: Found) -> list[XValue]:
    """The value of each node of a set; a value alone is a list of one."""
    return [value_of(node.answer) for node in found] if isinstance(found, list) else [found]


def answer_of(value: XValue) -> Answer:
    """The result of a calculation as an answer: whole numbers as integers, no result (NaN, infinite, "") as BLANK."""
    if isinstance(value, bool):
        return to_text(value)
    if isinstance(value, str):
        return value or Missing.BLANK
    if not isfinite(value):
        return Missing.BLANK
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def to_number(value: XValue) -> float:
    """A number; NaN when the value says none. A date is its days since 1970-01-01, a moment has a fraction."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if NUMBER.fullmatch(value):
        return float(value)
    return days_of(value)


def to_text(value: XValue) -> str:
    """Text as XPath writes it: 3 rather than 3.0, never an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isnan(value):
        return "NaN"
    if value in (inf, -inf):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def to_truth(value: XValue) -> bool:
    """True for text that is not empty and for a number that is neither 0 nor NaN."""
    if isinstance(value, float):
        return not (value == 0 or isnan(value))
    return bool(value)


def equal(left: XValue, right: XValue) -> bool:
    """XPath 1.0 § 3.4: a truth compares as truths, else a number as numbers, else as text, and moments as such."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right or ("T" in left + right and _same_moment(left, right))


def _same_moment(left: str, right: str) -> bool:
    moment = moment_of(left)
    return moment is not None and moment == moment_of(right)


def days_of(text: str) -> float:
    """Days since 1970-01-01 of an ISO date or moment (without zone: UTC); NaN for anything else."""
    moment = moment_of(text)
    if moment is None:
        return nan
    return (moment - EPOCH_MOMENT).total_seconds() / SECONDS_A_DAY


def moment_of(value: XValue) -> datetime | None:
    """The moment of an ISO text or of a number of days; None when there is none."""
    try:
        if isinstance(value, float):
            return EPOCH_MOMENT + timedelta(days=value)
        if not isinstance(value, str) or not DATE.fullmatch(value):
            return None
        read = datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def rounded(number: float, places: float = 0.0) -> float:
    """XPath 1.0 § 4.4: halves go up (towards +∞), here at any decimal place."""
    if not isfinite(number) or not isfinite(places) or abs(places) > 15:
        return number
    scale = 10.0 ** int(places)
    return floor(number * scale + 0.5) / scale
