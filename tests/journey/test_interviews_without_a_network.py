"""An interviewer in a village without a network: several people on one telephone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from looks import violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from respondents import OUTINGS, Server, Site, open_site, press
from sqlalchemy import select

from livinglab.actions.field_clients import issue_field_client
from livinglab.actions.participants import Newcomer, enrol_participants
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.store.actors import OPERATOR
from livinglab.store.consents import in_force
from livinglab.store.database import db
from livinglab.store.projects import Project
from livinglab.store.responses import Quarantine, Response

pytestmark = pytest.mark.slow

PATIENCE = 30_000  # milliseconds: several browsers may share two slow cores
GO_ON = "#page .buttons button:not([name])"
SECRET = "Elle ne sort plus depuis mai"
BrowserIn: TypeAlias = Callable[[Path], BrowserContext]

# Everything the device keeps, as a text: what is sealed shows as nothing readable, as it would on the disk.
KEPT = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("livinglab");
    request.onsuccess = () => resolve(request.result);
  });
  const stores = [...database.objectStoreNames].filter((name) => name !== "keys");
  const all = await Promise.all(stores.map((name) => new Promise((resolve) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
  })));
  const text = new TextDecoder();
  const readable = (key, value) => value instanceof ArrayBuffer ? text.decode(value) : value;
  return JSON.stringify(all, readable);
}"""


@dataclass
class Telephone:
    """An interviewer's telephone."""

    server: Server
    context: BrowserContext
    token: str

    @property
    def site(self) -> Site:
        return self.server.site

    @property
    def form(self) -> str:
        return f"{self.site.address}/a/{self.token}./form/t0"

    def keeps(self) -> Page:
        """The list, on a telephone that may now go anywhere."""
        page = self.context.pages[0]
        page.goto(f"{self.site.address}/interviewer/{self.token}")
        page.click("summary")
        page.click("details a >> nth=0")
        page.click("#mine")
        expect(page.locator("#notice")).to_contain_text("C’est prêt", timeout=PATIENCE)
        return page

    def rows(self, kind: type[Response | Quarantine]) -> list[Any]:
        with self.site.app.app_context():
            return list(db.session.scalars(select(kind)))


@pytest.fixture
def telephone(browser_in: BrowserIn, tmp_path: Path) -> Iterator[Telephone]:
    server = Server(open_site(tmp_path / "site"))
    server.start()
    with server.site.app.app_context():
        issued = issue_field_client(by=OPERATOR, study=server.site.study, name="Ana", kind="interviewer")
    telephone = Telephone(server, browser_in(tmp_path / "phone"), issued.token)
    telephone.context.set_default_timeout(PATIENCE)
    yield telephone
    telephone.context.close()
    server.stop()


def meet(page: Page, code: str) -> None:
    """A new interview, to its first question."""
    page.click("#new")
    page.fill("#code", code)
    page.click("#newcomer button")
    expect(page.locator("#who")).to_contain_text(code)
    accessible(page)
    page.click("#agreeing .buttons button:first-child")
    expect(page.locator("#q-outings")).to_be_visible()


def fill_in(page: Page) -> None:
    """To the review."""
    page.fill("#q-outings", "3")
    page.click(GO_ON)
    page.check("#q-alone")
    page.check("#q-ease-8")
    page.click(GO_ON)
    page.fill("#q-remark", SECRET)
    page.click(GO_ON)
    expect(page.locator("[value=send]")).to_be_visible()


def listed(page: Page) -> list[str]:
    """The lines of the list: who, and where each stands."""
    lines = page.locator("#begun li > p:first-child, #queue li > p:first-child").all()
    return [" ".join(line.inner_text().split()) for line in lines]


def accessible(page: Page) -> None:
    assert violations(page) == []


def test_several_people_are_interviewed_without_a_network_and_sent_when_it_is_back(telephone: Telephone) -> None:
    with telephone.site.app.app_context():
        newcomers = [Newcomer(), Newcomer()]
        lucie, michel = enrol_participants(by=OPERATOR, study=telephone.site.study, newcomers=newcomers)
    codes = [lucie.participant.pseudonym, michel.participant.pseudonym, "P-NOBODY"]
    page = telephone.keeps()
    telephone.context.set_offline(True)
    page.reload()
    meet(page, codes[0])
    fill_in(page)
    page.click("[value=send]")
    expect(page.locator("#queue li")).to_have_count(1)
    meet(page, codes[1])
    page.fill("#q-outings", "7")
    page.click(".way-out button")
    expect(page.locator("#begun li")).to_have_count(1)
    meet(page, codes[2])
    fill_in(page)
    page.click("[value=send]")
    expect(page.locator("#queue li")).to_have_count(2)
    waits = "gardé sur cet appareil, en attente du réseau"
    assert listed(page) == [
        f"{codes[1]} · en cours, sur cet appareil",
        f"P-NOBODY · {waits}",
        f"{codes[0]} · {waits}",
    ]
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    kept = page.evaluate(KEPT)
    assert [words for words in (SECRET, *codes) if words in kept] == []  # sealed

    telephone.context.set_offline(False)
    expect(page.locator("#queue")).to_contain_text("arrivé et mis de côté")
    expect(page.locator("#queue")).to_contain_text(f"{codes[0]} · envoyé")
    (response,) = telephone.rows(Response)
    (aside,) = telephone.rows(Quarantine)
    assert (response.participant_id, response.channel, response.answers["remark"]) == (
        lucie.participant.id,
        "interviewer",
        SECRET,
    )
    assert (aside.reason, aside.content["participant"]) == ("participant_unknown", "P-NOBODY")
    with telephone.site.app.app_context():
        consent = in_force(lucie.participant)
        assert consent is not None
        assert (consent.channel, consent.text.language) == ("interviewer", "fr")

    page.click("#begun button:first-child")
    expect(page.locator("#q-outings")).to_have_value("7")
    assert SECRET not in page.content()
    assert page.evaluate("""async () => {
      const { contentOf, records } = await import("/static/offline/queue.js");
      return Promise.all((await records()).map(({ id }) => contentOf(id)));
    }""") == [None, None]


def test_interviews_of_two_versions_are_both_accepted_and_the_new_one_is_asked_next(telephone: Telephone) -> None:
    page = telephone.keeps()
    telephone.context.set_offline(True)
    page.reload()
    meet(page, "P-OLD")
    fill_in(page)
    page.click("[value=send]")
    expect(page.locator("#queue")).to_contain_text("P-OLD · gardé sur cet appareil, en attente du réseau")
    newer = replace(OUTINGS, version="2", title={"fr": "Autrement", "en": "Otherwise"})
    with telephone.site.app.app_context():
        study = telephone.site.study
        project = db.session.get_one(Project, study.project_id)
        stored = store_questionnaire(by=OPERATOR, project=project, content=newer, filename="outings.md", source=b"new")
        assign_questionnaire(by=OPERATOR, study=study, wave="t0", version=stored)
    telephone.context.set_offline(False)
    expect(page.locator("#queue")).to_contain_text("arrivé et mis de côté")
    page.reload()
    page.wait_for_function(
        "digest => JSON.parse(document.getElementById('whole').textContent).digest === digest", arg=newer.digest
    )
    telephone.context.set_offline(True)
    page.reload()
    meet(page, "P-NEW")
    fill_in(page)
    page.click("[value=send]")
    expect(page.locator("#queue li")).to_have_count(2)
    telephone.context.set_offline(False)
    expect(page.get_by_text("arrivé et mis de côté")).to_have_count(2)
    asides = {aside.content["participant"]: aside.content for aside in telephone.rows(Quarantine)}
    assert {code: content["questionnaire_digest"] for code, content in asides.items()} == {
        "P-OLD": OUTINGS.digest,
        "P-NEW": newer.digest,
    }


def test_an_interview_is_deleted_only_when_that_was_said_twice(telephone: Telephone) -> None:
    page = telephone.keeps()
    meet(page, "P-NOBODY")
    page.fill("#q-outings", "7")
    page.click(".way-out button")
    page.click("#begun button:last-child")
    expect(page.locator("#begun")).to_contain_text("Supprimées, elles sont perdues.")
    accessible(page)
    page.reload()
    expect(page.locator("#begun li")).to_have_count(1)
    page.click("#begun button:last-child")
    page.click("#begun .dangerous")
    expect(page.locator("#begun-none")).to_be_visible()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_with_the_network_is_accessible(browser: Browser, telephone: Telephone, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale=language)
    page = context.new_page()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        wrong = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found.update({name: (wrong, wide)} if wrong or wide else {})

    page.goto(f"{telephone.site.address}/interviewer/{telephone.token}")
    look("empty")
    page.click("main a.button")
    page.click("main form button")
    look("wrong")
    page.fill("#code", "P-NOBODY")
    page.click("main form button")
    look("doubt")
    page.click("[name=anyway]")
    look("consent")
    page.click("main form button")
    look("question")
    press(page, ".way-out button:not(.apart)")
    look("begun")
    page.click(".interviews a:last-child")
    look("delete")
    page.click("#stop a")
    page.fill("#q-outings", "5")
    press(page, "#page .buttons button:first-child")
    page.check("#q-alone-4")
    page.check("#q-ease-8")
    press(page, "#page .buttons button:first-child")
    press(page, "#page .buttons button:first-child")
    look("review")
    press(page, "#send .buttons button")
    look("set aside")
    context.close()
    assert found == {}
