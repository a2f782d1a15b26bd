"""From closing a session to reading its minutes: the team first, and those who took part once it publishes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from looks import looked_at
from playwright.sync_api import Browser, Page
from room import PHONE, Room, give_dot, press, served, write

from livinglab.jobs import desk
from livinglab.jobs.minutes import write_minutes_of
from reports.verification import verify

pytestmark = pytest.mark.slow


@pytest.fixture
def room(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A laboratory whose job worker is this test."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    _forget()
    with served(tmp_path) as (site, _, project):
        yield Room(browser, site, project)
        for context in browser.contexts:
            context.close()
    _forget()


def _forget() -> None:
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def downloaded(page: Page, link: str, to: Path) -> Path:
    """The PDF behind a link."""
    with page.expect_download() as waiting:
        page.click(link)
    waiting.value.save_as(to)
    return to


def held(room: Room, language: str = "fr-FR") -> tuple[Page, Page, str]:
    """The console and a phone of a session about to end, with one idea and one dot; and its code."""
    console, code = room.console(language=language)
    phone = room.phone(code, language=language)
    press(console, "form#start-item button")
    phone.locator("form#contribute").wait_for()
    write(phone, "Un banc à l’ombre")
    press(console, "form#reveal button")
    phone.locator("form#place-dots").wait_for()
    give_dot(phone, "Un banc")
    press(console, "form#close-item button")
    press(console, "nav a[href*='/sessions/']:last-of-type")
    return console, phone, code


def test_from_closing_a_session_to_reading_its_minutes(room: Room, tmp_path: Path) -> None:
    console, phone, code = held(room)
    press(console, "form#close-session button")
    assert "en cours d’écriture" in console.inner_text("#happening")
    session_id = console.url.partition("?")[0].rsplit("/", 1)[1]
    press(console, "#happening a.button")
    assert console.locator("progress").count() == 1
    write_minutes_of.call_local(session_id)
    console.locator("main a.button", has_text="français").wait_for()  # the page comes back by itself
    path = downloaded(console, "main a.button:has-text('français')", tmp_path / "minutes.pdf")
    assert verify(path).exit_code == 0
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "Atelier des Tilleuls"

    phone.goto(f"{room.site}/s/{code}/minutes")
    assert phone.locator("main a.button").count() == 0
    press(console, "form#publish-minutes button")
    phone.goto(f"{room.site}/s/{code}")
    press(phone, "a#minutes")
    read = downloaded(phone, "main a.button:has-text('français')", tmp_path / "read.pdf")
    assert read.read_bytes() == path.read_bytes()


def test_words_hidden_after_the_end_leave_the_minutes(room: Room, tmp_path: Path) -> None:
    console, phone, code = held(room)
    results = console.locator("#agenda a[href$='/results']").get_attribute("href")
    press(console, "form#close-session button")
    session_page = console.url.partition("?")[0]
    session_id = session_page.rsplit("/", 1)[1]
    write_minutes_of.call_local(session_id)
    console.goto(f"{session_page}/minutes")
    press(console, "form#publish-minutes button")
    console.goto(f"{room.site}{results}")
    idea = console.locator("input[name=chosen]").get_attribute("value")
    console.goto(f"{room.site}/contributions/{idea}/moderate")
    console.fill("#reason", "Nomme quelqu’un")
    press(console, "form#moderate button")
    phone.goto(f"{room.site}/s/{code}/minutes")
    assert phone.locator("main a.button").count() == 0
    write_minutes_of.call_local(session_id)
    console.goto(f"{session_page}/minutes")
    path = downloaded(console, "main a.button:has-text('français')", tmp_path / "minutes.pdf")
    with pikepdf.open(path) as pdf:
        assert "Un banc à l’ombre" not in pdf.attachments["minutes.json"].get_file().read_bytes().decode()
    assert console.get_by_text("retirée").count() == 2


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_every_state_of_the_minutes_is_accessible_and_fits(room: Room, language: str) -> None:
    console, phone, code = held(room, language)
    session_page = console.url.partition("?")[0]
    console.set_viewport_size({"width": 320, "height": 640})
    console.goto(f"{session_page}/minutes")
    seen = [*looked_at((console,))]
    console.goto(session_page)
    press(console, "form#close-session button")
    seen += looked_at((console,))
    console.goto(f"{session_page}/minutes")
    seen += looked_at((console,))
    write_minutes_of.call_local(session_page.rsplit("/", 1)[1])
    console.goto(f"{session_page}/minutes")
    press(console, "form#publish-minutes button")
    phone.set_viewport_size(PHONE)
    phone.goto(f"{room.site}/s/{code}/minutes")
    seen += looked_at((console, phone))
    assert seen == []
