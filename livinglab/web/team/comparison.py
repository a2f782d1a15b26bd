"""The studies of a project side by side: asked for, then read."""

from __future__ import annotations

import time
from pathlib import Path

from flask import current_app, redirect, render_template, request, url_for

from livinglab.jobs.comparisons import ask_for_comparison, comparison_of
from livinglab.store.projects import Project
from livinglab.store.reports import newest_reports
from livinglab.web.access import here
from livinglab.web.forms import Answered
from livinglab.web.team.blueprint import team
from livinglab.words import spoken

TOGETHER = 2  # reported studies; one stands beside nothing


@team.get("/projects/<project_id>/comparison")
def comparison(project_id: str) -> Answered:
    """What the newest report of each study says of the same outcomes; what to do while there is nothing to compare."""
    project = here(Project, project_id)
    reports = newest_reports(project.id)
    made = _made(comparison_of(project.id, spoken(), current_app.config["LIVINGLAB"]))
    waiting = made is None or _modified(made) < request.args.get("asked", 0.0, float)
    return render_template(
        "team/comparison.html",
        project=project,
        reports=reports,
        enough=len(reports) >= TOGETHER,
        waiting=waiting and "asked" in request.args,
        article=made.read_text(encoding="utf-8") if made else "",  # ours, written by the job with every text escaped
        wide=True,
    )


@team.post("/projects/<project_id>/comparison")
def compare_again(project_id: str) -> Answered:
    """Asks the job to put the studies side by side again."""
    project = here(Project, project_id)
    asked = time.time()
    ask_for_comparison(project.id)
    return redirect(url_for("team.comparison", project_id=project.id, asked=f"{asked:.3f}"))


def _made(page: Path) -> Path | None:
    return page if page.is_file() else None


def _modified(page: Path) -> float:
    return page.stat().st_mtime
