"""From a requirement to a prototype, from a prototype to a version, from a version to the study that tests it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions.prototypes import register_prototype, release_version
from livinglab.actions.studies import plan_study
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.finding import find_project, find_requirement
from livinglab.store.needs import Requirement
from livinglab.store.projects import Project
from livinglab.store.prototypes import Prototype, PrototypeVersion, prototypes_of
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node, edges_of
from livinglab.store.workshop import story_of
from livinglab.store.workshop_fields import STORY
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry, entry_in_either_language

Thing = TypeVar("Thing", Requirement, Study)

VERSION = {"label": "prototypes.version_missing", "changes": "prototypes.changes_missing"}


@facilitator.get("/requirements/<requirement_id>")
def requirement(requirement_id: str) -> str:
    """A requirement, its criterion, the versions that implement it, and the form of a new prototype."""
    found = here(Requirement, requirement_id)
    node = Node("requirement", found.id)
    edges = [edge for edge in edges_of(found.project_id) if edge.target == node and edge.relation == "implements"]
    return render_template(
        "facilitator/requirement.html",
        requirement=found,
        project=find_project(by(), found.project_id),
        versions=[db.session.get_one(PrototypeVersion, edge.source.id) for edge in edges],
        prototypes=prototypes_of(found.project_id),
        done="done" in request.args,
        entry=Entry(),
    )


@facilitator.get("/projects/<project_id>/prototypes")
def prototypes(project_id: str) -> str:
    """The prototypes of a project."""
    return _prototypes_page(here(Project, project_id), Entry())


@facilitator.post("/projects/<project_id>/prototypes")
def register(project_id: str) -> Response | tuple[str, int]:
    """Registers a prototype; the requirement it came from, if any, is proposed for its first version."""
    project = here(Project, project_id)
    read = entry({"name": "prototypes.name_missing"})
    if read.complaints:
        return _prototypes_page(project, read), 422
    try:
        found = register_prototype(by=by(), project=project, name=read.text("name"), summary=read.text("summary"))
    except Refused as refusal:
        return _prototypes_page(project, read.refused(refusal, "name")), refusal.status
    proposed = read.text("requirement") or None
    return redirect(url_for("facilitator.prototype", prototype_id=found.id, requirement=proposed, done=1), 303)


@facilitator.get("/prototypes/<prototype_id>")
def prototype(prototype_id: str) -> str:
    """A prototype, its versions, and the form of the next one."""
    found = here(Prototype, prototype_id)
    return _prototype(found, Entry(), request.args.getlist("requirement"))


@facilitator.post("/prototypes/<prototype_id>/versions")
def release(prototype_id: str) -> Response | tuple[str, int]:
    """Releases a version: what changed, and which requirements it implements."""
    found = here(Prototype, prototype_id)
    read = entry(VERSION)
    ticked = request.form.getlist("requirements")
    if read.complaints:
        return _prototype(found, read, ticked), 422
    try:
        version = release_version(
            by=by(),
            prototype=found,
            label=read.text("label"),
            changes=read.text("changes"),
            requirements=[find_requirement(by(), each, "write") for each in ticked],
        )
    except Refused as refusal:
        return _prototype(found, read.refused(refusal, "label"), ticked), refusal.status
    return redirect(url_for("facilitator.version", version_id=version.id, done=1), 303)


@facilitator.get("/versions/<version_id>")
def version(version_id: str) -> str:
    """A version, what it implements, the studies that test it, and the form of a new study."""
    return _version(here(PrototypeVersion, version_id), Entry())


@facilitator.post("/versions/<version_id>/studies")
def plan(version_id: str) -> Response | tuple[str, int]:
    """Plans a study of a version and goes to its page."""
    found = here(PrototypeVersion, version_id)
    read = entry_in_either_language("title", "prototypes.study_name_missing")
    if read.complaints:
        return _version(found, read), 422
    try:
        study = plan_study(
            by=by(), version=found, title=read.in_languages("title"), anonymous=bool(read.text("anonymous"))
        )
    except Refused as refusal:
        return _version(found, read.refused(refusal, "title_fr")), refusal.status
    return redirect(url_for("team.study", study_id=study.id), 303)


def _prototypes_page(project: Project, read: Entry) -> str:
    return render_template(
        "facilitator/prototypes.html",
        project=project,
        rows=prototypes_of(project.id),
        entry=read,
        wrong=bool(read.complaints),
    )


def _prototype(found: Prototype, read: Entry, ticked: Sequence[str]) -> str:
    chosen = select(Requirement).where(Requirement.project_id == found.project_id)
    return render_template(
        "facilitator/prototype.html",
        prototype=found,
        project=find_project(by(), found.project_id),
        requirements=db.session.scalars(chosen.order_by(Requirement.created_at, Requirement.id)).all(),
        ticked=ticked,
        entry=read,
        done="done" in request.args,
        wrong=bool(read.complaints),
    )


def _version(found: PrototypeVersion, read: Entry) -> str:
    edges = edges_of(found.project_id)
    node = Node("prototype_version", found.id)
    questions, story = [field.name for field in STORY], story_of(found)
    untold = [place for place, name in enumerate(questions, start=1) if name not in story]
    return render_template(
        "facilitator/version.html",
        version=found,
        questions=questions,
        story=story,
        first_untold=next(iter(untold), 1),
        project=find_project(by(), found.project_id),
        requirements=_at(edges, node, "requirement", Requirement),
        studies=_at(edges, node, "study", Study),
        entry=read,
        done="done" in request.args,
        wrong=bool(read.complaints),
    )


def _at(edges: Sequence[Edge], node: Node, kind: Kind, table: type[Thing]) -> Sequence[Thing]:
    ends = [end for edge in edges for end in (edge.source, edge.target) if node in (edge.source, edge.target)]
    return [db.session.get_one(table, end.id) for end in dict.fromkeys(ends) if end.kind == kind]
