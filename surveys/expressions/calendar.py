"""Dates inside expressions: reading, and writing by ODK's patterns (`%d/%m/%Y`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from math import nan

from surveys.expressions.coercion import XValue, moment_of

MONTHS: Mapping[str, tuple[str, ...]] = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
DAYS: Mapping[str, tuple[str, ...]] = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

SHORT_DAY = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
TIME = re.compile(r"(?:^|T)[0-9]{2}:[0-9]{2}", re.ASCII)
ZONE = re.compile(r"(?:Z|[+-][0-9:]+)$", re.ASCII)

# https://docs.getodk.org/form-operators-functions/#format-date
PATTERNS: Mapping[str, Callable[[datetime, str], str]] = {
    "%Y": lambda moment, language: f"{moment.year:04}",
    "%y": lambda moment, language: f"{moment.year % 100:02}",
    "%m": lambda moment, language: f"{moment.month:02}",
    "%n": lambda moment, language: str(moment.month),
    "%b": lambda moment, language: MONTHS.get(language, MONTHS["en"])[moment.month - 1],
    "%d": lambda moment, language: f"{moment.day:02}",
    "%e": lambda moment, language: str(moment.day),
    "%H": lambda moment, language: f"{moment.hour:02}",
    "%h": lambda moment, language: str(moment.hour),
    "%M": lambda moment, language: f"{moment.minute:02}",
    "%S": lambda moment, language: f"{moment.second:02}",
    "%3": lambda moment, language: f"{moment.microsecond // 1000:03}",
    "%a": lambda moment, language: DAYS.get(language, DAYS["en"])[moment.weekday()],
    "%W": lambda moment, language: str(moment.isocalendar().week),
    "%%": lambda moment, language: "%",
}


def formatted(value: XValue, pattern: str, language: str) -> str:
    """The date written by the pattern; empty when the value is no date. Unknown marks stay as written."""
    moment = moment_of(value)
    if moment is None:
        return ""
    return re.sub("%.", lambda mark: _mark(mark.group(), moment, language), pattern)


def day_text(value: XValue) -> str:
    """The ISO date of a text or of a number of days; empty when there is none."""
    moment = moment_of(_padded(value))
    return moment.date().isoformat() if moment else ""


def date_text(value: XValue) -> str:
    """The ISO moment of a text or of a number of days; empty when there is none."""
    moment = moment_of(_padded(value))
    return moment.isoformat(timespec="milliseconds") if moment else ""


def _padded(value: XValue) -> XValue:
    """ODK's engines take 2026-1-5 for a date, where they are asked to make one."""
    found = SHORT_DAY.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else value


def time_of_day(value: XValue, now: datetime) -> float:
    """The fraction of the day at a time, or at a moment; NaN when it is neither. A zone is read by the clock of now."""
    text = value if isinstance(value, str) else ""
    moment = moment_of(text if "T" in text else f"1970-01-01T{text}") if TIME.search(text) else None
    if moment is None:
        return nan
    if ZONE.search(text):
        moment = moment.astimezone(timezone(now.utcoffset() or timedelta()))
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return (moment - midnight) / timedelta(days=1)


def _mark(mark: str, moment: datetime, language: str) -> str:
    return PATTERNS[mark](moment, language) if mark in PATTERNS else mark
