"""A cell as an instant: dates as people write them, local times in a zone, hours that a clock change makes unclear."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from analysis.measurements.cells import Cell

WRITTEN = re.compile(
    r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})"
    r"(?:[ T,]+(\d{1,2})[:hH](\d{2})?(?:[:m](\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
CLOCK = re.compile(r"(\d{1,2})[:hH](\d{2})?(?:[:m](\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?")
FIRST_YEAR, LAST_YEAR = 1990, 2100  # outside, it is a slip: a year of birth, a serial number


@dataclass(frozen=True, slots=True)
class When:
    """An instant read: in UTC, and whether the cell held a date alone."""

    at: datetime
    date_only: bool


@lru_cache(maxsize=8)
def zone_of(name: str) -> ZoneInfo | None:
    """A time zone by its name; None when nobody knows it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, or no name at all: "../etc"
        return None


def midnight(day: date, zone: str) -> datetime:
    """The instant a day begins in a zone; UTC where nobody knows the zone."""
    return datetime.combine(day, time(), zone_of(zone) or UTC).astimezone(UTC)


def day_in(moment: datetime, zone: str) -> date:
    """The day an instant falls on in a zone; UTC where nobody knows the zone."""
    return moment.astimezone(zone_of(zone) or UTC).date()


def instant(cell: Cell, clock: Cell, zone: ZoneInfo, day_first: bool) -> When | str:
    """The instant of a cell and of the time beside it; or a code: not_a_moment, hour_twice, hour_never, year_absurd."""
    read = _written(cell, day_first)
    if read is None:
        return "not_a_moment"
    at, date_only = read
    if date_only and clock != "":
        hour = _clock(clock)
        if hour is None:
            return "not_a_moment"
        at, date_only = at + hour, False
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return "year_absurd"
    local = _to_second(at)
    if local.tzinfo is not None:
        return When(local.astimezone(UTC), date_only)
    utc = _in_zone(local, zone)
    return utc if isinstance(utc, str) else When(utc, date_only)


def day(cell: Cell, day_first: bool) -> date | str:
    """The date of a cell, or a code."""
    read = _written(cell, day_first)
    if read is None:
        return "not_a_moment"
    return read[0].date() if FIRST_YEAR <= read[0].year <= LAST_YEAR else "year_absurd"


def later(start: datetime, period: str, minutes: int, zone: ZoneInfo) -> datetime | str:
    """The end of a period that begins then; days and months are those of the zone, so that a day may last 23 hours."""
    if minutes:
        return start + timedelta(minutes=minutes)
    local = start.astimezone(zone).replace(tzinfo=None)
    days = 1 if period == "day" else monthrange(local.year, local.month)[1]
    return _in_zone(local + timedelta(days=days), zone)


def _in_zone(local: datetime, zone: ZoneInfo) -> datetime | str:
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    utc = first.astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return utc
    return "hour_twice" if utc.astimezone(zone).replace(tzinfo=None) == local else "hour_never"


def _to_second(at: datetime) -> datetime:
    """To the nearest second: a spreadsheet keeps 10:00 as a fraction of a day, and gives back 09:59:59.999."""
    return (at + timedelta(microseconds=500_000)).replace(microsecond=0)


def _written(cell: Cell, day_first: bool) -> tuple[datetime, bool] | None:
    if isinstance(cell, datetime):
        return cell, cell.time() == time()
    if isinstance(cell, date):
        return datetime.combine(cell, time()), True
    found = WRITTEN.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    parsed = _date(found[1], found[2], found[3], day_first)
    if parsed is None:
        return None
    if found[4] is None:
        return (parsed, True) if found[8] is None else None
    hour = _hours(found[4], found[5], found[6], found[7])
    if hour is None:
        return None
    return (parsed + hour).replace(tzinfo=_offset(found[8])), False


def _date(first: str, second: str, third: str, day_first: bool) -> datetime | None:
    if len(first) == 4:
        year, month, number = first, second, third
    else:
        year = third if len(third) == 4 else f"20{third}" if len(third) == 2 else ""
        number, month = (first, second) if day_first else (second, first)
    try:
        return datetime(int(year), int(month), int(number))  # noqa: DTZ001 # local until its zone is known
    except ValueError:
        return None


def _hours(hour: str, minute: str | None, second: str | None, half: str | None) -> timedelta | None:
    hours, minutes, seconds = int(hour), int(minute or 0), int(second or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    midnight = hours == 24 and minutes == seconds == 0  # the end of the day, as meters write it
    if (hours > 23 and not midnight) or minutes > 59 or seconds > 59:
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _clock(cell: Cell) -> timedelta | None:
    if isinstance(cell, timedelta):
        return cell
    if isinstance(cell, datetime | time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    found = CLOCK.fullmatch(cell) if isinstance(cell, str) else None
    return _hours(found[1], found[2], found[3], found[4]) if found else None


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    return datetime.fromisoformat(f"2000-01-01T00:00:00{text}").tzinfo
