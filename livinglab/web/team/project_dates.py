"""When a project starts and ends, and what was said of it before."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from livinglab.actions.projects import date_project
from livinglab.store.corrections import corrections_of_project
from livinglab.store.failures import Refused
from livinglab.store.projects import Project
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, Errors, day, day_fields, is_blank_day, typed
from livinglab.web.team.blueprint import team
from livinglab.words import t

DATES = ("starts_on", "ends_on")
PLACES = {"project_dates_without_reason": "reason"}  # where a refusal is said, at the end of the project otherwise


@team.get("/projects/<project_id>/dates")
def project_dates(project_id: str) -> Answered:
    """The form, with the dates that stand and those that stood before."""
    found = here(Project, project_id)
    shown = day_fields("starts_on", found.starts_on) | day_fields("ends_on", found.ends_on)
    return _page(found, shown, [])


@team.post("/projects/<project_id>/dates")
def date_it(project_id: str) -> Answered:
    """Keeps them; a blank date is one that nobody knows yet."""
    found = here(Project, project_id)
    given = {name: day(name) for name in DATES}
    wrong = [(name, t("uptakes.date_wrong")) for name in DATES if given[name] is None and not is_blank_day(name)]
    if wrong:
        return _page(found, _typed(), wrong), 422
    try:
        date_project(by=by(), project=found, reason=request.form.get("reason", ""), **given)
    except Refused as refused:
        return _page(found, _typed(), [(PLACES.get(refused.code, "ends_on"), refused.words())]), refused.status
    return redirect(url_for("team.project", project_id=found.id, dated=1), 303)


def _typed() -> dict[str, str]:
    return typed("reason", *(f"{name}.{part}" for name in DATES for part in ("day", "month", "year")))


def _page(project: Project, shown: dict[str, str], errors: Errors) -> str:
    return render_template(
        "team/project_dates.html",
        project=project,
        corrections=corrections_of_project(project),
        typed=shown,
        errors=errors,
        complaints=dict(errors),
        wrong=bool(errors),
    )
