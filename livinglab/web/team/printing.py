"""Printing a questionnaire: what to print, followed while it is drawn, downloaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from flask import Response, redirect, render_template, request, url_for

from livinglab.actions.print_runs import print_sheets as number_sheets
from livinglab.jobs.paper import ask_for_sheets
from livinglab.schemas.progress import ProgressSchema
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import person_of
from livinglab.store.overview import yet_to_answer
from livinglab.store.paper_entries import sheets_numbered
from livinglab.store.print_runs import PrintRun, print_runs_of
from livinglab.store.serving import served_now
from livinglab.store.studies import Participant, Study
from livinglab.web.access import by, here
from livinglab.web.downloads import download
from livinglab.web.forms import Answered, complain, typed, whole
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.web.wording import language_name
from livinglab.words import either, spoken, t

SEPARATORS = re.compile(r"[\s,;]+")


@team.get("/studies/<study_id>/printing")
def printing(study_id: str) -> Answered:
    """What can be printed, and what was."""
    return render_template("team/printing.html", **_shown(here(Study, study_id)), typed={}, errors=[], complaints={})


@team.post("/studies/<study_id>/printing")
def print_sheets(study_id: str) -> Answered:
    """Numbers the sheets; a job draws them."""
    study = here(Study, study_id)
    fields = typed("wave", "language", "copies", "codes")
    copies = whole("copies") if fields["copies"] else 0
    version = served_now(study).get(fields["wave"])
    people, errors = _people(study, fields)
    if version is None:
        errors.append(("wave", t("printing.wave_missing")))
    if copies is None:
        errors.append(("copies", t("printing.copies_not_whole")))
    if version is None or copies is None or errors:
        return complain("team/printing.html", errors, **_shown(study), typed=request.form)
    try:
        run = number_sheets(
            by=by(),
            study=study,
            wave=fields["wave"],
            version=version,
            language=fields["language"],
            large="large" in request.form,
            copies=copies,
            people=people,
        )
    except Refused as refused:
        place = "language" if refused.code == "language_unknown" else "copies"
        return complain("team/printing.html", [(place, refused.words())], **_shown(study), typed=request.form)
    ask_for_sheets(run.id)
    return redirect(url_for("team.print_run", run_id=run.id), 303)


@team.get("/print-runs/<run_id>")
def print_run(run_id: str) -> Answered:
    """Being drawn, or the file."""
    found = here(PrintRun, run_id)
    typed_already = {sheet.number for sheet in sheets_numbered(found.study_id, found.numbers)} if found.named else set()
    return render_template(
        "team/print_run.html",
        run=found,
        study=found.study,
        title=_title(found),
        sheets=[(number, holder, number in typed_already) for number, holder in found.holders.items()],
        wide=found.named,
    )


@team.get("/print-runs/<run_id>/progress.json")
def print_progress(run_id: str) -> Response:
    """Whether it is there, for the page that watches."""
    found = here(PrintRun, run_id)
    told = {"state": found.state, "progress": 100 if found.state == "done" else 0, "words": t("printing.drawing")}
    body = ProgressSchema().dumps(told)
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


@team.get("/print-runs/<run_id>/sheets.pdf")
def download_sheets(run_id: str) -> Answered:
    """The file to print."""
    found = here(PrintRun, run_id)
    if found.state != "done" or found.path is None or not Path(found.path).is_file():
        raise NotFound
    named = f"-{found.numbers[0]}-{found.numbers[-1]}" if found.numbers else ""
    return download(Path(found.path), "application/pdf", f"{found.version.content.form_id}{named}.pdf")


def _title(run: PrintRun) -> str:
    """What a run is, in a few words."""
    if not run.numbers:
        return t("printing.blank_title")
    return t("printing.run_title", first=run.numbers[0], last=run.numbers[-1], n=len(run.numbers))


def _people(study: Study, fields: Mapping[str, str]) -> tuple[list[Participant], list[tuple[str, str]]]:
    """Those a sheet is printed for, by site as in a visit, and what to put right; nobody for plain copies."""
    codes = list(dict.fromkeys(code for code in SEPARATORS.split(fields["codes"]) if code))
    if not codes and "named" not in request.form:
        return [], []
    if fields["copies"]:
        return [], [("copies", t("printing.copies_or_people"))]
    found = {code: person_of(study, code) for code in codes}
    unknown = [code for code, person in found.items() if person is None or person.withdrawn_at is not None]
    if unknown:
        return [], [("codes", t("printing.codes_unknown", codes=", ".join(unknown)))]
    people = [person for person in found.values() if person] if codes else yet_to_answer(study.id, fields["wave"])
    if not people:
        return [], [("codes", t("printing.nobody_left"))]
    return sorted(set(people), key=lambda person: (person.site or "", person.pseudonym)), []


def _shown(study: Study) -> dict[str, object]:
    plan, served = plan_of(study), served_now(study)
    waves = [wave for wave in (plan.waves if plan else ()) if wave.code in served]
    languages = dict.fromkeys(code for version in served.values() for code in version.content.languages)
    offered = [(code, language_name(code)) for code in languages] or [(spoken(), language_name(spoken()))]
    return {
        "study": study,
        "offered": [(one.code, f"{either(one.label)} – {either(served[one.code].content.title)}") for one in waves],
        "languages_offered": offered,
        "runs": [(run, _title(run)) for run in print_runs_of(study.id)],
        "wide": True,
    }
