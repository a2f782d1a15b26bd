"""The JSON of a session's state, which phones, console and projection ask for."""

from __future__ import annotations

from dataclasses import dataclass

from marshmallow import Schema, fields, validate

STAGES = ("waiting", "writing", "judging", "paused", "results", "over")


@dataclass(frozen=True)
class BoardState:
    """Where a session stands. Counts are for the room's faces only; a phone does not hear of each idea."""

    code: str
    stage: str
    item: str | None
    people: int | None
    ideas: int | None


class BoardStateSchema(Schema):
    """What a face needs to know that it must read its page again."""

    code = fields.String(required=True)
    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    item = fields.String(required=True, allow_none=True)
    people = fields.Integer(required=True, allow_none=True, strict=True, validate=validate.Range(min=0))
    ideas = fields.Integer(required=True, allow_none=True, strict=True, validate=validate.Range(min=0))
