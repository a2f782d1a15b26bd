"""The trace: walkable both ways along time, whatever way each relation is told."""

from __future__ import annotations

import pytest
from people import Cast
from sqlalchemy.exc import IntegrityError

from livinglab.actions.action import draw_edge
from livinglab.store import transaction
from livinglab.store.trace import Edge, Node, backward, edges_of, forward

IDEA, OTHER = Node("contribution", "idea"), Node("contribution", "other")
DECISION, REQUIREMENT = Node("decision", "d"), Node("requirement", "r")
VERSION, STUDY = Node("prototype_version", "v"), Node("study", "s")

CHAIN = (
    Edge(IDEA, "decided_by", DECISION),
    Edge(REQUIREMENT, "derived_from", DECISION),
    Edge(VERSION, "implements", REQUIREMENT),
    Edge(STUDY, "tests", VERSION),
)
ASIDE = Edge(OTHER, "decided_by", DECISION)


def test_what_became_of_an_idea_is_followed_to_the_study() -> None:
    assert forward((ASIDE, *reversed(CHAIN)), IDEA) == CHAIN


def test_where_a_study_comes_from_is_followed_to_every_idea() -> None:
    assert backward((*CHAIN, ASIDE), STUDY) == (*reversed(CHAIN[1:]), CHAIN[0], ASIDE)


def test_a_circle_is_walked_once() -> None:
    circle = (Edge(IDEA, "merged_into", OTHER), Edge(OTHER, "merged_into", IDEA))
    assert forward(circle, IDEA) == circle


def test_something_without_edges_leads_nowhere() -> None:
    assert forward(CHAIN, OTHER) == ()


def test_an_edge_is_stored_once(everyone: Cast) -> None:
    draw(everyone)
    with pytest.raises(IntegrityError):
        draw(everyone)


def test_a_project_has_its_own_edges(everyone: Cast) -> None:
    draw(everyone)
    assert (edges_of(everyone.balades.id), edges_of(everyone.elsewhere.id)) == ((CHAIN[-1],), ())


def draw(people: Cast) -> None:
    """The study tests the version, in the project Balades."""
    with transaction():
        draw_edge(people.balades.id, STUDY, "tests", VERSION)
