"""Uptakes: writing down that an organisation adopted a version or a learning, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from analysis.indicators.facts import INNOVATIONS, SIZES
from livinglab.actions.adopters import Adopter, describe_adopter, said_of
from livinglab.actions.uptakes import record_uptake
from livinglab.store.corrections import corrections_of_uptake
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.sessions import Helix
from livinglab.store.trace import Kind, Node
from livinglab.store.trace_things import things_of
from livinglab.store.uptakes import Uptake, UptakeDocument
from livinglab.web.access import by, here
from livinglab.web.chain import Step, step_at, step_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.facilitator.indicator_lines import said_in
from livinglab.web.file_answers import file_answer
from livinglab.web.forms import day
from livinglab.words import t
from livinglab.words.countries import countries, country_name

NEEDED = {"of": "uptakes.of_missing", "organisation": "uptakes.organisation_missing", "scale": "uptakes.scale_missing"}
PLACES = {"adopter_changed_without_reason": "reason"}  # where a refusal is said, at the first field otherwise
TAKEN: tuple[Kind, ...] = ("prototype_version", "learning")


@facilitator.get("/projects/<project_id>/uptakes/new")
def new_uptake(project_id: str) -> str:
    """The form; what one comes from is proposed as what was adopted."""
    return _form(here(Project, project_id), Entry({"of": request.args.get("of", "")}))


@facilitator.post("/projects/<project_id>/uptakes")
def adopt(project_id: str) -> Response | tuple[str, int]:
    """Writes it down and opens its page."""
    project = here(Project, project_id)
    read, adopted_on = entry(NEEDED), day("adopted_on")
    complaints = dict(read.complaints)
    if adopted_on is None:
        complaints["adopted_on"] = t("uptakes.date_wrong")
    if not read.text("helix"):
        complaints["helix"] = t("uptakes.helix_missing")
    if complaints or adopted_on is None:
        return _form(project, Entry(read.typed, complaints)), 422
    file = request.files.get("document")
    given = file if file and file.filename else None
    try:
        uptake = record_uptake(
            by=by(),
            project=project,
            of=step_at(project.id, *read.text("of").partition(":")[::2]).node,
            organisation=read.text("organisation"),
            helix=read.text("helix"),
            adopted_on=adopted_on,
            scale=read.text("scale"),
            country=read.text("country"),
            document=given.stream if given else None,
            document_name=(given.filename or "") if given else "",
        )
    except Refused as refusal:
        return _form(project, read.refused(refusal, "organisation")), refusal.status
    return redirect(url_for("facilitator.uptake", uptake_id=uptake.id, done=1), 303)


@facilitator.get("/uptakes/<uptake_id>")
def uptake(uptake_id: str) -> str:
    """Who adopted what, since when, how widely, and the document that says so."""
    return _page(here(Uptake, uptake_id), Entry())


@facilitator.post("/uptakes/<uptake_id>/adopter")
def describe(uptake_id: str) -> Response | tuple[str, int]:
    """Keeps what is said of the adopter; what was said before stays, with the reason."""
    found, read = here(Uptake, uptake_id), entry({})
    adopter = Adopter(
        read.text("country"), read.text("size"), read.text("introduced"), read.text("legal_solution") == "1"
    )
    try:
        describe_adopter(by=by(), uptake=found, adopter=adopter, reason=read.text("reason"))
    except Refused as refusal:
        return _page(found, read.refused(refusal, PLACES.get(refusal.code, "country"))), refusal.status
    return redirect(url_for("facilitator.uptake", uptake_id=found.id, described=1), 303)


@facilitator.get("/uptakes/<uptake_id>/document")
def uptake_document(uptake_id: str) -> Response:
    """The adopter's document. Raises NotFound when there is none."""
    found = here(Uptake, uptake_id)
    if found.digest is None:
        raise NotFound
    return file_answer(UptakeDocument(found))


def _page(found: Uptake, read: Entry) -> str:
    account = db.session.get(Account, found.recorded_by_id) if found.recorded_by_id else None
    return render_template(
        "facilitator/uptake.html",
        uptake=found,
        said=said_of(found),
        corrections=corrections_of_uptake(found),
        recorded_by=account.name if account else "",
        done="done" in request.args,
        described="described" in request.args,
        sizes=SIZES,
        innovations=INNOVATIONS,
        countries=countries(said_in()),
        country_name=lambda code: country_name(code, said_in()),
        entry=read,
        wrong=bool(read.complaints),
    )


def _form(project: Project, read: Entry) -> str:
    return render_template(
        "facilitator/uptake_form.html",
        project=project,
        taken=_taken(project),
        helices=get_args(Helix),
        countries=countries(said_in()),
        entry=read,
        wrong=bool(read.complaints),
    )


def _taken(project: Project) -> Sequence[Step]:
    return [step_of(project.id, Node(kind, one.id), one) for kind in TAKEN for one in things_of(project.id, kind)]
