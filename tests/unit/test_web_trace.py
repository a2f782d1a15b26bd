"""The pages of the trace: pictures that fold, one thing walked both ways, edges drawn by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast, open_study

from analysis.results import TraceNode
from livinglab import actions
from livinglab.actions.action import draw_edge
from livinglab.jobs.lineage import decisions_on, lineage_of
from livinglab.store import now, transaction
from livinglab.store.needs import Decision, Requirement
from livinglab.store.trace import Edge, Kind, Node, Relation, rows_of
from livinglab.web.chain import LAYER_OF, LAYERS, Chain, Move, Step
from livinglab.web.facilitator.trace_picture import drawn


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> FlaskClient:
    """The manager's browser."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def a_chain(*edges: Edge) -> Chain:
    nodes = dict.fromkeys(end for edge in edges for end in (edge.earlier, edge.later))
    steps = {node: Step(node, f"{node.kind} {node.id}", now().date(), "p") for node in nodes}
    layers = {layer: [step for step in steps.values() if LAYER_OF[step.node.kind] == layer] for layer in LAYERS}
    return Chain(layers, [Move(steps[edge.earlier], steps[edge.later], edge) for edge in edges])


def an_edge(source: tuple[Kind, str], relation: Relation, target: tuple[Kind, str]) -> Edge:
    return Edge(Node(*source), relation, Node(*target))


def decided(people: Cast, title: str = "Un banc") -> tuple[Decision, Requirement]:
    decision = actions.record_decision(by=people.marc, project=people.balades, title=title, reason="Demandé")
    requirement = actions.record_requirement(
        by=people.marc, decision=decision, statement="S’asseoir en chemin", acceptance_criterion="Tous les 200 m"
    )
    return decision, requirement


def test_a_few_things_are_all_drawn() -> None:
    chain = a_chain(an_edge(("requirement", "r"), "derived_from", ("decision", "d")))
    for picture in drawn(chain):
        assert [box.item.step.label for box in picture.boxes if box.item.step] == ["decision d", "requirement r"]
        assert [line.way for line in picture.lines] == ["on"]


def test_three_hundred_things_fold_into_one_box_a_layer_until_one_is_opened() -> None:
    edges = [an_edge(("contribution", str(n)), "decided_by", ("decision", str(n % 3))) for n in range(300)]
    folded, _ = drawn(a_chain(*edges))
    opened, _ = drawn(a_chain(*edges), ("need",))
    assert [(box.item.layer, box.item.folded) for box in folded.boxes] == [("need", 300), *3 * [("decision", 0)]]
    assert len(folded.lines) == 3
    assert (len(opened.boxes), len(opened.lines)) == (303, 300)


def test_boxes_of_a_layer_never_overlap() -> None:
    edges = [an_edge(("requirement", str(n)), "derived_from", ("decision", "d")) for n in range(8)]
    for picture in drawn(a_chain(*edges)):
        column = sorted((box for box in picture.boxes if box.item.layer == "requirement"), key=lambda box: box.y)
        assert all(above.y + above.height < below.y for above, below in pairwise(column))


def test_a_new_round_is_drawn_as_a_way_back() -> None:
    wide, narrow = drawn(a_chain(an_edge(("study", "s"), "derived_from", ("learning", "l"))))
    assert ([line.way for line in wide.lines], [line.way for line in narrow.lines]) == (["back"], ["back"])


def test_a_thing_is_walked_both_ways_from_its_page(marc: FlaskClient, people: Cast) -> None:
    decision, requirement = decided(people)
    page = marc.get(f"/projects/{people.balades.id}/trace/decision/{decision.id}").text
    assert "S’asseoir en chemin" in page
    back = marc.get(f"/projects/{people.balades.id}/trace/requirement/{requirement.id}").text
    assert re.search(r'a href="/decisions/\w+" dir="auto">Un banc</a>', back)


def test_the_page_of_a_decision_says_what_became_of_it(marc: FlaskClient, people: Cast) -> None:
    decision, requirement = decided(people)
    page = marc.get(f"/decisions/{decision.id}").text
    section = page[page.index("both-ways-title") :]
    assert f'href="/requirements/{requirement.id}"' in section
    assert f"/trace/decision/{decision.id}" in section


def test_an_edge_is_drawn_in_two_pages_and_then_marked_as_a_mistake(marc: FlaskClient, people: Cast) -> None:
    _, requirement = decided(people)
    other, _ = decided(people, "Une ombre")
    here = f"/projects/{people.balades.id}/trace/requirement/{requirement.id}"
    assert "Une ombre" in marc.get(f"{here}/join?sort=derived_from.source.decision").text
    sent = {"sort": "derived_from.source.decision", "other": other.id, "reason": "Dit en réunion"}
    assert marc.post(f"{here}/join", data=sent).status_code == 303
    assert "Dit en réunion" in marc.get(here).text
    row = next(row for row in rows_of(people.balades.id) if row.reason)
    assert marc.post(f"/trace-edges/{row.id}/mistake", data={"reason": ""}).status_code == 422
    assert marc.post(f"/trace-edges/{row.id}/mistake", data={"reason": "Autre réunion"}).status_code == 303
    page = marc.get(here).text
    assert "Autre réunion" in page
    assert "Liens faits par erreur" in page


def test_the_form_of_an_edge_says_what_is_missing_and_keeps_what_was_typed(marc: FlaskClient, people: Cast) -> None:
    _, requirement = decided(people)
    here = f"/projects/{people.balades.id}/trace/requirement/{requirement.id}"
    answer = marc.post(f"{here}/join", data={"sort": "derived_from.source.decision", "reason": "Parce que"})
    assert answer.status_code == 422
    assert "Choisissez l’autre bout du lien." in answer.text
    assert "Parce que" in answer.text


def test_a_kind_or_a_thing_that_is_not_there_is_not_found(marc: FlaskClient, people: Cast) -> None:
    decision, _ = decided(people)
    for path in (f"account/{people.marc.id}", "decision/nothing", f"requirement/{decision.id}"):
        assert marc.get(f"/projects/{people.balades.id}/trace/{path}").status_code == 404


def test_a_long_trace_shows_its_first_rows_and_the_way_to_all(marc: FlaskClient, people: Cast) -> None:
    decisions = [decided(people, f"Décision {number}") for number in range(101)]
    requirement = Node("requirement", decisions[0][1].id)
    with transaction():
        for decision, _ in decisions[1:]:
            draw_edge(people.balades.id, requirement, "derived_from", Node("decision", decision.id))
        for _, other in decisions[1:]:
            first = Node("decision", decisions[0][0].id)
            draw_edge(people.balades.id, Node("requirement", other.id), "derived_from", first)
    page = marc.get(f"/projects/{people.balades.id}/trace").text
    assert page.split('id="gaps"')[0].count('<th scope="row">') == 300
    assert "Voir les 301 lignes" in page.replace("\u00a0", " ")
    every = marc.get(f"/projects/{people.balades.id}/trace?all=1").text
    assert every.split('id="gaps"')[0].count('<th scope="row">') == 301
    assert "Voici les 100 premières." in page.replace("\u00a0", " ")


def test_the_way_that_led_to_a_study_passes_by_what_a_report_cannot_say(people: Cast) -> None:
    study = open_study(people)
    words = {"fr": "Des mots"}
    told = actions.Told(words, words, words, words, "likely")
    before = lineage_of(study, "fr")
    version = Node("prototype_version", study.version_id)
    learning = actions.record_learning(by=people.marc, project=people.balades, told=told, sources=[version])
    edge = Edge(Node("study", study.id), "derived_from", Node("learning", learning.id))
    actions.join_things(by=people.marc, project=people.balades, edge=edge, reason="La question en vient")
    assert lineage_of(study, "fr") == before


def test_a_report_tells_the_decisions_of_its_trace_with_their_dissent_and_criteria(people: Cast) -> None:
    decision, requirement = decided(people)
    decision.dissent = "Deux personnes préfèrent un abri"
    nodes = [TraceNode(decision.id, "decision", decision.title), TraceNode(requirement.id, "requirement", "Un banc")]
    (told,) = decisions_on(nodes)
    assert (told.title, told.reason, told.dissent) == ("Un banc", "Demandé", "Deux personnes préfèrent un abri")
    assert told.criteria == (requirement.acceptance_criterion,)
    assert decisions_on(nodes[1:]) == ()
