"""Question types: one row each. Adding a type is adding one row here.

A row says how the fields of a form are read into a JSON value, how a JSON value is checked into an answer, what the
variable is in the codebook, and by which name the web knows its widget. No row knows the web.

Fields have the question's name; where one is not enough, the name and a part: `name.day`, `name.month`, `name.year`,
`name.time` (moments), `name.latitude`, `name.longitude`, `name.altitude`, `name.accuracy` (a place), `name.1`, `name.2`
… (the choice at each rank).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isclose, isfinite
from typing import Literal, TypeAlias

from surveys.complaints import Invalid
from surveys.values import Answer, JsonAnswer

VariableType: TypeAlias = Literal[
    "text", "integer", "number", "date", "time", "moment", "category", "categories", "ranking", "place", "shape", "file"
]
Fields: TypeAlias = Mapping[str, Sequence[str]]
Source: TypeAlias = Literal["person", "workbook", "device", "nobody"]  # who gives the value

TEXT_LIMIT = 10_000  # characters: four pages; more is a paste by mistake, and a thousand of them would fill a disk
LARGEST_INTEGER = 2**53 - 1  # beyond it browsers round whole numbers silently

NUMBER = re.compile("([-+\u2212]?)([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,17})(?:[.,]([0-9]{1,17}))?")
TIME = re.compile(r"([0-9]{1,2}) ?[:h] ?([0-9]{2})(?::([0-9]{2}))?")
DATE_PARTS = ("year", "month", "day")
NOT_A_DATE: Mapping[str, str] = {"year": "not_year", "month": "not_month", "day": "not_date"}  # by the last part asked
PLACE_PARTS = ("latitude", "longitude", "altitude", "accuracy")
PLACE_LIMITS = (90.0, 180.0, 100_000.0, 100_000_000.0)  # the last two only keep nonsense out
MOST_POINTS = 10_000
FILE_NAME = re.compile(r"[^/\\\x00-\x1f\x7f]{1,255}")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 § 2.2; NUL breaks PostgreSQL


@dataclass(frozen=True)
class Offer:
    """What a question offers to its type's check: the names of its choices, the numbers of its parameters.

    `changes`: other answers decide which of the choices are offered; `unknown`: they even decide which there are.
    """

    choices: tuple[str, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    changes: bool = False
    unknown: bool = False

    def may_hold(self, value: object) -> bool:
        """Whether that is a choice, or may become one."""
        if not self.unknown:
            return value in self.choices
        return isinstance(value, str) and 0 < len(value) <= TEXT_LIMIT and not UNSTORABLE.search(value)


@dataclass(frozen=True)
class QuestionType:
    """One row. `read` gives None when nothing was typed. `given_by` says who gives the value."""

    name: str
    widget: str
    variable: VariableType | None
    read: Callable[[str, Fields], JsonAnswer | Invalid | None]
    check: Callable[[Offer, object], Answer | Invalid]
    given_by: Source = "person"
    takes_choices: bool = False

    @property
    def shown(self) -> bool:
        """Whether it has a place on a page."""
        return self.widget != ""

    @property
    def asked(self) -> bool:
        """Whether the person gives the value."""
        return self.given_by == "person"


def _typed(name: str, fields: Fields) -> str | None:
    values = [value.strip() for value in fields.get(name, ()) if value.strip()]
    return values[-1] if values else None


def _read_text(name: str, fields: Fields) -> JsonAnswer | None:
    typed = _typed(name, fields)
    return None if typed is None else typed.replace("\r\n", "\n").replace("\r", "\n")


def _check_text(offer: Offer, value: object) -> Answer | Invalid:
    if not isinstance(value, str) or UNSTORABLE.search(value):
        return Invalid("not_text", {})
    return value if len(value) <= TEXT_LIMIT else Invalid("too_long", {"limit": str(TEXT_LIMIT)})


def number_typed(typed: str) -> int | float | None:
    """The number a person wrote: "1,5", "1.5", "1 234" (spaces by three, non-breaking ones too); None if it is none."""
    found = NUMBER.fullmatch(typed.strip())
    if found is None:
        return None
    sign, whole, decimals = found.groups()
    digits = re.sub("[^0-9]", "", whole)
    negative = sign not in ("", "+")
    number = float(f"{digits}.{decimals}") if decimals else int(digits)
    return -number if negative else number


def _read_integer(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    typed = _typed(name, fields)
    number = number_typed(typed) if typed is not None else None
    return Invalid("not_integer", {}) if typed is not None and number is None else number


def _read_number(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    typed = _typed(name, fields)
    number = number_typed(typed) if typed is not None else None
    return Invalid("not_number", {}) if typed is not None and number is None else number


def _is_number(value: object) -> bool:
    return isfinite(value) if isinstance(value, float) else isinstance(value, int) and not isinstance(value, bool)


def _check_integer(offer: Offer, value: object) -> Answer | Invalid:
    if not isinstance(value, int | float) or not _is_number(value) or value != int(value):
        return Invalid("not_integer", {})
    return _round(offer, int(value)) if abs(value) <= LARGEST_INTEGER else Invalid("too_large", {})


def _check_decimal(offer: Offer, value: object) -> Answer | Invalid:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return Invalid("not_number", {})
    if abs(value) > LARGEST_INTEGER:
        return Invalid("too_large", {})
    return _round(offer, float(value)) if isfinite(value) else Invalid("not_number", {})


def _round(offer: Offer, number: float) -> Answer | Invalid:
    """The number; that of a bearing lies within a circle."""
    most = offer.parameters.get("degrees")
    return number if most is None or 0 <= number <= most else Invalid("not_a_bearing", {})


def _check_range(offer: Offer, value: object) -> Answer | Invalid:
    start, end, step = (offer.parameters[key] for key in ("start", "end", "step"))
    steps = {key: f"{offer.parameters[key]:g}" for key in ("start", "end", "step")}
    if not isinstance(value, int | float) or not _is_number(value) or not min(start, end) <= value <= max(start, end):
        return Invalid("out_of_range", steps)
    taken = (value - start) / step
    if not isclose(taken, round(taken), abs_tol=1e-9):
        return Invalid("out_of_range", steps)
    return int(value) if float(start).is_integer() and float(step).is_integer() else float(value)


def _read_date(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    """From one field, or a field for each part. A part without a field is not asked: it is the first, as in ODK."""
    whole = _typed(name, fields)
    if whole is not None:
        return whole
    wanted = [part for part in DATE_PARTS if part == "year" or f"{name}.{part}" in fields]
    parts = [_typed(f"{name}.{part}", fields) or "" for part in wanted]
    if not any(parts):
        return None
    written = "-".join([*(part.zfill(2) for part in parts), "01", "01"][: len(DATE_PARTS)])
    fine = all(part.isascii() and part.isdigit() for part in parts) and _is_date(written)
    return written if fine else Invalid(NOT_A_DATE[wanted[-1]], {})


def _check_date(offer: Offer, value: object) -> Answer | Invalid:
    return value if isinstance(value, str) and _is_date(value) else Invalid("not_date", {})


def _is_date(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read_time(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    typed = _typed(name, fields)
    if typed is None:
        return None
    found = TIME.fullmatch(typed)
    return ":".join(part.zfill(2) for part in found.groups() if part) if found else Invalid("not_time", {})


def _check_time(offer: Offer, value: object) -> Answer | Invalid:
    if not isinstance(value, str) or ":" not in value:
        return Invalid("not_time", {})
    try:
        read = time.fromisoformat(value).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return Invalid("not_time", {})
    return read.isoformat("seconds" if read.second else "minutes")


def _read_one(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    chosen = _chosen(name, fields)
    return Invalid("one_choice_only", {}) if len(chosen) > 1 else next(iter(chosen), None)


def _check_one(offer: Offer, value: object) -> Answer | Invalid:
    return value if isinstance(value, str) and offer.may_hold(value) else Invalid("not_a_choice", {})


def _read_several(name: str, fields: Fields) -> JsonAnswer | None:
    return _chosen(name, fields) or None


def _check_several(offer: Offer, value: object) -> Answer | Invalid:
    if not isinstance(value, list | tuple) or not all(map(offer.may_hold, value)):
        return Invalid("not_a_choice", {})
    return tuple(choice for choice in (dict.fromkeys(value) if offer.unknown else offer.choices) if choice in value)


def _chosen(name: str, fields: Fields) -> list[str]:
    return list(dict.fromkeys(value for value in fields.get(name, ()) if value.strip()))


def _read_ranking(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    """In order: from `name` repeated, or from one field per rank. A choice at two ranks, or a gap, is no order."""
    whole = _chosen(name, fields)
    if whole:
        return whole
    ranks = sorted(
        int(field[len(name) + 1 :]) for field in fields if re.fullmatch(re.escape(name) + r"\.[0-9]{1,3}", field)
    )
    ranked = [_typed(f"{name}.{rank}", fields) for rank in ranks]
    if not any(ranked):
        return None
    if None in ranked or len(set(ranked)) < len(ranked):
        return Invalid("not_a_ranking", {})
    return [choice for choice in ranked if choice]


def _check_ranking(offer: Offer, value: object) -> Answer | Invalid:
    """Whether every choice has its place; where they change, `submission.offered_answer` knows which those are."""
    if not isinstance(value, list | tuple) or not all(map(offer.may_hold, value)):
        return Invalid("not_a_choice", {})
    whole = len(value) == len(set(value)) and (offer.changes or len(value) == len(offer.choices))
    return tuple(value) if whole else Invalid("not_a_ranking", {})


def _read_moment(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    whole = _typed(name, fields)
    if whole is not None:
        return whole
    day, hour = _read_date(name, fields), _read_time(f"{name}.time", fields)
    if day is None and hour is None:
        return None
    if isinstance(hour, Invalid):
        return hour
    if not isinstance(day, str) or hour is None:
        return Invalid("not_moment", {})
    return f"{day}T{hour}"


def _check_moment(offer: Offer, value: object) -> Answer | Invalid:
    """ISO 8601, with or without a time zone: a person at a page writes the time they read on the wall."""
    if not isinstance(value, str) or "T" not in value:
        return Invalid("not_moment", {})
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return Invalid("not_moment", {})
    return read.isoformat(timespec="milliseconds" if read.microsecond else "seconds" if read.second else "minutes")


def _read_place(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    whole = _typed(name, fields)
    if whole is not None:
        return whole
    parts = [_typed(f"{name}.{part}", fields) for part in PLACE_PARTS]
    if not any(parts[:2]):  # altitude and accuracy come from a device: a person empties the two they see
        return None
    numbers = [0 if part is None else number_typed(part) for part in parts]
    if parts[0] is None or parts[1] is None or None in numbers:
        return Invalid("not_a_place", {})
    return " ".join(f"{number:.12g}" for number in numbers)


def _read_shape(name: str, fields: Fields) -> JsonAnswer | Invalid | None:
    """One point per line, or ODK's ";"."""
    typed = _typed(name, fields)
    return None if typed is None else ";".join(point.strip() for point in re.split(r"[;\n]", typed) if point.strip())


def _place(text: str) -> str | None:
    """A place as ODK writes it, latitude and longitude at least; None when it is none."""
    parts = text.replace(",", " ").split()
    numbers = [_decimal(part) for part in parts]
    if not 2 <= len(numbers) <= 4 or None in numbers:
        return None
    full = [number or 0.0 for number in numbers] + [0.0] * (4 - len(numbers))
    if any(abs(number) > limit for number, limit in zip(full, PLACE_LIMITS, strict=True)):
        return None
    return " ".join(f"{number:.12g}" for number in full)


def _decimal(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[-+]?[0-9]{1,9}(\.[0-9]{1,17})?", text) else None


def _check_place(offer: Offer, value: object) -> Answer | Invalid:
    place = _place(value) if isinstance(value, str) else None
    return Invalid("not_a_place", {}) if place is None else place


def _check_line(offer: Offer, value: object) -> Answer | Invalid:
    return _points(value, 2)


def _check_area(offer: Offer, value: object) -> Answer | Invalid:
    """Three corners at least; the first point is written again at the end, as ODK does."""
    points = _points(value, 3)
    if isinstance(points, Invalid):
        return points
    corners = points.split(";")
    closed = corners if corners[0] == corners[-1] else [*corners, corners[0]]
    return ";".join(closed) if len(closed) > 3 else Invalid("not_a_shape", {"least": "3"})


def _points(value: object, least: int) -> str | Invalid:
    written = value.strip().strip(";").split(";") if isinstance(value, str) else []
    places = [_place(point) for point in written[: MOST_POINTS + 1]]
    if not least <= len(places) <= MOST_POINTS or None in places:
        return Invalid("not_a_shape", {"least": str(least)})
    return ";".join(place for place in places if place)


def _check_file(offer: Offer, value: object) -> Answer | Invalid:
    """The name of an attachment; that it is there, whole and of the right kind is for who keeps attachments."""
    named = isinstance(value, str) and FILE_NAME.fullmatch(value) and value.strip(". ") and not UNSTORABLE.search(value)
    return str(value) if named else Invalid("not_a_file", {})


def _read_acknowledge(name: str, fields: Fields) -> JsonAnswer | None:
    return "OK" if _typed(name, fields) else None


def _check_acknowledge(offer: Offer, value: object) -> Answer | Invalid:
    return "OK" if value == "OK" else Invalid("not_acknowledged", {})


def _read_nothing(name: str, fields: Fields) -> None:
    return None


def _refuse(offer: Offer, value: object) -> Invalid:
    return Invalid("not_asked", {})


QUESTION_TYPES: Mapping[str, QuestionType] = {
    row.name: row
    for row in (
        QuestionType("text", "text", "text", _read_text, _check_text),
        QuestionType("integer", "integer", "integer", _read_integer, _check_integer),
        QuestionType("decimal", "decimal", "number", _read_number, _check_decimal),
        QuestionType("range", "range", "number", _read_number, _check_range),
        QuestionType("date", "date", "date", _read_date, _check_date),
        QuestionType("time", "time", "time", _read_time, _check_time),
        QuestionType("select_one", "radios", "category", _read_one, _check_one, takes_choices=True),
        QuestionType("select_multiple", "checkboxes", "categories", _read_several, _check_several, takes_choices=True),
        QuestionType("acknowledge", "acknowledge", "text", _read_acknowledge, _check_acknowledge),
        QuestionType("rank", "ranking", "ranking", _read_ranking, _check_ranking, takes_choices=True),
        QuestionType("datetime", "moment", "moment", _read_moment, _check_moment),
        QuestionType("barcode", "barcode", "text", _read_text, _check_text),
        QuestionType("geopoint", "place", "place", _read_place, _check_place),
        QuestionType("geotrace", "line", "shape", _read_shape, _check_line),
        QuestionType("geoshape", "area", "shape", _read_shape, _check_area),
        QuestionType("image", "image", "file", _read_text, _check_file),
        QuestionType("audio", "audio", "file", _read_text, _check_file),
        QuestionType("video", "video", "file", _read_text, _check_file),
        QuestionType("file", "file", "file", _read_text, _check_file),
        QuestionType("note", "note", None, _read_nothing, _refuse, "nobody"),
        QuestionType("calculate", "", "text", _read_nothing, _refuse, "workbook"),
        QuestionType("hidden", "", "text", _read_nothing, _refuse, "workbook"),
        QuestionType("start", "", "moment", _read_nothing, _refuse, "workbook"),
        QuestionType("end", "", "moment", _read_nothing, _refuse, "workbook"),
        QuestionType("today", "", "date", _read_nothing, _refuse, "workbook"),
        QuestionType("deviceid", "", "text", _read_nothing, _check_text, "device"),
        QuestionType("phonenumber", "", "text", _read_nothing, _check_text, "device"),
        QuestionType("username", "", "text", _read_nothing, _check_text, "device"),
        QuestionType("email", "", "text", _read_nothing, _check_text, "device"),
        QuestionType("audit", "", "file", _read_nothing, _check_file, "device"),
        QuestionType("start-geopoint", "", "place", _read_nothing, _check_place, "device"),
        QuestionType("background-audio", "", "file", _read_nothing, _check_file, "device"),
        QuestionType("background-geopoint", "", "place", _read_nothing, _check_place, "device"),
    )
}
