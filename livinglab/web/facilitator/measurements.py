"""The measurements of a study: the files that brought them, a new file from its upload to its rows, corrections."""

from __future__ import annotations

from io import BytesIO

from flask import Response, redirect, render_template, request, send_file, url_for

from analysis.measurements.examples import example_csv, example_xlsx
from analysis.measurements.kinds import KINDS
from analysis.measurements.problems import Problem
from livinglab.actions.measurements import (
    accept_measurements,
    hand_in_measurements,
    lay_out_measurements,
    let_measurements_go,
)
from livinglab.jobs.measurements import ask_for_measurements
from livinglab.schemas.progress import ProgressSchema
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.files import MEGABYTE, files
from livinglab.store.measurements import (
    UNDER_WAY,
    MeasurementFile,
    left_out_of,
    lines_in_force,
    measurement_files_of,
)
from livinglab.store.projects import Project
from livinglab.store.studies import Study
from livinglab.web.access import by, here, here_within
from livinglab.web.downloads import XLSX, download
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.facilitator.measurement_layout import layout_of, said_of, typed_layout
from livinglab.web.forms import Answered
from livinglab.web.zones import ZONES
from livinglab.words import spoken, t

PREVIEW = {
    "measurements": ("series", "subject", "start", "end", "value"),
    "cash": ("on", "label", "cash", "payer", "value", "year"),
    "parameters": ("code", "label", "value", "year", "source"),
}
SHOWN = 100  # problems on a page: the gravest are corrected first


@facilitator.get("/studies/<study_id>/measurements")
def measurements(study_id: str) -> str:
    """What has been brought in, what waits, and the example files."""
    study = here(Study, study_id)
    brought = measurement_files_of(study.id)
    return render_template(
        "facilitator/measurements.html",
        **_around(study),
        done=[file for file in brought if file.state == "done"],
        waiting=[file for file in brought if file.state in (*UNDER_WAY, "unmapped", "ready")],
        stopped=[file for file in brought if file.state in ("refused", "failed")],
        counts=lines_in_force(study.id),
        wide=True,
    )


@facilitator.get("/studies/<study_id>/measurements/new")
def new_measurements(study_id: str) -> str:
    """Where a file is chosen; `corrects` names the one it replaces."""
    study = here(Study, study_id)
    return _form(study, Entry(), _corrected(study, request.args.get("corrects", "")))


@facilitator.post("/studies/<study_id>/measurements/new")
def hand_in_measurement_file(study_id: str) -> Answered:
    """Keeps the file for the job that opens it; nothing of it is stored in rows yet."""
    study = here(Study, study_id)
    read, given = entry({"name": "measurements.name_missing"}), request.files.get("file")
    corrected = _corrected(study, read.text("corrects"))
    kind = corrected.kind if corrected else read.text("kind")
    complaints = dict(read.complaints)
    if kind not in KINDS:
        complaints["kind"] = t("measurements.kind_missing")
    if given is None or not given.filename:
        complaints["file"] = t("measurements.file_missing")
    if complaints or given is None:
        return _form(study, Entry(read.typed, complaints), corrected), 422
    try:
        handed = hand_in_measurements(
            by=by(),
            study=study,
            source=given.stream,
            filename=given.filename or "",
            kind=kind,
            name=read.text("name"),
            supersedes=corrected,
            language=spoken(),
        )
    except Refused as refusal:
        return _form(study, read.refused(refusal, "file"), corrected), refusal.status
    ask_for_measurements(handed.id)
    return redirect(url_for("facilitator.measurement_file", handed_id=handed.id), 303)


@facilitator.get("/measurement-files/<handed_id>")
def measurement_file(handed_id: str) -> str:
    """How far a file is: its columns, what its rows say, what is wrong, what was stored of it."""
    return _page(here(MeasurementFile, handed_id))


@facilitator.get("/measurement-files/<handed_id>/progress.json")
def measurement_progress(handed_id: str) -> Response:
    """Whether a job is under way, for the page that watches."""
    handed = here(MeasurementFile, handed_id)
    state = "running" if handed.state in UNDER_WAY else "done"
    body = ProgressSchema().dumps({"state": state, "progress": 0, "words": t(f"measurements.state_{handed.state}")})
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


@facilitator.post("/measurement-files/<handed_id>/layout")
def lay_out_measurement_file(handed_id: str) -> Answered:
    """Says which column is what; a job then checks every row."""
    handed = here(MeasurementFile, handed_id)
    layout, complaints = typed_layout(handed)
    if layout is None:
        return _page(handed, typed=Entry(request.form.to_dict(), complaints)), 422
    try:
        lay_out_measurements(by=by(), handed=handed, layout=layout)
    except Refused as refusal:
        return _page(handed, refusal.words()), refusal.status
    return _next(handed)


@facilitator.post("/measurement-files/<handed_id>/store")
def accept_measurement_file(handed_id: str) -> Answered:
    """Stores the rows shown; a job does it."""
    handed = here(MeasurementFile, handed_id)
    try:
        accept_measurements(
            by=by(),
            handed=handed,
            leave_out=bool(request.form.get("leave_out")),
            seen=request.form.get("seen", ""),
        )
    except Refused as refusal:
        return _page(handed, refusal.words()), refusal.status
    return _next(handed)


@facilitator.post("/measurement-files/<handed_id>/let-go")
def let_measurement_file_go(handed_id: str) -> Answered:
    """Stores nothing and erases the file."""
    handed = here(MeasurementFile, handed_id)
    try:
        let_measurements_go(by=by(), handed=handed)
    except Refused as refusal:
        return _page(handed, refusal.words()), refusal.status
    return redirect(url_for("facilitator.measurements", study_id=handed.study_id), 303)


@facilitator.get("/measurement-files/<handed_id>/original")
def measurement_original(handed_id: str) -> Response:
    """The file as it came."""
    handed = here(MeasurementFile, handed_id)
    if handed.digest is None or not files().path(handed.digest).exists():
        raise NotFound
    return download(files().path(handed.digest), "application/octet-stream", handed.filename)


@facilitator.get("/measurement-examples/<sheet_kind>.<ending>")
def measurement_example(sheet_kind: str, ending: str) -> Response:
    """An example of a kind of file, in the writing of the reader's language."""
    makers = {"csv": (example_csv, "text/csv"), "xlsx": (example_xlsx, XLSX)}
    if sheet_kind not in KINDS or ending not in makers:
        raise NotFound
    make, media_type = makers[ending]
    answer: Response = send_file(
        BytesIO(make(sheet_kind, spoken())), media_type, as_attachment=True, download_name=f"{sheet_kind}.{ending}"
    )
    return answer


def _next(handed: MeasurementFile) -> Answered:
    ask_for_measurements(handed.id)
    return redirect(url_for("facilitator.measurement_file", handed_id=handed.id), 303)


def _around(study: Study) -> dict[str, object]:
    return {"study": study, "project": db.session.get_one(Project, study.project_id), "kinds": KINDS}


def _corrected(study: Study, identifier: str) -> MeasurementFile | None:
    return here_within(study.project_id, MeasurementFile, identifier) if identifier else None


def _form(study: Study, read: Entry, corrected: MeasurementFile | None) -> str:
    names = dict.fromkeys(file.name for file in measurement_files_of(study.id) if file.state == "done")
    return render_template(
        "facilitator/measurements_new.html",
        **_around(study),
        entry=read,
        corrected=corrected,
        names=list(names),
        most=files().largest // MEGABYTE,
        wrong=bool(read.complaints),
    )


def _page(handed: MeasurementFile, said: str = "", typed: Entry | None = None) -> str:
    problems = handed.problems or []
    pages = max(1, -(-len(problems) // SHOWN))
    at = min(max(request.args.get("page", 1, int), 1), pages)
    return render_template(
        "facilitator/measurement_file.html",
        **_around(handed.study),
        handed=handed,
        kind=KINDS[handed.kind],
        found=handed.found or {},
        problems=[Problem(**each) for each in problems[(at - 1) * SHOWN : at * SHOWN]],
        told=sum((handed.found or {}).get("codes", {}).values()),
        kept=len(problems),
        at=at,
        pages=pages,
        words_of=lambda code: Problem(code),
        waiting=handed.state in UNDER_WAY,
        form=layout_of(handed, request.args.get("sheet", ""), typed),
        layout_said=said_of(handed),
        left_out=[(row, [Problem(code) for code in row.codes]) for row in left_out_of(handed.id, SHOWN)],
        preview_titles=PREVIEW[KINDS[handed.kind].makes],
        zones=ZONES,
        language=spoken(),
        said=said,
        entry=typed or Entry(),
        wide=True,
        wrong=bool(said or typed),
    )
