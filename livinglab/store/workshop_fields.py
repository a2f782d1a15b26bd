"""What a version's workshop records hold: one row for each kind of record, one for each of its fields."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Value: TypeAlias = str | float
FieldKind: TypeAlias = Literal["text", "number", "choice"]
RecordKind: TypeAlias = Literal["material", "run", "work", "factor", "know_how", "story", "readiness"]

TEXT_LIMIT = 2_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and half characters: PostgreSQL refuses them
SPACES = str.maketrans("", "", " \u00a0\u202f")


@dataclass(frozen=True)
class Field:
    """One field: a text, a number that is at least `least`, or one of a few words."""

    name: str
    kind: FieldKind = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    least: float = 0
    long: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of record: its fields; `once` when a version has only one in force; `shared` by the whole project."""

    fields: tuple[Field, ...]
    once: bool = False
    shared: bool = False


def _number(name: str, *, needed: bool = False) -> Field:
    return Field(name, "number", needed)


def _long(name: str, *, needed: bool = False) -> Field:
    return Field(name, needed=needed, long=True)


MATERIAL = (
    Field("item", needed=True),
    _number("quantity", needed=True),
    Field("unit", needed=True),
    _number("unit_cost"),
    Field("currency"),
    _number("unit_mass"),
    Field("material"),
    Field("origin"),
)
RUN = (
    Field("machine", needed=True),
    _number("minutes", needed=True),
    _number("energy"),
    _number("scrap"),
    Field("material"),
)
WORK = (
    Field("role", needed=True),
    _number("hours", needed=True),
    Field("pay", "choice", needed=True, choices=("paid", "volunteer")),
    _number("hourly_cost"),
    Field("currency"),
)
FACTOR = (
    Field("name", needed=True),
    Field("per", "choice", needed=True, choices=("kg", "kwh")),
    _number("value", needed=True),
    _number("low"),
    _number("high"),
    Field("source", needed=True),
    Field("year", needed=True),
    Field("licence"),
    Field("checked"),
)
# The fields of the Open Know-How manifest, version 1.0, in its order; `manifest` writes them under its own names.
KNOW_HOW = (
    _long("description", needed=True),
    _long("intended_use"),
    Field("keywords"),
    Field("project_link"),
    _long("health_safety_notice"),
    _long("contributors"),
    Field("image"),
    Field("development_stage"),
    Field("made", "choice", choices=("yes", "no")),
    Field("made_independently", "choice", choices=("yes", "no")),
    _long("standards_used"),
    Field("derivative_of"),
    Field("hardware_license"),
    Field("documentation_license"),
    Field("software_license"),
    Field("licensor"),
    Field("documentation_home"),
    Field("bill_of_materials"),
    Field("tool_list"),
    Field("making_instructions"),
    Field("operating_instructions"),
)
STORY = tuple(
    _long(name)
    for name in (
        *("does", "before", "designed", "materials", "origins", "cost", "parts", "processes", "questions"),
        *("worked", "failed", "evaluated", "implications"),
    )
)
READINESS = (
    Field("level", "choice", needed=True, choices=tuple(str(level) for level in range(1, 10))),
    _long("justification", needed=True),
)
KINDS: Mapping[RecordKind, Kind] = {
    "material": Kind(MATERIAL),
    "run": Kind(RUN),
    "work": Kind(WORK),
    "factor": Kind(FACTOR, shared=True),
    "know_how": Kind(KNOW_HOW, once=True),
    "story": Kind(STORY, once=True),
    "readiness": Kind(READINESS, once=True),
}


@dataclass(frozen=True)
class Reading:
    """What was typed, read: the values that are filled in, and what to put right (field → key of a sentence)."""

    values: Mapping[str, Value]
    problems: Mapping[str, str]


def read_values(kind: RecordKind, typed: Mapping[str, str]) -> Reading:
    """Reads one record as it was typed; a blank field is absent, never 0."""
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for field in KINDS[kind].fields:
        text = typed.get(field.name, "").replace("\r\n", "\n").strip()
        if not text:
            if field.needed:
                problems[field.name] = "workshop.missing"
            continue
        read = _read(field, text)
        if read is None:
            problems[field.name] = f"workshop.wrong_{field.kind}"
        else:
            values[field.name] = read
    return Reading(values, problems)


def _read(field: Field, text: str) -> Value | None:
    if field.kind == "number":
        return _amount(text, field.least)
    if field.kind == "choice":
        return text if text in field.choices else None
    return text if len(text) <= TEXT_LIMIT and not UNSTORABLE.search(text) else None


def _amount(text: str, least: float) -> float | None:
    try:
        value = float(text.translate(SPACES).replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and least <= value <= 1e9 else None
