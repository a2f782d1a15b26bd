"""An action: one transaction, one audit line. Nothing else commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from livinglab.store.abilities import Ability
from livinglab.store.actors import Actor, Member, audit_name
from livinglab.store.anonymity import anonymous_study_of
from livinglab.store.audit import write_line
from livinglab.store.database import Identified, db, transaction
from livinglab.store.finding import OfProject, authorise, require_administrator
from livinglab.store.responses import Quarantine, Response
from livinglab.store.trace import Kind, Node, Relation, TraceEdge


class Act:
    """What an action did: the audit line names `done`. An action that found nothing to do leaves it empty."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.done: tuple[str, str] | None = None

    def on(self, entity: Identified | Response | Quarantine) -> None:
        """Names what the action was done to; in an anonymous study the study, never a person or what they said."""
        db.session.flush()
        named = anonymous_study_of(entity) or entity
        self.done = (type(named).__name__, named.id)


@contextmanager
def action(by: Actor, verb: str) -> Iterator[Act]:
    """One transaction that ends with one audit line, if something was done."""
    with transaction():
        act = Act(verb)
        yield act
        if act.done:
            kind, identifier = act.done
            write_line(actor=audit_name(by), verb=act.verb, object_kind=kind, object_id=identifier)


@contextmanager
def team_action(by: Member, verb: str, within: OfProject, ability: Ability = "write") -> Iterator[Act]:
    """An action of the team in a project. Raises NotFound or NotAllowed before anything is done."""
    with action(by, verb) as act:
        authorise(by, within.project_id, ability)
        yield act


@contextmanager
def administrator_action(by: Member, verb: str) -> Iterator[Act]:
    """An action only an administrator may do. Raises NotFound before anything is done."""
    with action(by, verb) as act:
        require_administrator(by)
        yield act


def draw_edge(project_id: str, source: Node, relation: Relation, target: Node) -> None:
    """Adds a step to the trace, inside the running action."""
    db.session.add(
        TraceEdge(
            project_id=project_id,
            source_kind=source.kind,
            source_id=source.id,
            relation=relation,
            target_kind=target.kind,
            target_id=target.id,
        )
    )


def draw_once(project_id: str, source: Node, relation: Relation, target: Node) -> None:
    """The same for a step that an earlier action may have drawn."""
    ends = {"source_kind": source.kind, "source_id": source.id, "target_kind": target.kind, "target_id": target.id}
    drawn = select(TraceEdge.id).filter_by(relation=relation, **ends).where(TraceEdge.mistaken_at.is_(None))
    if db.session.scalars(drawn).first() is None:
        draw_edge(project_id, source, relation, target)


def node(kind: Kind, entity: Identified) -> Node:
    """An entity as the end of an edge; it gets its id if it has none yet."""
    db.session.flush()
    return Node(kind, entity.id)
