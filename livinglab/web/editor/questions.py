"""A question: choosing its kind, its form in all languages, adding it, changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.store.failures import Conflict, NotFound
from livinglab.web.editor import conditions, fields
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import Complaint
from livinglab.web.editor.fields import Form, blank_form, changes, form_of, moved_choices, typed_form
from livinglab.web.editor.kinds import BY_CODE, KINDS, Kind, families
from livinglab.web.editor.opened import Opened, keep, opened
from livinglab.web.editor.syntax import fault_of
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys.editing.choices import ChoiceLine, copy_list, list_names, named, users_of, write_choices
from surveys.editing.names import free_name, proposed_name, rename
from surveys.editing.outline import Line
from surveys.editing.structure import insert
from surveys.editing.tables import Field, set_cells
from surveys.languages import UNLABELLED
from surveys.workbook import Workbook
from surveys.xlsform.cells import NAME
from surveys.xlsx_file import LONGEST_CELL

LIST_BUTTONS = "order"
COPY_LIST = "copy"


@editor.get("/drafts/<draft_id>/add")
def choose_kind(draft_id: str) -> Answered:
    """The kinds of question, by family."""
    found = opened(draft_id)
    return render_template("editor/kinds.html", found=found, families=families(), after=after_row(found), wide=True)


@editor.get("/drafts/<draft_id>/add/<kind>")
def new_question(draft_id: str, kind: str) -> Answered:
    """The form of a new question."""
    found, chosen = opened(draft_id), _kind(kind)
    return _page(found, chosen, blank_form(chosen), None)


@editor.post("/drafts/<draft_id>/add/<kind>")
def add_question(draft_id: str, kind: str) -> Answered:
    """Puts it after the row it was asked for."""
    found, chosen, typed = opened(draft_id), _kind(kind), typed_form(opened(draft_id))
    if LIST_BUTTONS in request.form:
        return _page(
            found, chosen, replace(typed, choices=moved_choices(typed.choices, request.form[LIST_BUTTONS])), None
        )
    values, complaints = changes(found, chosen, blank_form(chosen), typed)
    complaints = (*complaints, *_to_put_right(found, chosen, None, typed, values))
    if complaints:
        return _page(found, chosen, replace(typed, complaints=complaints), None), 422
    name = typed.fields.get("name") or _proposed(found, typed)
    workbook, values = _with_new_list(found, chosen, typed, name, values)
    own = {("name", UNLABELLED): name, **_appearance(chosen, values), **values}
    closing = [{("type", UNLABELLED): chosen.type.replace("begin", "end")}] if chosen.groups else []
    workbook = insert(workbook, after_row(found), [own, *closing])
    return _kept(
        found, workbook, "added", _title(found, typed, name), max(after_row(found), 1) + 1, None, chosen, typed
    )


@editor.get("/drafts/<draft_id>/rows/<int:row>")
def question(draft_id: str, row: int) -> Answered:
    """The form of a question or a group."""
    found = opened(draft_id)
    line = _line(found, row)
    kind = found.kind(line)
    return _page(found, kind, form_of(found, line, kind), line)


@editor.post("/drafts/<draft_id>/rows/<int:row>")
def save_question(draft_id: str, row: int) -> Answered:
    """Writes what was changed; where the question itself has changed meanwhile, shows both."""
    found, typed = opened(draft_id), typed_form(opened(draft_id))
    line = found.line(row, request.form.get("was", ""))
    if line is None:
        return render_template("editor/gone.html", found=found, typed=typed, wrong=True), 409
    kind = found.kind(line)
    if LIST_BUTTONS in request.form:
        return _list_button(found, kind, typed, line)
    if request.form.get("thing") != found.digest(line):
        return _page(found, kind, typed, line, other=form_of(found, line, kind)), 409
    values, complaints = changes(found, kind, form_of(found, line, kind), typed)
    complaints = (*complaints, *_to_put_right(found, kind, line, typed, values))
    if complaints:
        return _page(found, kind, replace(typed, complaints=complaints), line), 422
    name = typed.fields.get("name") or (_proposed(found, typed) if line.name else "")
    workbook = set_cells(_with_kind(found.workbook, kind, line, typed), "survey", line.row, values)
    if kind.takes_choices and line.kind.list and "has-choices" in typed.fields:
        workbook = write_choices(workbook, line.kind.list, named(_worth_keeping(typed.choices)))
    workbook = rename(workbook, line.row, name)
    return _kept(found, workbook, "changed", _title(found, typed, name), line.row, line, kind, typed)


def _kept(
    found: Opened, workbook: Workbook, done: str, about: str, row: int, line: Line | None, kind: Kind, typed: Form
) -> Answered:
    try:
        keep(found, workbook, done, about, found.draft.revision)
    except Conflict as conflict:  # between the opening of this page and the writing: the next try sees both
        return _page(found, kind, replace(typed, complaints=(Complaint("main", conflict.words()),)), line), 409
    flash(t("editor.kept"))
    return _onward(found, row)


def _onward(found: Opened, row: int) -> Response:
    """Back to the outline, at the question; or to the next one to add."""
    if request.form.get("go") == "another":
        return redirect(url_for("editor.choose_kind", draft_id=found.draft.id, after=row), 303)
    if request.form.get("go") == "stay":
        return redirect(url_for("editor.question", draft_id=found.draft.id, row=row), 303)
    return redirect(url_for("editor.outline", draft_id=found.draft.id, _anchor=f"row-{row}"), 303)


def _page(found: Opened, kind: Kind, form: Form, line: Line | None, other: Form | None = None) -> str:
    earlier = conditions.offered(found, line.row if line else None)
    complaints = {one.field: one.sentence for one in form.complaints}
    return render_template(
        "editor/question.html",
        found=found,
        kind=kind,
        kinds=_kinds_to(kind),
        line=line,
        form=form,
        typed=form.fields,
        errors=list(complaints.items()),
        complaints=complaints,
        other=_differences(found, form, other) if other else (),
        problems=found.problems_of(line) if line else (),
        advanced=fields.advanced(found, kind, line),
        earlier=earlier,
        answers=conditions.answers_to(found, earlier),
        places=range(_conditions_shown(form.fields)),
        lists=[] if line else _lists(found),
        shared=[name for name in users_of(found.workbook, line.kind.list) if name != line.name] if line else [],
        long_list=len(form.choices) > fields.LONGEST_TABLE,
        after=after_row(found),
        wrong=bool(complaints),
        wide=True,
    )


def _kinds_to(kind: Kind) -> list[Kind]:
    """What a question may become: any kind that asks something; a group stays one."""
    if kind.groups:
        return [one for one in KINDS if one.groups]
    return [one for one in KINDS if not one.groups]


def _conditions_shown(typed: Mapping[str, str]) -> int:
    used = sum(bool(typed.get(f"if-{place}-question")) for place in range(conditions.MOST_CONDITIONS))
    return min(used + 1, conditions.MOST_CONDITIONS)


def _list_button(found: Opened, kind: Kind, typed: Form, line: Line) -> Answered:
    order = request.form[LIST_BUTTONS]
    if order != COPY_LIST:
        return _page(found, kind, replace(typed, choices=moved_choices(typed.choices, order)), line)
    workbook, name = copy_list(found.workbook, line.kind.list)
    value = found.value(line.row, ("type", UNLABELLED)).replace(line.kind.list, name, 1)
    workbook = set_cells(workbook, "survey", line.row, {("type", UNLABELLED): value})
    keep(found, workbook, "changed", line.name)
    flash(t("editor.list_copied"))
    return redirect(url_for("editor.question", draft_id=found.draft.id, row=line.row), 303)


def _to_put_right(
    found: Opened, kind: Kind, line: Line | None, typed: Form, values: Mapping[Field, str]
) -> list[Complaint]:
    complaints = []
    written = typed.fields.get("name", "")
    name = "" if line and written == line.name else written  # what was there before is told by the reader
    others = {one.name for one in found.lines if line is None or one.row != line.row}
    if name and not NAME.fullmatch(name):
        complaints.append(Complaint("name", t("editor.name_bad", name=proposed_name(name, others))))
    elif name and name in others:
        complaints.append(Complaint("name", t("editor.name_taken", name=free_name(name, others))))
    labels = [typed.fields.get(f"label_{language.code}", "") for language in found.languages]
    if "label" in kind.parts and not any(labels) and line is None:
        complaints.append(Complaint(f"label_{found.languages[0].code}", t("editor.label_missing")))
    offers = _worth_keeping(typed.choices) or typed.fields.get("list")
    if kind.takes_choices and line is None and not offers:
        complaints.append(Complaint("choice-0-label", t("editor.choices_missing")))
    for name, value in typed.fields.items():
        if len(value) > LONGEST_CELL and name != "pasted":
            complaints.append(Complaint(name, t("editor.text_too_long", limit=LONGEST_CELL)))
    for (column, _), source in values.items():
        fault = fault_of(found, column, source)
        if fault:
            complaints.append(Complaint(column if column in typed.fields else f"cell:{column}", fault))
    return complaints


def _worth_keeping(choices: tuple[ChoiceLine, ...]) -> list[ChoiceLine]:
    return [line for line in choices if line.name or any(line.labels.values())]


def _with_new_list(
    found: Opened, kind: Kind, typed: Form, name: str, values: dict[Field, str]
) -> tuple[Workbook, dict[Field, str]]:
    """The workbook with the list of a new question, and its type cell."""
    if not kind.takes_choices:
        return found.workbook, {("type", UNLABELLED): kind.type, **values}
    known = typed.fields.get("list", "")
    workbook, listed = found.workbook, known
    if known not in list_names(found.workbook):
        listed = free_name(name, list_names(found.workbook))
        workbook = write_choices(workbook, listed, named(_worth_keeping(typed.choices)))
    return workbook, {("type", UNLABELLED): f"{kind.type} {listed}", **values}


def _appearance(kind: Kind, values: Mapping[Field, str]) -> dict[Field, str]:
    written = values.get(("appearance", UNLABELLED))
    return {("appearance", UNLABELLED): kind.appearance} if kind.appearance and not written else {}


def _with_kind(workbook: Workbook, kind: Kind, line: Line, typed: Form) -> Workbook:
    """The workbook with a row of another kind, and the end of its group; those of the same one stay as they are."""
    wanted = BY_CODE.get(typed.fields.get("kind", ""), kind)
    if wanted == kind:
        return workbook
    listed = (line.kind.list or line.name) if wanted.takes_choices else ""
    words = [word for word in line.record.value("appearance").split() if word != kind.appearance]
    cells = {
        ("type", UNLABELLED): f"{wanted.type} {listed}".strip(),
        ("appearance", UNLABELLED): " ".join(filter(None, (wanted.appearance, *words))),
    }
    if wanted.groups and line.last != line.row:
        end = {("type", UNLABELLED): wanted.type.replace("begin", "end")}
        workbook = set_cells(workbook, "survey", line.last, end)
    return set_cells(workbook, "survey", line.row, cells)


def _differences(found: Opened, form: Form, other: Form) -> list[tuple[str, str, str]]:
    """Label of the field, what the draft says now, what was typed."""
    differing = [
        (t("editor.field_words", field=t(f"editor.{column}"), name=language.name), f"{column}_{language.code}")
        for language in found.languages
        for column in fields.WORDED
    ]
    differing += [(t("editor.relevant"), "relevant"), (t("editor.name"), "name")]
    return [
        (words, other.fields.get(name, ""), form.fields.get(name, ""))
        for words, name in differing
        if other.fields.get(name, "") != form.fields.get(name, "")
    ]


def _lists(found: Opened) -> list[tuple[str, str]]:
    """The lists there are, each with its first words, for a question that offers the same."""
    offered = []
    for name, choices in found.lists.items():
        words = ", ".join(found.say(choice.labels) or choice.name for choice in choices[:4])
        if name:
            offered.append((name, f"{words}{'…' if len(choices) > 4 else ''}"))
    return offered


def _proposed(found: Opened, typed: Form) -> str:
    labels = [typed.fields.get(f"label_{language.code}", "") for language in found.languages]
    return proposed_name(next(filter(None, labels), "question"), {line.name for line in found.lines})


def _title(found: Opened, typed: Form, name: str) -> str:
    labels = {language.code: typed.fields.get(f"label_{language.code}", "") for language in found.languages}
    return found.say(labels) or name


def _line(found: Opened, row: int) -> Line:
    line = found.line(row)
    if line is None or line.closes:
        raise NotFound
    return line


def _kind(code: str) -> Kind:
    if code not in BY_CODE:
        raise NotFound
    return BY_CODE[code]


def after_row(found: Opened) -> int:
    """The row a new one was asked for; the last one when none was."""
    asked = request.values.get("after", type=int)
    return min(asked, fields.last_row(found)) if asked is not None and asked >= 0 else fields.last_row(found)
