"""The things the trace joins: where each kind stands in the store, and those of a project. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from livinglab.store.database import db
from livinglab.store.learnings import Learning
from livinglab.store.needs import Decision, Requirement
from livinglab.store.prototypes import Prototype, PrototypeVersion
from livinglab.store.questionnaires import Questionnaire, QuestionnaireVersion
from livinglab.store.reports import Report
from livinglab.store.sessions import AgendaItem, Contribution, ResultSnapshot, Session
from livinglab.store.studies import Deviation, Study
from livinglab.store.trace import Edge, Kind, Node
from livinglab.store.uptakes import Uptake

AT_ONCE = 500  # ids asked about in one query


@dataclass(frozen=True)
class Things:
    """One kind: its table, and how those of a project are chosen."""

    table: type[Any]
    within: Callable[[str], Select[Any]]


def _direct(table: type[Any]) -> Things:
    return Things(table, lambda project_id: select(table).where(table.project_id == project_id))


def _contributions(project_id: str) -> Select[Any]:
    """Those hidden in their session are nobody's to follow."""
    chosen = select(Contribution).join(AgendaItem, Contribution.item_id == AgendaItem.id).join(AgendaItem.session)
    return chosen.where(Session.project_id == project_id, Contribution.state == "visible")


def _results(project_id: str) -> Select[Any]:
    """Without their counts, which only their digest needs."""
    chosen = select(ResultSnapshot).join(AgendaItem, ResultSnapshot.item_id == AgendaItem.id).join(AgendaItem.session)
    return chosen.where(Session.project_id == project_id).options(defer(ResultSnapshot.counts))


THINGS: Mapping[Kind, Things] = {
    "session": _direct(Session),
    "agenda_item": Things(
        AgendaItem, lambda project_id: select(AgendaItem).join(Session).where(Session.project_id == project_id)
    ),
    "contribution": Things(Contribution, _contributions),
    "result": Things(ResultSnapshot, _results),
    "decision": _direct(Decision),
    "requirement": _direct(Requirement),
    "prototype": _direct(Prototype),
    "prototype_version": Things(
        PrototypeVersion,
        lambda project_id: select(PrototypeVersion).join(Prototype).where(Prototype.project_id == project_id),
    ),
    "questionnaire_version": Things(
        QuestionnaireVersion,
        lambda project_id: (
            select(QuestionnaireVersion).join(Questionnaire).where(Questionnaire.project_id == project_id)
        ),
    ),
    "study": _direct(Study),
    "deviation": Things(
        Deviation, lambda project_id: select(Deviation).join(Study).where(Study.project_id == project_id)
    ),
    "report": Things(
        Report,
        lambda project_id: select(Report).join(Study).where(Study.project_id == project_id, Report.state == "done"),
    ),
    "learning": _direct(Learning),
    "uptake": _direct(Uptake),
}


def things_of(project_id: str, kind: Kind) -> Sequence[Any]:
    """Every thing of that kind in a project that a trace may name, oldest first."""
    table = THINGS[kind].table
    return db.session.scalars(THINGS[kind].within(project_id).order_by(table.created_at, table.id)).all()


def ideas_of(project_id: str) -> Sequence[Any]:
    """The id, the words and the instant of every contribution, oldest first: thousands are read at once."""
    columns = (Contribution.id, Contribution.text, Contribution.created_at)
    chosen = _contributions(project_id).with_only_columns(*columns)
    return db.session.execute(chosen.order_by(Contribution.created_at, Contribution.id)).all()


def thing(project_id: str, node: Node) -> Any | None:
    """The thing a node names, when it is of that project and may be named."""
    table = THINGS[node.kind].table
    return db.session.scalars(THINGS[node.kind].within(project_id).where(table.id == node.id)).first()


def things_at(project_id: str, nodes: Iterable[Node]) -> Mapping[Node, Any]:
    """The things some nodes name, a query per kind."""
    by_kind: dict[Kind, list[str]] = {}
    for node in dict.fromkeys(nodes):
        by_kind.setdefault(node.kind, []).append(node.id)
    return {
        Node(kind, one.id): one
        for kind, ids in by_kind.items()
        for first in range(0, len(ids), AT_ONCE)
        for one in db.session.scalars(
            THINGS[kind].within(project_id).where(THINGS[kind].table.id.in_(ids[first : first + AT_ONCE]))
        )
    }


def judged_in(project_id: str, edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """What was judged in the activities whose result these edges name: read from the result itself, as it was frozen.

    Kept apart from the stored edges: to have been judged with the others is not to have led to the decision.
    """
    results = {end.id for edge in edges for end in (edge.source, edge.target) if end.kind == "result"}
    chosen = _results(project_id).where(ResultSnapshot.id.in_(results)).order_by(ResultSnapshot.created_at)
    said = (
        Edge(Node("contribution", standing["subject"]), "judged_in", Node("agenda_item", snapshot.item_id))
        for snapshot in db.session.scalars(chosen)
        for standing in snapshot.result["standings"]
    )
    return tuple(dict.fromkeys(said))


def when(found: Any) -> date:
    """The day a thing took its place in the life of the project; what a session made is of the day of the session."""
    dated: datetime | None = getattr(found, "finished_at", None)
    moment: datetime = dated or found.created_at
    session = _session_of(found)
    return session.day_of(moment) if session else moment.date()


def _session_of(found: Any) -> Session | None:
    """The session a thing came from, if any."""
    if isinstance(found, Session):
        return found
    if isinstance(found, Requirement):
        return _session_of(found.decision)
    if isinstance(found, Contribution | Decision | ResultSnapshot):
        return found.item.session if found.item else None
    return found.session if isinstance(found, AgendaItem) else None
