"""The facilitator's pages: a session from its opening to its decision, and the chain up to the study."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast

from livinglab import actions
from livinglab.activities.marks import dots
from livinglab.store.database import db
from livinglab.store.needs import Decision, Requirement
from livinglab.store.people import Account
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.sessions import AgendaItem, Contribution, Session
from livinglab.store.studies import Study
from livinglab.store.trace import edges_of

ACTIVITY = {"prompt_fr": "Que faire ?", "prompt_en": "", "dots": "3", "planned_minutes": "20"}
DECISION = {"title": "Poser un banc", "reason": "Il a du soutien.", "dissent": "Trop cher, dit une personne."}
REQUIREMENT = {"statement": "Se reposer en chemin", "acceptance_criterion": "Un banc tous les 200 m"}


@dataclass
class Office:
    """The laboratory, and browsers of its people."""

    app: Flask
    people: Cast

    def browser(self, who: Account) -> FlaskClient:
        """Somebody signed in."""
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
        return client

    @property
    def project(self) -> str:
        """The address of the project."""
        return f"/projects/{self.people.balades.id}"

    def session(self) -> Session:
        """A session with one activity, planned."""
        session = actions.open_session(by=self.people.marc, project=self.people.balades, title={"fr": "Atelier"})
        prompt = {"fr": "Que faire ?"}
        actions.add_agenda_item(
            by=self.people.marc, session=session, planned=actions.Planned(title={"fr": "Idées"}, prompt=prompt)
        )
        return session

    def closed_item(self) -> AgendaItem:
        """An activity that is over: one idea, two dots of one person."""
        session, by = self.session(), self.people.marc
        item, seat = session.items[0], actions.join_session(code=session.code).seat
        actions.start_item(by=by, item=item)
        idea = actions.contribute(by=seat, item=item, contribution_id="a" * 32, text="Un banc", language="fr")
        actions.reveal(by=by, item=item)
        actions.judge(by=seat, item=item, marks=dots({idea.id: 2}))
        return actions.close_item(by=by, item=item)


@pytest.fixture
def office(laboratory: Flask, people: Cast) -> Office:
    """On SQLite."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    return Office(laboratory, people)


@pytest.fixture
def marc(office: Office) -> FlaskClient:
    """The manager."""
    return office.browser(office.people.marc)


def _only(kind: type[db.Model]) -> db.Model:  # type: ignore[name-defined]  # made at run time
    return db.session.scalars(db.select(kind)).one()


def _forms(page: str) -> set[str]:
    return set(re.findall(r'<form id="([^"]+)"', page))


@pytest.mark.parametrize("page", ["sessions", "decisions", "requirements", "prototypes", "trace"])
def test_an_empty_page_teaches_the_next_step(office: Office, marc: FlaskClient, page: str) -> None:
    answer = marc.get(f"{office.project}/{page}")
    assert (answer.status_code, 'class="empty"' in answer.text) == (200, True)


def test_opening_a_session_leads_to_its_console_with_the_code(office: Office, marc: FlaskClient) -> None:
    fields = {"title_fr": "Atelier", "title_en": ""}
    answer = marc.post(f"{office.project}/sessions", data=fields, follow_redirects=True)
    session = _only(Session)
    assert answer.request.path == f"/sessions/{session.id}"
    assert session.code in answer.text
    assert "La séance est ouverte. Ajoutez une activité." in answer.text


def test_a_session_without_a_name_is_asked_for_again(office: Office, marc: FlaskClient) -> None:
    answer = marc.post(f"{office.project}/sessions", data={"title_fr": " ", "title_en": ""})
    assert (answer.status_code, 'href="#title_fr"' in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("prompt_fr", ""), ("dots", "0"), ("dots", "21"), ("dots", "trois"), ("planned_minutes", "-5"), ("dots", "²")],
)
def test_an_activity_that_cannot_be_is_asked_for_again(
    office: Office, marc: FlaskClient, field: str, typed: str
) -> None:
    session = office.session()
    answer = marc.post(f"/sessions/{session.id}/items", data={**ACTIVITY, field: typed})
    assert (answer.status_code, len(session.items)) == (422, 1)
    assert f'href="#{field}"' in answer.text


def test_the_console_offers_one_next_step_at_a_time(office: Office, marc: FlaskClient) -> None:
    session = office.session()
    address, item = f"/sessions/{session.id}", session.items[0].id
    seen = []
    for step in ("start", "reveal", "close"):
        seen.append(_forms(marc.get(address).text) & {"start-item", "reveal", "close-item"})
        marc.post(f"/items/{item}/{step}")
    assert seen == [{"start-item"}, {"reveal"}, {"close-item"}]


def test_pressing_start_twice_says_so_and_changes_nothing(office: Office, marc: FlaskClient) -> None:
    item = office.session().items[0]
    statuses = [marc.post(f"/items/{item.id}/start").status_code for _ in range(2)]
    assert (statuses, item.state) == ([303, 422], "writing")


def test_a_session_does_not_end_in_the_middle_of_an_activity(office: Office, marc: FlaskClient) -> None:
    session = office.session()
    marc.post(f"/items/{session.items[0].id}/start")
    answer = marc.post(f"/sessions/{session.id}/close")
    assert (answer.status_code, session.state) == (422, "open")
    assert "Une activité est en cours. Terminez-la d’abord." in answer.text


def test_an_unknown_step_is_not_found(office: Office, marc: FlaskClient) -> None:
    assert marc.post(f"/items/{office.session().items[0].id}/delete").status_code == 404


def test_hiding_an_idea_needs_a_reason_and_keeps_the_words(office: Office, marc: FlaskClient) -> None:
    item = office.closed_item()
    address = f"/contributions/{'a' * 32}/moderate"
    assert marc.post(address, data={"reason": " "}).status_code == 422
    marc.post(address, data={"reason": "Elle nomme quelqu’un."})
    idea = _only(Contribution)
    assert (idea.text, idea.state, idea.moderation_reason) == ("Un banc", "moderated", "Elle nomme quelqu’un.")
    assert item.state == "closed"


def test_totals_are_hidden_from_the_team_too_until_the_close(office: Office, marc: FlaskClient) -> None:
    session = office.session()
    page = marc.get(f"/items/{session.items[0].id}/results").text
    assert ("record-decision" in _forms(page), "cachés jusqu’à la clôture, à vous aussi" in page) == (False, True)


def test_a_decision_freezes_the_result_it_was_taken_from(office: Office, marc: FlaskClient) -> None:
    item = office.closed_item()
    fields = {**DECISION, "chosen": ["a" * 32]}
    answer = marc.post(f"/items/{item.id}/decisions", data=fields, follow_redirects=True)
    decision = _only(Decision)
    assert [(option["dots"], option["people"]) for option in decision.options["options"]] == [(2, 1)]
    assert decision.options_digest in answer.text
    assert DECISION["dissent"] in answer.text


@pytest.mark.parametrize("missing", ["title", "reason", "chosen"])
def test_an_incomplete_decision_keeps_what_was_typed(office: Office, marc: FlaskClient, missing: str) -> None:
    item = office.closed_item()
    fields = {name: words for name, words in {**DECISION, "chosen": "a" * 32}.items() if name != missing}
    answer = marc.post(f"/items/{item.id}/decisions", data=fields)
    assert (answer.status_code, f'href="#{missing}"' in answer.text) == (422, True)
    assert DECISION["dissent"] in answer.text
    assert db.session.scalars(db.select(Decision)).all() == []


def test_the_chain_goes_from_an_idea_to_the_study_in_five_forms(office: Office, marc: FlaskClient) -> None:
    _walk_the_chain(office, marc)
    told = [(edge.source.kind, edge.relation, edge.target.kind) for edge in edges_of(office.people.balades.id)]
    assert told == [
        ("result", "derived_from", "agenda_item"),
        ("result", "decided_by", "decision"),
        ("agenda_item", "decided_by", "decision"),
        ("contribution", "decided_by", "decision"),
        ("requirement", "derived_from", "decision"),
        ("prototype_version", "implements", "requirement"),
        ("study", "tests", "prototype_version"),
    ]


def test_the_trace_draws_the_chain_and_says_it_as_a_table(office: Office, marc: FlaskClient) -> None:
    _walk_the_chain(office, marc)
    page = marc.get(f"{office.project}/trace").text
    boxes = page.count("<rect")
    rows = page.split('id="gaps"')[0].count('<th scope="row">')
    assert (boxes, page.count('<path class="on"'), rows) == (2 * 7, 2 * 7, 7)  # drawn twice: wide, and for a phone
    assert 'role="group" aria-labelledby="trace-wide-title trace-wide-desc"' in page


def test_the_author_reads_what_became_of_the_idea(office: Office, marc: FlaskClient) -> None:
    session = office.session()
    item, author = session.items[0], actions.join_session(code=session.code)
    actions.start_item(by=office.people.marc, item=item)
    actions.contribute(by=author.seat, item=item, contribution_id="a" * 32, text="Un banc", language="fr")
    actions.reveal(by=office.people.marc, item=item)
    actions.close_item(by=office.people.marc, item=item)
    _walk_the_chain(office, marc, item)
    page = office.app.test_client().get(f"/s/idea/{author.receipt}").text
    told = re.findall(r'<strong dir="auto">([^<]+)</strong>', page)
    assert told == ["Poser un banc", "Se reposer en chemin", "Banc 1.0", "Étude du banc"]


def test_a_funder_reads_and_is_offered_nothing_but_the_way_out(office: Office) -> None:
    felix = office.browser(office.people.felix)
    item = office.closed_item()
    pages = [f"{office.project}/sessions", f"/sessions/{item.session_id}", f"/items/{item.id}/results"]
    answers = [felix.get(page) for page in pages]
    assert [(answer.status_code, _forms(answer.text)) for answer in answers] == [(200, {"sign-out"})] * 3
    assert felix.post(f"/items/{item.id}/decisions", data=DECISION).status_code == 403


def test_a_stranger_finds_nothing(office: Office) -> None:
    ines = office.browser(office.people.ines)
    item = office.closed_item()
    reads = [f"{office.project}/sessions", f"/sessions/{item.session_id}", f"/items/{item.id}/results"]
    assert [ines.get(page).status_code for page in reads] == [404, 404, 404]
    assert ines.post(f"/items/{item.id}/start").status_code == 404


def _walk_the_chain(office: Office, marc: FlaskClient, item: AgendaItem | None = None) -> None:
    item = item or office.closed_item()
    marc.post(f"/items/{item.id}/decisions", data={**DECISION, "chosen": ["a" * 32]})
    marc.post(f"/decisions/{_only(Decision).id}/requirements", data=REQUIREMENT)
    requirement = _only(Requirement).id
    fields = {"name": "Banc", "summary": "", "requirement": requirement}
    page = marc.post(f"{office.project}/prototypes", data=fields, follow_redirects=True)
    ticked = re.findall(r'name="requirements" value="(\w+)"[^>]*checked', page.text)
    version = {"label": "1.0", "changes": "Première version", "requirements": ticked}
    marc.post(f"{page.request.path}/versions", data=version)
    answer = marc.post(
        f"/versions/{_only(PrototypeVersion).id}/studies", data={"title_fr": "Étude du banc", "title_en": "Bench study"}
    )
    assert answer.location == f"/studies/{_only(Study).id}"
