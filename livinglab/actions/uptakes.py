"""Uptakes: an organisation adopts a version or a learning, and the team writes it down with the adopter's document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, get_args

from livinglab.actions import texts
from livinglab.actions.action import draw_edge, node, team_action
from livinglab.actions.adopters import Adopter, require_known
from livinglab.actions.attachments import Prepared, prepared
from livinglab.store.actors import Member, account_id
from livinglab.store.attachments import UNKNOWN_TYPE
from livinglab.store.database import db, now
from livinglab.store.failures import NotFound, Refused
from livinglab.store.files import files
from livinglab.store.projects import Project
from livinglab.store.sessions import Helix
from livinglab.store.trace import JOINS, Node
from livinglab.store.trace_things import thing
from livinglab.store.uptakes import Uptake
from surveys.file_names import clean, with_suffix


def record_uptake(
    *,
    by: Member,
    project: Project,
    of: Node,
    organisation: str,
    helix: str,
    adopted_on: date,
    scale: str,
    country: str = "",
    document: IO[bytes] | None = None,
    document_name: str = "",
) -> Uptake:
    """Who adopts what, since when and how widely; traced `taken_up_by`. Raises Refused, NotFound, Full."""
    if helix not in get_args(Helix):
        raise Refused("helix_missing")
    require_known(helix, Adopter(country))
    if adopted_on > now().date():
        raise Refused("adopted_in_the_future")
    uptake = Uptake(
        project_id=project.id,
        organisation=texts.required_text(organisation),
        helix=helix,
        adopted_on=adopted_on,
        scale=texts.required_text(scale, texts.LONG),
        adopter_country=country,
        recorded_by_id=account_id(by),
    )
    with _document(document) as ready, team_action(by, "record_uptake", project) as act:
        if "uptake" not in JOINS["taken_up_by"].get(of.kind, ()) or thing(project.id, of) is None:
            raise NotFound
        if ready is not None:
            _name(uptake, ready, document_name)
        db.session.add(uptake)
        draw_edge(project.id, of, "taken_up_by", node("uptake", uptake))
        act.on(uptake)
    return uptake


@contextmanager
def _document(source: IO[bytes] | None) -> Iterator[Prepared | None]:
    if source is None:
        yield None
        return
    with prepared(source) as ready:
        yield ready


def _name(uptake: Uptake, ready: Prepared, name: str) -> None:
    files().place(ready.written)
    uptake.digest, uptake.size = ready.written.digest, ready.written.size
    uptake.media_type = ready.media_type.name if ready.media_type else UNKNOWN_TYPE
    uptake.given_name = with_suffix(clean(name), ready.media_type) if ready.media_type else clean(name)
