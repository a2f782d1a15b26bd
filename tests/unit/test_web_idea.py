"""What became of my idea: told by receipt code, in order, honestly, nothing of the team's notes or of other people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from people import Cast, open_study

from livinglab import actions
from livinglab.actions.action import draw_edge
from livinglab.actions.learnings import Told
from livinglab.activities.marks import dots
from livinglab.store import transaction
from livinglab.store.database import db
from livinglab.store.learnings import Learning
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Node

SECRETS = {
    "dissent": "Léa trouve cela trop cher",
    "criterion": "un banc tous les 212 mètres",
    "changes": "le fournisseur nous a lâchés",
    "deviation": "on a oublié une relance",
    "edge": "dit au téléphone par Paul",
    "learning": "notre hypothèse était naïve",
    "scale": "budget de 40 000 euros",
    "other": "Une fontaine devant chez Rachid",
    "theme": "Se rafraîchir chez Rachid",
}


@dataclass(frozen=True)
class Workshop:
    """An activity that is over, with two ideas of two people."""

    app: Flask
    people: Cast
    item: AgendaItem
    mine: Contribution
    other: Contribution
    receipt: str

    def page(self, language: str = "fr") -> str:
        """What the author of the first idea reads."""
        client = self.app.test_client()
        return client.get(f"/s/idea/{self.receipt}", headers={"Accept-Language": language}).text

    def lines(self) -> list[str]:
        """What happened, line by line, without its date."""
        told = re.findall(r"</p><p>(.*?)</p>", self.page())
        return [re.sub(r"<[^>]+>", "", line).replace("\u00a0", " ") for line in told]

    def join(self, source: Node, relation: str, target: Node) -> None:
        """An edge drawn by hand."""
        edge = Edge(source, relation, target)  # type: ignore[arg-type]
        actions.join_things(by=self.people.marc, project=self.people.balades, edge=edge, reason=SECRETS["edge"])


@pytest.fixture
def workshop(laboratory: Flask, people: Cast) -> Workshop:
    """On SQLite."""
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(
        by=people.marc, session=session, planned=actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
    )
    actions.start_item(by=people.marc, item=item)
    me, someone = (actions.join_session(code=session.code) for _ in range(2))
    mine = actions.contribute(by=me.seat, item=item, contribution_id="a" * 32, text="Un banc", language="fr")
    other = actions.contribute(
        by=someone.seat, item=item, contribution_id="b" * 32, text=SECRETS["other"], language="fr"
    )
    for step in (actions.reveal, actions.close_item):
        step(by=people.marc, item=item)
    return Workshop(laboratory, people, item, mine, other, me.receipt)


def to_the_end(workshop: Workshop, *, publish: bool) -> tuple[Study, Learning]:
    """Decision, requirement, version, study, report, learning, uptake; each with something the team keeps to itself."""
    marc, project = workshop.people.marc, workshop.people.balades
    decision = actions.record_decision(
        by=marc,
        project=project,
        title="Poser un banc",
        reason="Il a du soutien",
        dissent=SECRETS["dissent"],
        item=workshop.item,
        chosen=[workshop.mine, workshop.other],
    )
    requirement = actions.record_requirement(
        by=marc, decision=decision, statement="S’asseoir en chemin", acceptance_criterion=SECRETS["criterion"]
    )
    study = open_study(workshop.people)
    version = actions.release_version(
        by=marc,
        prototype=study.version.prototype,
        label="bis",
        changes=SECRETS["changes"],
        requirements=[requirement],
    )
    workshop.join(Node("study", study.id), "tests", Node("prototype_version", version.id))
    actions.record_deviation(by=marc, study=study, what=SECRETS["deviation"], why="Congés")
    report = actions.request_report(by=marc, study=study)
    actions.finish_report(report=report, path="/nowhere.pdf", sha256="0" * 64, pages=1)
    actions.close_study(by=marc, study=study)
    words = {"fr": "On s’assoit plus souvent"}
    told = Told(words, words, words, words, "likely", "adopt", {"fr": "Les voisins le demandent"})
    learning = actions.record_learning(by=marc, project=project, told=told, sources=[Node("report", report.id)])
    if publish:
        actions.publish_learning(by=marc, learning=learning, number=1)
    secret = {"fr": SECRETS["learning"]}
    later = Told(secret, secret, secret, secret, "likely", "adopt", secret)
    actions.revise_learning(by=marc, learning=learning, told=later, change="Entre nous", number=1)
    actions.record_uptake(
        by=marc,
        project=project,
        of=Node("learning", learning.id),
        organisation="Ville des Tilleuls",
        helix="public",
        adopted_on=date(2026, 1, 5),
        scale=SECRETS["scale"],
    )
    return study, learning


def taken_over(workshop: Workshop) -> AgendaItem:
    """The two ideas judged again in an activity that took them over, in another session; two people give their view."""
    marc, project = workshop.people.marc, workshop.people.balades
    session = actions.open_session(by=marc, project=project, title={"fr": "Suite"})
    planned = actions.Planned({"fr": "Choisir"}, {"fr": "Par quoi commencer ?"}, source=workshop.item)
    item = actions.add_agenda_item(by=marc, session=session, planned=planned, kind="dots")
    actions.start_item(by=marc, item=item)
    actions.judge(by=actions.join_session(code=session.code).seat, item=item, marks=dots({workshop.other.id: 2}))
    return actions.close_item(by=marc, item=item)


def test_an_idea_left_aside_by_another_activity_than_its_own_is_told(workshop: Workshop) -> None:
    chosen = taken_over(workshop)
    actions.record_decision(
        by=workshop.people.marc,
        project=workshop.people.balades,
        title="Poser une fontaine",
        reason="Plus de soutien",
        item=chosen,
        chosen=[workshop.other],
    )
    assert workshop.lines() == [
        "Les personnes ont donné leur avis sur elle, avec les autres : Par quoi commencer ?",
        "Une décision a été prise, sans reprendre cette idée : Poser une fontaine",
    ]


def test_an_idea_hidden_before_the_result_was_not_left_aside_by_its_decision(workshop: Workshop) -> None:
    actions.moderate_contribution(by=workshop.people.marc, contribution=workshop.mine, code="names_someone")
    chosen = taken_over(workshop)
    actions.restore_contribution(by=workshop.people.marc, contribution=workshop.mine, code="read_again")
    actions.record_decision(
        by=workshop.people.marc, project=workshop.people.balades, title="Oui", reason="Vu", item=chosen
    )
    assert workshop.lines() == ["Elle a été masquée", "Elle a été rétablie"]


def test_before_anything_happens_the_page_says_so(workshop: Workshop) -> None:
    assert "Elle n’a pas encore servi à une décision." in workshop.page()
    assert workshop.lines() == []


def test_the_way_is_told_to_the_uptake_in_plain_words(workshop: Workshop) -> None:
    to_the_end(workshop, publish=True)
    lines = workshop.lines()
    assert "Elle a nourri une décision : Poser un banc" in lines
    assert "L’étude de cette version est terminée : Étude" in lines
    assert "Un rapport donne les résultats" in lines
    assert "Le laboratoire en a tiré un enseignement : On s’assoit plus souvent" in lines
    assert "Une organisation s’en sert : Ville des Tilleuls" in lines
    page = workshop.page().replace("\u00a0", " ")
    assert "Raison : Il a du soutien" in page
    assert "La suite : Adopter. Raison : Les voisins le demandent" in page


def test_a_learning_that_is_not_published_is_only_said_to_exist(workshop: Workshop) -> None:
    to_the_end(workshop, publish=False)
    assert "Le laboratoire en a tiré un enseignement, pas encore publié" in workshop.lines()
    assert "On s’assoit plus souvent" not in workshop.page()


@pytest.mark.parametrize("publish", [True, False])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_of_the_team_or_of_other_people_is_told(workshop: Workshop, language: str, *, publish: bool) -> None:
    to_the_end(workshop, publish=publish)
    _merged(workshop)
    page = workshop.page(language)
    people = [account.name for account in (workshop.people.marc, workshop.people.amina)]
    assert [secret for secret in (*SECRETS.values(), *people) if secret in page] == []


def test_an_idea_merged_with_others_is_followed_through_them(workshop: Workshop) -> None:
    theme = _merged(workshop)
    marc, project = workshop.people.marc, workshop.people.balades
    actions.record_decision(by=marc, project=project, title="Rafraîchir la place", reason="Canicule", chosen=[theme])
    lines = workshop.lines()
    assert lines[0] == "Elle a été rassemblée dans un thème, avec d’autres idées proches"
    assert "Elle a nourri une décision : Rafraîchir la place" in lines


def test_a_decision_that_left_the_idea_aside_is_said(workshop: Workshop) -> None:
    marc, project = workshop.people.marc, workshop.people.balades
    actions.record_decision(
        by=marc, project=project, title="Planter", reason="Ombre", item=workshop.item, chosen=[workshop.other]
    )
    assert workshop.lines() == ["Une décision a été prise, sans reprendre cette idée : Planter"]


def test_a_link_made_in_error_is_not_told(workshop: Workshop) -> None:
    marc, project = workshop.people.marc, workshop.people.balades
    decision = actions.record_decision(by=marc, project=project, title="Planter", reason="Ombre")
    edge = Edge(Node("contribution", workshop.mine.id), "decided_by", Node("decision", decision.id))
    row = actions.join_things(by=marc, project=project, edge=edge, reason="Je crois")
    assert workshop.lines() == ["Elle a nourri une décision : Planter"]
    actions.mark_mistaken(by=marc, edge=row, reason="Non")
    assert workshop.lines() == []


def _merged(workshop: Workshop) -> Contribution:
    """Both ideas in a theme somebody else worded."""
    with transaction():
        theme = Contribution(
            item_id=workshop.item.id,
            seat_id=workshop.other.seat_id,
            text=SECRETS["theme"],
            language="fr",
        )
        db.session.add(theme)
        db.session.flush()
        for idea in (workshop.mine, workshop.other):
            draw_edge(
                workshop.people.balades.id,
                Node("contribution", idea.id),
                "merged_into",
                Node("contribution", theme.id),
            )
    return theme
