"""Projects: creating one, and its page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, url_for

from livinglab.actions.projects import create_project as create
from livinglab.actions.projects import describe_project as describe
from livinglab.actions.texts import LONG, SHORT, UNSTORABLE
from livinglab.store.failures import Refused
from livinglab.store.orphans import orphans_of
from livinglab.store.overview import chain_of, counts_of, studies_of
from livinglab.store.projects import Project
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, Errors, in_languages, typed
from livinglab.web.team.blueprint import team
from livinglab.words import t

FIELDS = {"title_fr": SHORT, "title_en": SHORT, "description_fr": LONG, "description_en": LONG}


@team.get("/projects/new")
def new_project() -> Answered:
    """The form of a new project."""
    return _words(None, {}, [])


@team.post("/projects/new")
def create_project() -> Answered:
    """Creates it and opens its page."""
    wrong = _untitled()
    if wrong:
        return _words(None, typed(*FIELDS), wrong), 422
    try:
        created = create(by=by(), title=in_languages("title"), description=in_languages("description"))
    except Refused as refused:
        return _words(None, typed(*FIELDS), _refused(refused)), refused.status
    return redirect(url_for("team.project", project_id=created.id))


@team.get("/projects/<project_id>/words")
def project_words(project_id: str) -> Answered:
    """The form, with the title and the summary that stand."""
    found = here(Project, project_id)
    return _words(
        found, {f"title_{language}": words for language, words in found.title.items()}
        | {f"description_{language}": words for language, words in (found.description or {}).items()}, [],
    )  # fmt: skip


@team.post("/projects/<project_id>/words")
def describe_it(project_id: str) -> Answered:
    """Keeps them and opens the page of the project."""
    found = here(Project, project_id)
    wrong = _untitled()
    if wrong:
        return _words(found, typed(*FIELDS), wrong), 422
    try:
        describe(by=by(), project=found, title=in_languages("title"), description=in_languages("description"))
    except Refused as refused:
        return _words(found, typed(*FIELDS), _refused(refused)), refused.status
    return redirect(url_for("team.project", project_id=found.id, described=1), 303)


def _untitled() -> Errors:
    """The first language without a title."""
    missing = [language for language, words in in_languages("title").items() if not words]
    return [(f"title_{language}", t("team.title_missing")) for language in missing[:1]]


def _refused(refused: Refused) -> Errors:
    """A refusal, at the text that is too long or cannot be stored."""
    written = typed(*FIELDS)
    place = next(
        (name for name in FIELDS if len(written[name]) > FIELDS[name] or UNSTORABLE.search(written[name])), "title_fr"
    )
    return [(place, refused.words())]


def _words(project: Project | None, shown: Mapping[str, str], errors: Errors) -> str:
    return render_template(
        "team/project_words.html",
        project=project,
        typed=shown,
        errors=errors,
        complaints=dict(errors),
        wrong=bool(errors),
    )


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
