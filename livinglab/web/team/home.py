"""The team's home: what needs attention today, and the projects."""

from __future__ import annotations

from flask import render_template

from livinglab.store.finding import administers, projects_of
from livinglab.store.overview import counts_of, studies_of
from livinglab.web.access import by, may
from livinglab.web.forms import Answered
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import next_step_of


@team.get("/team")
def home() -> Answered:
    """Today: each study's next step, for those who may take it; then every project."""
    projects = projects_of(by())
    studies = studies_of([project.id for project in projects])
    mine = [(study, next_step_of(study)) for study in studies if may("write", study)]
    return render_template(
        "team/home.html",
        projects=[(project, sum(study.project_id == project.id for study in studies)) for project in projects],
        attention=[(study, step) for study, step in mine if step.code != "collect"],
        open_studies=[(study, counts_of(study.id)) for study in studies if study.state in ("open", "closing")],
        administrator=administers(by()),
        wide=True,
    )
