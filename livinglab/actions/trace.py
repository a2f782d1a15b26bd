"""Edges of the trace drawn by hand, and marked as made in error: always with a reason, never taken away."""

from __future__ import annotations

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import add_once, db, now
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import Contribution
from livinglab.store.trace import JOINS, Edge, Node, TraceEdge, edges_of, forward
from livinglab.store.trace_things import thing

GROUPED = ("merged_into", "split_from")  # what a grouping draws, together with the place of the original


def join_things(*, by: Member, project: Project, edge: Edge, reason: str) -> TraceEdge:
    """An edge a person draws where the relation may join the two kinds; nothing may come from itself.

    Raises NotFound, Refused, Conflict.
    """
    row = TraceEdge(
        project_id=project.id,
        source_kind=edge.source.kind,
        source_id=edge.source.id,
        relation=edge.relation,
        target_kind=edge.target.kind,
        target_id=edge.target.id,
        reason=texts.required_text(reason, texts.LONG),
        drawn_by_id=account_id(by),
    )
    with team_action(by, "join_things", project) as act:
        if edge.target.kind not in JOINS.get(edge.relation, {}).get(edge.source.kind, ()):
            raise Refused("edge_not_of_these_kinds")
        if any(thing(project.id, end) is None for end in (edge.source, edge.target)):
            raise NotFound
        _require_no_circle(project, edge)
        if not add_once(row):
            raise Conflict("edge_there_already")
        act.on(row)
    return row


def mark_mistaken(*, by: Member, edge: TraceEdge, reason: str) -> TraceEdge:
    """An edge was made in error: nothing follows it any more, everyone still reads that it was there, and why not."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "mark_mistaken", edge) as act:
        if edge.mistaken_at is not None:
            raise Conflict("edge_mistaken_already")
        if edge.drawn_by_id is None and edge.relation in GROUPED and _still_grouped(edge):
            raise Refused("edge_of_a_grouping")
        edge.mistaken_at, edge.mistake_reason, edge.mistaken_by_id = now(), why, account_id(by)
        act.on(edge)
    return edge


def _still_grouped(edge: TraceEdge) -> bool:
    """Whether a grouping drew it and holds the original out of what is judged."""
    original = edge.source_id if edge.relation == "merged_into" else edge.target_id
    found = db.session.get(Contribution, original)
    return found is not None and found.replaced_in_id is not None


def _require_no_circle(project: Project, edge: Edge) -> None:
    reached: set[Node] = {step.later for step in forward(edges_of(project.id), edge.later)}
    if edge.earlier == edge.later or edge.earlier in reached:
        raise Refused("edge_makes_a_circle")
