"""A form kept on a phone: aeroplane mode, a server that is away, a browser closed, and every fault on the way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from line import Line, line_to, portal, reply_lost
from looks import violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from respondents import OUTINGS, Server, Site, press
from sqlalchemy import select

from livinglab.actions.participants import withdraw_participant
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.store.actors import OPERATOR
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.projects import Project
from livinglab.store.responses import Quarantine, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.slow

PATIENCE = 30_000  # milliseconds: several browsers may share two slow cores
STATE = "#state:not([aria-busy])"  # once the last change is on the disk
GO_ON = "#page .buttons button:not([name])"
BrowserIn: TypeAlias = Callable[[Path], BrowserContext]
KEPT = "Gardé sur ce téléphone. Pas encore envoyé."


def busy(_line: Line, _environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/html"), ("Retry-After", "1")])
    return [b"busy"]


def found_wrong(_line: Line, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The server finds something the browser did not."""
    complaint = {"question": "outings", "at": [], "message": "Comptez aussi hier."}
    told = {"livinglab": 1, "id": environ["HTTP_X_RESPONSE_ID"], "state": "to_correct", "complaints": [complaint]}
    start_response("422 Unprocessable Content", [("Content-Type", "application/json")])
    return [json.dumps(told).encode()]


@dataclass
class Phone:
    """A browser with a memory of its own, and a personal link in it."""

    server: Server
    context: BrowserContext
    token: str

    @property
    def site(self) -> Site:
        return self.server.site

    @property
    def address(self) -> str:
        return f"{self.site.address}/a/{self.token}"

    def opens(self, path: str = "/form/t0") -> Page:
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def keeps(self) -> Page:
        """The first page of a form kept on this phone, which may now go anywhere."""
        page = self.opens("")
        page.click("main a.button")
        page.click("main form .buttons button:first-child")
        page.goto(f"{self.address}/form/t0")
        page.click("#mine")
        expect(page.locator("#notice")).to_contain_text("C’est prêt", timeout=PATIENCE)
        return page

    def stored(self) -> list[tuple[str, Any]]:
        """What the server has of it: channel and number of outings."""
        with self.site.app.app_context():
            person = participant_by_token(self.token)
            mine = db.session.scalars(select(Response).where(Response.participant_id == person.id))
            return [(response.channel, response.answers["outings"]) for response in mine]

    def set_aside(self) -> list[tuple[str, Any]]:
        with self.site.app.app_context():
            person = participant_by_token(self.token)
            kept = db.session.scalars(select(Quarantine).where(Quarantine.participant_id == person.id))
            return [(each.reason, each.content["answers"]["outings"]) for each in kept]


@pytest.fixture(scope="module")
def line(server: Server) -> Line:
    """What stands between the phones and the site."""
    return line_to(server.site.app, lambda environ: environ["PATH_INFO"].endswith("/submission"))


@pytest.fixture
def phone(context: BrowserContext, server: Server, line: Line) -> Iterator[Phone]:
    """A phone with a new link in it; of what others kept there, nothing matters."""
    phone = Phone(server, context, server.site.new_link())
    yield phone
    line.faults.clear()
    context.set_offline(False)
    for page in context.pages[1:]:
        page.close()


def fill_in(page: Page, outings: str = "3") -> None:
    """From the first page to the review."""
    page.fill("#q-outings", outings)
    press(page, GO_ON)
    page.check("#q-alone")
    page.check("#q-ease-8")
    press(page, GO_ON)
    expect(page.locator("#c-remark")).to_be_visible()
    press(page, GO_ON)
    expect(page.locator("[value=send]")).to_be_visible()


def title(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words, timeout=PATIENCE)


def test_in_aeroplane_mode_a_form_is_opened_filled_in_and_sent_later(phone: Phone) -> None:
    page = phone.keeps()
    page.fill("#q-outings", "3")
    expect(page.locator(STATE)).to_have_text(KEPT)
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("#q-outings")).to_have_value("3")
    page.goto(phone.address)
    expect(page.locator("#q-outings")).to_have_value("3")
    page.goto(f"{phone.address}/form/t0?lang=en")
    expect(page.locator(STATE)).to_have_text("Kept on this phone. Not sent yet.")
    page.goto(f"{phone.address}/form/t0")
    fill_in(page)
    page.click("[value=send]")
    title(page, "Vos réponses attendent le réseau")
    expect(page.locator("#after .notice")).to_contain_text("Pas encore envoyé : en attente du réseau.")
    accessible(page)
    phone.context.set_offline(False)
    title(page, "Merci, c’est envoyé")
    assert phone.stored() == [("offline", 3)]


def sends(page: Page) -> None:
    page.click("[value=send]")


def test_when_the_server_is_away_the_answers_wait_and_leave_without_a_reload(phone: Phone) -> None:
    page = phone.keeps()
    fill_in(page)
    phone.server.stop()
    sends(page)
    title(page, "Vos réponses attendent le réseau")
    phone.server.start()
    title(page, "Merci, c’est envoyé")
    assert phone.stored() == [("offline", 3)]


def test_only_our_own_acknowledgement_counts_and_no_answer_is_stored_twice(phone: Phone, line: Line) -> None:
    page = phone.keeps()
    fill_in(page)
    line.faults += [portal, busy, reply_lost]
    sends(page)
    title(page, "Vos réponses attendent le réseau")
    title(page, "Merci, c’est envoyé")
    assert (line.faults, phone.stored()) == ([], [("offline", 3)])


def test_what_waits_survives_the_browser(browser_in: BrowserIn, server: Server, tmp_path: Path) -> None:
    phone = Phone(server, browser_in(tmp_path), server.site.new_link())
    page = phone.keeps()
    fill_in(page)
    phone.server.stop()
    sends(page)
    title(page, "Vos réponses attendent le réseau")
    phone.context.close()
    phone.context = browser_in(tmp_path)
    page = phone.opens()
    title(page, "Vos réponses attendent le réseau")
    phone.server.start()
    title(page, "Merci, c’est envoyé")
    phone.context.close()
    assert phone.stored() == [("offline", 3)]


def test_what_waits_leaves_by_the_worker_while_no_page_of_it_is_open(phone: Phone) -> None:
    page = phone.keeps()
    fill_in(page)
    phone.server.stop()
    sends(page)
    title(page, "Vos réponses attendent le réseau")
    page.close()
    phone.server.start()
    elsewhere = phone.context.pages[0]
    elsewhere.goto(f"{phone.site.address}/")
    wake_the_worker(phone.context, elsewhere, phone.site.address)
    elsewhere.evaluate(NOTHING_WAITS)
    assert phone.stored() == [("offline", 3)]


def wake_the_worker(context: BrowserContext, page: Page, origin: str) -> None:
    """What Chromium does by itself when it finds that the network is back."""
    session = context.new_cdp_session(page)
    known: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(workers(told, f"{origin}/a/")))
    session.send("ServiceWorker.enable")
    while not known:
        page.wait_for_timeout(50)
    wake = {"origin": origin, "registrationId": known[-1], "tag": "livinglab-queue", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", wake)
    session.detach()


def workers(told: Mapping[str, Any], scope: str) -> list[str]:
    """The registrations of an event that have a scope."""
    return [
        one["registrationId"] for one in told["registrations"] if (one["scopeURL"], one["isDeleted"]) == (scope, False)
    ]


# Resolved once nothing in the queue of this device waits.
NOTHING_WAITS = """async () => {
  const { records, watch } = await import("/static/offline/queue.js");
  await new Promise((resolve) => {
    const look = async () => (await records()).some(({ state }) => state === "waiting") || resolve();
    watch(look);
    look();
  });
}"""


def test_two_tabs_never_write_over_each_other_in_silence(phone: Phone) -> None:
    one = phone.keeps()
    other = phone.opens()
    one.fill("#q-outings", "3")
    expect(one.locator(STATE)).to_have_text(KEPT)
    other.fill("#q-outings", "9")
    expect(other.locator("#notice dl")).to_contain_text("Ici : 9")
    expect(other.locator("#notice dl")).to_contain_text("Déjà gardé : 3")
    accessible(other)
    other.click("[data-do=theirs]")
    expect(other.locator("#q-outings")).to_have_value("3")
    other.fill("#q-outings", "5")
    expect(other.locator(STATE)).to_have_text(KEPT)
    one.fill("#q-outings", "4")
    one.click("[data-do=mine]")
    expect(one.locator(STATE)).to_have_text(KEPT)
    one.reload()
    expect(one.locator("#q-outings")).to_have_value("4")


def test_answers_of_the_site_and_of_the_phone_are_both_shown(phone: Phone) -> None:
    page = phone.keeps()
    page.fill("#q-outings", "3")
    expect(page.locator(STATE)).to_have_text(KEPT)
    site = phone.opens("/questions/t0/going_out")
    site.fill("#q-outings", "8")
    press(site, GO_ON)
    page.reload()
    expect(page.locator("#notice dl")).to_contain_text("Ici : 3")
    expect(page.locator("#notice dl")).to_contain_text("Déjà gardé : 8")
    page.click("[data-do=theirs]")
    expect(page.locator("#q-outings")).to_have_value("8")


def test_what_the_server_finds_wrong_is_said_at_its_question(phone: Phone, line: Line) -> None:
    page = phone.keeps()
    fill_in(page)
    line.faults.append(found_wrong)
    sends(page)
    expect(page.locator(".summary a")).to_have_text(
        ["Combien de fois êtes-vous sorti à pied ? Comptez aussi hier."], timeout=PATIENCE
    )
    accessible(page)
    page.get_by_role("button", name="Modifier : Combien de fois").click()
    expect(page.locator("#c-outings .error")).to_have_text("Comptez aussi hier.")
    page.fill("#q-outings", "4")
    press(page, GO_ON)
    sends(page)
    title(page, "Merci, c’est envoyé")
    assert phone.stored() == [("offline", 4)]


def test_a_second_sending_is_set_aside_and_said(phone: Phone) -> None:
    page = phone.keeps()
    fill_in(page)
    site = phone.opens("/questions/t0/going_out")
    site.fill("#q-outings", "8")
    press(site, GO_ON)
    site.check("#q-alone")
    site.check("#q-ease-8")
    press(site, GO_ON)
    press(site, GO_ON)
    press(site, "#send .buttons button")
    expect(site.locator(".notice.success")).to_be_visible()
    sends(page)
    title(page, "Le laboratoire a reçu votre envoi")
    assert (phone.stored(), phone.set_aside()) == ([("page", 8)], [("already_answered", 3)])


def test_someone_who_has_left_keeps_their_answers_and_can_take_them_along(phone: Phone) -> None:
    page = phone.keeps()
    fill_in(page)
    with phone.site.app.app_context():
        person = participant_by_token(phone.token)
        withdraw_participant(by=person, participant=person)
    sends(page)
    title(page, "Pas envoyé : vos réponses sont toujours ici")
    accessible(page)
    with page.expect_download() as download:
        page.click("[data-do=save]")
    assert json.loads(Path(download.value.path()).read_text())["answers"]["outings"] == 3
    page.reload()
    title(page, "Pas envoyé : vos réponses sont toujours ici")


def test_a_form_is_answered_with_the_version_it_was_begun_with(phone: Phone) -> None:
    page = phone.keeps()
    page.fill("#q-outings", "3")
    expect(page.locator(STATE)).to_have_text(KEPT)
    with phone.site.app.app_context():
        study = phone.site.study
        project = db.session.get_one(Project, study.project_id)
        newer = replace(OUTINGS, version="2", title={"fr": "Autrement", "en": "Otherwise"})
        stored = store_questionnaire(by=OPERATOR, project=project, content=newer, filename="outings.md", source=b"new")
        assign_questionnaire(by=OPERATOR, study=study, wave="t0", version=stored)
    page.reload()
    expect(page.locator("#notice")).to_have_text(
        "Une version plus récente du questionnaire existe. Terminez celle-ci : elle sera acceptée."
    )
    fill_in(page)
    sends(page)
    title(page, "Merci, c’est envoyé")
    with phone.site.app.app_context():
        person = participant_by_token(phone.token)
        response = db.session.scalars(select(Response).where(Response.participant_id == person.id)).one()
        assert response.version.digest == OUTINGS.digest


def test_a_new_release_is_taken_whole_and_breaks_no_open_draft(phone: Phone, tmp_path: Path) -> None:
    page = phone.keeps()
    page.fill("#q-outings", "3")
    expect(page.locator(STATE)).to_have_text(KEPT)
    before, app = release(page), phone.site.app
    static = Path(app.static_folder or "")
    shutil.copytree(static, tmp_path / "static")
    with (tmp_path / "static" / "look.css").open("a") as style:
        style.write("h1 { letter-spacing: 1px }")
    app.static_folder = str(tmp_path / "static")
    page.reload()
    expect(page.locator("#q-outings")).to_have_value("3")
    assert release(page) == before
    while not page.evaluate(ALL_OF_ANOTHER, before):
        page.wait_for_timeout(100)
    page.fill("#q-outings", "99")
    press(page, GO_ON)  # the open page still has all of its own release
    expect(page.locator(".summary")).to_be_visible()
    page.fill("#q-outings", "3")
    expect(page.locator(STATE)).to_have_text(KEPT)
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("#q-outings")).to_have_value("3")
    assert release(page) != before
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "1px"
    app.static_folder = str(static)


# Whether no document of the form shown last is of that release any more.
ALL_OF_ANOTHER = """async (before) => {
  const form = (await caches.keys()).filter((name) => name.includes(" form ")).at(-1);
  const cache = await caches.open(form);
  const kept = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
  return kept.every((answer) => answer.headers.get("X-Release") !== before);
}"""


def release(page: Page) -> str:
    return str(page.evaluate("JSON.parse(document.getElementById('whole').textContent).release"))


def test_no_room_left_is_said_and_what_is_written_is_never_called_kept(phone: Phone) -> None:
    page = phone.keeps()
    expect(page.locator("#state")).not_to_have_text("")
    page.evaluate(FULL)
    page.fill("#q-outings", "3")
    expect(page.locator("#state")).to_contain_text("Plus de place sur ce téléphone")
    accessible(page)
    page.evaluate("() => { IDBObjectStore.prototype.put = IDBObjectStore.prototype.putAsBefore; }")
    page.fill("#q-outings", "4")
    expect(page.locator(STATE)).to_have_text(KEPT)


# Chromium looks at a quota it is told of once a while only; the transaction that fails is in tests/spec.
FULL = """() => {
  IDBObjectStore.prototype.putAsBefore = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def test_a_phone_without_room_is_led_to_the_ordinary_pages(browser: Browser, server: Server) -> None:
    phone = Phone(server, browser.new_context(locale="fr-FR"), server.site.new_link())
    page = phone.opens("")
    page.click("main a.button")
    page.click("main form .buttons button:first-child")
    session = phone.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.site.address, "quotaSize": 10})
    page.goto(f"{phone.address}/form/t0")
    page.click("#mine")
    expect(page.locator("#notice")).to_contain_text("Il n’y a plus assez de place", timeout=PATIENCE)
    page.click("text=Répondre avec le réseau")
    expect(page.locator("#q-outings")).to_be_visible()
    phone.context.close()


def test_on_a_shared_device_nothing_is_kept(browser: Browser, server: Server) -> None:
    phone = Phone(server, browser.new_context(locale="fr-FR"), server.site.new_link())
    page = phone.opens("")
    page.click("main a.button")
    page.click("main form .buttons button:first-child")
    page.goto(f"{phone.address}/form/t0")
    expect(page.locator("#whose")).to_be_visible()
    page.click("text=Non, d’autres l’utilisent aussi")
    expect(page.locator("#q-outings")).to_be_visible()
    kept = page.evaluate("""async () => [
      await caches.keys(),
      (await navigator.serviceWorker.getRegistrations()).length,
      (await Promise.all((await indexedDB.databases()).map(({ name }) => new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const stores = [...opening.result.objectStoreNames];
          const counts = stores.map((store) => new Promise((found) => {
            const counting = opening.result.transaction(store).objectStore(store).count();
            counting.onsuccess = () => found(counting.result);
          }));
          resolve(Promise.all(counts));
        };
      })))).flat().reduce((sum, count) => sum + count, 0),
      localStorage.length,
    ]""")
    phone.context.close()
    assert kept == [[], 0, 0, 0]


def accessible(page: Page) -> None:
    assert violations(page) == []
