"""The door before every view. An endpoint that stands in no table of `doors` opens to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from flask import Flask, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from livinglab.store.abilities import Ability
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.finding import OfProject, abilities_of, find, require_administrator
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.web.doors import ROWS
from livinglab.web.doors.door import Access

Found = TypeVar("Found", bound=OfProject)

ACCESS: Mapping[str, Access] = dict(ROWS)


def init_app(app: Flask) -> None:
    """Stands before every view."""
    app.before_request(stand_at_the_door)
    app.jinja_env.globals.update(may=may, project_of=project_of)


def stand_at_the_door() -> Response | None:
    """Lets pass, or sends to sign in, or answers that there is no such page."""
    if request.endpoint is None:
        return None  # no such address: routing answers
    row = ACCESS.get(request.endpoint)
    if row is None:
        raise NotFound
    if row.door in ("anyone", "link"):
        return None
    if me() is None:
        way_back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", next=way_back))
    if row.door == "administrator":
        require_administrator(me())
    return None


def me() -> Account | None:
    """The account signed in, if any."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def by() -> Account:
    """The account that acts; the door has let nobody else in."""
    account = me()
    if account is None:
        raise NotFound
    return account


def here(kind: type[Found], identifier: str) -> Found:
    """The thing the address names, when this person may do here what the table says. Raises NotFound, NotAllowed."""
    ability = ACCESS[request.endpoint or ""].ability
    if ability is None:
        raise NotFound
    return find(me(), kind, identifier, ability)


def here_within(project_id: str, kind: type[Found], identifier: str) -> Found:
    """The same, and the thing belongs to that project. Raises NotFound, NotAllowed."""
    found = here(kind, identifier)
    if found.project_id != project_id:
        raise NotFound
    return found


def may(ability: Ability, thing: OfProject) -> bool:
    """Whether the reader may do this in the project of that thing: for what a page offers, not what it guards."""
    return ability in abilities_of(me(), thing.project_id)


def project_of(thing: OfProject) -> Project:
    """The project of a thing already found: for the way back at the top of a page."""
    return db.session.get_one(Project, thing.project_id)
