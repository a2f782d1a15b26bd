"""The words of the type column: what XLSForm and its dialects write, and what this platform makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.question_types import QUESTION_TYPES

Kind: TypeAlias = Literal["question", "begin", "end", "ignored", "not_yet", "unknown"]

ALIASES: Mapping[str, str] = {
    "int": "integer",
    "string": "text",
    "select1": "select_one",
    "select": "select_multiple",
    "calculation": "calculate",
    "trigger": "acknowledge",
    "acknowledgement": "acknowledge",
    "select_one_external": "select_one_from_file",
}
TWO_WORDS = re.compile(
    r"^(select|begin|end|select one|select multiple)[ _](one|multiple|group|repeat)\b", re.IGNORECASE
)
IGNORED = frozenset(
    {
        "deviceid",
        "phonenumber",
        "phone_number",
        "username",
        "email",
        "subscriberid",
        "simserial",
        "audit",
        "caseid",
        "devicephonenum",
        "subscriber_id",
        "sim_id",
        "device_id",
        "start-geopoint",
        "background-geopoint",
        "background-audio",
        "comments",
        "text_audit",
        "speed_violations_count",
    }
)
NOT_YET = frozenset(
    {
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "photo",
        "audio",
        "video",
        "file",
        "barcode",
        "rank",
        "datetime",
        "select_one_from_file",
        "select_multiple_from_file",
        "rank_from_file",
        "xml-external",
        "csv-external",
        "signature",
        "matrix",
        "begin_matrix",
        "end_matrix",
        "begin_kobomatrix",
        "end_kobomatrix",
        "begin_score",
        "end_score",
        "score__row",
        "begin_rank",
        "end_rank",
        "rank__level",
        "calculate_here",
        "audio_audit",
        "sensor_statistic",
        "sensor_stream",
        "enumerator",
        "osm",
    }
)


@dataclass(frozen=True)
class TypeCell:
    """A type cell read: what kind of row, which type, what follows (a list, a file), and whether it adds "other"."""

    kind: Kind
    type: str
    list: str = ""
    or_other: bool = False


def read_type(value: str) -> TypeCell:
    """What a type cell says. Case and the spaces of "select one" and "begin group" do not matter."""
    joined = TWO_WORDS.sub(lambda found: f"{found[1]}_{found[2]}", value.strip())
    head, *rest = joined.split()
    word = ALIASES.get(head.lower(), head.lower())
    if word in ("begin_group", "end_group", "begin_repeat", "end_repeat"):
        beginning, _, what = word.partition("_")
        return TypeCell("begin" if beginning == "begin" else "end", what)
    or_other = bool(rest) and rest[-1].lower() in ("or_other", "or_specify_other")
    return TypeCell(_kind(word, joined), word, rest[0] if rest else "", or_other)


def _kind(word: str, whole: str) -> Kind:
    if word in QUESTION_TYPES:
        return "question"
    if word in IGNORED or re.sub(r"\s+", "_", whole.lower()) in IGNORED:
        return "ignored"
    return "not_yet" if word in NOT_YET else "unknown"
