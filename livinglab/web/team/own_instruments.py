"""Instruments the team holds itself: a model to fill in, its upload, its workbook back, taking it out."""

from __future__ import annotations

from io import BytesIO

from flask import Response, flash, redirect, request, url_for

from livinglab.actions.instruments import hold_instrument as hold
from livinglab.actions.instruments import retire_instrument as retire
from livinglab.store.failures import NotFound, Refused
from livinglab.store.instruments import instrument_of, own_instrument
from livinglab.store.projects import Project
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.downloads import XLSX, download
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.web.team.instruments import library_shown
from livinglab.web.team.workbooks import posted_workbook, problems_page
from livinglab.words import either, t
from surveys.instruments.reading import read_instrument
from surveys.instruments.sheets import instrument_workbook as workbook_of
from surveys.xlsx_file import to_xlsx


@team.get("/studies/<study_id>/instrument-model.xlsx")
def instrument_model(study_id: str) -> Response:
    """The workbook to fill in: each line says what it asks for."""
    here(Study, study_id)
    return download(BytesIO(to_xlsx(workbook_of())), XLSX, "instrument.xlsx")


@team.get("/studies/<study_id>/instruments/<instrument_code>.xlsx")
def instrument_workbook(study_id: str, instrument_code: str) -> Response:
    """An instrument of the library as such a workbook."""
    content = instrument_of(here(Study, study_id).project_id, instrument_code)
    return download(BytesIO(to_xlsx(workbook_of(content))), XLSX, f"{content.code}.xlsx")


@team.post("/studies/<study_id>/instruments")
def hold_instrument(study_id: str) -> Answered:
    """Reads the workbook and adds it to the library of the project, or stores nothing and lists what to correct."""
    study = here(Study, study_id)
    filename, source, complaint = posted_workbook()
    errors = [("workbook", complaint)] if complaint else []
    if "allowed" not in request.form:
        errors.append(("allowed", t("instruments.allowed_missing")))
    if errors:
        return complain("team/instruments.html", errors, **library_shown(study))
    reading = read_instrument(source, filename)
    way_back = url_for("team.instruments", study_id=study.id, _anchor="own")
    if reading.instrument is None:
        title, again = t("instruments.problems_title"), t("instruments.hold")
        return problems_page(study, filename, reading.problems, title=title, again=again, way_back=way_back)
    try:
        project = here(Project, study.project_id)
        held = hold(by=by(), project=project, content=reading.instrument, filename=filename, source=source)
    except Refused as refused:
        return complain("team/instruments.html", [("workbook", refused.words())], **library_shown(study))
    flash(t("instruments.held", title=either(held.content.title)))
    return redirect(url_for("team.instrument", study_id=study.id, instrument_code=held.code), 303)


@team.post("/studies/<study_id>/instruments/<instrument_code>/retire")
def retire_instrument(study_id: str, instrument_code: str) -> Answered:
    """Takes it out of the library; questionnaires that ask it keep it."""
    study = here(Study, study_id)
    own = own_instrument(study.project_id, instrument_code)
    if own is None:
        raise NotFound
    retire(by=by(), instrument=own)
    flash(t("instruments.retired", title=either(own.content.title)))
    return redirect(url_for("team.instruments", study_id=study.id), 303)
