"""Edges of the trace drawn by hand, and those made in error."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from people import Cast

from livinglab import actions
from livinglab.actions.trace import join_things, mark_mistaken
from livinglab.store import Conflict, NotAllowed, NotFound, Refused
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.trace import Edge, Node, Relation, TraceEdge, backward, edges_of


@dataclass(frozen=True)
class Built:
    """A decision, its requirement, a prototype with two versions; the second implements nothing yet."""

    people: Cast
    decision: Node
    requirement: Node
    first: Node
    second: Node

    def join(
        self, source: Node, relation: Relation, target: Node, by: Account | None = None, reason: str = "Vu en atelier."
    ) -> TraceEdge:
        """Draws an edge, by Marc unless said."""
        edge = Edge(source, relation, target)
        return join_things(by=by or self.people.marc, project=self.people.balades, edge=edge, reason=reason)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """What is followed."""
        return edges_of(self.people.balades.id)


@pytest.fixture
def built(everyone: Cast) -> Built:
    """On each database."""
    marc = everyone.marc
    decision = actions.record_decision(by=marc, project=everyone.balades, title="Un banc", reason="Demandé")
    requirement = actions.record_requirement(
        by=marc, decision=decision, statement="S’asseoir", acceptance_criterion="Tous les 200 m"
    )
    prototype = actions.register_prototype(by=marc, project=everyone.balades, name="Banc")
    first = actions.release_version(by=marc, prototype=prototype, label="1", requirements=[requirement])
    second = actions.release_version(by=marc, prototype=prototype, label="2")
    return Built(
        everyone,
        Node("decision", decision.id),
        Node("requirement", requirement.id),
        Node("prototype_version", first.id),
        Node("prototype_version", second.id),
    )


def test_an_edge_drawn_by_hand_is_followed_and_says_who_and_why(built: Built) -> None:
    row = built.join(built.second, "derived_from", built.first)
    assert (row.reason, row.drawn_by_id) == ("Vu en atelier.", built.people.marc.id)
    assert built.decision in {edge.earlier for edge in backward(built.edges, built.second)}


def test_a_relation_joins_only_the_kinds_it_may(built: Built) -> None:
    with pytest.raises(Refused, match="edge_not_of_these_kinds"):
        built.join(built.decision, "tests", built.second)


def test_nothing_comes_from_itself(built: Built) -> None:
    built.join(built.second, "derived_from", built.first)
    for source, target in ((built.first, built.second), (built.second, built.second)):
        with pytest.raises(Refused, match="edge_makes_a_circle"):
            built.join(source, "derived_from", target)


def test_an_edge_needs_a_reason(built: Built) -> None:
    with pytest.raises(Refused, match="text_missing"):
        built.join(built.second, "implements", built.requirement, reason=" ")


def test_an_edge_is_drawn_once(built: Built) -> None:
    with pytest.raises(Conflict, match="edge_there_already"):
        built.join(built.first, "implements", built.requirement)


def test_an_edge_joins_things_of_its_project_only(built: Built) -> None:
    other = actions.record_decision(
        by=built.people.ines, project=built.people.elsewhere, title="Ailleurs", reason="Autre projet"
    )
    with pytest.raises(NotFound):
        built.join(built.requirement, "derived_from", Node("decision", other.id))


def test_an_edge_made_in_error_stays_and_is_no_longer_followed(built: Built) -> None:
    row = built.join(built.second, "implements", built.requirement)
    mark_mistaken(by=built.people.marc, edge=row, reason="C’était la première.")
    assert row.edge not in built.edges
    assert db.session.get_one(TraceEdge, row.id).mistake_reason == "C’était la première."
    with pytest.raises(Conflict, match="edge_mistaken_already"):
        mark_mistaken(by=built.people.marc, edge=row, reason="Encore")


def test_an_edge_made_in_error_may_be_drawn_again(built: Built) -> None:
    row = built.join(built.second, "implements", built.requirement)
    mark_mistaken(by=built.people.marc, edge=row, reason="Trop tôt.")
    assert built.join(built.second, "implements", built.requirement).edge in built.edges


def test_a_researcher_draws_nothing_and_a_stranger_sees_nothing(built: Built) -> None:
    for person, failure in ((built.people.rose, NotAllowed), (built.people.ines, NotFound)):
        with pytest.raises(failure):
            built.join(built.second, "implements", built.requirement, by=person)
