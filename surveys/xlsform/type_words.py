"""The words of the type column: what XLSForm and its dialects write, and what this platform makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.expressions.foreign import CHT, SURVEYCTO
from surveys.question_types import QUESTION_TYPES

Kind: TypeAlias = Literal["question", "begin", "end", "file", "left_out", "dialect", "unknown"]

FILES = {"csv-external": ".csv", "xml-external": ".xml"}  # a row that only declares a file
EXTERNAL_CHOICES = "select_one_external"
FROM_FILE = "_from_file"
REPEATS = frozenset({"repeat", "lgroup", "looped group", "roster"})

# Without "add … prompt", "q …" and "get …", which the first ODK forms wrote around the same words.
ALIASES: Mapping[str, str] = {
    "int": "integer",
    "numeric": "integer",
    "number": "integer",
    "string": "text",
    "select1": "select_one",
    "select": "select_multiple",
    "select_all_that_apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "select all that apply": "select_multiple",
    "select multiple from": "select_multiple",
    "select multiple using": "select_multiple",
    "select one from": "select_one",
    "select one using": "select_one",
    "select one prompt using": "select_one",
    "select multiple prompt using": "select_multiple",
    "select one external": "select_one_external",
    "select one from file": "select_one_from_file",
    "select multiple from file": "select_multiple_from_file",
    "select one": "select_one",
    "select multiple": "select_multiple",
    "calculation": "calculate",
    "trigger": "acknowledge",
    "acknowledgement": "acknowledge",
    "photo": "image",
    "picture": "image",
    "date time": "datetime",
    "geo point": "geopoint",
    "geo trace": "geotrace",
    "geo shape": "geoshape",
    "bar code": "barcode",
    "gps": "geopoint",
    "location": "geopoint",
    "percentage": "integer",
    "imei": "deviceid",
    "device id": "deviceid",
    "device_id": "deviceid",
    "uri:deviceid": "deviceid",
    "phone number": "phonenumber",
    "phone_number": "phonenumber",
    "uri:phonenumber": "phonenumber",
    "uri:username": "username",
    "uri:email": "email",
    "start time": "start",
    "end time": "end",
    "background_audio": "background-audio",
    "start_geopoint": "start-geopoint",
}
LEFT_OUT = frozenset(
    {
        "subscriberid",
        "subscriber_id",
        "subscriber id",
        "uri:subscriberid",
        "simserial",
        "sim_id",
        "sim id",
        "uri:simserial",
    }
)
KOBO, ODK_1 = "KoboToolbox", "ODK 1"
# Rows of other vendors that tell about the interview rather than ask: nothing that is answered is lost without them.
RECORDINGS: Mapping[str, str] = {
    "caseid": SURVEYCTO,
    "devicephonenum": SURVEYCTO,
    "comments": SURVEYCTO,
    "text_audit": SURVEYCTO,
    "text audit": SURVEYCTO,
    "audio_audit": SURVEYCTO,
    "audio audit": SURVEYCTO,
    "speed_violations_count": SURVEYCTO,
    "speed violations count": SURVEYCTO,
    "speed_violations_list": SURVEYCTO,
    "speed violations list": SURVEYCTO,
    "speed_violations_audit": SURVEYCTO,
    "speed violations audit": SURVEYCTO,
    "sensor_statistic": SURVEYCTO,
    "sensor_stream": SURVEYCTO,
}
# Questions that only another vendor's programs ask.
DIALECTS: Mapping[str, str] = {
    "calculate_here": SURVEYCTO,
    "enumerator": SURVEYCTO,
    "begin_kobomatrix": KOBO,
    "end_kobomatrix": KOBO,
    "begin_matrix": KOBO,
    "end_matrix": KOBO,
    "begin_score": KOBO,
    "end_score": KOBO,
    "score__row": KOBO,
    "begin_rank": KOBO,
    "end_rank": KOBO,
    "rank__level": KOBO,
    "cascading_select": ODK_1,
    "begin_loop": ODK_1,
    "end_loop": ODK_1,
    "osm": "OpenStreetMap",
}
CHT_RECORDS = "db:"  # db:person, db:clinic: a person or a place of the programme
BLOCK = re.compile(
    r"(begin|end)[\s_-]+(group|repeat|lgroup|looped[\s_]group|roster)\b\s*(.*)", re.IGNORECASE | re.DOTALL
)
PROMPT = re.compile(r"(?:add|q|get)\s+(.+?)(?:\s+prompt)?", re.IGNORECASE | re.DOTALL)
OTHER = re.compile(r"\s+(?:or_other|or other|or_specify_other|or specify other)$", re.IGNORECASE)
LONGEST = 5  # words in the longest type: "select all that apply from"


@dataclass(frozen=True)
class TypeCell:
    """A type cell read: what kind of row, which type, what follows (a list, a file), and whether it adds "other"."""

    kind: Kind
    type: str
    list: str = ""
    or_other: bool = False
    dialect: str = ""
    external: bool = False

    @property
    def from_file(self) -> bool:
        """Whether the choices come from a file."""
        return self.kind == "question" and self.list.lower().endswith((".csv", ".xml", ".geojson"))


def read_type(value: str) -> TypeCell:
    """What a type cell says. Case and the spaces of "select one" and "begin group" do not matter."""
    words = " ".join(value.split())
    block = BLOCK.fullmatch(words)
    if block:
        what = "repeat" if block[2].lower().replace("_", " ") in REPEATS else "group"
        return TypeCell("begin" if block[1].lower() == "begin" else "end", what)
    spoken = PROMPT.fullmatch(words)
    return _cell(*_head(spoken[1] if spoken else words))


def _head(words: str) -> tuple[str, str]:
    """The longest beginning that is a type, and what follows it."""
    parts = words.split(" ")
    for length in range(min(LONGEST, len(parts)), 0, -1):
        spoken = " ".join(parts[:length]).lower()
        for writing in (spoken, spoken.replace(" ", "_")):
            word = ALIASES.get(writing, writing)
            if _known(word):
                return word, " ".join(parts[length:])
    return parts[0].lower(), " ".join(parts[1:])


def _known(word: str) -> bool:
    known = (QUESTION_TYPES, FILES, LEFT_OUT, RECORDINGS, DIALECTS, {EXTERNAL_CHOICES})
    return any(word in one for one in known) or word.removesuffix(FROM_FILE) in QUESTION_TYPES


def _cell(word: str, rest: str) -> TypeCell:
    listed = OTHER.sub("", f" {rest}").strip()
    asked = "select_one" if word == EXTERNAL_CHOICES else word.removesuffix(FROM_FILE)
    if asked in QUESTION_TYPES:
        return TypeCell("question", asked, listed, listed != rest.strip(), external=word == EXTERNAL_CHOICES)
    if word in FILES:
        return TypeCell("file", word)
    if word in LEFT_OUT or word in RECORDINGS:
        return TypeCell("left_out", word, dialect=RECORDINGS.get(word, ""))
    dialect = CHT if word.startswith(CHT_RECORDS) else DIALECTS.get(word, "")
    return TypeCell("dialect" if dialect else "unknown", word, rest, dialect=dialect)
