"""The JSON of responses counted live."""

from __future__ import annotations

from dataclasses import dataclass

from marshmallow import Schema, fields, validate


@dataclass(frozen=True)
class WaveCount:
    """How many responses one wave has received."""

    wave: str
    responses: int


@dataclass(frozen=True)
class Counts:
    """What the study's page shows and refreshes: the responses in force, in all and per wave."""

    responses: int
    waves: tuple[WaveCount, ...]


class WaveCountSchema(Schema):
    """One wave."""

    wave = fields.String(required=True)
    responses = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class CountsSchema(Schema):
    """The whole count."""

    responses = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    waves = fields.List(fields.Nested(WaveCountSchema), required=True)
