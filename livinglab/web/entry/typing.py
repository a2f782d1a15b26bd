"""One sheet being typed: one field a question, kept at each question with a script, at each sending without."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.paper_entries import discard_entry, moment_of, read_entry, save_entry
from livinglab.store.failures import Refused
from livinglab.store.paper_entries import PaperEntry
from livinglab.web.access import by, here
from livinglab.web.entry.blueprint import entry, my_entry
from livinglab.web.entry.meaning import Line, lines_of
from livinglab.web.forms import Answered, whole
from livinglab.words import t
from surveys.paper_entry import MOST_BLOCKS, Entry

PLACE = "c."  # begins the names of the fields of cells: a question may be called "csrf_token"
BLOCKS = "blocks."
NUMBER = re.compile(r"[0-9]{1,4}")


@entry.get("/paper-entries/<entry_id>")
def sheet(entry_id: str) -> Answered:
    """The cells of the sheet; the reading once the entry is finished."""
    found = my_entry(entry_id)
    if found.finished_at is not None:
        return redirect(url_for("entry.review", entry_id=found.id))
    return _page(found, read_entry(found))


@entry.post("/paper-entries/<entry_id>")
def keep(entry_id: str) -> Answered:
    """Keeps what is typed; then the reading, one more block, or the same page."""
    found = my_entry(entry_id)
    words, blocks = _typed()
    then, _, repeat = request.form.get("then", "").partition(" ")
    if then == "add":
        blocks[repeat] = min(blocks.get(repeat, 1) + 1, MOST_BLOCKS)
    try:
        save_entry(by=by(), entry=found, typed=words, blocks=blocks, seen=whole("seen") or 0)
    except Refused as refused:
        if "live" in request.form:
            return make_response(jsonify(said=refused.words()), refused.status)
        shown = Entry(found.sheet.version.content, words, blocks, moment_of(found.sheet))
        return _page(found, shown, refused.words()), refused.status
    if "live" in request.form:
        return _live(found)
    if then == "review":
        return redirect(url_for("entry.review", entry_id=found.id), 303)
    return redirect(url_for("entry.sheet", entry_id=found.id, kept=1, _anchor=_next(found)), 303)


@entry.post("/paper-entries/<entry_id>/discard")
def discard(entry_id: str) -> Answered:
    """Throws an unfinished entry away."""
    found = here(PaperEntry, entry_id)
    study_id, name = found.sheet.study_id, found.sheet.name
    try:
        discard_entry(by=by(), entry=found)
    except Refused as refused:
        flash(refused.words())
    else:
        flash(t("paper_entry.discarded", number=name))
    return redirect(url_for("entry.desk", study_id=study_id), 303)


def _typed() -> tuple[dict[str, str], dict[str, int]]:
    """The cells and the numbers of blocks, as they were sent."""
    fields = request.form
    words = {name[len(PLACE) :]: fields[name] for name in fields if name.startswith(PLACE)}
    blocks = {name[len(BLOCKS) :]: fields[name] for name in fields if name.startswith(BLOCKS)}
    return words, {name: int(number) for name, number in blocks.items() if NUMBER.fullmatch(number)}


def _live(found: PaperEntry) -> Response:
    """What the script writes beside the cells."""
    cells = [line for line in lines_of(read_entry(found)) if isinstance(line, Line)]
    said: dict[str, Any] = {
        line.key: {"meaning": line.meaning, "wrong": line.wrong, "asked": line.asked} for line in cells
    }
    return jsonify(revision=found.revision, cells=said)


def _next(found: PaperEntry) -> str:
    """The first cell after the last one filled: where someone without a script goes on."""
    cells = read_entry(found).cells
    filled = [rank for rank, cell in enumerate(cells) if cell.key in found.typed]
    after = filled[-1] + 1 if filled else 0
    return f"c.{cells[min(after, len(cells) - 1)].key}" if cells else ""


def _page(found: PaperEntry, shown: Entry, refused: str = "") -> str:
    return render_template(
        "entry/sheet.html",
        study=found.sheet.study,
        sheet=found.sheet,
        entry=found,
        lines=[(line, isinstance(line, Line)) for line in lines_of(shown)],
        here="" if refused else _next(found),
        refused=refused,
        wrong=bool(refused),
        wide=True,
    )
