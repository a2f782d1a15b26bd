"""A study: creating one, its page, opening and closing it, its public link."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, flash, redirect, render_template, url_for

from livinglab.actions import studies as actions
from livinglab.schemas.counts import Counts, CountsSchema, WaveCount
from livinglab.store.failures import NotFound, Refused
from livinglab.store.overview import counts_of, prototype_versions_of, reports_of
from livinglab.store.projects import Project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.responses import waiting_of
from livinglab.store.studies import Study
from livinglab.web.access import by, here, here_within
from livinglab.web.forms import Answered, complain, in_languages, typed
from livinglab.web.qr import qr_svg
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import facts_of, plan_of
from livinglab.web.team.steps import STEPS, next_of
from livinglab.words import t


@team.get("/projects/<project_id>/studies/new")
def new_study(project_id: str) -> Answered:
    """The form of a new study."""
    return render_template("team/new_study.html", **_offered(here(Project, project_id)), typed={}, complaints={})


@team.post("/projects/<project_id>/studies/new")
def create_study(project_id: str) -> Answered:
    """Creates it and opens its page."""
    project = here(Project, project_id)
    fields = typed("title_fr", "title_en", "version", "anonymous")
    title = in_languages("title")
    missing = [f"title_{language}" for language, words in title.items() if not words]
    if missing:
        return complain(
            "team/new_study.html", [(missing[0], t("team.title_missing"))], **_offered(project), typed=fields
        )
    try:
        version = here_within(project.id, PrototypeVersion, fields["version"])
        created = actions.plan_study(by=by(), version=version, title=title, anonymous=bool(fields["anonymous"]))
    except NotFound:
        errors = [("version", t("studies.version_missing"))]
        return complain("team/new_study.html", errors, **_offered(project), typed=fields)
    return redirect(url_for("team.study", study_id=created.id))


@team.get("/studies/<study_id>")
def study(study_id: str) -> Answered:
    """Where the study stands, the next step, the responses, the participants' door."""
    found = here(Study, study_id)
    return _page(found)


@team.get("/studies/<study_id>/count.json")
def count(study_id: str) -> Response:
    """The responses counted now."""
    counts = counts_of(here(Study, study_id).id)
    waves = tuple(WaveCount(wave, number) for wave, number in sorted(counts.responses.items()))
    body = CountsSchema().dumps(Counts(counts.total, waves))
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


@team.post("/studies/<study_id>/open")
def open_study(study_id: str) -> Answered:
    """Opens it to answers."""
    return _change(here(Study, study_id), actions.open_study, "studies.opened")


@team.post("/studies/<study_id>/close")
def close_study(study_id: str) -> Answered:
    """Closes it."""
    return _change(here(Study, study_id), actions.close_study, "studies.closed")


@team.post("/studies/<study_id>/stop-inviting")
def stop_inviting(study_id: str) -> Answered:
    """Nobody new; who has begun may still send."""
    return _change(here(Study, study_id), partial(actions.close_study, at_once=False), "studies.closing")


@team.post("/studies/<study_id>/link")
def issue_open_link(study_id: str) -> Answered:
    """Gives it a public link, or another one."""
    return _change(here(Study, study_id), actions.issue_open_link, "studies.door_issued")


@team.post("/studies/<study_id>/link/revoke")
def revoke_open_link(study_id: str) -> Answered:
    """Takes the public link away."""
    return _change(here(Study, study_id), actions.revoke_open_link, "studies.door_revoked")


def _change(found: Study, action: Callable[..., Study], said: str) -> Answered:
    try:
        action(by=by(), study=found)
    except Refused as refused:
        return _page(found, refused.words()), refused.status
    flash(t(said))
    return redirect(url_for("team.study", study_id=found.id))


def _page(found: Study, refused: str = "") -> str:
    facts = facts_of(found)
    link = url_for("participant.study_door", token=found.open_token, _external=True) if found.open_token else ""
    return render_template(
        "team/study.html",
        study=found,
        plan=plan_of(found),
        steps=[(step, step.done(facts)) for step in STEPS],
        next=next_of(facts),
        counts=counts_of(found.id),
        reports=reports_of(found.id),
        link=link,
        qr=qr_svg(link) if link else "",
        refused=refused,
        waiting=waiting_of(found.id),
        wide=True,
    )


def _offered(project: Project) -> dict[str, object]:
    versions = prototype_versions_of(project.id)
    offered = [(version.id, f"{version.prototype.name} – {version.label}") for version in versions]
    return {"project": project, "versions": offered}
