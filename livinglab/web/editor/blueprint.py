"""The blueprint every module of this folder adds its pages to."""

from __future__ import annotations

from flask import Blueprint

editor = Blueprint("editor", __name__)
