"""The partners of a project."""

from __future__ import annotations

from typing import get_args

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions.partners import record_partner, withdraw_partner
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.partners import Partner, partners_of, partners_withdrawn
from livinglab.store.projects import Project
from livinglab.store.sessions import Helix
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.facilitator.indicator_lines import said_in
from livinglab.words.countries import countries, country_name

NEEDED = {
    "organisation": "partners.organisation_missing",
    "country": "partners.country_missing",
    "helix": "partners.helix_missing",
}


@facilitator.get("/projects/<project_id>/partners")
def partners(project_id: str) -> str:
    """Who carries the project together, and the form for one more."""
    return _page(here(Project, project_id), Entry())


@facilitator.post("/projects/<project_id>/partners")
def add_partner(project_id: str) -> Response | tuple[str, int]:
    """Records a partner."""
    project = here(Project, project_id)
    read = entry(NEEDED)
    if read.complaints:
        return _page(project, read), 422
    try:
        record_partner(
            by=by(),
            project=project,
            organisation=read.text("organisation"),
            country=read.text("country"),
            helix=read.text("helix"),
            tests=[here(Study, each) for each in request.form.getlist("tests")],
        )
    except Refused as refusal:
        return _page(project, read.refused(refusal, "organisation")), refusal.status
    return redirect(url_for("facilitator.partners", project_id=project.id, done="recorded"), 303)


@facilitator.post("/partners/<partner_id>/withdraw")
def take_partner_off(partner_id: str) -> Response | tuple[str, int]:
    """Takes a partner off, with a reason."""
    partner = here(Partner, partner_id)
    project, read = db.session.get_one(Project, partner.project_id), entry({})
    try:
        withdraw_partner(by=by(), partner=partner, reason=read.text("reason"))
    except Refused as refusal:
        return _page(project, read.refused(refusal, f"reason-{partner.id}")), refusal.status
    return redirect(url_for("facilitator.partners", project_id=project.id, done="withdrawn"), 303)


def _page(project: Project, read: Entry) -> str:
    studies = select(Study).where(Study.project_id == project.id).order_by(Study.created_at, Study.id)
    listed = db.session.scalars(studies).all()
    done = request.args.get("done", "")
    return render_template(
        "facilitator/partners.html",
        project=project,
        partners=partners_of(project.id),
        withdrawn=partners_withdrawn(project.id),
        studies=listed,
        titled_of={study.id: study for study in listed},
        ticked=request.form.getlist("tests"),
        helices=get_args(Helix),
        countries=countries(said_in()),
        country_name=lambda code: country_name(code, said_in()),
        entry=read,
        done=done if done in ("recorded", "withdrawn") else "",
        wrong=bool(read.complaints),
    )
