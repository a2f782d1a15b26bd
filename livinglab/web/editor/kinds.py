"""The kinds of row a person adds, in families: one row each. Words: `editor.kind_<code>`, `editor.family_<family>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from surveys.question_types import QUESTION_TYPES
from surveys.xlsform.type_words import TypeCell

Part: TypeAlias = Literal["label", "choices", "answer", "limits", "range", "calculation", "count"]

ASKED: frozenset[Part] = frozenset({"label", "answer"})
LISTED: frozenset[Part] = frozenset({"label", "answer", "choices"})
COUNTED: frozenset[Part] = frozenset({"label", "answer", "limits"})
MARKED: frozenset[Part] = frozenset({"label", "answer", "range"})


@dataclass(frozen=True)
class Kind:
    """What a person calls a type: its cell, the appearance that makes it, and the parts its form has."""

    code: str
    family: str
    type: str
    parts: frozenset[Part]
    appearance: str = ""

    @property
    def takes_choices(self) -> bool:
        """Whether it offers a list."""
        return "choices" in self.parts

    @property
    def groups(self) -> bool:
        """Whether it holds other rows."""
        return self.type.startswith("begin")


KINDS: tuple[Kind, ...] = (
    Kind("choose_one", "choose", "select_one", LISTED),
    Kind("choose_several", "choose", "select_multiple", LISTED),
    Kind("scale", "choose", "select_one", LISTED, "likert"),
    Kind("dropdown", "choose", "select_one", LISTED, "minimal"),
    Kind("ranking", "choose", "rank", LISTED),
    Kind("short_text", "write", "text", ASKED),
    Kind("long_text", "write", "text", ASKED, "multiline"),
    Kind("whole_number", "count", "integer", COUNTED),
    Kind("decimal_number", "count", "decimal", COUNTED),
    Kind("steps", "count", "range", MARKED),
    Kind("day", "date", "date", ASKED),
    Kind("hour", "date", "time", ASKED),
    Kind("day_and_hour", "date", "datetime", ASKED),
    Kind("message", "say", "note", frozenset({"label"})),
    Kind("agreement", "say", "acknowledge", ASKED),
    Kind("group", "arrange", "begin group", frozenset({"label"})),
    Kind("repeat", "arrange", "begin repeat", frozenset({"label", "count"})),
    Kind("photo", "bring", "image", ASKED),
    Kind("drawing", "bring", "image", ASKED, "draw"),
    Kind("signature", "bring", "image", ASKED, "signature"),
    Kind("sound", "bring", "audio", ASKED),
    Kind("film", "bring", "video", ASKED),
    Kind("document", "bring", "file", ASKED),
    Kind("place", "bring", "geopoint", ASKED),
    Kind("path", "bring", "geotrace", ASKED),
    Kind("zone", "bring", "geoshape", ASKED),
    Kind("code", "bring", "barcode", ASKED),
    Kind("calculation", "compute", "calculate", frozenset({"calculation"})),
    Kind("hidden_value", "compute", "hidden", frozenset({"calculation"})),
    Kind("day_answered", "compute", "today", frozenset()),
    Kind("moment_begun", "compute", "start", frozenset()),
    Kind("moment_ended", "compute", "end", frozenset()),
)
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}
UNNAMED = Kind("other", "compute", "", frozenset({"label", "answer", "calculation"}))


def families() -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """The kinds by family, in order."""
    return tuple((family, tuple(kinds)) for family, kinds in groupby(KINDS, key=lambda kind: kind.family))


def kind_of(cell: TypeCell, appearance: str) -> Kind:
    """The kind of a row; UNNAMED for a type nobody has a word for."""
    type_ = f"begin {cell.type}" if cell.kind == "begin" else cell.type
    alike = [kind for kind in KINDS if kind.type == type_]
    words = appearance.split()
    return next(
        (kind for kind in alike if kind.appearance in words),
        next((kind for kind in alike if not kind.appearance), UNNAMED),
    )


def gives_number(type_: str) -> bool:
    """Whether answers of that type are numbers."""
    return type_ in QUESTION_TYPES and QUESTION_TYPES[type_].variable in ("integer", "number")
