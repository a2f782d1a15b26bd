"""The blueprint every module of this folder adds its pages to."""

from __future__ import annotations

from flask import Blueprint

board = Blueprint("board", __name__, url_prefix="/s")
