"""The workshop of a version: what it is made of, what ran, who worked, what that costs and emits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.workshop import correct_line, record_lines, withdraw_line
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import find_project
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion, prototypes_of
from livinglab.store.version_files import files_of, files_taken_out
from livinglab.store.workshop import WorkshopRecord, history_of, records_of
from livinglab.store.workshop_fields import KINDS, Kind, RecordKind, read_values
from livinglab.store.workshop_manifest import advised, missing
from livinglab.store.workshop_sums import account_of
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.version_pair import pair_of
from livinglab.words import t

ROWS = 5  # lines of the form for fast entry; more come after sending


@facilitator.get("/versions/<version_id>/workshop")
def workshop(version_id: str) -> str:
    """The sums of a version and every record in force."""
    return workshop_page(here(PrototypeVersion, version_id))


def workshop_page(found: PrototypeVersion, file_error: str = "", out_error: Mapping[str, str] | None = None) -> str:
    """The same, with what is wrong with a file just given."""
    told = records_of(found.project_id, found.id, "know_how")
    return render_template(
        "facilitator/workshop.html",
        version=found,
        project=find_project(by(), found.project_id),
        account=account_of(found),
        kinds=KINDS,
        records={kind: records_of(found.project_id, found.id, kind) for kind in KINDS},
        files=files_of(found.id),
        file_error=file_error,
        out_error=out_error or {},
        taken_out=files_taken_out(found.id),
        manifest_missing=missing(told[-1]) if told else (),
        manifest_advised=advised(told[-1]) if told else (),
        done="done" in request.args,
        wide=True,
    )


@facilitator.get("/versions/<version_id>/workshop/<workshop_kind>")
def workshop_form(version_id: str, workshop_kind: str) -> str:
    """The form of several lines; of the only one, filled in, where a version has one."""
    found, kind = here(PrototypeVersion, version_id), _kind(workshop_kind)
    last = records_of(found.project_id, found.id, kind) if KINDS[kind].once else ()
    return _form(found, kind, [_typed(last[-1])] if last else [], {})


@facilitator.post("/versions/<version_id>/workshop/<workshop_kind>")
def record_workshop(version_id: str, workshop_kind: str) -> Response | tuple[str, int]:
    """Keeps the lines that were filled in, all of them or none."""
    found, kind = here(PrototypeVersion, version_id), _kind(workshop_kind)
    lines = _lines(KINDS[kind])
    complaints = complaints_about(kind, lines)
    if complaints or not lines:
        first = f"{KINDS[kind].fields[0].name}.1"
        return _form(found, kind, lines, complaints or {first: t("workshop.missing")}), 422
    record_lines(by=by(), version=found, kind=kind, lines=lines)
    return redirect(url_for("facilitator.workshop", version_id=found.id, done=1), 303)


@facilitator.get("/versions/<version_id>/workshop/lines/<line_id>")
def workshop_line(version_id: str, line_id: str) -> str:
    """One line, to correct or to take out."""
    found, line = _line(version_id, line_id)
    return _form(found, line.kind, [_typed(line)], {}, line)


@facilitator.post("/versions/<version_id>/workshop/lines/<line_id>")
def correct_workshop_line(version_id: str, line_id: str) -> Response | tuple[str, int]:
    """Puts the corrected line in its place."""
    found, line = _line(version_id, line_id)
    lines = _lines(KINDS[line.kind]) or [{}]
    complaints = complaints_about(line.kind, lines[:1])
    if complaints:
        return _form(found, line.kind, lines[:1], complaints, line), 422
    try:
        correct_line(by=by(), record=line, typed=lines[0])
    except Refused as refusal:
        return _form(found, line.kind, lines[:1], {"reason": refusal.words()}, line), refusal.status
    return redirect(url_for("facilitator.workshop", version_id=found.id, done=1), 303)


@facilitator.post("/versions/<version_id>/workshop/lines/<line_id>/withdrawal")
def withdraw_workshop_line(version_id: str, line_id: str) -> Response | tuple[str, int]:
    """Takes the line out of the sums, with the reason."""
    found, line = _line(version_id, line_id)
    try:
        withdraw_line(by=by(), record=line, reason=request.form.get("reason", ""))
    except Refused as refusal:
        return _form(found, line.kind, [_typed(line)], {"reason": refusal.words()}, line), refusal.status
    return redirect(url_for("facilitator.workshop", version_id=found.id, done=1), 303)


@facilitator.get("/projects/<project_id>/versions")
def compare_prototype_versions(project_id: str) -> str:
    """The versions of a project side by side: cost, footprint, scrap, hours."""
    project = here(Project, project_id)
    versions = [version for prototype in prototypes_of(project.id) for version in prototype.versions]
    rows = [(version, account_of(version)) for version in versions]
    return render_template(
        "facilitator/workshop_compare.html",
        project=project,
        rows=rows,
        pair=pair_of(rows, request.args.get("first", ""), request.args.get("second", "")),
        wide=True,
    )


def complaints_about(kind: RecordKind, lines: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What to put right: field and line → sentence."""
    return {
        f"{name}.{n}": t(key)
        for n, line in enumerate(lines, 1)
        for name, key in read_values(kind, line).problems.items()
    }


def _kind(name: str) -> RecordKind:
    if name not in KINDS:
        raise NotFound
    return cast(RecordKind, name)


def _line(version_id: str, line_id: str) -> tuple[PrototypeVersion, WorkshopRecord]:
    version, line = here(PrototypeVersion, version_id), here(WorkshopRecord, line_id)
    if line.project_id != version.project_id or line.version_id not in (None, version.id):
        raise NotFound
    return version, line


def _lines(kind: Kind) -> list[dict[str, str]]:
    count = 1 if kind.once else ROWS
    rows = [{f.name: request.form.get(f"{f.name}.{n}", "") for f in kind.fields} for n in range(1, count + 1)]
    return [row for row in rows if any(text.strip() for text in row.values())]


def _typed(record: WorkshopRecord) -> dict[str, str]:
    return {name: f"{value:.15g}" if isinstance(value, float) else str(value) for name, value in record.values.items()}


def _form(
    version: PrototypeVersion,
    kind: RecordKind,
    lines: Sequence[Mapping[str, str]],
    complaints: Mapping[str, str],
    line: WorkshopRecord | None = None,
) -> str:
    count = 1 if line or KINDS[kind].once else ROWS
    return render_template(
        "facilitator/workshop_form.html",
        version=version,
        project=find_project(by(), version.project_id),
        kind=kind,
        fields=KINDS[kind].fields,
        lines=[*lines, *({} for _ in range(count - len(lines)))],
        history=history_of(version.project_id, version.id, kind),
        complaints=complaints,
        line=line,
        wrong=bool(complaints),
    )
