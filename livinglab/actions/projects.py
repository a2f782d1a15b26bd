"""Projects: opening one, wording it again, saying when it starts and ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from livinglab.actions import texts
from livinglab.actions.action import administrator_action, team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.corrections import ProjectCorrection
from livinglab.store.database import db, lock
from livinglab.store.failures import Conflict, Refused
from livinglab.store.projects import Project


def create_project(*, by: Member, title: Mapping[str, str], description: Mapping[str, str] | None = None) -> Project:
    """A new project; only an administrator opens one."""
    project = Project(title=texts.in_languages(title), description=texts.optional_languages(description))
    with administrator_action(by, "create_project") as act:
        db.session.add(project)
        act.on(project)
    return project


def describe_project(
    *, by: Member, project: Project, title: Mapping[str, str], description: Mapping[str, str] | None = None
) -> Project:
    """The project with another title and description."""
    with team_action(by, "describe_project", project) as act:
        project.title = texts.in_languages(title)
        project.description = texts.optional_languages(description)
        act.on(project)
    return project


def date_project(
    *, by: Member, project: Project, starts_on: date | None, ends_on: date | None, reason: str = ""
) -> Project:
    """When the project starts and ends. A date that was said before changes with a reason only, and stays to be read.

    Raises Refused for an end before the start or a change without a reason, Conflict when nothing would change.
    """
    why = texts.optional_text(reason, texts.LONG)
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("project_ends_before_it_starts")
    with team_action(by, "date_project", project) as act:
        lock(project)
        before, after = (project.starts_on, project.ends_on), (starts_on, ends_on)
        if before == after:
            raise Conflict("project_dates_unchanged")
        if any(old is not None and old != new for old, new in zip(before, after, strict=True)):
            if not why:
                raise Refused("project_dates_without_reason")
            kept = ProjectCorrection(project_id=project.id, starts_on=before[0], ends_on=before[1], reason=why)
            kept.corrected_by_id = account_id(by)
            db.session.add(kept)
        project.starts_on, project.ends_on = after
        act.on(project)
    return project
