"""Projects: creating one, and its page."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from livinglab.actions.projects import create_project as create
from livinglab.store.failures import Refused
from livinglab.store.orphans import orphans_of
from livinglab.store.overview import chain_of, counts_of, studies_of
from livinglab.store.projects import Project
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, in_languages, typed
from livinglab.web.team.blueprint import team
from livinglab.words import t


@team.get("/projects/new")
def new_project() -> Answered:
    """The form of a new project."""
    return render_template("team/new_project.html", typed={}, errors=[], complaints={})


@team.post("/projects/new")
def create_project() -> Answered:
    """Creates it and opens its page."""
    title = in_languages("title")
    if not all(title.values()):
        fields = typed("title_fr", "title_en", "description_fr", "description_en")
        missing = next(f"title_{language}" for language, words in title.items() if not words)
        return complain("team/new_project.html", [(missing, t("team.title_missing"))], typed=fields)
    try:
        created = create(by=by(), title=title, description=in_languages("description"))
    except Refused as refused:
        fields = typed("title_fr", "title_en", "description_fr", "description_en")
        return complain("team/new_project.html", [("title_fr", refused.words())], typed=fields)
    return redirect(url_for("team.project", project_id=created.id))


@team.get("/projects/<project_id>")
def project(project_id: str) -> Answered:
    """The chain at a glance, and the studies."""
    found = here(Project, project_id)
    studies = studies_of([found.id])
    return render_template(
        "team/project.html",
        project=found,
        chain=chain_of(found.id),
        gaps=sum(len(each.found) for each in orphans_of(found.id)),
        studies=[(study, counts_of(study.id)) for study in studies],
        wide=True,
    )
