"""The trace of a project: drawn as columns, and said as a table."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import func, select

from livinglab.store.database import db
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.web.access import here
from livinglab.web.chain import chain_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.trace_picture import drawn


@facilitator.get("/projects/<project_id>/trace")
def trace(project_id: str) -> str:
    """The way from each idea to the study that tests what became of it."""
    project = here(Project, project_id)
    chain = chain_of(project.id)
    followed = len(chain.columns["contribution"])
    return render_template(
        "facilitator/trace.html",
        project=project,
        chain=chain,
        picture=drawn(chain),
        waiting=_ideas_in(project.id) - followed,
        wide=True,
    )


def _ideas_in(project_id: str) -> int:
    ideas = select(func.count()).select_from(Contribution).join(AgendaItem).join(Session)
    return db.session.scalar(ideas.where(Session.project_id == project_id, Contribution.state == "visible")) or 0
