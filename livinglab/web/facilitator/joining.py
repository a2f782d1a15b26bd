"""Drawing an edge of the trace by hand, and marking one as made in error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.trace import join_things, mark_mistaken
from livinglab.store.failures import NotFound, Refused
from livinglab.store.projects import Project
from livinglab.store.trace import JOINS, Edge, Kind, Node, Told, TraceEdge
from livinglab.store.trace_things import things_at, things_of
from livinglab.web.access import by as acting
from livinglab.web.access import here
from livinglab.web.chain import Step, relation_words, step_at, step_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.words import t

JOINING = {"other": "trace.other_missing", "reason": "trace.reason_missing"}
MISTAKE = {"reason": "trace.mistake_reason_missing"}


@dataclass(frozen=True)
class Sort:
    """A sort of edge that may be drawn from a thing: the relation, whether the thing is its source, the other kind."""

    relation: Told
    from_source: bool
    other: Kind

    @property
    def code(self) -> str:
        """What an address calls it."""
        return f"{self.relation}.{'source' if self.from_source else 'target'}.{self.other}"

    @property
    def words(self) -> str:
        """What it says, as in “comes from: a study”."""
        return f"{relation_words(self.relation, from_source=self.from_source)} → {t(f'trace.kind_{self.other}')}"

    def edge(self, node: Node, other: Node) -> Edge:
        """The edge between a thing and another."""
        return Edge(node, self.relation, other) if self.from_source else Edge(other, self.relation, node)


def sorts_of(kind: Kind) -> tuple[Sort, ...]:
    """The sorts of edge that may be drawn from things of a kind."""
    rows = [
        (relation, source, target)
        for relation, pairs in JOINS.items()
        for source, targets in pairs.items()
        for target in targets
    ]
    from_it = [Sort(relation, True, target) for relation, source, target in rows if source == kind]
    to_it = [Sort(relation, False, source) for relation, source, target in rows if target == kind]
    return (*from_it, *to_it)


@facilitator.get("/projects/<project_id>/trace/<node_kind>/<node_id>/join")
def joining(project_id: str, node_kind: str, node_id: str) -> str:
    """The form of an edge of the sort chosen."""
    project = here(Project, project_id)
    return _form(project, step_at(project.id, node_kind, node_id), request.args.get("sort", ""), Entry())


@facilitator.post("/projects/<project_id>/trace/<node_kind>/<node_id>/join")
def join(project_id: str, node_kind: str, node_id: str) -> Response | tuple[str, int]:
    """Draws the edge and goes back to the thing."""
    project = here(Project, project_id)
    step, code = step_at(project.id, node_kind, node_id), request.form.get("sort", "")
    read, sort = entry(JOINING), _sort(step.node.kind, code)
    if read.complaints:
        return _form(project, step, code, read), 422
    edge = sort.edge(step.node, Node(sort.other, read.text("other")))
    try:
        join_things(by=acting(), project=project, edge=edge, reason=read.text("reason"))
    except Refused as refusal:
        return _form(project, step, code, read.refused(refusal, "other")), refusal.status
    return redirect(f"{step.trace_page}?done=joined", 303)


@facilitator.get("/trace-edges/<edge_id>/mistake")
def mistaking(edge_id: str) -> str:
    """The form that says why an edge was made in error."""
    return _mistake_form(here(TraceEdge, edge_id), Entry())


@facilitator.post("/trace-edges/<edge_id>/mistake")
def mistake(edge_id: str) -> Response | tuple[str, int]:
    """Marks it and goes back to the thing it left from."""
    edge = here(TraceEdge, edge_id)
    read = entry(MISTAKE)
    if read.complaints:
        return _mistake_form(edge, read), 422
    try:
        mark_mistaken(by=acting(), edge=edge, reason=read.text("reason"))
    except Refused as refusal:
        return _mistake_form(edge, read.refused(refusal, "reason")), refusal.status
    source = edge.edge.source
    address = url_for("facilitator.thing", project_id=edge.project_id, node_kind=source.kind, node_id=source.id)
    return redirect(f"{address}?done=mistaken", 303)


def _sort(kind: Kind, code: str) -> Sort:
    found = next((sort for sort in sorts_of(kind) if sort.code == code), None)
    if found is None:
        raise NotFound
    return found


def _form(project: Project, step: Step, code: str, read: Entry) -> str:
    sort = next((one for one in sorts_of(step.node.kind) if one.code == code), None)
    return render_template(
        "facilitator/join.html",
        project=project,
        step=step,
        sort=sort,
        sorts=sorts_of(step.node.kind),
        others=_others(project, step, sort) if sort else (),
        entry=read,
        wrong=bool(read.complaints),
    )


def _others(project: Project, step: Step, sort: Sort) -> Sequence[Step]:
    every = [(Node(sort.other, one.id), one) for one in things_of(project.id, sort.other)]
    return [step_of(project.id, node, one) for node, one in every if node != step.node]


def _mistake_form(edge: TraceEdge, read: Entry) -> str:
    ends = things_at(edge.project_id, (edge.edge.source, edge.edge.target))
    source, target = (
        step_of(edge.project_id, node, ends[node]) if node in ends else None
        for node in (edge.edge.source, edge.edge.target)
    )
    return render_template(
        "facilitator/mistake.html",
        edge=edge,
        source=source,
        target=target,
        words=relation_words(edge.relation, from_source=True),
        entry=read,
        wrong=bool(read.complaints),
    )
