"""How long each thing of a project waited for its next stage, read from the trace: what lead times are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from analysis.indicators.facts import Case, Span
from livinglab.store.database import db
from livinglab.store.needs import Decision
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.sessions import AgendaItem, Contribution, Session, day_within
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node
from livinglab.store.trace_things import when
from livinglab.store.uptakes import Uptake

# The activities in which people write what they need or propose. Themes and parts are made in another, a grouping: they
# carry their members on, and are no need more.
VOICED = ("needs", "ideas")


@dataclass(frozen=True)
class Stages:
    """The things of each stage with the day they came, and the edges between them."""

    edges: Sequence[Edge]
    voices: Mapping[Node, date]
    decisions: Mapping[Node, date]
    versions: Mapping[Node, date]
    tests: Mapping[Node, date]
    uptakes: Mapping[Node, date]


def voices_of(project_id: str) -> Mapping[Node, date]:
    """The needs and ideas of the sessions and their days. Those hidden in their session are nobody's to count."""
    chosen = (
        select(Contribution.id, Contribution.created_at, Session.held_on, Session.closed_at)
        .join(AgendaItem, Contribution.item_id == AgendaItem.id)
        .join(Session, AgendaItem.session_id == Session.id)
        .where(Session.project_id == project_id, Contribution.state == "visible", AgendaItem.kind.in_(VOICED))
        .order_by(Contribution.created_at, Contribution.id)
    )
    return {
        Node("contribution", identifier): day_within(at, held_on, closed_at)
        for identifier, at, held_on, closed_at in db.session.execute(chosen)
    }


def stages_of(
    project_id: str,
    edges: Sequence[Edge],
    *,
    decisions: Iterable[Decision],
    versions: Iterable[PrototypeVersion],
    studies: Iterable[Study],
    uptakes: Iterable[Uptake],
) -> Stages:
    """The stages of a project. A study that was never opened tests nothing yet."""
    return Stages(
        edges,
        voices_of(project_id),
        _dated("decision", decisions),
        _dated("prototype_version", versions),
        {Node("study", study.id): study.opened_at.date() for study in studies if study.opened_at},
        {Node("uptake", uptake.id): uptake.adopted_on for uptake in uptakes},
    )


def spans_of(stages: Stages) -> dict[str, tuple[Span, ...]]:
    """Every wait, by the code of its indicator."""
    to_decision, to_version, to_uptake = (
        first_reached(stages.edges, ends) for ends in (stages.decisions, stages.versions, stages.uptakes)
    )
    return {
        "need_to_decision": _spans(stages.voices, to_decision),
        "decision_to_version": _spans(stages.decisions, to_version),
        "version_to_test": _spans(stages.versions, _tested(stages)),
        "test_to_uptake": _spans(stages.tests, _adopted(stages, to_uptake)),
        "need_to_uptake": _spans(stages.voices, to_uptake),
    }


def first_reached(edges: Iterable[Edge], ends: Mapping[Node, date]) -> dict[Node, date]:
    """For each thing from which time leads to one of these ends: the earliest of them it leads to.

    The ends are walked back from in the order of their days: a thing once seen already has an earlier one.
    """
    before: dict[Node, list[Node]] = {}
    for edge in edges:
        before.setdefault(edge.later, []).append(edge.earlier)
    reached: dict[Node, date] = {}
    for end in sorted(ends, key=lambda node: (ends[node], node.id)):
        waiting = [end]
        for here in waiting:  # grows as it goes
            new = [node for node in dict.fromkeys(before.get(here, ())) if node not in reached]
            reached.update(dict.fromkeys(new, ends[end]))
            waiting.extend(new)
    return reached


def _tested(stages: Stages) -> dict[Node, date]:
    """The opening of the first field test of each version itself, not of one made from it."""
    first: dict[Node, date] = {}
    for edge in stages.edges:
        opened = stages.tests.get(edge.source)
        if edge.relation == "tests" and opened is not None:
            first[edge.target] = min(opened, first.get(edge.target, opened))
    return first


def _adopted(stages: Stages, reached: Mapping[Node, date]) -> dict[Node, date]:
    """For each field test, the first uptake that comes from it, or of a version it tested, once it had opened."""
    taken: dict[Node, list[date]] = {}
    for edge in stages.edges:
        if edge.relation == "taken_up_by" and edge.target in stages.uptakes:
            taken.setdefault(edge.source, []).append(stages.uptakes[edge.target])
    found: dict[Node, list[date]] = {test: [reached[test]] for test in stages.tests if test in reached}
    for edge in stages.edges:
        if edge.relation == "tests" and edge.source in stages.tests:
            since = [day for day in taken.get(edge.target, ()) if day >= stages.tests[edge.source]]
            found.setdefault(edge.source, []).extend(since)
    return {test: min(days) for test, days in found.items() if days}


def _spans(begun: Mapping[Node, date], ended: Mapping[Node, date]) -> tuple[Span, ...]:
    return tuple(Span(Case(node.kind, node.id), day, ended.get(node)) for node, day in begun.items())


def _dated(kind: Kind, things: Iterable[Any]) -> dict[Node, date]:
    return {Node(kind, thing.id): when(thing) for thing in things}
