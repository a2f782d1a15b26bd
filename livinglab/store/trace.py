"""The trace: typed edges from a need voiced in a session to the figure of a report and its uptake, walkable both ways.

Most edges are drawn by the action that makes a thing. The team adds others by hand, with a reason, where `JOINS` says
that the relation may join the two kinds; an edge made in error is marked, with a reason, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import one_of, together
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
    "session",
    "agenda_item",
    "contribution",  # a need, an idea, a statement, or the theme others were merged into
    "result",  # of an activity, frozen when it closed
    "decision",
    "requirement",
    "prototype",
    "prototype_version",
    "questionnaire_version",
    "study",
    "deviation",
    "report",
    "learning",
    "uptake",
]

Told: TypeAlias = Relation | Literal["judged_in"]  # read from the frozen result, and stored nowhere else

# Which end of a relation comes later in the life of the project: `walk` follows time, not the arrow.
LATER_END: Mapping[Told, Literal["source", "target"]] = {
    "derived_from": "source",
    "satisfies": "source",
    "implements": "source",
    "tests": "source",
    "measures": "source",
    "decided_by": "target",
    "judged_in": "target",
    "merged_into": "target",
    "split_from": "source",
    "contradicts": "source",
    "taken_up_by": "target",
}

# Which relation may join which kinds when a person draws the edge: relation → source → targets.
JOINS: Mapping[Told, Mapping[Kind, tuple[Kind, ...]]] = {
    "derived_from": {
        "contribution": ("contribution", "session", "agenda_item", "learning"),
        "decision": ("agenda_item", "study", "report", "learning"),
        "requirement": ("contribution", "decision", "learning"),
        "prototype": ("requirement", "learning"),
        "prototype_version": ("prototype_version", "study", "learning"),
        "study": ("learning",),
        "report": ("study",),
        "learning": ("session", "agenda_item", "prototype_version", "study", "deviation", "report", "learning"),
    },
    "satisfies": {"prototype_version": ("requirement",)},
    "implements": {"prototype_version": ("requirement",)},
    "tests": {"study": ("prototype_version", "requirement")},
    "measures": {"questionnaire_version": ("study", "requirement")},
    "decided_by": {"contribution": ("decision",)},
    "merged_into": {"contribution": ("contribution",)},
    "split_from": {"contribution": ("contribution",)},
    "contradicts": {
        "contribution": ("contribution",),
        "study": ("learning",),
        "learning": ("decision", "requirement", "learning"),
    },
    "taken_up_by": {"prototype_version": ("uptake",), "learning": ("uptake",)},
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
    relation: Told
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
    """A stored edge. Each is stored once, and stays: one made in error is marked, and may then be drawn again.

    An edge drawn by hand has a reason, and says by whom unless the operator drew it.
    """

    __tablename__ = "trace_edge"
    __table_args__ = (
        Index(
            "uq_trace_edge",
            "source_kind",
            "source_id",
            "relation",
            "target_kind",
            "target_id",
            unique=True,
            sqlite_where=text("mistaken_at IS NULL"),
            postgresql_where=text("mistaken_at IS NULL"),
        ),
        together("mistake_with_reason", "mistaken_at", "mistake_reason"),
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
    reason: Mapped[str | None] = mapped_column(Text)
    drawn_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    mistaken_at: Mapped[datetime | None]
    mistake_reason: Mapped[str | None] = mapped_column(Text)
    mistaken_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    @property
    def edge(self) -> Edge:
        """The edge as a value."""
        return Edge(Node(self.source_kind, self.source_id), self.relation, Node(self.target_kind, self.target_id))


def edges_of(project_id: str) -> tuple[Edge, ...]:
    """Every edge of a project that was not made in error, oldest first."""
    kept = (TraceEdge.source_kind, TraceEdge.source_id, TraceEdge.relation, TraceEdge.target_kind, TraceEdge.target_id)
    chosen = select(*kept).where(TraceEdge.project_id == project_id, TraceEdge.mistaken_at.is_(None))
    rows = db.session.execute(chosen.order_by(TraceEdge.created_at, TraceEdge.id))
    return tuple(Edge(Node(row[0], row[1]), row[2], Node(row[3], row[4])) for row in rows)


def rows_of(project_id: str) -> Sequence[TraceEdge]:
    """Every edge of a project as it is stored, those made in error too, oldest first."""
    chosen = select(TraceEdge).where(TraceEdge.project_id == project_id)
    return db.session.scalars(chosen.order_by(TraceEdge.created_at, TraceEdge.id)).all()


def forward(edges: Iterable[Edge], start: Node) -> tuple[Edge, ...]:
    """What became of a thing: every edge reached by following time from it."""
    return _walk(((edge, edge.earlier, edge.later) for edge in edges), start)


def backward(edges: Iterable[Edge], start: Node) -> tuple[Edge, ...]:
    """Where a thing comes from: every edge reached by going back in time from it."""
    return _walk(((edge, edge.later, edge.earlier) for edge in edges), start)


def leading_to(edges: Iterable[Edge], ends: Iterable[Node]) -> frozenset[Node]:
    """Every thing from which time leads to one of these, these included."""
    before: dict[Node, list[Node]] = {}
    for edge in edges:
        before.setdefault(edge.later, []).append(edge.earlier)
    waiting = list(dict.fromkeys(ends))
    seen = set(waiting)
    for here in waiting:  # grows as it goes
        new = [node for node in dict.fromkeys(before.get(here, ())) if node not in seen]
        seen.update(new)
        waiting.extend(new)
    return frozenset(seen)


def _walk(steps: Iterable[tuple[Edge, Node, Node]], start: Node) -> tuple[Edge, ...]:
    leaving: dict[Node, list[tuple[Edge, Node]]] = {}
    for edge, begin, end in steps:
        leaving.setdefault(begin, []).append((edge, end))
    found: dict[Edge, None] = {}
    waiting, seen = [start], {start}
    for here in waiting:  # grows as it goes
        for edge, end in leaving.get(here, ()):
            found[edge] = None
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    return tuple(found)
