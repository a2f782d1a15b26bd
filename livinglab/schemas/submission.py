"""The JSON of an offline queue: what a device sends, and what it is answered."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from livinglab.actions.handed_in_files import HeldFile
from livinglab.store.database import LANGUAGE_LENGTH

MARK = 1  # a page that a network puts in our place does not carry it
STATES = ("stored", "set_aside", "to_correct", "files_awaited", "refused", "later", "file_kept")
STANDINGS = ("open", "answered", "closed", "not_agreed")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and half characters: PostgreSQL refuses them
DIGEST = validate.Regexp(r"sha256:[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Agreed:
    """Which text was agreed to on the device, and when."""

    digest: str
    at: datetime


@dataclass(frozen=True)
class Sent:
    """A whole form, as a device sends it. Times are those of its clock, never judged."""

    id: str
    questionnaire: str
    answers: Mapping[str, object]
    language: str
    started_at: datetime
    finished_at: datetime
    consent: Agreed | None = None


@dataclass(frozen=True)
class Envelope:
    """What a device is answered: about which id, what became of it, what to do."""

    id: str
    state: str
    sentence: str = ""
    receipt: str = ""
    name: str = ""
    complaints: tuple[Mapping[str, Any], ...] = ()
    files: tuple[str, ...] = ()
    livinglab: int = MARK


@dataclass(frozen=True)
class Standing:
    """Where a wave stands for a person; while open, what the server keeps of their answers (`revision` 0: nothing).

    `release` is that of the files a form kept today would name.
    """

    state: str
    id: str = ""
    questionnaire: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0
    started_at: datetime | None = None
    receipt: str = ""
    release: str = ""
    livinglab: int = MARK


class _Moment(fields.AwareDateTime):
    """An instant in ISO 8601, with its zone."""

    def __init__(self, **more: Any) -> None:
        super().__init__(format="iso", default_timezone=UTC, required=True, **more)


class AgreedSchema(Schema):
    """The consent given on a device."""

    digest = fields.String(required=True, validate=DIGEST)
    at = _Moment()

    @post_load
    def made(self, data: dict[str, Any], **_about: object) -> Agreed:
        """The value."""
        return Agreed(**data)


class SentSchema(Schema):
    """A submission. Its answers are checked by the questionnaire; here only that they can be stored at all."""

    kind: type[Sent] = Sent

    id = fields.String(required=True, validate=validate.Regexp(r"[0-9A-Za-z-]{16,64}\Z"))
    questionnaire = fields.String(required=True, validate=DIGEST)
    answers = fields.Dict(keys=fields.String(), required=True)
    language = fields.String(required=True, validate=validate.Regexp(rf"[0-9A-Za-z-]{{2,{LANGUAGE_LENGTH}}}\Z"))
    started_at = _Moment()
    finished_at = _Moment()
    consent = fields.Nested(AgreedSchema, allow_none=True, load_default=None)

    @post_load
    def made(self, data: dict[str, Any], **_about: object) -> Sent:
        """The value. Raises ValidationError for texts no database takes."""
        if any(
            UNSTORABLE.search(text) for text in _texts([data["answers"], data.get("participant"), data.get("wave")])
        ):
            raise ValidationError("unstorable text", "answers")
        return self.kind(**data)


@dataclass(frozen=True)
class SentInterview(Sent):
    """An interview, as an interviewer's device sends it: with the code of the participant."""

    participant: str = ""


class InterviewSchema(SentSchema):
    """An interview."""

    kind = SentInterview

    participant = fields.String(required=True, validate=validate.Length(1, 200))


@dataclass(frozen=True)
class HandedOut(Sent):
    """The file a device hands out when it cannot send: with the code, where an interviewer typed one."""

    participant: str = ""
    wave: str = ""
    files: tuple[HeldFile, ...] = ()
    livinglab: int = MARK


class _Base64(fields.String):
    """Bytes, as JSON carries them."""

    def _deserialize(self, value: Any, *about: Any, **more: Any) -> Any:
        try:
            return b64decode(super()._deserialize(value, *about, **more), validate=True)
        except ValueError as unreadable:
            raise ValidationError("not base64") from unreadable


class HeldFileSchema(Schema):
    """One file."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    question = fields.String(load_default="", validate=validate.Length(max=200))
    place = fields.String(load_default="", validate=validate.Length(max=200))
    content = _Base64(required=True)

    @post_load
    def made(self, data: dict[str, Any], **_about: object) -> HeldFile:
        """The value. Raises ValidationError for names no database takes."""
        if any(UNSTORABLE.search(data[name]) for name in ("name", "question", "place")):
            raise ValidationError("unstorable text", "name")
        return HeldFile(**data)


class HandedOutSchema(SentSchema):
    """The file. Those of before the mark say no wave."""

    kind = HandedOut

    participant = fields.String(load_default="", validate=validate.Length(max=200))
    wave = fields.String(load_default="", validate=validate.Length(max=80))
    files = fields.List(fields.Nested(HeldFileSchema), load_default=())
    livinglab = fields.Integer(load_default=MARK, strict=True, validate=validate.Equal(MARK))


class ComplaintSchema(Schema):
    """What to put right, and where: pairs of a repeat and the number of the instance lead to the question."""

    question = fields.String(required=True)
    at = fields.List(fields.List(fields.Raw()), required=True)
    message = fields.String(required=True)


class EnvelopeSchema(Schema):
    """The answer, with the mark that says it is ours."""

    livinglab = fields.Integer(required=True, strict=True)
    id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    sentence = fields.String(required=True)
    receipt = fields.String(required=True)
    name = fields.String(required=True)
    complaints = fields.List(fields.Nested(ComplaintSchema), required=True)
    files = fields.List(fields.String(), required=True)


class StandingSchema(Schema):
    """What a device asks before it begins, and when it goes on."""

    livinglab = fields.Integer(required=True, strict=True)
    state = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    id = fields.String(required=True)
    questionnaire = fields.String(required=True)
    answers = fields.Dict(keys=fields.String(), required=True)
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    started_at = fields.AwareDateTime(format="iso", allow_none=True, required=True)
    receipt = fields.String(required=True)
    release = fields.String(required=True)


def _texts(value: object) -> Iterator[str]:
    """Every text of a JSON value, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (str(name), *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
