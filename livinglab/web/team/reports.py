"""Reports: asked for, followed while they are written, downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from flask import Response, redirect, render_template, url_for

from livinglab.actions.reports import request_report
from livinglab.jobs.reports import ask_for_report
from livinglab.schemas.progress import ProgressSchema
from livinglab.store.failures import NotFound, Refused
from livinglab.store.overview import counts_of, reports_of
from livinglab.store.report_standing import standing_of, touched_by_withdrawals
from livinglab.store.reports import Audience, Report
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.downloads import download
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.words import LANGUAGES, t
from reports.audiences import AUDIENCES


@team.get("/studies/<study_id>/reports")
def reports(study_id: str) -> Answered:
    """The reports of the study, and the form to ask for one."""
    return render_template("team/reports.html", **_shown(here(Study, study_id)), typed={}, errors=[], complaints={})


@team.post("/studies/<study_id>/reports")
def produce_report(study_id: str) -> Answered:
    """Asks for a report; a job writes it."""
    study = here(Study, study_id)
    fields = typed("language", "audience")
    audience = next((one for one in get_args(Audience) if one == fields["audience"] and one in AUDIENCES), None)
    if fields["language"] not in LANGUAGES or audience is None:
        where = "audience" if audience is None else "language"
        return complain("team/reports.html", [(where, t("studies.report_choose"))], **_shown(study), typed=fields)
    try:
        report = request_report(by=by(), study=study, audience=audience, language=fields["language"])
    except Refused as refused:
        return complain("team/reports.html", [("language", refused.words())], **_shown(study), typed=fields)
    ask_for_report(report.id)
    return redirect(url_for("team.report", report_id=report.id))


@team.get("/reports/<report_id>")
def report(report_id: str) -> Answered:
    """How far it is, or the file."""
    found = here(Report, report_id)
    standing = standing_of(found) if found.state == "done" else None
    numbers = {one.id: _number(one) for one in (found, *(standing.versions if standing else ()))}
    return render_template("team/report.html", report=found, study=found.study, standing=standing, numbers=numbers)


@team.get("/reports/<report_id>/progress.json")
def report_progress(report_id: str) -> Response:
    """How far it is, for the page that watches."""
    found = here(Report, report_id)
    told = {"state": found.state, "progress": found.progress, "words": t(f"studies.report_stage_{found.stage}")}
    body = ProgressSchema().dumps(told)
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


@team.get("/reports/<report_id>/report.pdf")
def download_report(report_id: str) -> Answered:
    """The file."""
    found = here(Report, report_id)
    if found.state != "done" or found.path is None or not Path(found.path).is_file():
        raise NotFound
    name = f"report-{found.audience}-{found.language}-{_number(found)}.pdf"
    return download(Path(found.path), "application/pdf", name)


@team.get("/reports/<report_id>/read")
def read_report(report_id: str) -> Answered:
    """The same report as a page."""
    found = here(Report, report_id)
    if found.state != "done" or found.article is None:
        raise NotFound
    article = found.article.read_text(encoding="utf-8")  # ours, written by the job with every text escaped
    shown = {"report": found, "study": found.study, "standing": standing_of(found)}
    return render_template("team/report_read.html", **shown, article=article, wide=True)


@team.get("/reports/<report_id>/look.css")
def report_look(report_id: str) -> Response:
    """The colour of the laboratory for the report on screen; in the dark the site's own, which stays readable."""
    look = here(Report, report_id).look
    light = f"@media (prefers-color-scheme: light) {{ .report {{ --action: {look.accent}; }} }}\n" if look else ""
    return Response(light, mimetype="text/css")


def _number(found: Report) -> int:
    """Reports are numbered within their study, oldest first."""
    ordered = [report.id for report in reversed(reports_of(found.study_id))]
    return ordered.index(found.id) + 1


def _shown(study: Study) -> dict[str, object]:
    all_reports = reports_of(study.id)
    return {
        "study": study,
        "reports": list(zip(range(len(all_reports), 0, -1), all_reports, strict=True)),
        "touched": touched_by_withdrawals(study.id),
        "responses": counts_of(study.id).total,
        "audiences": [(audience, t(f"studies.report_for_{audience}")) for audience in AUDIENCES],
        "wide": True,
    }
