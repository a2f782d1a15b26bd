"""The members of a project and their roles."""

from __future__ import annotations

from typing import cast, get_args

from flask import flash, redirect, render_template, url_for

from livinglab.actions.accounts import Invited, invite_member
from livinglab.actions.accounts import invite_again as invite
from livinglab.actions.accounts import remove_member as remove
from livinglab.store.abilities import ProjectRole
from livinglab.store.failures import Refused
from livinglab.store.overview import members_of
from livinglab.store.people import Membership
from livinglab.store.projects import Project
from livinglab.web.access import by, here, here_within
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.team.blueprint import team
from livinglab.words import spoken, t

ROLES: tuple[ProjectRole, ...] = get_args(ProjectRole)
FIELDS = {"email_unreadable": "email", "text_missing": "name", "role_unknown": "role"}


@team.get("/projects/<project_id>/members")
def members(project_id: str) -> Answered:
    """Who belongs to the project."""
    return render_template("team/members.html", **_shown(here(Project, project_id)), typed={}, errors=[], complaints={})


@team.post("/projects/<project_id>/members")
def add_member(project_id: str) -> Answered:
    """Adds a person, or changes their role; a new account's link is shown once, on the page that answers."""
    project = here(Project, project_id)
    fields = typed("name", "email", "role")
    role = cast(ProjectRole, fields["role"])
    try:
        invited = invite_member(
            by=by(), project=project, email=fields["email"], name=fields["name"], role=role, language=spoken()
        )
    except Refused as refused:
        errors = [(FIELDS.get(refused.code, "email"), refused.words())]
        return complain("team/members.html", errors, **_shown(project), typed=fields)
    flash(t("team.member_added", name=invited.account.name))
    if invited.token is None:
        return redirect(url_for("team.members", project_id=project.id))
    return _link(project, invited)


@team.post("/projects/<project_id>/members/<membership_id>/remove")
def remove_member(project_id: str, membership_id: str) -> Answered:
    """Takes a role away."""
    project = here(Project, project_id)
    remove(by=by(), membership=here_within(project.id, Membership, membership_id))
    return redirect(url_for("team.members", project_id=project.id))


@team.post("/projects/<project_id>/members/<membership_id>/link")
def invite_again(project_id: str, membership_id: str) -> Answered:
    """A new link to choose a password, for someone who lost the link or the password."""
    project = here(Project, project_id)
    account = here_within(project.id, Membership, membership_id).account
    return _link(project, invite(by=by(), account=account))


def _link(project: Project, invited: Invited) -> str:
    link = url_for("account.password", token=invited.token, _external=True)
    return render_template("team/member_link.html", project=project, account=invited.account, link=link)


def _shown(project: Project) -> dict[str, object]:
    return {"project": project, "members": members_of(project.id), "roles": ROLES}
