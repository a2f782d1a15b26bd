"""Where the trace breaks off: each check finds what it says, and nothing once it is put right."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from people import Cast, open_study

from livinglab import actions
from livinglab.actions.learnings import Told
from livinglab.store.orphans import CHECKS, orphans_of
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.reports import Report
from livinglab.store.sessions import Contribution
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Node, rows_of
from livinglab.words import sentence

FR = {"fr": "Des mots"}


def told(step: str = "", **changes: object) -> Told:
    return Told(FR, FR, FR, FR, "likely", step, FR if step else {}, **changes)  # type: ignore[arg-type]


def codes(people: Cast) -> set[str]:
    return {orphans.check.code for orphans in orphans_of(people.balades.id)}


def found(people: Cast, code: str) -> list[str]:
    return [one.id for orphans in orphans_of(people.balades.id) if orphans.check.code == code for one in orphans.found]


def an_idea(people: Cast) -> Contribution:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(
        by=people.marc, session=session, planned=actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
    )
    actions.start_item(by=people.marc, item=item)
    seat = actions.join_session(code=session.code).seat
    return actions.contribute(by=seat, item=item, contribution_id="a" * 32, text="Un banc", language="fr")


def a_report(people: Cast, study: Study) -> Report:
    report = actions.request_report(by=people.marc, study=study)
    return actions.finish_report(report=report, path="/nowhere.pdf", sha256="0" * 64, pages=1)


def another_version(people: Cast, study: Study) -> PrototypeVersion:
    return actions.release_version(by=people.marc, prototype=study.version.prototype, label="autre")


def test_every_check_has_its_words_and_what_to_do() -> None:
    for check in CHECKS:
        for key in (f"trace.gap_{check.code}", f"trace.do_{check.code}"):
            assert sentence(key)


def test_an_empty_project_lacks_nothing(people: Cast) -> None:
    assert orphans_of(people.balades.id) == ()


def test_an_idea_waits_until_a_decision_rests_on_it(people: Cast) -> None:
    idea = an_idea(people)
    assert found(people, "need_unanswered") == [idea.id]
    actions.record_decision(by=people.marc, project=people.balades, title="Oui", reason="Utile", chosen=[idea])
    assert found(people, "need_unanswered") == []


def test_an_idea_hidden_in_its_session_is_not_said_to_wait(people: Cast) -> None:
    actions.moderate_contribution(by=people.marc, contribution=an_idea(people), reason="Un nom")
    assert codes(people) == set()


def test_from_decision_to_test_each_missing_step_is_said(people: Cast) -> None:
    decision = actions.record_decision(by=people.marc, project=people.balades, title="Oui", reason="Utile")
    assert codes(people) == {"decision_from_nothing", "decision_without_requirement"}
    requirement = actions.record_requirement(by=people.marc, decision=decision, statement="X", acceptance_criterion="Y")
    idea = Edge(Node("contribution", an_idea(people).id), "decided_by", Node("decision", decision.id))
    actions.join_things(by=people.marc, project=people.balades, edge=idea, reason="Dit à voix haute")
    assert codes(people) == {"requirement_without_version"}
    prototype = actions.register_prototype(by=people.marc, project=people.balades, name="Banc")
    actions.release_version(by=people.marc, prototype=prototype, label="1", requirements=[requirement])
    assert codes(people) == {"requirement_untested", "version_untested"}


def test_a_version_is_tested_once_its_study_has_opened(people: Cast) -> None:
    study = open_study(people)
    version = another_version(people, study)
    actions.plan_study(by=people.marc, version=version, title=FR)
    assert found(people, "version_untested") == [version.id]


def test_a_report_on_a_version_its_study_did_not_test_is_said(people: Cast) -> None:
    study = open_study(people)
    report = a_report(people, study)
    assert found(people, "version_reported_not_tested") == []
    edge = next(row for row in rows_of(people.balades.id) if row.relation == "tests")
    actions.mark_mistaken(by=people.marc, edge=edge, reason="C’était l’autre version")
    other = Node("prototype_version", another_version(people, study).id)
    tests = Edge(Node("study", study.id), "tests", other)
    actions.join_things(by=people.marc, project=people.balades, edge=tests, reason="Celle qui était sur place")
    assert found(people, "version_reported_not_tested") == [report.id]


def test_a_report_with_figures_of_a_study_of_another_version_is_said(people: Cast) -> None:
    study = open_study(people)
    report = a_report(people, study)
    second = actions.plan_study(by=people.marc, version=another_version(people, study), title=FR)
    edge = Edge(Node("report", report.id), "derived_from", Node("study", second.id))
    actions.join_things(by=people.marc, project=people.balades, edge=edge, reason="Ses chiffres y sont")
    assert found(people, "figures_of_another_version") == [report.id]


def test_a_learning_on_a_version_its_study_did_not_test_is_said(people: Cast) -> None:
    study = open_study(people)
    sources = [Node("study", study.id), Node("prototype_version", another_version(people, study).id)]
    learning = actions.record_learning(by=people.marc, project=people.balades, told=told(), sources=sources)
    assert found(people, "learned_on_another_version") == [learning.id]


@pytest.mark.parametrize("through", ["study", "report"])
def test_a_closed_study_waits_for_what_it_taught(people: Cast, through: str) -> None:
    study = open_study(people)
    report = a_report(people, study)
    assert found(people, "study_without_learning") == []
    actions.close_study(by=people.marc, study=study)
    assert found(people, "study_without_learning") == [study.id]
    source = Node("study", study.id) if through == "study" else Node("report", report.id)
    actions.record_learning(by=people.marc, project=people.balades, told=told(), sources=[source])
    assert found(people, "study_without_learning") == []


def test_a_learning_needs_a_next_step_then_that_it_begins(people: Cast) -> None:
    study = open_study(people)
    source = [Node("study", study.id)]
    learning = actions.record_learning(by=people.marc, project=people.balades, told=told(), sources=source)
    assert found(people, "learning_without_next_step") == [learning.id]
    actions.revise_learning(by=people.marc, learning=learning, told=told("adopt"), change="Décidé", number=1)
    assert found(people, "learning_without_next_step") == []
    assert found(people, "learning_not_followed") == [learning.id]
    an_uptake(people, Node("learning", learning.id))
    assert found(people, "learning_not_followed") == []


def test_to_stop_is_a_next_step_that_nothing_follows(people: Cast) -> None:
    study = open_study(people)
    actions.record_learning(
        by=people.marc, project=people.balades, told=told("stop"), sources=[Node("study", study.id)]
    )
    assert "learning_not_followed" not in codes(people)


def test_an_uptake_lacks_its_document_and_a_test_of_what_it_adopts(people: Cast) -> None:
    study = open_study(people)
    an_uptake(people, Node("prototype_version", study.version_id), b"%PDF-1.4 deliberation")
    assert not {"uptake_untested", "uptake_without_document"} & codes(people)
    an_uptake(people, Node("prototype_version", another_version(people, study).id))
    assert {"uptake_untested", "uptake_without_document"} <= codes(people)


def an_uptake(people: Cast, of: Node, document: bytes | None = None) -> None:
    actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=of,
        organisation="Ville des Tilleuls",
        helix="public",
        adopted_on=date(2026, 1, 5),
        scale="Trois quartiers",
        document=BytesIO(document) if document else None,
        document_name="deliberation.pdf",
    )
