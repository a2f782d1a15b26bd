"""Who may open what: every address × every person, generated from the application's own routes.

Nobody signs in without being sent to the door; a stranger cannot tell what exists; a member whose role falls short is
told so; an id of nothing is not found, even for the administrator; and no page that is only read writes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from field import Filled
from flask import Flask
from flask.testing import FlaskClient
from people import PLAN, Cast, cast, laboratory_in, lucie_in, open_study, settings_in
from sqlalchemy import event, select
from werkzeug.routing import Rule

from livinglab import actions
from livinglab.actions.harms import Told
from livinglab.actions.paper_entries import Heading
from livinglab.actions.waiting_files import keep_waiting_file
from livinglab.app import create_app
from livinglab.store.abilities import ABILITIES
from livinglab.store.attachments import waiting_files
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.minutes import minutes_of
from livinglab.store.people import Account, Membership
from livinglab.store.questionnaires import QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.serving import served
from livinglab.store.session_sheets import sheet_name
from livinglab.store.studies import Study
from livinglab.store.trace import Node, rows_of
from livinglab.web.access import ACCESS
from livinglab.web.doors import ROWS
from livinglab.web.doors.door import Access
from surveys.editing.forms import model
from surveys.instruments import load

NOTHING = "0" * 32
ROLES = {"marc": "manager", "rose": "researcher", "felix": "funder"}
SIGNED_IN = ("amina", *ROLES, "ines")
WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER")
COUNTS = re.compile(r"(DELETE FROM|INSERT INTO|UPDATE) attempts ")  # of wrong secrets: they say nothing of anybody


@dataclass(frozen=True)
class House:
    """A laboratory with one of everything in the project Balades, and how to be each person in it."""

    app: Flask
    accounts: Mapping[str, str]  # name → what a session knows them by
    ids: Mapping[str, str]  # parameter of an address → the thing in Balades

    def client(self, name: str | None) -> FlaskClient:
        client = self.app.test_client()
        if name is not None:
            with client.session_transaction() as session:
                session.update({"_user_id": self.accounts[name], "_fresh": True})
        return client

    def address(self, rule: Rule, **other: str) -> str:
        values = {name: {**self.ids, **VERSIONS.get(rule.endpoint, {}), **other}[name] for name in rule.arguments}
        values = {name: self.ids.get(value, value) for name, value in values.items()}
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, values, method=_method(rule)))


# Two kinds of version share the name of their parameter; an instrument is named by its file.
VERSIONS = {
    **{
        name: {"version_id": "questionnaire_version_id"}
        for name in ("team.preview", "team.compare_versions", "team.media", "team.give_files")
    },
    **{
        name: {"instrument_code": "sus"}
        for name in ("team.instrument", "team.add_instrument", "team.instrument_workbook")
    },
    "team.retire_instrument": {"instrument_code": "held"},
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    app = laboratory_in(tmp_path_factory.mktemp("house"))
    app.config["WTF_CSRF_ENABLED"] = False  # its own test says that forms need their proof of origin
    with app.app_context():
        people = cast()
        ids = _one_of_everything(people)
        accounts = {account.email.partition("@")[0]: account.fs_uniquifier for account in _accounts()}
    yield House(app, accounts, ids)
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


def _accounts() -> list[Account]:
    return list(db.session.scalars(select(Account)))


def _one_of_everything(people: Cast) -> dict[str, str]:
    study = open_study(people)
    actions.issue_open_link(by=people.marc, study=study)
    lucie = lucie_in(study)
    report = actions.request_report(by=people.marc, study=study)
    actions.finish_report(report=report, path="/nowhere.pdf", sha256="0" * 64, pages=1)
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(
        by=people.marc, session=session, planned=actions.Planned(title={"fr": "Idées"}, dots=3)
    )
    actions.start_item(by=people.marc, item=item)
    [paper] = actions.seat_on_paper(by=people.marc, session=session, sheets=1)
    seated = actions.join_session(code=session.code)
    idea = actions.contribute(by=seated.seat, item=item, contribution_id="a" * 32, text="Un banc", language="fr")
    for step in (actions.reveal, actions.close_item):
        step(by=people.marc, item=item)
    decision = actions.record_decision(
        by=people.marc, project=people.balades, item=item, title="Un banc", reason="Demandé", chosen=[idea]
    )
    requirement = actions.record_requirement(
        by=people.marc, decision=decision, statement="S’asseoir", acceptance_criterion="Un banc tous les 200 m"
    )
    picture = actions.keep_attachment(
        by=lucie.participant, response_id="b" * 32, source=BytesIO(b"words"), name="words.txt"
    )
    held = replace(load("sus"), code="held")
    actions.hold_instrument(by=people.marc, project=people.balades, content=held, filename="held.xlsx", source=b"")
    version = db.session.get_one(QuestionnaireVersion, _served(study.id))
    run = actions.print_sheets(by=people.marc, study=study, wave="before", version=version, language="fr")
    device = actions.issue_field_client(by=people.marc, study=study, name="Tablette")
    sent = Filled(study.id, "P-NOBODY", consent_texts(study)["fr"].digest)
    receipt = actions.accept_field_submission(by=device.client, xml=sent.xml)
    assert receipt.quarantine is not None
    keep_waiting_file(quarantine=receipt.quarantine, source=BytesIO(b"picture"), name="photo.jpg")
    membership = db.session.scalars(select(Membership).where(Membership.project_id == people.balades.id)).first()
    assert membership is not None
    edge = rows_of(people.balades.id)[0]
    words = {"fr": "Des mots"}
    told = actions.Told(words, words, words, words, "likely")
    learning = actions.record_learning(
        by=people.marc, project=people.balades, told=told, sources=[Node("study", study.id)]
    )
    actions.publish_learning(by=people.marc, learning=learning, number=1)
    uptake = actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=Node("learning", learning.id),
        organisation="Ville",
        helix="public",
        adopted_on=date(2026, 1, 5),
        scale="Un quartier",
        document=BytesIO(b"%PDF-1.4 words"),
        document_name="words.pdf",
    )
    described = {
        "description": "Un banc",
        "documentation_license": "CC-BY-4.0",
        "documentation_home": "https://example.org",
    }
    actions.record_lines(by=people.marc, version=study.version, kind="know_how", lines=[described])
    kept = actions.keep_version_file(by=people.marc, version=study.version, source=BytesIO(b"words"), name="plan.txt")
    line = actions.record_lines(
        by=people.marc, version=study.version, kind="work", lines=[{"role": "Atelier", "hours": "1", "pay": "paid"}]
    )
    measured = actions.hand_in_measurements(
        by=people.marc, study=study, source=BytesIO(b"Date"), filename="a.csv", kind="usage_log", name="Usages"
    )
    handed = actions.hand_in_votes(by=people.marc, session=session, title={"fr": "Polis"}, language="fr")
    return {
        "project_id": people.balades.id,
        "minutes_id": _minutes(people),
        "import_id": handed.id,
        "handed_id": measured.id,
        "harm_id": actions.record_harm(
            by=people.marc, study=study, told=Told(date(2026, 1, 5), "Chute", "slight", "unknown", "relative", "Rien")
        ).id,
        "sheet_kind": "usage_log",
        "ending": "csv",
        "sample": "warm_homes",
        "sheet": "costs",
        "line_id": line[0].id,
        "file_id": kept.id,
        "workshop_kind": "material",
        "place": 1,
        "membership_id": membership.id,
        "study_id": study.id,
        "version_id": study.version_id,
        "questionnaire_version_id": _served(study.id),
        "participant_id": lucie.participant.id,
        "report_id": report.id,
        "run_id": run.id,
        "session_id": session.id,
        "item_id": item.id,
        "step": "close",
        "number": sheet_name(paper.seat),
        "contribution_id": idea.id,
        "decision_id": decision.id,
        "partner_id": actions.record_partner(
            by=people.marc, project=people.balades, organisation="Ville", country="FR", helix="public"
        ).id,
        "requirement_id": requirement.id,
        "edge_id": edge.id,
        "learning_id": learning.id,
        "uptake_id": uptake.id,
        "node_kind": "requirement",
        "node_id": requirement.id,
        "prototype_id": study.version.prototype_id,
        "token": lucie.token,
        "wave": PLAN.waves[0].code,
        "draft_id": _draft(people),
        "row": "2",
        "kind": "short_text",
        "activity": "ideas",
        "indicator": "prototypes",
        "code": session.code,
        "language": "fr",
        "receipt": NOTHING,
        "name": NOTHING,
        "filename": "look.css",
        "release": NOTHING,
        "digest": NOTHING,
        "attachment_id": picture.id,
        "client_id": device.client.id,
        "form": NOTHING,
        "quarantine_id": receipt.quarantine.id,
        "waiting_file_id": waiting_files(receipt.quarantine.id)[0].id,
        **_typed_sheet(people, study),
    }


def _minutes(people: Cast) -> str:
    """Those of a session that ended, whose file is not there."""
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Autre atelier"})
    actions.close_session(by=people.marc, session=session)
    [minutes, _] = minutes_of(session)
    actions.finish_minutes(minutes=minutes, digest="0" * 64, path="/nowhere.pdf", sha256="0" * 64, pages=1)
    return minutes.id


def _typed_sheet(people: Cast, study: Study) -> dict[str, str]:
    """Marc has typed one sheet and is typing another."""
    version = served(study, PLAN.waves[0].code)
    assert version is not None
    heading = Heading(PLAN.waves[0].code, version, "fr", "signed")
    begun = [actions.begin_entry(by=people.marc, study=study, heading=heading).entry for _ in range(2)]
    typed, typing = (entry for entry in begun if entry is not None)
    actions.finish_entry(by=people.marc, entry=typed, seen=0, as_written=False)
    return {"entry_id": typing.id, "sheet_id": typed.sheet_id}


def _draft(people: Cast) -> str:
    workbook = model("workshop")
    return actions.start_draft(by=people.marc, project=people.balades, workbook=workbook, filename="workshop.md").id


def _served(study_id: str) -> str:
    found = db.session.scalars(select(StudyQuestionnaire).where(StudyQuestionnaire.study_id == study_id)).first()
    assert found is not None
    return found.version_id


def _rules() -> list[Rule]:
    with TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, _method(rule)))


def _method(rule: Rule) -> str:
    return "POST" if "POST" in (rule.methods or ()) else "GET"


RULES = _rules()
GUARDED = [rule for rule in RULES if ACCESS.get(rule.endpoint, Access("anyone")).door in ("account", "administrator")]
ADMINISTRATORS = [rule for rule in GUARDED if ACCESS[rule.endpoint].door == "administrator"]
NAMING = [rule for rule in GUARDED if ACCESS[rule.endpoint].ability is not None]
READ = [rule for rule in RULES if _method(rule) == "GET"]


def by_name(rule: Rule) -> str:
    return f"{_method(rule)}-{rule.endpoint}"


def _ask(client: FlaskClient, rule: Rule, address: str) -> int:
    return client.open(address, method=_method(rule)).status_code


def test_every_endpoint_stands_in_the_access_table() -> None:
    assert {rule.endpoint for rule in RULES} == set(ACCESS)


def test_no_endpoint_stands_twice_in_the_access_table() -> None:
    listed = [endpoint for endpoint, _ in ROWS]
    assert sorted(listed) == sorted(ACCESS)


def test_an_address_is_read_or_written_never_both() -> None:
    assert [by_name(rule) for rule in RULES if {"GET", "POST"} <= set(rule.methods or ())] == []


@pytest.mark.parametrize("rule", GUARDED, ids=by_name)
def test_nobody_is_sent_to_sign_in(house: House, rule: Rule) -> None:
    answer = house.client(None).open(house.address(rule), method=_method(rule))
    assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (302, "/sign-in")


@pytest.mark.parametrize("rule", NAMING, ids=by_name)
def test_a_stranger_cannot_tell_what_exists(house: House, rule: Rule) -> None:
    """Ines manages another project: for her, a thing of Balades and a thing that never was look the same."""
    ines = house.client("ines")
    assert _ask(ines, rule, house.address(rule)) == 404
    assert _ask(ines, rule, house.address(rule, **dict.fromkeys(_ids(rule), NOTHING))) == 404


@pytest.mark.parametrize("rule", NAMING, ids=by_name)
def test_an_id_of_nothing_is_not_found(house: House, rule: Rule) -> None:
    for identifier in _ids(rule):
        assert _ask(house.client("amina"), rule, house.address(rule, **{identifier: NOTHING})) == 404


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("rule", NAMING, ids=by_name)
def test_a_member_does_what_the_role_allows_and_nothing_else(house: House, rule: Rule, name: str) -> None:
    allowed = ACCESS[rule.endpoint].ability in ABILITIES[ROLES[name]]
    if not allowed:
        assert _ask(house.client(name), rule, house.address(rule)) == 403
    elif _method(rule) == "GET":
        assert _ask(house.client(name), rule, house.address(rule)) in (200, 302, *_without_file(rule))


@pytest.mark.parametrize("rule", ADMINISTRATORS, ids=by_name)
def test_what_only_the_administrator_does_does_not_exist_for_others(house: House, rule: Rule) -> None:
    for name in ("marc", "rose", "felix", "ines"):
        assert _ask(house.client(name), rule, house.address(rule)) == 404


@pytest.mark.parametrize("name", [None, *SIGNED_IN])
@pytest.mark.parametrize("rule", READ, ids=by_name)
def test_reading_writes_nothing_but_how_often_a_secret_was_wrong(house: House, rule: Rule, name: str | None) -> None:
    with house.app.app_context():
        engines = list(db.engines.values())
    written: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counts = COUNTS.match(statement) is not None
        written.extend([statement] if statement.lstrip().upper().startswith(WRITES) and not counts else [])

    for engine in engines:
        event.listen(engine, "before_cursor_execute", watch)
    try:
        status = _ask(house.client(name), rule, house.address(rule))
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", watch)
    assert (status < 500, written) == (True, [])


@pytest.mark.parametrize("rule", [rule for rule in GUARDED if _method(rule) == "POST"], ids=by_name)
def test_every_form_of_the_team_needs_its_proof_of_origin(house: House, rule: Rule) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert _ask(house.client("amina"), rule, house.address(rule)) == 400
    finally:
        house.app.config["WTF_CSRF_ENABLED"] = False


def _ids(rule: Rule) -> list[str]:
    return sorted(name for name in rule.arguments if name.endswith("_id"))


def _without_file(rule: Rule) -> tuple[int, ...]:
    """Here reports and sheets have no file, the questionnaire shows no picture, and Lucie has sent only words."""
    waiting = (
        "team.download_report",
        "facilitator.download_minutes",
        "team.read_report",
        "team.download_sheets",
        "team.media",
        "team.thumbnail",
        "facilitator.version_thumbnail",
        "team.response",
    )
    return (404,) if rule.endpoint in waiting else ()
