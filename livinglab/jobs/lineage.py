"""The way that led to a study: the trace walked back from it, each thing named as the report says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from analysis.results import DecisionTaken, TraceEdge, TraceNode
from livinglab.store.database import Entity, db
from livinglab.store.needs import Decision, Requirement
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.reports import Report
from livinglab.store.sessions import Contribution
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node, backward, edges_of
from livinglab.words import either

WHAT: Mapping[Kind, tuple[type, Callable[..., str]]] = {
    "contribution": (Contribution, lambda thing, language: either(thing.item.session.title, language)),
    "decision": (Decision, lambda thing, language: thing.title),
    "requirement": (Requirement, lambda thing, language: thing.statement),
    "prototype_version": (PrototypeVersion, lambda thing, language: f"{thing.prototype.name} {thing.label}"),
    "study": (Study, lambda thing, language: either(thing.title, language)),
    "questionnaire_version": (
        QuestionnaireVersion,
        lambda thing, language: either(thing.questionnaire.title, language),
    ),
    "report": (Report, lambda thing, language: either(thing.study.title, language)),
}


def lineage_of(study: Study, language: str) -> tuple[tuple[TraceNode, ...], tuple[TraceEdge, ...]]:
    """The nodes and edges from the first ideas to the study, in the order of a project's life."""
    start = Node("study", study.id)
    told = (edge for edge in edges_of(study.project_id) if edge.source.kind in WHAT and edge.target.kind in WHAT)
    walked = backward(told, start)
    nodes = {node: _named(node, language) for node in sorted(_ends(start, walked), key=_place)}
    return (
        tuple(node for node in nodes.values() if node is not None),
        tuple(_told(edge) for edge in walked if nodes[edge.source] and nodes[edge.target]),
    )


def decisions_on(nodes: Iterable[TraceNode]) -> tuple[DecisionTaken, ...]:
    """The decisions among the nodes of a trace, with their reason, their dissent and how they will be checked."""
    found = (db.session.get(Decision, node.id) for node in nodes if node.kind == "decision")
    return tuple(_taken(decision) for decision in found if decision is not None)


def _taken(decision: Decision) -> DecisionTaken:
    return DecisionTaken(
        id=decision.id,
        title=decision.title,
        on=decision.created_at.date().isoformat(),
        reason=decision.reason,
        dissent=decision.dissent,
        criteria=tuple(each.acceptance_criterion for each in decision.requirements),
    )


def _ends(start: Node, edges: Iterable[Edge]) -> Iterable[Node]:
    return dict.fromkeys((start, *(end for edge in edges for end in (edge.later, edge.earlier))))


def _place(node: Node) -> int:
    return list(WHAT).index(node.kind)


def _named(node: Node, language: str) -> TraceNode | None:
    kind, says = WHAT[node.kind]
    thing = db.session.get(kind, node.id)
    if thing is None or _moderated(thing):
        return None
    on = thing.created_at.date().isoformat()
    if isinstance(thing, Contribution):
        return TraceNode(node.id, "idea", says(thing, language), on, thing.text)
    return TraceNode(node.id, node.kind, says(thing, language), on)


def _moderated(thing: Entity) -> bool:
    """Words taken down in a session do not come back in a report."""
    return isinstance(thing, Contribution) and thing.state != "visible"


def _told(edge: Edge) -> TraceEdge:
    return TraceEdge(edge.source.id, edge.relation, edge.target.id)
