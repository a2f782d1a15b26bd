"""The questions in order: moved, copied, taken out, each step undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaire_drafts import redo_draft, undo_draft
from livinglab.store.failures import Conflict, NotFound
from livinglab.store.questionnaire_drafts import QuestionnaireDraft, redoable, undoable
from livinglab.web.access import by
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import called, in_words
from livinglab.web.editor.kinds import Kind
from livinglab.web.editor.opened import Opened, keep, opened, seen
from livinglab.web.editor.trials import broken_cases
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys.editing.outline import Line
from surveys.editing.structure import close, duplicate, move_after, move_down, move_up, remove
from surveys.editing.wordings import missing
from surveys.problems import Problem
from surveys.xlsform.cells import YES

STEPS = {"up": move_up, "down": move_down}


@dataclass(frozen=True)
class Entry:
    """A row of the outline, as the page shows it."""

    line: Line
    kind: Kind
    label: str
    condition: str
    required: bool
    untranslated: bool
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many of its problems keep the questionnaire from being published."""
        return sum(problem.severity == "error" for problem in self.problems)


@editor.get("/drafts/<draft_id>")
def outline(draft_id: str) -> Answered:
    """The questions, in order."""
    return _page(opened(draft_id))


@editor.post("/drafts/<draft_id>")
def arrange(draft_id: str) -> Answered:
    """One step up or down, a copy, or a place chosen with the mouse."""
    found = opened(draft_id)
    verb = next((name for name in ("up", "down", "copy", "close", "move") if name in request.form), "")
    line = found.line(request.form.get(verb, type=int, default=0))
    if line is None:
        raise NotFound
    workbook, row, done = found.workbook, line.row, "moved"
    if verb in STEPS:
        workbook, row = STEPS[verb](workbook, line.row)
    elif verb == "copy":
        workbook, row, done = duplicate(workbook, line.row), line.last + 1, "copied"
    elif verb == "close":
        workbook = close(workbook, line.row)
    elif verb == "move":
        target = request.form.get("to", type=int, default=line.row)
        workbook = move_after(workbook, line.row, target)
        row = target + 1 if target < line.row else target - len(line.block) + 1
    try:
        keep(found, workbook, done, called(found, line))
    except Conflict as conflict:
        return _page(opened(draft_id), conflict.words()), 409
    focused = f"{verb}-{row}" if verb in STEPS else f"row-{row}"
    return redirect(url_for("editor.outline", draft_id=draft_id, _anchor=focused), 303)


@editor.get("/drafts/<draft_id>/rows/<int:row>/move")
def moving(draft_id: str, row: int) -> Answered:
    """Asks after which row a question or a group goes: a long way in one step."""
    found = opened(draft_id)
    line = _line(found, row)
    return render_template("editor/move.html", found=found, line=line, places=_places(found, line), called=called)


@editor.get("/drafts/<draft_id>/rows/<int:row>/remove")
def removing(draft_id: str, row: int) -> Answered:
    """Asks before a question or a group is taken out."""
    found = opened(draft_id)
    line = found.line(row)
    if line is None or (line.closes and line.paired):
        raise NotFound
    inside = [one for one in found.lines if one.row in line.block and one.row != line.row and not one.closes]
    users = [one for one in found.lines if line.name and _refers(one, line.name)]
    return render_template("editor/remove.html", found=found, line=line, inside=inside, users=users, called=called)


@editor.post("/drafts/<draft_id>/rows/<int:row>/remove")
def remove_row(draft_id: str, row: int) -> Answered:
    """Takes it out; a group with its questions, or from around them."""
    found = opened(draft_id)
    line = found.line(row, request.form.get("was", ""))
    if line is None or (line.closes and line.paired):
        raise NotFound
    workbook = remove(found.workbook, line.row, keep_inside="keep" in request.form)
    try:
        keep(found, workbook, "removed", called(found, line))
    except Conflict as conflict:
        return _page(opened(draft_id), conflict.words()), 409
    flash(t("editor.removed"))
    before = max((one.row for one in found.lines if one.row < line.row), default=0)
    return redirect(url_for("editor.outline", draft_id=draft_id, _anchor=f"row-{before}"), 303)


@editor.post("/drafts/<draft_id>/undo")
def undo(draft_id: str) -> Answered:
    """Takes the last change back."""
    return _step(draft_id, undo_draft, "editor.undone")


@editor.post("/drafts/<draft_id>/redo")
def redo(draft_id: str) -> Answered:
    """Makes the change that was taken back."""
    return _step(draft_id, redo_draft, "editor.redone")


def entries(found: Opened) -> Iterator[Entry]:
    """The rows a person sees: questions, and groups where they begin."""
    untranslated = _untranslated(found)
    for line in found.lines:
        if not (line.closes and line.paired):
            yield Entry(
                line=line,
                kind=found.kind(line),
                label=called(found, line),
                condition=in_words(found, line.record.value("relevant")) if line.record.value("relevant") else "",
                required=line.record.value("required").lower() in YES,
                untranslated=line.row in untranslated["survey"] or line.kind.list in untranslated["choices"],
                problems=found.problems_of(line),
            )


def _page(found: Opened, refused: str = "") -> str:
    return render_template(
        "editor/outline.html",
        found=found,
        entries=list(entries(found)),
        undoable=undoable(found.draft),
        redoable=redoable(found.draft),
        broken=broken_cases(found),
        refused=refused,
        wrong=bool(refused),
        wide=True,
    )


def _step(draft_id: str, action: Callable[..., QuestionnaireDraft], said: str) -> Answered:
    found = opened(draft_id)
    try:
        action(by=by(), draft=found.draft, seen=seen())
    except Conflict as conflict:
        return _page(opened(draft_id), conflict.words()), 409
    flash(t(said))
    return redirect(url_for("editor.outline", draft_id=draft_id), 303)


def _untranslated(found: Opened) -> dict[str, set[object]]:
    lacking = [wording for language in found.languages for wording in missing(found.workbook, language.code)]
    rows: set[object] = {wording.row for wording in lacking if wording.sheet == "survey"}
    lists: set[object] = {wording.owner.partition(".")[0] for wording in lacking if wording.sheet == "choices"}
    return {"survey": rows, "choices": lists - {""}}


def _places(found: Opened, moved: Line) -> list[tuple[int, str]]:
    """Where a row can go, in order: the row it comes after, and the words for it."""
    places = [(0, t("editor.place_first"))]
    for line in found.lines:
        indent = "\u2003" * (line.depth + (1 if line.opens else 0))
        begin = next((one for one in found.lines if one.opens and one.last == line.row), line)
        said = "in" if line.opens else "after_group" if line.closes else "after"
        if line.row not in moved.block and line.paired:
            places.append((line.row, indent + t(f"editor.place_{said}", question=called(found, begin) or begin.name)))
    return places


def _refers(line: Line, name: str) -> bool:
    return any(f"${{{name}}}" in cell.value.replace(" ", "") for cell in line.record.cells.values())


def _line(found: Opened, row: int) -> Line:
    line = found.line(row)
    if line is None or line.closes:
        raise NotFound
    return line
