"""The JSON of a background job's progress."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class ProgressSchema(Schema):
    """Where a job stands: the page shows the same words before any script runs."""

    state = fields.String(required=True, validate=validate.OneOf(("queued", "running", "done", "failed")))
    progress = fields.Integer(required=True, strict=True, validate=validate.Range(min=0, max=100))
    words = fields.String(required=True)
