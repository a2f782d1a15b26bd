"""Projects: opening one, wording it again."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.actions import texts
from livinglab.actions.action import administrator_action, team_action
from livinglab.store.actors import Member
from livinglab.store.database import db
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
