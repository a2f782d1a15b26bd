"""Published instruments, added to a draft in one step, with the terms one accepts by using them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from livinglab.store.failures import Conflict, NotFound
from livinglab.store.instruments import instrument_of, library_of
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.opened import Opened, keep, opened
from livinglab.web.editor.questions import after_row
from livinglab.web.forms import Answered
from livinglab.words import either, t
from surveys.editing.scales import insert_scale
from surveys.instruments.insertion import fits


@editor.get("/drafts/<draft_id>/scales")
def scales(draft_id: str) -> Answered:
    """The instruments that have words in the language of the draft."""
    return _page(opened(draft_id))


@editor.post("/drafts/<draft_id>/scales")
def add_scale(draft_id: str) -> Answered:
    """Adds one after the row it was asked for; one that may reveal a danger asks first for a procedure."""
    found = opened(draft_id)
    code = request.form.get("scale", "")
    added = instrument_of(found.draft.project_id, code)
    if found.host is None or not fits(found.host, added):
        raise NotFound
    if added.safety and "safety" not in request.form:
        return _page(found, {f"safety-{code}": t("instruments.safety_missing")}), 422
    try:
        workbook = insert_scale(found.workbook, found.host, added, after_row(found))
        keep(found, workbook, "added", either(added.title))
    except Conflict as conflict:
        return _page(opened(draft_id), {"main": conflict.words()}), 409
    flash(t("editor.scale_added", title=either(added.title)))
    return redirect(url_for("editor.outline", draft_id=draft_id, _anchor=f"row-{after_row(found) + 1}"), 303)


def _page(found: Opened, complaints: dict[str, str] | None = None) -> str:
    complaints = complaints or {}
    host = found.host
    return render_template(
        "editor/scales.html",
        found=found,
        scales=[scale for scale in library_of(found.draft.project_id) if host and fits(host, scale)],
        after=after_row(found),
        errors=list(complaints.items()),
        complaints=complaints,
        wrong=bool(complaints),
    )
