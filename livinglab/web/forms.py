"""Reading the fields of the team's forms, and showing a form again with what to correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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


def day(name: str) -> date | None:
    """The day typed in the fields `name.day`, `name.month`, `name.year`; None when there is no such day."""
    try:
        year, month, number = (int(request.form.get(f"{name}.{part}", "")) for part in ("year", "month", "day"))
        return date(year, month, number)
    except ValueError:
        return None


def is_blank_day(name: str) -> bool:
    """Whether nothing was typed in the three fields of a day."""
    return not any(typed(*(f"{name}.{part}" for part in ("day", "month", "year"))).values())


def day_fields(name: str, shown: date | None) -> dict[str, str]:
    """The three fields of a day, filled in with the one that stands."""
    return {f"{name}.{part}": str(getattr(shown, part)) if shown else "" for part in ("day", "month", "year")}


def whole(name: str) -> int | None:
    """A whole number typed in a field; None when it is not one."""
    written = request.form.get(name, "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 9 else None
