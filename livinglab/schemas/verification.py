"""The JSON a verification leaves: what the worker found, read back by the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

STATES = ("waiting", "holds", "other_edition", "fails", "unreadable")


@dataclass(frozen=True)
class CheckedFigure:
    """One figure of the report and whether it holds; `said` explains, by language."""

    figure: str
    holds: bool
    said: dict[str, str]


@dataclass(frozen=True)
class Checked:
    """What verification found: `state` is one of STATES.

    `issued_on`: the day this laboratory finished the very same file, None when it did not make it.
    `digest` is the SHA-256 of the file.
    """

    state: str
    figures: tuple[CheckedFigure, ...] = ()
    problems: tuple[dict[str, str], ...] = ()
    issued_on: date | None = None
    digest: str = ""


def _words() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class CheckedFigureSchema(Schema):
    """One figure."""

    class Meta:
        unknown = RAISE

    figure = fields.String(required=True)
    holds = fields.Boolean(required=True)
    said = _words()

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> CheckedFigure:
        """The value the fields stand for."""
        return CheckedFigure(**data)


class CheckedSchema(Schema):
    """A whole verification."""

    class Meta:
        unknown = RAISE

    state = fields.String(required=True, validate=validate.OneOf(STATES))
    figures = fields.List(fields.Nested(CheckedFigureSchema), load_default=list)
    problems = fields.List(fields.Dict(keys=fields.String(), values=fields.String()), load_default=list)
    issued_on = fields.Date(load_default=None, allow_none=True)
    digest = fields.String(load_default="")

    @post_load
    def made(self, data: dict[str, Any], **_: Any) -> Checked:
        """The value the fields stand for."""
        parts = data["state"], tuple(data["figures"]), tuple(data["problems"]), data["issued_on"]
        return Checked(*parts, data["digest"])
