"""Files of a version: its bill of materials as CSV, both ways, and its Open Know-How manifest."""

from __future__ import annotations

import csv
import io

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.version_files import keep_version_file, take_out_version_file
from livinglab.actions.workshop import record_lines
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import find_project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.version_files import VersionFile, files_of
from livinglab.store.workshop import records_of
from livinglab.store.workshop_fields import MATERIAL
from livinglab.store.workshop_manifest import manifest, missing
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.workshop import complaints_about, workshop_page
from livinglab.web.file_answers import file_answer, small_picture_answer
from livinglab.words import t
from surveys.taken_home import csv_file

MOST_OCTETS = 1_000_000
COLUMNS = [field.name for field in MATERIAL]


@facilitator.get("/versions/<version_id>/materials.csv")
def materials_file(version_id: str) -> Response:
    """The bill of materials in force, in the columns the import reads."""
    found = here(PrototypeVersion, version_id)
    lines = [record.values for record in records_of(found.project_id, found.id, "material")]
    rows = [[_cell(line.get(name, "")) for name in COLUMNS] for line in lines]
    return _file(csv_file([COLUMNS, *rows]), "materials.csv", "text/csv; charset=utf-8")


@facilitator.post("/versions/<version_id>/materials")
def import_materials(version_id: str) -> Response | tuple[str, int]:
    """Takes in a bill of materials, all of it or none; what is wrong is said line by line."""
    found = here(PrototypeVersion, version_id)
    lines, problems = _read()
    if not problems:
        record_lines(by=by(), version=found, kind="material", lines=lines)
        return redirect(url_for("facilitator.workshop", version_id=found.id, done=1), 303)
    page = render_template(
        "facilitator/workshop_import.html",
        version=found,
        project=find_project(by(), found.project_id),
        problems=problems,
        wrong=True,
    )
    return page, 422


@facilitator.get("/versions/<version_id>/okh.yml")
def okh_manifest(version_id: str) -> Response | tuple[str, int]:
    """The Open Know-How manifest, or what it still needs. Raises NotFound while nothing is told of the version."""
    found = here(PrototypeVersion, version_id)
    told = records_of(found.project_id, found.id, "know_how")
    if not told:
        raise NotFound
    if missing(told[-1]):
        return workshop_page(found), 422
    ready = records_of(found.project_id, found.id, "readiness")
    level = str(ready[-1].values["level"]) if ready else ""
    words = manifest(found.prototype.name, found.label, told[-1], level, files_of(found.id))
    return _file(words.encode(), "okh.yml", "application/yaml; charset=utf-8")


@facilitator.post("/versions/<version_id>/files")
def give_version_file(version_id: str) -> Response | tuple[str, int]:
    """Keeps a photograph or a file."""
    found, file = here(PrototypeVersion, version_id), request.files.get("picture")
    if file is None or not file.filename:
        return workshop_page(found, t("workshop.missing")), 422
    try:
        keep_version_file(
            by=by(), version=found, source=file.stream, name=file.filename, words=request.form.get("words", "")
        )
    except Refused as refusal:
        return workshop_page(found, refusal.words()), refusal.status
    return redirect(url_for("facilitator.workshop", version_id=found.id, done=1), 303)


@facilitator.get("/versions/<version_id>/files/<file_id>")
def version_file(version_id: str, file_id: str) -> Response:
    """One file, as what it was recognised to be. Raises NotFound for one of another version."""
    found, kept = here(PrototypeVersion, version_id), here(VersionFile, file_id)
    if kept.version_id != found.id:
        raise NotFound
    return file_answer(kept)


@facilitator.get("/versions/<version_id>/files/<file_id>/thumbnail")
def version_thumbnail(version_id: str, file_id: str) -> Response:
    """A photograph, small. Raises NotFound for anything else."""
    found, kept = here(PrototypeVersion, version_id), here(VersionFile, file_id)
    if kept.version_id != found.id:
        raise NotFound
    return small_picture_answer(kept)


@facilitator.post("/versions/<version_id>/files/<file_id>/withdrawal")
def take_out_file(version_id: str, file_id: str) -> Response | tuple[str, int]:
    """Takes a file out, with a reason."""
    found, kept = here(PrototypeVersion, version_id), here(VersionFile, file_id)
    if kept.version_id != found.id:
        raise NotFound
    try:
        take_out_version_file(by=by(), file=kept, reason=request.form.get("reason", ""))
    except Refused as refusal:
        return workshop_page(found, out_error={kept.id: refusal.words()}), refusal.status
    return redirect(url_for("facilitator.workshop", version_id=found.id, done=1) + "#files", 303)


def _read() -> tuple[list[dict[str, str]], list[str]]:
    file = request.files.get("file")
    content = file.stream.read(MOST_OCTETS + 1) if file else b""
    try:
        text = content.decode("utf-8-sig")
        dialect = csv.Sniffer().sniff(text.partition("\n")[0], ";,\t")
        reader = csv.DictReader(io.StringIO(text), dialect=dialect, strict=True)
        rows = [{name: row.get(name) or "" for name in COLUMNS} for row in reader]
        unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    except (UnicodeDecodeError, csv.Error):
        return [], [t("workshop.file_unreadable")]
    if len(content) > MOST_OCTETS or not rows or unknown:
        return [], [t("workshop.file_columns", columns=", ".join(COLUMNS))]
    return rows, [
        t("workshop.file_problem", line=int(n) + 1, column=name, problem=problem)
        for (name, _, n), problem in (
            (place.rpartition("."), words) for place, words in complaints_about("material", rows).items()
        )
    ]


def _cell(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, headers=headers, content_type=media_type)
