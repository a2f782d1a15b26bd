"""The trace: typed edges from a need voiced in a session to the figure of a report, walkable both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import one_of
from livinglab.store.database import ID_LENGTH, Entity, Identified, db

Relation: TypeAlias = Literal[
    "derived_from",
    "satisfies",
    "implements",
    "tests",
    "measures",
    "decided_by",
    "merged_into",
    "split_from",
    "contradicts",
    "taken_up_by",
]
Kind: TypeAlias = Literal[
    "contribution", "decision", "requirement", "prototype_version", "study", "questionnaire_version", "report"
]

# Which end of a relation comes later in the life of the project: `walk` follows time, not the arrow.
LATER_END: Mapping[Relation, Literal["source", "target"]] = {
    "derived_from": "source",
    "satisfies": "source",
    "implements": "source",
    "tests": "source",
    "measures": "source",
    "decided_by": "target",
    "merged_into": "target",
    "split_from": "source",
    "contradicts": "source",
    "taken_up_by": "target",
}


@dataclass(frozen=True)
class Node:
    """One end of an edge: what kind of thing, and which."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Edge:
    """One step of the trace, as it is told: `source relation target`, e.g. a study tests a prototype version."""

    source: Node
    relation: Relation
    target: Node

    @property
    def later(self) -> Node:
        """The end that came later."""
        return self.source if LATER_END[self.relation] == "source" else self.target

    @property
    def earlier(self) -> Node:
        """The end that came first."""
        return self.target if LATER_END[self.relation] == "source" else self.source


class TraceEdge(Identified, Entity):
    """A stored edge. Each is stored once, and stays."""

    __tablename__ = "trace_edge"
    __table_args__ = (
        UniqueConstraint("source_kind", "source_id", "relation", "target_kind", "target_id", name="uq_trace_edge"),
        one_of("relation", get_args(Relation)),
        one_of("source_kind", get_args(Kind)),
        one_of("target_kind", get_args(Kind)),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    source_kind: Mapped[Kind] = mapped_column(String(40))
    source_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    relation: Mapped[Relation] = mapped_column(String(20))
    target_kind: Mapped[Kind] = mapped_column(String(40))
    target_id: Mapped[str] = mapped_column(String(ID_LENGTH))

    @property
    def edge(self) -> Edge:
        """The edge as a value."""
        return Edge(Node(self.source_kind, self.source_id), self.relation, Node(self.target_kind, self.target_id))


def edges_of(project_id: str) -> tuple[Edge, ...]:
    """Every edge of a project, oldest first."""
    chosen = select(TraceEdge).where(TraceEdge.project_id == project_id).order_by(TraceEdge.created_at, TraceEdge.id)
    return tuple(row.edge for row in db.session.scalars(chosen))


def forward(edges: Iterable[Edge], start: Node) -> tuple[Edge, ...]:
    """What became of a thing: every edge reached by following time from it."""
    return _walk({edge: (edge.earlier, edge.later) for edge in edges}, start)


def backward(edges: Iterable[Edge], start: Node) -> tuple[Edge, ...]:
    """Where a thing comes from: every edge reached by going back in time from it."""
    return _walk({edge: (edge.later, edge.earlier) for edge in edges}, start)


def _walk(steps: Mapping[Edge, tuple[Node, Node]], start: Node) -> tuple[Edge, ...]:
    found: dict[Edge, None] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        ahead = {edge: end for edge, (begin, end) in steps.items() if begin == here and edge not in found}
        found.update(dict.fromkeys(ahead))
        waiting.extend(ahead.values())
    return tuple(found)
