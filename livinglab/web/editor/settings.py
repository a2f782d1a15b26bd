"""What holds for the whole questionnaire: its title, its name, the soft answers it offers."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from livinglab.store.failures import Conflict
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.fields import typed_form
from livinglab.web.editor.opened import Opened, keep, opened
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys.editing.forms import set_settings, settings_of
from surveys.editing.tables import Field
from surveys.languages import UNLABELLED
from surveys.xlsform.cells import NAME

PLAIN = ("form_id", "version", "missing_options")


@editor.get("/drafts/<draft_id>/settings")
def settings(draft_id: str) -> Answered:
    """The settings in a form."""
    found = opened(draft_id)
    return _page(found, _written(found))


@editor.post("/drafts/<draft_id>/settings")
def save_settings(draft_id: str) -> Answered:
    """Writes those that were changed."""
    found = opened(draft_id)
    typed = {name: " ".join(value.split()) for name, value in typed_form(found).fields.items()}
    before = _written(found)
    if typed.get("form_id") and not NAME.fullmatch(typed["form_id"]):
        return _page(found, typed, {"form_id": t("editor.form_id_bad")}), 422
    values: dict[Field, str] = {
        _field(name): value for name, value in typed.items() if name in before and value != before[name]
    }
    try:
        keep(found, set_settings(found.workbook, values), "settings")
    except Conflict as conflict:
        return _page(opened(draft_id), typed, {"main": conflict.words()}), 409
    flash(t("editor.kept"))
    return redirect(url_for("editor.settings", draft_id=draft_id), 303)


def _page(found: Opened, typed: dict[str, str], complaints: dict[str, str] | None = None) -> str:
    complaints = complaints or {}
    return render_template(
        "editor/settings.html",
        found=found,
        typed=typed,
        errors=list(complaints.items()),
        complaints=complaints,
        wrong=bool(complaints),
    )


def _written(found: Opened) -> dict[str, str]:
    known = settings_of(found.workbook)
    titles = {f"form_title_{one.code}": known.get(("form_title", one.code), "") for one in found.languages}
    return {**titles, **{column: known.get((column, UNLABELLED), "") for column in PLAIN}}


def _field(name: str) -> Field:
    if name.startswith("form_title_"):
        return "form_title", name.removeprefix("form_title_")
    return name, UNLABELLED
