"""The agenda: activities added, corrected, moved and taken off while they are planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.sessions import changed, require_open
from livinglab.activities import ACTIVITIES
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.sessions import AgendaItem, Contribution, Session

MOST_DOTS = 20
MOST_PROPOSALS = 5_000
CONTRIBUTION_LENGTH = 5_000


@dataclass(frozen=True)
class Planned:
    """What the team plans for an activity. `proposals` are subjects the team writes; `source` is what it takes over.

    `reads_first`: what people write is shown to others once the team has read it; None: as its session does.
    """

    title: Mapping[str, str]
    prompt: Mapping[str, str] = field(default_factory=dict)
    dots: int = 3
    planned_minutes: int | None = None
    asks_writing: bool = True
    source: AgendaItem | None = None
    carry_most: int | None = None
    reads_first: bool | None = None


def add_agenda_item(
    *,
    by: Member,
    session: Session,
    planned: Planned,
    kind: str = "ideas",
    proposals: Sequence[str] = (),
    language: str = "fr",
) -> AgendaItem:
    """An activity at the end of the agenda. Raises NotFound for a kind unknown or a source of another project."""
    if kind not in ACTIVITIES:
        raise NotFound
    item = AgendaItem(session_id=session.id, kind=kind)
    with team_action(by, "add_agenda_item", session) as act:
        require_open(session)
        _plan(item, session, planned)
        item.position = len(session.items) + 1
        session.items.append(item)
        _propose(by, item, proposals, language)
        changed(session, phones=False)
        act.on(item)
    return item


def correct_agenda_item(
    *, by: Member, item: AgendaItem, planned: Planned, proposals: Sequence[str] = (), language: str = "fr"
) -> AgendaItem:
    """The same activity, planned otherwise; `proposals` are added to those it has."""
    with team_action(by, "correct_agenda_item", item) as act:
        _require_planned(item)
        _plan(item, item.session, planned)
        _propose(by, item, proposals, language)
        changed(item.session, phones=False)
        act.on(item)
    return item


def move_agenda_item(*, by: Member, item: AgendaItem, towards: Literal["earlier", "later"]) -> AgendaItem:
    """Changes places with the planned activity before or after it. At either end nothing moves."""
    with team_action(by, "move_agenda_item", item) as act:
        _require_planned(item)
        planned = [each for each in item.session.items if each.state == "planned"]
        place = planned.index(item) + (-1 if towards == "earlier" else 1)
        if 0 <= place < len(planned):
            other = planned[place]
            mine, its = item.position, other.position
            item.position = -mine  # the database keeps places apart, at every step
            db.session.flush()
            other.position = mine
            db.session.flush()
            item.position = its
            changed(item.session, phones=False)
            act.on(item)
    db.session.expire(item.session, ["items"])
    return item


def drop_agenda_item(*, by: Member, item: AgendaItem) -> None:
    """Takes a planned activity off the agenda. Refused once it started: what people said stays."""
    with team_action(by, "drop_agenda_item", item) as act:
        _require_planned(item)
        if db.session.scalars(db.select(AgendaItem.id).where(AgendaItem.source_id == item.id)).first():
            raise Refused("item_feeds_another")
        act.on(item)
        changed(item.session, phones=False)
        item.session.items.remove(item)


def _plan(item: AgendaItem, session: Session, planned: Planned) -> None:
    if not 0 <= planned.dots <= MOST_DOTS:
        raise Refused("dots_out_of_range", n=MOST_DOTS)
    if planned.source is not None and planned.source.project_id != session.project_id:
        raise NotFound
    item.title, item.prompt = texts.in_languages(planned.title), texts.optional_languages(planned.prompt)
    item.dots, item.planned_minutes = planned.dots, planned.planned_minutes
    first = session.reads_first if planned.reads_first is None else planned.reads_first
    item.asks_writing, item.reads_first = planned.asks_writing, first
    item.source_id = planned.source.id if planned.source else None
    item.carry_most = planned.carry_most


def _propose(by: Member, item: AgendaItem, proposals: Sequence[str], language: str) -> None:
    words = [texts.required_text(each, CONTRIBUTION_LENGTH) for each in proposals]
    if not words:
        return
    if len(words) + len(item.contributions) > MOST_PROPOSALS:
        raise Refused("too_many_proposals", n=MOST_PROPOSALS)
    author = account_id(by)
    if author is None:
        raise Refused("proposals_need_account")
    item.contributions.extend(Contribution(entered_by_id=author, text=each, language=language) for each in words)


def _require_planned(item: AgendaItem) -> None:
    require_open(item.session)
    if item.state != "planned":
        raise Refused("item_already_started")
