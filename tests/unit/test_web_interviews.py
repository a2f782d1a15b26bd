"""An interviewer with one device and many people: online, without JavaScript, through the door every device shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from media import photograph
from respondents import BENCH, Site, open_site
from sqlalchemy import select
from werkzeug.test import TestResponse

from livinglab import actions
from livinglab.actions.field_clients import issue_field_client, reissue_field_client, revoke_field_client
from livinglab.actions.participants import Newcomer, enrol_participants, withdraw_participant
from livinglab.actions.quarantine import attribute_set_aside
from livinglab.store.actors import OPERATOR
from livinglab.store.attachments import Attachment
from livinglab.store.consents import Consent, in_force
from livinglab.store.database import db
from livinglab.store.field_clients import FieldClient
from livinglab.store.responses import Quarantine, Response
from livinglab.store.sittings import Sitting
from livinglab.store.studies import Participant

SAID = "Elle ne sort plus depuis mai"
STORED = "L’entretien est envoyé. Il n’est plus lisible sur cet appareil."
ASIDE = "L’entretien est arrivé et mis de côté. Voyez plus bas pourquoi."


@dataclass
class Device:
    """An interviewer's telephone. Its browser keeps no cookie."""

    site: Site
    id: str
    token: str
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.site.app.test_client(use_cookies=False)

    def open(self, path: str) -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": "fr"}, follow_redirects=True)

    def press(self, page: TestResponse, form: str, **fields: object) -> TestResponse:
        found = BeautifulSoup(page.text, "lxml").select_one(f"form#{form}")
        assert found is not None, page.text
        hidden = {str(one["name"]): str(one["value"]) for one in found.select("input[type=hidden]")}
        action = str(found.get("action") or page.request.path)
        return self.client.post(
            action, data={**hidden, **fields}, headers={"Accept-Language": "fr"}, follow_redirects=True
        )

    @property
    def home(self) -> TestResponse:
        return self.open(f"/interviewer/{self.token}")

    def begin(self, code: str, **fields: str) -> TestResponse:
        page = self.open(f"/interviewer/{self.token}/new")
        return self.press(page, "new-interview", **{"code": code, "wave": "t0", **fields})

    def ask(self, code: str, **fields: str) -> TestResponse:
        """To the review."""
        page = self.press(self.begin(code, **fields), "consent")
        page = self.press(page, "page", outings="5")
        page = self.press(page, "page", alone="4", ease="7")
        return self.press(page, "page", remark=SAID)

    def rows(self, kind: type[Response | Quarantine | Sitting]) -> list[Response | Quarantine | Sitting]:
        db.session.rollback()
        return list(db.session.scalars(select(kind).where(kind.client_id == self.id)))


def words(page: TestResponse, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in BeautifulSoup(page.text, "lxml").select(selector)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("interviews"))


@pytest.fixture
def device(site: Site) -> Iterator[Device]:
    with site.app.app_context():
        issued = issue_field_client(by=OPERATOR, study=site.study, name="Téléphone d’Ana", kind="interviewer")
        yield Device(site, issued.client.id, issued.token)


def someone(site: Site, person: str = "") -> Participant:
    return enrol_participants(by=OPERATOR, study=site.study, newcomers=[Newcomer(person)])[0].participant


def test_an_interview_is_stored_with_the_consent_read_before_it(device: Device) -> None:
    lucie = someone(device.site)
    page = device.press(device.ask(lucie.pseudonym.lower()), "send")
    (response,) = device.rows(Response)
    consent = in_force(db.session.get_one(Participant, lucie.id))
    assert isinstance(response, Response)
    assert consent is not None
    assert words(page, "[role=status]") == [STORED]
    assert (response.participant_id, response.channel, response.wave) == (lucie.id, "interviewer", "t0")
    assert (consent.channel, consent.text.language, consent.id) == ("interviewer", "fr", response.consent_id)
    assert consent.created_at <= response.finished_at


def test_the_list_says_who_was_sent_and_nothing_of_what_was_answered(device: Device) -> None:
    lucie = someone(device.site)
    review = device.ask(lucie.pseudonym)
    assert SAID in review.text  # there is something to leak
    home = device.press(review, "send")
    assert words(home, "h2") == ["0 en cours", "1 envoyé"]
    assert [SAID in page.text for page in (home, device.open(review.request.path))] == [False, False]
    assert lucie.pseudonym in home.text


def test_the_interviews_of_several_people_wait_side_by_side(device: Device) -> None:
    people = [someone(device.site) for _ in range(2)]
    for number, person in enumerate(people, 1):
        device.press(device.press(device.begin(person.pseudonym), "consent"), "page", outings=str(number))
    assert words(device.home, "h2")[0] == "2 en cours"
    again = device.begin(people[0].pseudonym)  # the one begun is taken up, not begun again
    assert again.request.path.endswith("questions/t0/confidence")
    assert len(device.rows(Sitting)) == 2


def test_before_the_consent_no_question_is_asked(device: Device) -> None:
    page = device.begin(someone(device.site).pseudonym)
    questions = page.request.path.replace("read-consent", "questions/t0/going_out")
    assert words(page, "h1") == words(device.open(questions), "h1") == ["Avant de commencer"]


def test_a_code_nobody_has_is_said_and_may_go_on_to_be_set_aside(device: Device) -> None:
    page = device.begin("P-NOBODY")
    assert words(page, "[role=alert]")[-1].startswith("Personne de cette étude ne porte le code « P-NOBODY »")
    assert device.rows(Sitting) == []
    home = device.press(device.ask("P-NOBODY", anyway="1"), "send")
    (aside,) = device.rows(Quarantine)
    assert isinstance(aside, Quarantine)
    assert (aside.reason, aside.content["participant"], aside.content["answers"]["remark"]) == (
        "participant_unknown",
        "P-NOBODY",
        SAID,
    )
    assert (words(home, "[role=status]"), SAID in home.text) == ([ASIDE], False)
    assert "Donnez le bon code à l’équipe" in home.text


def test_what_the_team_settles_becomes_a_response_of_the_device(device: Device) -> None:
    lucie = someone(device.site)
    device.press(device.ask("P-NOBODY", anyway="1"), "send")
    (aside,) = device.rows(Quarantine)
    assert isinstance(aside, Quarantine)
    attribute_set_aside(by=OPERATOR, quarantine=aside, code=lucie.pseudonym)
    response = actions.accept_set_aside(by=OPERATOR, quarantine=aside)
    consent = db.session.get_one(Consent, response.consent_id)
    assert (response.client_id, response.channel, consent.channel) == (device.id, "interviewer", "interviewer")
    assert words(device.home, "h2") == ["0 en cours", "1 envoyé"]


def test_a_second_response_is_foretold_and_set_aside(device: Device) -> None:
    lucie = someone(device.site)
    device.press(device.ask(lucie.pseudonym), "send")
    assert "a déjà répondu à ce questionnaire" in device.begin(lucie.pseudonym).text
    device.press(device.ask(lucie.pseudonym, anyway="1"), "send")
    assert [one.reason for one in device.rows(Quarantine)] == ["already_answered"]  # type: ignore[union-attr]


def test_what_the_team_calls_someone_is_understood_and_not_stored(device: Device) -> None:
    lucie = someone(device.site, "lucie@example.org")
    device.press(device.ask("lucie@example.org"), "send")
    (response,) = device.rows(Response)
    assert response.participant_id == lucie.id
    assert "lucie@example.org" not in device.home.text


def test_someone_who_has_left_is_not_interviewed(device: Device) -> None:
    lucie = someone(device.site)
    withdraw_participant(by=OPERATOR, participant=lucie)
    page = device.begin(lucie.pseudonym)
    assert (page.status_code, device.rows(Sitting)) == (422, [])


def test_someone_who_leaves_takes_what_was_not_sent_along(device: Device) -> None:
    lucie, michel = someone(device.site, "marie@example.org"), someone(device.site)
    device.begin(michel.pseudonym)
    review = device.ask("marie@example.org")
    withdraw_participant(by=OPERATOR, participant=lucie)
    page = device.press(review, "send")
    assert (words(page, "h2")[0], device.rows(Response)) == ("1 en cours", [])
    assert [one.code for one in device.rows(Sitting)] == [michel.pseudonym]  # type: ignore[union-attr]


def test_a_deleted_interview_is_gone(device: Device) -> None:
    review = device.ask(someone(device.site).pseudonym)
    home = device.press(device.open(review.request.path.replace("review/t0", "stop")), "stop")
    assert (words(home, "h1"), device.rows(Sitting)) == (["Mes entretiens"], [])


def test_two_clicks_on_send_store_one(device: Device) -> None:
    review = device.ask(someone(device.site).pseudonym)
    pages = [device.press(review, "send") for _ in range(2)]
    assert [words(page, "h1") for page in pages] == [["Mes entretiens"]] * 2
    assert len(device.rows(Response)) == 1


def test_one_device_opens_nothing_of_another(device: Device, site: Site) -> None:
    review = device.ask(someone(site).pseudonym)
    other = issue_field_client(by=OPERATOR, study=site.study, name="Autre", kind="interviewer")
    page = Device(site, other.client.id, other.token).open(review.request.path.replace(device.token, other.token))
    assert (words(page, "h1"), words(page, "h2")[0]) == (["Mes entretiens"], "0 en cours")


def test_a_revoked_device_opens_nothing_and_another_address_finds_its_interviews(device: Device) -> None:
    review = device.ask(someone(device.site).pseudonym)
    client = db.session.get_one(FieldClient, device.id)
    again = reissue_field_client(by=OPERATOR, client=client)
    assert [device.open(path).status_code for path in (f"/interviewer/{device.token}", review.request.path)] == [
        404
    ] * 2
    found = Device(device.site, device.id, again.token)
    assert words(found.home, "h2")[0] == "1 en cours"
    revoke_field_client(by=OPERATOR, client=client)
    assert found.home.status_code == 404


def test_a_photograph_goes_with_its_interview_whoever_it_is_of(tmp_path: Path) -> None:
    site = open_site(tmp_path, BENCH)
    with site.app.app_context():
        issued = issue_field_client(by=OPERATOR, study=site.study, name="Ana", kind="interviewer")
        device = Device(site, issued.client.id, issued.token)
        lucie = someone(site)
        for code in (lucie.pseudonym, "P-NOBODY"):
            page = device.press(device.begin(code, anyway="1"), "consent")
            page = device.press(page, "page", outings="3", photo=(BytesIO(photograph("PNG")), "banc.png"))
            device.press(page, "send")
        db.session.rollback()
        owners = {one.participant_id for one in db.session.scalars(select(Attachment))}
        assert owners == {lucie.id, None}
        (aside,) = device.rows(Quarantine)
        assert isinstance(aside, Quarantine)
        michel = someone(site)
        attribute_set_aside(by=OPERATOR, quarantine=aside, code=michel.pseudonym)
        assert {one.participant_id for one in db.session.scalars(select(Attachment))} == {lucie.id, michel.id}
