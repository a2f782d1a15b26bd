"""The trace in words and places: what each thing is called, where its page is, in which layer it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from flask import url_for

from livinglab.store.failures import NotFound
from livinglab.store.trace import Edge, Kind, Node, Told, backward, edges_of, forward
from livinglab.store.trace_things import judged_in, thing, things_at, when
from livinglab.words import either, t

# The layers of the picture, in the order of a project's life; a layer may hold more than one kind.
LAYERS: Mapping[str, tuple[Kind, ...]] = {
    "need": ("session", "agenda_item", "contribution"),
    "decision": ("result", "decision"),
    "requirement": ("requirement",),
    "version": ("prototype", "prototype_version"),
    "study": ("questionnaire_version", "study", "deviation"),
    "figure": ("report",),
    "learning": ("learning",),
    "uptake": ("uptake",),
}
LAYER_OF: Mapping[Kind, str] = {kind: layer for layer, kinds in LAYERS.items() for kind in kinds}


@dataclass(frozen=True)
class Named:
    """How things of one kind are called, and the team's page of one; those without have only that of the trace."""

    label: Callable[[Any], str]
    endpoint: str = ""
    argument: str = ""


NAMES: Mapping[Kind, Named] = {
    "session": Named(lambda thing: either(thing.title), "facilitator.console", "session_id"),
    "agenda_item": Named(lambda thing: either(thing.title) or either(thing.prompt), "facilitator.results", "item_id"),
    "contribution": Named(lambda thing: thing.text),
    "result": Named(lambda thing: either(thing.item.prompt) or either(thing.item.title)),
    "decision": Named(lambda thing: thing.title, "facilitator.decision", "decision_id"),
    "requirement": Named(lambda thing: thing.statement, "facilitator.requirement", "requirement_id"),
    "prototype": Named(lambda thing: thing.name, "facilitator.prototype", "prototype_id"),
    "prototype_version": Named(
        lambda thing: f"{thing.prototype.name} {thing.label}", "facilitator.version", "version_id"
    ),
    "questionnaire_version": Named(lambda thing: either(thing.questionnaire.title)),
    "study": Named(lambda thing: either(thing.title), "team.study", "study_id"),
    "deviation": Named(lambda thing: thing.what),
    "report": Named(lambda thing: either(thing.study.title), "team.report", "report_id"),
    "learning": Named(lambda thing: either(thing.current.title), "facilitator.learning", "learning_id"),
    "uptake": Named(lambda thing: thing.organisation, "facilitator.uptake", "uptake_id"),
}


@dataclass(frozen=True)
class Step:
    """A thing on the way, as a page names it."""

    node: Node
    label: str
    on: date
    project_id: str

    @property
    def kind(self) -> str:
        """What it is, in the reader's language."""
        return t(f"trace.kind_{self.node.kind}")

    @property
    def trace_page(self) -> str:
        """Where one walks both ways from it."""
        return url_for("facilitator.thing", project_id=self.project_id, node_kind=self.node.kind, node_id=self.node.id)

    @property
    def page(self) -> str:
        """Its own page, else that of the trace."""
        named = NAMES[self.node.kind]
        values: dict[str, Any] = {named.argument: self.node.id}
        return url_for(named.endpoint, **values) if named.endpoint else self.trace_page


@dataclass(frozen=True)
class Move:
    """From one step to the next, in the order of time."""

    earlier: Step
    later: Step
    edge: Edge

    @property
    def words(self) -> str:
        """What joins them, said from the earlier one."""
        return relation_words(self.edge.relation, from_source=self.edge.earlier == self.edge.source)

    @property
    def words_back(self) -> str:
        """What joins them, said from the later one."""
        return relation_words(self.edge.relation, from_source=self.edge.later == self.edge.source)


@dataclass(frozen=True)
class Chain:
    """Steps by layer, and the moves between them."""

    layers: Mapping[str, Sequence[Step]]
    moves: Sequence[Move]

    @property
    def steps(self) -> Sequence[Step]:
        """Every step, layer by layer."""
        return [step for steps in self.layers.values() for step in steps]


def relation_words(relation: Told, *, from_source: bool) -> str:
    """What a relation says, from one of its ends."""
    return t(f"trace.from_source_{relation}") if from_source else t(f"trace.from_target_{relation}")


def chain_of(project_id: str) -> Chain:
    """The whole trace of a project. Ideas hidden in their session stay out."""
    return _chain(project_id, edges_of(project_id))


def chain_from(project_id: str, node: Node) -> Chain:
    """Only what leads to a thing and what comes from it."""
    edges = _with_judged(project_id)
    return _chain(project_id, dict.fromkeys((*reversed(backward(edges, node)), *forward(edges, node))), (node,))


def came_from(project_id: str, node: Node) -> Sequence[Move]:
    """Where a thing comes from, the nearest first."""
    return _chain(project_id, backward(_with_judged(project_id), node)).moves


def became(project_id: str, node: Node) -> Sequence[Move]:
    """What became of a thing, the nearest first."""
    return _chain(project_id, forward(_with_judged(project_id), node)).moves


def beside(project_id: str, node: Node) -> Sequence[Move]:
    """What is one stored step from a thing, either way."""
    return _chain(project_id, (edge for edge in edges_of(project_id) if node in (edge.source, edge.target))).moves


def _with_judged(project_id: str) -> tuple[Edge, ...]:
    edges = edges_of(project_id)
    return (*edges, *judged_in(project_id, edges))


def step_of(project_id: str, node: Node, found: Any) -> Step:
    """A thing as a page names it."""
    return Step(node, NAMES[node.kind].label(found), when(found), project_id)


def step_at(project_id: str, kind: str, node_id: str) -> Step:
    """The thing of a project that an address names. Raises NotFound."""
    known = next((one for one in get_args(Kind) if one == kind), None)
    found = thing(project_id, Node(known, node_id)) if known else None
    if known is None or found is None:
        raise NotFound
    return step_of(project_id, Node(known, node_id), found)


def _chain(project_id: str, edges: Iterable[Edge], also: Iterable[Node] = ()) -> Chain:
    walked = tuple(edges)
    nodes = dict.fromkeys((*also, *(end for edge in walked for end in (edge.earlier, edge.later))))
    found = things_at(project_id, nodes)
    steps = {node: step_of(project_id, node, found[node]) for node in nodes if node in found}
    layers = {layer: [step for step in steps.values() if LAYER_OF[step.node.kind] == layer] for layer in LAYERS}
    moves = [
        Move(steps[edge.earlier], steps[edge.later], edge)
        for edge in walked
        if edge.earlier in steps and edge.later in steps
    ]
    return Chain(layers, moves)
