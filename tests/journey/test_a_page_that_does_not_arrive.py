"""An ordinary page when the network, the server or the browser fails as one continues: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest
from line import Line, line_to, portal, reply_lost, restarting
from looks import violations
from playwright.sync_api import BrowserContext, Page, expect
from respondents import Server, press
from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.responses import Draft, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.slow

PATIENCE = 30_000  # milliseconds: several browsers may share two slow cores
GO_ON = "#page .buttons button:not([name])"


def too_many(_line: Line, _environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("429 Too Many Requests", [("Content-Type", "text/html"), ("Retry-After", "1")])
    return [b"<title>Later</title>"]


@pytest.fixture(scope="module")
def line(server: Server) -> Line:
    return line_to(server.site.app, lambda environ: environ["REQUEST_METHOD"] == "POST")


@pytest.fixture
def link(server: Server) -> str:
    return server.site.new_link()


@pytest.fixture
def page(context: BrowserContext, server: Server, line: Line, link: str) -> Iterator[Page]:
    """The first page of questions of someone who has just agreed."""
    line.faults.clear()
    page = context.new_page()
    page.goto(f"{server.site.address}/a/{link}/consent")
    page.click("#consent .buttons button")
    expect(page.locator("#q-outings")).to_be_visible()
    expect(page.locator("#page[data-written]")).to_be_attached()  # what is written is kept from now on
    yield page
    context.set_offline(False)
    page.close()


def unsent(page: Page, words: str) -> None:
    expect(page.locator("#unsent")).to_contain_text(words, timeout=PATIENCE)


def kept(server: Server, link: str) -> list[int]:
    """How often the draft of this person was written, and what it says of outings."""
    with server.site.app.app_context():
        person = participant_by_token(link)
        drafts = db.session.scalars(select(Draft).where(Draft.participant_id == person.id))
        return [draft.answers["outings"] for draft in drafts]


def test_without_a_network_the_page_stays_says_so_and_goes_on_by_itself(page: Page, server: Server, link: str) -> None:
    page.fill("#q-outings", "3")
    page.context.set_offline(True)
    page.click(GO_ON)
    unsent(page, "Pas encore envoyé : il n’y a pas de réseau.")
    unsent(page, "Laissez-la ouverte")
    expect(page.locator("#q-outings")).to_have_value("3")
    assert violations(page) == []
    page.context.set_offline(False)
    expect(page.locator("#q-ease-8")).to_be_visible(timeout=PATIENCE)
    assert kept(server, link) == [3]


def test_a_server_that_is_away_and_one_that_asks_to_come_later_lose_nothing(
    page: Page, server: Server, line: Line, link: str
) -> None:
    page.fill("#q-outings", "4")
    line.faults += [restarting, too_many, portal, reply_lost]
    page.click(GO_ON)
    unsent(page, "Pas encore envoyé : le laboratoire ne répond pas.")
    for _ in range(3):
        page.click("#unsent [data-do=try]")
        expect(page.locator("#page [aria-disabled]")).to_have_count(0, timeout=PATIENCE)
    page.click("#unsent [data-do=try]")
    expect(page.locator("#q-ease-8")).to_be_visible(timeout=PATIENCE)
    assert (line.faults, kept(server, link)) == ([], [4])


def test_who_changes_an_answer_meanwhile_presses_again(page: Page, server: Server, line: Line, link: str) -> None:
    page.fill("#q-outings", "4")
    line.faults.append(restarting)
    page.click(GO_ON)
    unsent(page, "le laboratoire ne répond pas")
    page.fill("#q-outings", "5")
    unsent(page, "appuyez à nouveau")
    page.click(GO_ON)
    expect(page.locator("#q-ease-8")).to_be_visible(timeout=PATIENCE)
    assert kept(server, link) == [5]


def test_a_page_asked_for_again_right_after_a_key_has_the_key(page: Page) -> None:
    page.evaluate("""() => {
      const field = document.getElementById("q-outings");
      field.value = "7";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      location.reload();
    }""")
    expect(page.locator("#q-outings")).to_have_value("7")
    unsent(page, "Ce n’est pas encore envoyé")
    press(page, GO_ON)
    page.go_back()
    expect(page.locator("#page[data-written]")).to_be_attached()
    expect(page.locator("#unsent")).to_be_hidden()


def test_once_the_phone_is_theirs_a_page_that_was_closed_has_what_was_written(page: Page, server: Server) -> None:
    page.fill("#q-outings", "6")
    page.context.set_offline(True)
    page.click(GO_ON)
    page.click("#unsent [data-do=mine]")
    unsent(page, "gardé sur ce téléphone, chiffré")
    assert page.evaluate("Object.values(localStorage).some((kept) => kept.includes('outings'))") is False
    address = page.url
    page.close()
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("#q-outings")).to_have_value("6")
    page.click(GO_ON)
    expect(page.locator("#q-ease-8")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('written'))") == []
    page.close()


def test_sending_that_gets_no_answer_is_sent_once(page: Page, server: Server, line: Line, link: str) -> None:
    page.fill("#q-outings", "3")
    page.click(GO_ON)
    page.check("#q-alone")
    page.check("#q-ease-8")
    page.click(GO_ON)
    expect(page.locator("#c-remark")).to_be_visible()
    page.click(GO_ON)
    line.faults.append(reply_lost)
    page.click("#send .buttons button")
    unsent(page, "Le laboratoire garde déjà vos réponses")
    page.click("#unsent [data-do=try]")
    expect(page.locator(".notice.success")).to_be_visible()
    with server.site.app.app_context():
        person = participant_by_token(link)
        mine = db.session.scalars(select(Response).where(Response.participant_id == person.id)).all()
        assert [response.answers["outings"] for response in mine] == [3]
