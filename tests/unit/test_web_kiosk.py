"""A kiosk, asked as a browser without JavaScript asks it: one person after the other, and nothing of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from respondents import Site, open_site
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from livinglab.actions.field_clients import issue_field_client, revoke_field_client
from livinglab.actions.sittings import sweep_sittings
from livinglab.actions.studies import close_study
from livinglab.store.actors import OPERATOR
from livinglab.store.consents import Consent, in_force
from livinglab.store.database import db, now
from livinglab.store.field_clients import FieldClient
from livinglab.store.responses import Draft, Response
from livinglab.store.sittings import QUIET, Sitting
from livinglab.store.studies import Participant

SECRET = "Je ne sors plus depuis mai"
OUTINGS = "37"


@dataclass
class Tablet:
    """A tablet on a desk, with the cookies of its browser. `visited` is its history."""

    site: Site
    device: str
    token: str
    client: FlaskClient = field(init=False)
    visited: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.site.app.test_client()

    def open(self, path: str) -> TestResponse:
        return self._shown(self.client.get(path, headers={"Accept-Language": "fr"}, follow_redirects=True))

    def press(self, page: TestResponse, form: str, **fields: str) -> TestResponse:
        """Sends a form of a page with its hidden fields, and shows what comes."""
        found = BeautifulSoup(page.text, "lxml").select_one(f"form#{form}")
        assert found is not None, page.text
        hidden = {str(one["name"]): str(one["value"]) for one in found.select("input[type=hidden]")}
        action = str(found.get("action") or page.request.path)
        return self._shown(
            self.client.post(
                action, data={**hidden, **fields}, headers={"Accept-Language": "fr"}, follow_redirects=True
            )
        )

    def agree(self) -> TestResponse:
        self.open(f"/kiosk/{self.token}")
        return self.press(self.open(f"/kiosk/{self.token}/consent?lang=fr"), "consent")

    def answer(self) -> TestResponse:
        """To the review."""
        page = self.press(self.agree(), "page", outings=OUTINGS, with_someone="yes")
        page = self.press(page, "page", alone="4", ease="7")
        return self.press(page, "page", remark=SECRET)

    def _shown(self, page: TestResponse) -> TestResponse:
        self.visited.append(page.request.full_path.rstrip("?"))
        return page


def title(page: TestResponse) -> str:
    found = BeautifulSoup(page.text, "lxml").select_one("h1")
    return " ".join(found.get_text(" ").split()) if found else ""


def tells(page: TestResponse) -> bool:
    """Whether a page says anything of what was answered."""
    return any(words in page.text for words in (SECRET, f'value="{OUTINGS}"', f">{OUTINGS}<"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("kiosk"))


@pytest.fixture
def tablet(site: Site) -> Tablet:
    with site.app.app_context():
        issued = issue_field_client(by=OPERATOR, study=site.study, name="Accueil", kind="kiosk", wave="t1")
        return Tablet(site, issued.client.id, issued.token)


@pytest.fixture
def store(site: Site) -> Iterator[None]:
    with site.app.app_context():
        yield


def rows(kind: type[Response | Sitting], device: str) -> list[Response | Sitting]:
    return list(db.session.scalars(select(kind).where(kind.client_id == device)))


def count(kind: type[Participant | Consent | Draft]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_the_start_screen_greets_in_every_language(tablet: Tablet) -> None:
    page = tablet.open(f"/kiosk/{tablet.token}")
    greetings = BeautifulSoup(page.text, "lxml").select(".greeting")
    assert [(one["lang"], one.select_one(".button").get_text()) for one in greetings] == [  # type: ignore[union-attr]
        ("fr", "Commencer"),
        ("en", "Start"),
    ]


@pytest.mark.usefixtures("store")
def test_a_person_answers_the_wave_of_the_kiosk_and_is_known_by_nothing(tablet: Tablet) -> None:
    page = tablet.press(tablet.answer(), "send")
    (response,) = rows(Response, tablet.device)
    assert isinstance(response, Response)
    person = response.participant
    consent = in_force(person)
    assert title(page) == "Merci, c’est envoyé"
    assert (response.wave, response.channel, response.answers["remark"]) == ("t1", "kiosk", SECRET)
    assert (person.origin, person.token_hash, person.site) == ("kiosk", None, None)
    assert consent is not None
    assert (consent.channel, consent.text.language) == ("kiosk", "fr")
    assert consent.created_at <= response.finished_at


@pytest.mark.usefixtures("store")
def test_nobody_takes_part_before_sending(tablet: Tablet) -> None:
    before = count(Participant), count(Consent), count(Draft)
    tablet.answer()
    assert (count(Participant), count(Consent), count(Draft)) == before


@pytest.mark.parametrize("ending", ["send", "stop"])
def test_no_address_of_the_history_tells_the_next_person_anything(tablet: Tablet, ending: str) -> None:
    page = tablet.answer()
    assert tells(page)  # there is something to leak
    if ending == "stop":
        page = tablet.open(page.request.path.replace("review/t1", "stop"))
    tablet.press(page, ending)
    visited = list(dict.fromkeys(tablet.visited))
    told = [path for path in visited if tells(tablet.open(path))]
    dead = {title(tablet.open(path)) for path in visited if path.startswith("/a/")}
    assert (told, dead, len(visited) > 6) == ([], {"Balades partagées"}, True)


def test_another_browser_opens_nothing_with_a_copied_address_once_it_is_sent(tablet: Tablet, site: Site) -> None:
    review = tablet.answer()
    address = review.request.path
    other = Tablet(site, tablet.device, tablet.token)
    assert SECRET in other.open(address).text
    tablet.press(review, "send")
    assert title(other.open(address)) == "Balades partagées"


def test_a_double_click_on_send_thanks_twice_and_stores_once(tablet: Tablet, site: Site) -> None:
    review = tablet.answer()
    assert [title(tablet.press(review, "send")) for _ in range(2)] == ["Merci, c’est envoyé"] * 2
    with site.app.app_context():
        assert len(rows(Response, tablet.device)) == 1


@pytest.mark.usefixtures("store")
def test_erasing_leaves_nothing_but_the_count(tablet: Tablet) -> None:
    review = tablet.answer()
    page = tablet.press(tablet.open(review.request.path.replace("review/t1", "stop")), "stop")
    device = db.session.get_one(FieldClient, tablet.device)
    assert (title(page), rows(Sitting, tablet.device), rows(Response, tablet.device)) == ("Balades partagées", [], [])
    assert device.abandoned == 1


def test_starting_again_from_a_page_keeps_it_until_one_has_said_so(tablet: Tablet) -> None:
    first = tablet.agree()
    stop = tablet.press(first, "page", **{"~go": "stop"}, outings="12")
    assert title(stop) == "Effacer et recommencer ?"
    continued = tablet.open(stop.request.path.replace("stop", "questions/t1/going_out"))
    assert 'value="12"' in continued.text


def test_back_at_the_start_screen_in_the_middle_one_is_asked_before_another_begins(tablet: Tablet) -> None:
    tablet.agree()
    page = tablet.open(f"/kiosk/{tablet.token}")
    assert title(page) == "Effacer et recommencer ?"
    assert title(tablet.press(page, "stop")) == "Balades partagées"


def test_left_alone_without_a_script_the_server_forgets(tablet: Tablet, site: Site) -> None:
    review = tablet.answer()
    with site.app.app_context():
        (sitting,) = rows(Sitting, tablet.device)
        assert isinstance(sitting, Sitting)
        sitting.saved_at = now() - QUIET - timedelta(seconds=1)
        db.session.commit()
    assert title(tablet.open(review.request.path)) == "Balades partagées"
    assert title(tablet.press(review, "send")) == "Balades partagées"
    with site.app.app_context():
        assert (sweep_sittings(), rows(Sitting, tablet.device), rows(Response, tablet.device)) == (1, [], [])


def test_somebody_who_reads_for_long_is_not_taken_for_gone(tablet: Tablet, site: Site) -> None:
    review = tablet.answer()
    with site.app.app_context():
        (sitting,) = rows(Sitting, tablet.device)
        assert isinstance(sitting, Sitting)
        sitting.saved_at = now() - QUIET + timedelta(seconds=30)
        db.session.commit()
        tablet.client.post(review.request.path.replace("review/t1", "here"))
        db.session.expire_all()
        assert now() - rows(Sitting, tablet.device)[0].saved_at < timedelta(minutes=1)  # type: ignore[union-attr]


def test_the_language_of_the_one_before_is_forgotten(tablet: Tablet) -> None:
    tablet.open(f"/kiosk/{tablet.token}/consent?lang=en")
    assert tablet.client.get_cookie("lang") is not None
    tablet.press(
        tablet.press(tablet.open(f"/kiosk/{tablet.token}/consent?lang=en"), "consent"), "page", **{"~go": "stop"}
    )
    begun = tablet.visited[-1]
    assert title(tablet.press(tablet.open(begun), "stop")) == "Balades partagées"
    assert tablet.client.get_cookie("lang") is None


def test_every_field_refuses_to_be_completed_and_every_page_to_be_kept(tablet: Tablet) -> None:
    first = tablet.agree()
    form = BeautifulSoup(first.text, "lxml").select_one("form#page")
    assert form is not None
    assert (form["autocomplete"], first.headers["Cache-Control"]) == ("off", "no-store")
    completed = [one for one in form.select("[autocomplete]") if one["autocomplete"] != "off"]
    assert completed == []


@pytest.mark.parametrize("ending", ["send", "stop"])
def test_a_cookie_of_the_pages_changes_when_a_sitting_ends(tablet: Tablet, ending: str) -> None:
    """Or Chromium would show them again from its memory, in spite of `no-store`."""
    review = tablet.answer()
    assert tablet.client.get_cookie("begun") is not None
    tablet.press(review if ending == "send" else tablet.open(review.request.path.replace("review/t1", "stop")), ending)
    assert tablet.client.get_cookie("begun") is None


@pytest.mark.parametrize("path", ["", "/leave", "/my-consent", "/answers/t1", "/consent"])
def test_a_sitting_has_no_personal_page(tablet: Tablet, path: str) -> None:
    address = tablet.agree().request.path.split("/questions")[0]
    assert title(tablet.open(address + path)) == "Effacer et recommencer ?"


def test_a_revoked_kiosk_opens_nothing_any_more(tablet: Tablet, site: Site) -> None:
    review = tablet.answer()
    with site.app.app_context():
        revoke_field_client(by=OPERATOR, client=db.session.get_one(FieldClient, tablet.device))
    for path in (f"/kiosk/{tablet.token}", f"/kiosk/{tablet.token}/consent", review.request.path):
        page = tablet.open(path)
        assert (page.status_code, title(page)) == (404, "Ce lien ne mène à aucune page")


def test_the_secret_of_a_kiosk_opens_no_other_door(tablet: Tablet) -> None:
    assert tablet.client.get(f"/field/{tablet.token}/formList").status_code == 403
    assert tablet.client.get(f"/a/{tablet.token}").status_code == 404


def test_sixty_people_behind_one_address_are_all_let_in(tablet: Tablet) -> None:
    assert [tablet.agree().status_code for _ in range(60)] == [200] * 60


def test_a_closed_study_is_said_on_the_start_screen(tablet: Tablet, site: Site) -> None:
    with site.app.app_context():
        close_study(by=OPERATOR, study=site.study, at_once=True)
    try:
        page = tablet.open(f"/kiosk/{tablet.token}")
        assert "ne prend pas de réponses" in page.text
        assert title(tablet.open(f"/kiosk/{tablet.token}/consent")) == "Balades partagées"
    finally:
        with site.app.app_context():
            site.study.state = "open"
            db.session.commit()
