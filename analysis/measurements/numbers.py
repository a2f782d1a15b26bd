"""A cell as a number or a duration, or the code of what is wrong with it. Nothing is guessed."""

from __future__ import annotations

import math
import re
from datetime import time, timedelta

from analysis.measurements.cells import Cell
from analysis.measurements.units import UNITS, converted

MOST = 1e12  # beyond, it is a slip or a code, not a quantity
SPACES = re.compile(r"[\s\u00a0\u202f']")
LONE_GROUP = {",": re.compile(r"-?\d{1,3}\.\d{3}"), ".": re.compile(r"-?\d{1,3},\d{3}")}
GROUPED = {
    ",": re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?"),
    ".": re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?"),
}
PLAIN = {",": re.compile(r"[-+]?\d+(,\d+)?([eE][-+]?\d+)?"), ".": re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")}
INFINITE = re.compile(r"[-+]?(inf|infinity|∞|infini)", re.IGNORECASE)
CLOCKED = re.compile(r"(\d+):(\d{2}):(\d{2})(?:[.,]\d+)?")
HALF_CLOCKED = re.compile(r"\d+:\d{2}")


def number(cell: Cell, decimal: str) -> float | str:
    """The number of a cell, or a code: not_a_number, number_ambiguous, number_absurd.

    "1.234" with decimal commas may be a thousand or a slip for 1,234: it is refused, never guessed.
    """
    if isinstance(cell, int | float):
        return _within(float(cell))
    if not isinstance(cell, str):
        return "not_a_number"
    text = SPACES.sub("", cell).replace("−", "-")
    if LONE_GROUP[decimal].fullmatch(text):
        return "number_ambiguous"
    if GROUPED[decimal].fullmatch(text):
        text = text.replace("." if decimal == "," else ",", "")
    elif not PLAIN[decimal].fullmatch(text):
        return "number_absurd" if INFINITE.fullmatch(text) else "not_a_number"
    return _within(float(text.replace(",", ".")))


def amount(cell: Cell, decimal: str, unit: str) -> float | str:
    """The same, where a time may be written h:mm:ss."""
    if UNITS.get(unit) is None or UNITS[unit].dimension != "time":
        return number(cell, decimal)
    seconds = _seconds(cell)
    if isinstance(seconds, str):
        return seconds
    return number(cell, decimal) if seconds is None else _within(converted(seconds, "s", unit))


def _seconds(cell: Cell) -> float | str | None:
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if not isinstance(cell, str):
        return None
    if HALF_CLOCKED.fullmatch(cell):
        return "duration_ambiguous"
    found = CLOCKED.fullmatch(cell)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def _within(value: float) -> float | str:
    return value if math.isfinite(value) and abs(value) <= MOST else "number_absurd"
