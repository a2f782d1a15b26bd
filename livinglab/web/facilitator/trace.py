"""The trace of a project, drawn and said as a table; the same from one thing, walked both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flask import render_template, request
from markupsafe import Markup

from livinglab.store.database import db
from livinglab.store.orphans import orphans_of
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.trace import Kind, Node, TraceEdge, rows_of
from livinglab.store.trace_things import ideas_of, things_at
from livinglab.web.access import here, may
from livinglab.web.chain import (
    Move,
    Step,
    became,
    beside,
    came_from,
    chain_from,
    chain_of,
    relation_words,
    step_at,
    step_of,
)
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.joining import sorts_of
from livinglab.web.facilitator.trace_picture import drawn

MOST_ROWS, MOST_SHOWN = 300, 100  # of the table and of each check: what a page shows before it is asked for all


@dataclass(frozen=True)
class Joined:
    """An edge of a thing, as its page tells it: what it says, the other end, who drew it by hand and why."""

    row: TraceEdge
    words: str
    other: Step
    by: str


@dataclass(frozen=True)
class Gap:
    """What a check found, as the page tells it: how many, and the first of them."""

    code: str
    count: int
    steps: Sequence[Step]


@facilitator.get("/projects/<project_id>/trace")
def trace(project_id: str) -> str:
    """The way from each idea to what came of it."""
    project = here(Project, project_id)
    chain = chain_of(project.id)
    ideas = {idea.id for idea in ideas_of(project.id)}
    followed = {step.node.id for step in chain.layers["need"] if step.node.kind == "contribution"}
    return render_template(
        "facilitator/trace.html",
        project=project,
        chain=chain,
        pictures=drawn(chain, request.args.getlist("open")),
        waiting=len(ideas - followed),
        gaps=_gaps(project),
        rows=chain.moves if "all" in request.args else chain.moves[:MOST_ROWS],
        wide=True,
    )


@facilitator.get("/projects/<project_id>/trace/<node_kind>/<node_id>")
def thing(project_id: str, node_kind: str, node_id: str) -> str:
    """One thing: where it comes from, what became of it, its edges, and how to draw another."""
    project = here(Project, project_id)
    step = step_at(project.id, node_kind, node_id)
    chain = chain_from(project.id, step.node)
    edges = _edges(project, step.node)
    return render_template(
        "facilitator/thing.html",
        project=project,
        step=step,
        chain=chain,
        pictures=drawn(chain, request.args.getlist("open")),
        from_where=_once(came_from(project.id, step.node), "earlier"),
        to_where=_once(became(project.id, step.node), "later"),
        edges=[edge for edge in edges if edge.row.mistaken_at is None],
        mistakes=[edge for edge in edges if edge.row.mistaken_at is not None],
        sorts=sorts_of(step.node.kind),
        done=request.args.get("done"),
        wide=True,
    )


@facilitator.app_template_global()
def both_ways(kind: Kind, thing: Any) -> Markup:
    """On the page of a thing: the moves that lead to it and from it, and the way to its trace."""
    project_id: str = thing.project_id
    node = Node(kind, thing.id)
    near = beside(project_id, node)
    before = [move for move in near if move.later.node == node]
    after = [move for move in near if move.earlier.node == node]
    step = step_of(project_id, node, thing)
    told = render_template(
        "facilitator/both_ways.html", step=step, before=before, after=after, writes=may("write", thing)
    )
    return Markup(told)  # noqa: S704 a template of ours


def _gaps(project: Project) -> list[Gap]:
    return [
        Gap(
            each.check.code,
            len(each.found),
            [step_of(project.id, Node(each.check.kind, one.id), one) for one in each.found[:MOST_SHOWN]],
        )
        for each in orphans_of(project.id)
    ]


def _once(moves: Sequence[Move], end: Literal["earlier", "later"]) -> list[Move]:
    """The first move that reaches each thing: what is reached in two ways is said once."""
    reached: dict[Node, Move] = {}
    for move in moves:
        reached.setdefault(getattr(move, end).node, move)
    return list(reached.values())


def _edges(project: Project, node: Node) -> list[Joined]:
    rows = [row for row in rows_of(project.id) if node in (row.edge.source, row.edge.target)]
    others = {row.id: row.edge.target if row.edge.source == node else row.edge.source for row in rows}
    found = things_at(project.id, others.values())
    return [
        Joined(
            row,
            relation_words(row.relation, from_source=row.edge.source == node),
            step_of(project.id, others[row.id], found[others[row.id]]),
            _name_of(row.drawn_by_id),
        )
        for row in rows
        if others[row.id] in found
    ]


def _name_of(account_id: str | None) -> str:
    account = db.session.get(Account, account_id) if account_id else None
    return account.name if account else ""
