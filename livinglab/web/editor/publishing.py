"""Everything still wrong, with the way to each place; publishing once nothing is; taking the workbook home."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaires import store_questionnaire
from livinglab.store.failures import Conflict, Refused
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.access import by
from livinglab.web.downloads import XLSX, download
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import called
from livinglab.web.editor.opened import Opened, keep, opened
from livinglab.web.editor.trials import results, told
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys.changes import Change, changes
from surveys.editing.forms import set_settings, setting
from surveys.editing.outline import Line
from surveys.languages import UNLABELLED
from surveys.problems import Problem
from surveys.xlsx_file import LONGEST_CELL, CellTooLong, to_xlsx


@dataclass(frozen=True)
class Place:
    """A problem, and the question whose form puts it right, if one does."""

    problem: Problem
    line: Line | None


@editor.get("/drafts/<draft_id>/check")
def check(draft_id: str) -> Answered:
    """What is wrong, the kept examples, and the button that publishes."""
    return _page(opened(draft_id))


@editor.post("/drafts/<draft_id>/publish")
def publish(draft_id: str) -> Answered:
    """Makes the draft a version; the draft stays, for the next one."""
    found = opened(draft_id)
    version = " ".join(request.form.get("version", "").split())[:40]
    if not version:
        return _page(found, wrong=t("editor.version_missing")), 422
    try:
        workbook = set_settings(found.workbook, {("version", UNLABELLED): version})
        found = keep(found, workbook, "published", version)
    except Conflict as conflict:
        return _page(opened(draft_id), wrong=conflict.words()), 409
    if found.questionnaire is None:
        return _page(found, wrong=t("editor.not_publishable")), 422
    stored = store_questionnaire(
        by=by(),
        project=found.project,
        content=found.questionnaire,
        filename=_filename(found),
        source=_written(found),
        files=found.files,
    )
    flash(t("editor.published", version=stored.content.version))
    return redirect(url_for("editor.drafts", project_id=found.draft.project_id), 303)


@editor.get("/drafts/<draft_id>/workbook.xlsx")
def workbook(draft_id: str) -> Answered:
    """The workbook as it stands: the sheets and cells that came in, with what was changed."""
    found = opened(draft_id)
    return download(BytesIO(_written(found)), XLSX, _filename(found))


def _written(found: Opened) -> bytes:
    """The workbook as a file. Raises Refused where a cell, of a CSV once, is longer than a spreadsheet can hold."""
    try:
        return to_xlsx(found.workbook)
    except CellTooLong as cell:
        raise Refused("cell_too_long", sheet=cell.sheet, row=cell.row, limit=LONGEST_CELL) from None


def _page(found: Opened, wrong: str = "") -> str:
    return render_template(
        "editor/check.html",
        found=found,
        places=_places(found),
        called=called,
        told=told,
        results=results(found),
        earlier=found.earlier,
        unchanged=_unchanged(found),
        changes=_changes(found),
        version=_next(setting(found.workbook, "version"), found.earlier),
        errors=[("version", wrong)] if wrong else [],
        complaints={"version": wrong} if wrong else {},
        wrong=bool(wrong),
        wide=True,
    )


def _places(found: Opened) -> list[Place]:
    """Every problem, with the first question whose form puts it right."""
    owners: dict[int, Line] = {}
    for line in found.lines:
        for problem in () if line.closes and line.paired else found.problems_of(line):
            owners.setdefault(id(problem), line)
    return [Place(problem, owners.get(id(problem))) for problem in found.problems]


def _unchanged(found: Opened) -> QuestionnaireVersion | None:
    """The version before, when it asks exactly the same."""
    last = next(iter(found.earlier), None)
    if last is None or found.questionnaire is None:
        return None
    same = replace(found.questionnaire, version=last.content.version).digest == last.digest
    return last if same else None


def _changes(found: Opened) -> Sequence[Change]:
    """What differs from the version before, and what can no longer be compared with it."""
    if found.questionnaire is None or not found.earlier:
        return ()
    return changes(found.earlier[0].content, found.questionnaire)


def _next(written: str, earlier: Sequence[QuestionnaireVersion]) -> str:
    """The number of the version to come: the one written, unless it exists already."""
    taken = {version.content.version for version in earlier}
    if written and written not in taken:
        return written
    last = next((version.content.version for version in earlier), written or "0")
    counted = re.fullmatch(r"(.*?)([0-9]+)", last)
    return f"{counted[1]}{int(counted[2]) + 1}" if counted else f"{last} 2"


def _filename(found: Opened) -> str:
    stem = setting(found.workbook, "form_id") or PurePath(found.draft.filename).stem
    return re.sub(r"[^\w-]+", "_", stem).strip("_")[:80] + ".xlsx"
