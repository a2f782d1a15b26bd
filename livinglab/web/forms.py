"""Reading the fields of the team's forms, and showing a form again with what to correct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from flask import render_template, request
from werkzeug.wrappers import Response

from livinglab.words import LANGUAGES

Answered: TypeAlias = str | Response | tuple[str, int]
Errors: TypeAlias = Sequence[tuple[str, str]]  # id of the field, what to do


def typed(*names: str) -> dict[str, str]:
    """The fields of these names as they were sent; nothing but these."""
    return {name: request.form.get(name, "").strip() for name in names}


def in_languages(name: str) -> dict[str, str]:
    """A text typed once per language: fields `title_fr`, `title_en` → {"fr": …, "en": …}."""
    return {language: request.form.get(f"{name}_{language}", "").strip() for language in LANGUAGES}


def complain(template: str, errors: Errors, **values: object) -> tuple[str, int]:
    """The page again, with everything typed and the list of what to correct."""
    return render_template(template, errors=errors, complaints=dict(errors), wrong=True, **values), 422


def whole(name: str) -> int | None:
    """A whole number typed in a field; None when it is not one."""
    written = request.form.get(name, "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 9 else None
