"""From an idea to a report: each action draws its step of the trace."""

from __future__ import annotations

import pytest
from people import Cast, published

from livinglab import actions
from livinglab.activities.marks import dots
from livinglab.store import OPERATOR, NotFound, Refused
from livinglab.store.judgements import snapshot_of
from livinglab.store.orphans import orphans_of
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.store.trace import Edge, Node, backward, edges_of, forward
from livinglab.store.trace_things import judged_in


def idea_of(people: Cast) -> tuple[AgendaItem, Contribution]:
    """An idea voiced, revealed and given two dots."""
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(by=people.marc, session=session, planned=actions.Planned(title={"fr": "Idées"}))
    actions.start_item(by=people.marc, item=item)
    seat = actions.join_session(code=session.code).seat
    idea = actions.contribute(by=seat, item=item, contribution_id="a" * 32, text="Marcher", language="fr")
    actions.reveal(by=people.marc, item=item)
    actions.judge(by=seat, item=item, marks=dots({idea.id: 2}))
    actions.close_item(by=people.marc, item=item)
    return item, idea


def test_the_trace_leads_from_the_idea_to_the_report_and_back(everyone: Cast) -> None:
    marc = everyone.marc
    item, idea = idea_of(everyone)
    decision = actions.record_decision(
        by=marc, project=everyone.balades, title="Marcher", reason="Deux gommettes", item=item, chosen=[idea]
    )
    requirement = actions.record_requirement(
        by=marc, decision=decision, statement="Un parcours plat", acceptance_criterion="Pente sous 4 %"
    )
    prototype = actions.register_prototype(by=marc, project=everyone.balades, name="Parcours")
    version = actions.release_version(by=marc, prototype=prototype, label="1", requirements=[requirement])
    study = actions.plan_study(by=marc, version=version, title={"fr": "Étude"})
    actions.assign_questionnaire(by=marc, study=study, wave="before", version=published(everyone))
    told = [(edge.source.kind, edge.relation, edge.target.kind) for edge in edges_of(everyone.balades.id)]
    assert told == [
        ("result", "derived_from", "agenda_item"),
        ("result", "decided_by", "decision"),
        ("agenda_item", "decided_by", "decision"),
        ("contribution", "decided_by", "decision"),
        ("requirement", "derived_from", "decision"),
        ("prototype_version", "implements", "requirement"),
        ("study", "tests", "prototype_version"),
        ("questionnaire_version", "measures", "study"),
    ]
    edges = edges_of(everyone.balades.id)
    assert forward(edges, Node("contribution", idea.id)) == edges[3:]
    assert set(backward(edges, Node("study", study.id))) == set(edges[:7])


def test_a_decision_walks_back_to_the_result_the_activity_and_all_that_was_judged(everyone: Cast) -> None:
    marc, project = everyone.marc, everyone.balades
    item, idea = idea_of(everyone)
    first, second = (
        actions.record_decision(by=marc, project=project, title=title, reason="Vu", item=item, chosen=chosen)
        for title, chosen in (("Marcher", [idea]), ("Attendre", []))
    )
    snapshot = snapshot_of(item)
    assert snapshot is not None
    activity, result = Node("agenda_item", item.id), Node("result", snapshot.id)
    stored = edges_of(project.id)
    assert [edge for edge in stored if edge.source == result and edge.relation == "derived_from"] == [
        Edge(result, "derived_from", activity)
    ]
    edges = (*stored, *judged_in(project.id, stored))
    reached = {edge.earlier for edge in backward(edges, Node("decision", second.id))}
    assert reached == {result, activity, Node("contribution", idea.id)}
    forth = {edge.later for edge in forward(edges, Node("contribution", idea.id))}
    assert forth == {activity, result, Node("decision", first.id), Node("decision", second.id)}


def test_to_have_been_judged_is_not_to_have_been_answered(everyone: Cast) -> None:
    item, idea = idea_of(everyone)
    actions.record_decision(by=everyone.marc, project=everyone.balades, title="Attendre", reason="Tôt", item=item)
    unanswered = next(each for each in orphans_of(everyone.balades.id) if each.check.code == "need_unanswered")
    assert [one.id for one in unanswered.found] == [idea.id]


def test_a_result_waits_until_a_decision_rests_on_it(everyone: Cast) -> None:
    def undecided() -> list[str]:
        found = [each for each in orphans_of(everyone.balades.id) if each.check.code == "result_undecided"]
        return [one.item_id for each in found for one in each.found]

    item, idea = idea_of(everyone)
    assert undecided() == [item.id]
    actions.record_decision(
        by=everyone.marc, project=everyone.balades, title="Marcher", reason="Vu", item=item, chosen=[idea]
    )
    assert undecided() == []


def test_a_decision_freezes_what_was_on_the_table(everyone: Cast) -> None:
    item, idea = idea_of(everyone)
    decision = actions.record_decision(
        by=everyone.marc, project=everyone.balades, title="Marcher", reason="Les gommettes", item=item
    )
    option = {"contribution": idea.id, "text": "Marcher", "dots": 2, "people": 1}
    assert ((decision.options or {})["options"], (decision.options_digest or "")[:7]) == ([option], "sha256:")


def test_a_decision_needs_its_reason(people: Cast) -> None:
    with pytest.raises(Refused, match="text_missing"):
        actions.record_decision(by=people.marc, project=people.balades, title="Marcher", reason=" ")


def test_an_idea_of_another_project_cannot_be_chosen(people: Cast) -> None:
    _, idea = idea_of(people)
    with pytest.raises(NotFound):
        actions.record_decision(by=OPERATOR, project=people.elsewhere, title="x", reason="y", chosen=[idea])


def test_readiness_is_claimed_with_a_reason(people: Cast) -> None:
    prototype = actions.register_prototype(by=people.marc, project=people.balades, name="Parcours")
    with pytest.raises(Refused, match="readiness_without_reason"):
        actions.release_version(by=people.marc, prototype=prototype, label="1", readiness_level=4)


def test_a_version_label_is_used_once(everyone: Cast) -> None:
    prototype = actions.register_prototype(by=everyone.marc, project=everyone.balades, name="Parcours")
    actions.release_version(by=everyone.marc, prototype=prototype, label="1")
    with pytest.raises(Refused, match="version_label_taken"):
        actions.release_version(by=everyone.marc, prototype=prototype, label="1")


def test_the_same_questionnaire_stored_twice_is_one_version(everyone: Cast) -> None:
    assert published(everyone) is published(everyone)


def test_assigning_the_same_version_twice_draws_one_edge(everyone: Cast) -> None:
    prototype = actions.register_prototype(by=everyone.marc, project=everyone.balades, name="Parcours")
    version = actions.release_version(by=everyone.marc, prototype=prototype, label="1")
    study = actions.plan_study(by=everyone.marc, version=version, title={"fr": "Étude"})
    for wave in ("before", "after", "before"):
        actions.assign_questionnaire(by=everyone.marc, study=study, wave=wave, version=published(everyone))
    assert [edge.relation for edge in edges_of(everyone.balades.id)] == ["tests", "measures"]


def test_an_edge_says_which_end_came_later() -> None:
    idea, decision = Node("contribution", "i"), Node("decision", "d")
    edge = Edge(idea, "decided_by", decision)
    assert (edge.earlier, edge.later) == (idea, decision)
