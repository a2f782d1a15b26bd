"""The trace in words and places: what each thing is called, where its page is, in which column it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from livinglab.store.database import db
from livinglab.store.needs import Decision, Requirement
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.sessions import Contribution
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node, edges_of, forward
from livinglab.words import either


@dataclass(frozen=True)
class KindOfStep:
    """A column of the trace: its table, how a thing is named, and the team's page of it."""

    table: type[Any]
    label: Callable[[Any], str]
    endpoint: str
    argument: str


COLUMNS: Mapping[Kind, KindOfStep] = {
    "contribution": KindOfStep(Contribution, lambda thing: thing.text, "", ""),
    "decision": KindOfStep(Decision, lambda thing: thing.title, "facilitator.decision", "decision_id"),
    "requirement": KindOfStep(Requirement, lambda thing: thing.statement, "facilitator.requirement", "requirement_id"),
    "prototype_version": KindOfStep(
        PrototypeVersion,
        lambda thing: f"{thing.prototype.name} {thing.label}",
        "facilitator.version",
        "version_id",
    ),
    "study": KindOfStep(Study, lambda thing: either(thing.title), "team.study", "study_id"),
}


@dataclass(frozen=True)
class Step:
    """A thing on the way, as a page names it."""

    node: Node
    label: str
    on: date

    @property
    def kind(self) -> KindOfStep:
        """Its column."""
        return COLUMNS[self.node.kind]


@dataclass(frozen=True)
class Move:
    """From one step to the next, in the order of time."""

    earlier: Step
    later: Step


@dataclass(frozen=True)
class Chain:
    """Steps by column, and the moves between them."""

    columns: Mapping[Kind, Sequence[Step]]
    moves: Sequence[Move]


def chain_of(project_id: str) -> Chain:
    """The whole trace of a project, from ideas to studies. Ideas hidden in their session stay out."""
    return _chain(edges_of(project_id))


def path_from(contribution: Contribution) -> Sequence[Step]:
    """What became of an idea, step by step."""
    walked = forward(edges_of(contribution.project_id), Node("contribution", contribution.id))
    columns = _chain(walked).columns
    return [step for kind in COLUMNS if kind != "contribution" for step in columns[kind]]


def _chain(edges: Iterable[Edge]) -> Chain:
    told = [edge for edge in edges if edge.earlier.kind in COLUMNS and edge.later.kind in COLUMNS]
    nodes = dict.fromkeys(end for edge in told for end in (edge.earlier, edge.later))
    steps = {node: step for node in nodes if (step := _step(node)) is not None}
    columns = {kind: [step for step in steps.values() if step.node.kind == kind] for kind in COLUMNS}
    moves = [
        Move(steps[edge.earlier], steps[edge.later]) for edge in told if edge.earlier in steps and edge.later in steps
    ]
    return Chain(columns, moves)


def _step(node: Node) -> Step | None:
    kind = COLUMNS[node.kind]
    thing = db.session.get(kind.table, node.id)
    if thing is None or (isinstance(thing, Contribution) and thing.state != "visible"):
        return None
    return Step(node, kind.label(thing), thing.created_at.date())
