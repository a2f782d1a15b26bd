"""A whole session in real browsers: a facilitator, three phones and the screen on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from looks import looked_at
from playwright.sync_api import Browser, Page, expect
from room import Room, give_dot, press, served, write

pytestmark = pytest.mark.slow

IDEAS = ("Sortir à plusieurs, à heure fixe.", "Un banc près du marché.", "مقعد قرب السوق")


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    """A room of its own for each test."""
    with served(tmp_path) as (site, _, project):
        room = Room(browser, site, project)
        yield room
        for context in browser.contexts:
            context.close()


def test_three_phones_the_console_and_the_wall_follow_one_activity(room: Room) -> None:
    console, code = room.console()
    wall, phones = room.screen(code), [room.phone(code, language=of) for of in ("fr-FR", "fr-FR", "en-GB")]
    wall.get_by_text("3 personnes ont rejoint la séance").wait_for()

    press(console, "form#start-item button")
    for phone, idea in zip(phones, IDEAS, strict=True):
        phone.locator("form#contribute").wait_for()
        write(phone, idea)
    wall.get_by_text("3 contributions reçues").wait_for()
    console.locator("#moderation li").nth(2).wait_for()
    assert wall.get_by_text(IDEAS[0]).count() == 0
    assert phones[2].locator("h1").inner_text() == "Write your ideas."

    press(console, "form#reveal button")
    wall.get_by_text(IDEAS[0]).wait_for()
    for phone, chosen in zip(phones, (0, 0, 1), strict=True):
        phone.locator("form#place-dots").wait_for()
        give_dot(phone, IDEAS[chosen])
    give_dot(phones[0], IDEAS[0])
    assert phones[0].locator("#budget").inner_text() == "Il vous reste 1 gommette sur 3."
    assert wall.get_by_text("gommettes,").count() == 0

    press(console, "form#close-item button")
    wall.locator("ol li", has_text=IDEAS[0]).wait_for()
    assert wall.locator("ol li").first.locator(".support").inner_text() == "3 gommettes, de 2 personnes"
    phones[2].locator("ol.results").wait_for()
    assert phones[2].locator("ol.results li").first.locator(".support").inner_text().endswith("3 dots, from 2 people")


def test_words_being_typed_survive_news_and_the_end_of_writing(room: Room) -> None:
    console, code = room.console()
    press(console, "form#start-item button")
    phone = room.phone(code)
    phone.fill("#text", "Une idée pas encore envoyée")
    press(console, "form#reveal button")
    phone.locator("form#place-dots, #stage p").first.wait_for()
    phone.locator("#kept").wait_for()
    assert phone.locator("[data-kept]").inner_text() == "Une idée pas encore envoyée"


def test_a_lost_connection_is_said_and_the_words_stay(room: Room) -> None:
    console, code = room.console()
    press(console, "form#start-item button")
    phone = room.phone(code)
    phone.fill("#text", "Un banc")
    phone.context.set_offline(True)
    phone.click("form#contribute button")
    phone.locator("#connection:not(:empty)").wait_for()
    assert phone.input_value("#text") == "Un banc"
    phone.context.set_offline(False)
    phone.click("form#contribute button")
    phone.locator("#stage .ideas li", has_text="Un banc").wait_for()
    assert phone.locator("#stage .ideas li").count() == 1


def test_a_whole_session_by_keyboard(room: Room) -> None:
    console, code = room.console()
    phone = room.person({"width": 360, "height": 740}).new_page()
    phone.goto(f"{room.site}/s/{code}")
    _tab_to(phone, "#pseudonym")
    phone.keyboard.type("Lucie")
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    _tab_to(console, "form#start-item button")
    with console.expect_navigation():
        console.keyboard.press("Enter")
    phone.locator("form#contribute").wait_for()
    _tab_to(phone, "#text")
    phone.keyboard.type("Un banc")
    _tab_to(phone, "#send")
    phone.keyboard.press("Enter")
    phone.locator("#stage .ideas li", has_text="Un banc").wait_for()
    expect(phone.locator("#text")).to_be_focused()
    _tab_to(console, "form#reveal button")
    with console.expect_navigation():
        console.keyboard.press("Enter")
    phone.locator("form#place-dots").wait_for()
    _tab_to(phone, "[id^=more-]")
    for left in ("2 gommettes", "1 gommette"):
        phone.keyboard.press("Enter")
        phone.get_by_text(f"Il vous reste {left} sur 3.").wait_for()
        phone.locator("[id^=more-]:focus").wait_for()


def test_a_whole_session_without_javascript(room: Room) -> None:
    console, code = room.console(javascript=False)
    phone = room.phone(code, javascript=False)
    assert phone.locator("meta[http-equiv=refresh]").get_attribute("content") == "5"
    press(console, "form#start-item button")
    phone.goto(f"{room.site}/s/{code}")
    assert phone.locator("meta[http-equiv=refresh]").count() == 0
    phone.fill("#text", "Un banc")
    press(phone, "form#contribute button")
    assert phone.locator("#stage .ideas li").all_inner_texts() == ["Un banc"]
    press(console, "form#reveal button")
    with phone.expect_navigation():
        phone.get_by_role("link", name="Actualiser la page").click()
    press(phone, "form#place-dots [id^=more-]")
    press(phone, "form#place-dots [id^=more-]")
    press(phone, "form#place-dots [id^=fewer-]")
    assert phone.locator("#budget").inner_text() == "Il vous reste 2 gommettes sur 3."
    press(console, "form#close-item button")
    assert console.locator("tbody tr td").all_inner_texts() == ["1", "1", "1"]  # rank, dots, people


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_every_state_of_the_three_faces_is_accessible_and_fits(room: Room, language: str) -> None:
    console, code = room.console(language=language)
    wall, phone = room.screen(code), room.phone(code, language=language)
    door = room.person({"width": 320, "height": 640}, language=language).new_page()
    door.goto(f"{room.site}/s/")
    faces = (console, wall, phone)
    seen = [*looked_at((door, *faces))]
    press(console, "form#start-item button")
    phone.locator("form#contribute").wait_for()
    write(phone, "mot" * 60)
    seen += looked_at(faces)
    press(console, "form#reveal button")
    phone.locator("form#place-dots").wait_for()
    give_dot(phone, "mot")
    seen += looked_at(faces)
    press(console, "form#close-item button")
    phone.locator("ol.results").wait_for()
    seen += looked_at(faces)
    assert seen == []


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_every_page_of_the_chain_is_accessible_and_fits_a_phone(room: Room, language: str) -> None:
    console, code = room.console(language=language)
    phone = room.phone(code)
    press(console, "form#start-item button")
    phone.locator("form#contribute").wait_for()
    write(phone, "Un banc")
    with console.expect_navigation():
        console.locator("[id^=hide-]").click()
    seen = looked_at((console,))
    console.go_back()
    press(console, "form#reveal button")
    press(console, "form#close-item button")
    console.set_viewport_size({"width": 360, "height": 740})
    console.reload()
    seen += looked_at((console,))
    press(console, "form#record-decision button")  # nothing filled in: the page with its error summary
    seen += looked_at((console,))
    expect(console.locator(".summary")).to_be_focused()  # autofocus comes with the first frame
    for form, fields in _CHAIN.items():
        if form == "record-decision":
            console.check("#chosen")
        for field, words in fields.items():
            console.fill(f"#{field}", words)
        press(console, f"form#{form} button")
        seen += looked_at((console,)) if form != "plan-study" else []
    for page in ("sessions", "decisions", "requirements", "prototypes", "trace"):
        console.goto(f"{room.site}/projects/{room.project}/{page}")
        seen += looked_at((console,))
    phone.reload()
    with phone.expect_navigation():
        phone.click(".receipt a")
    assert phone.locator(".path strong").count() == 4
    assert seen + looked_at((phone,)) == []


_CHAIN = {
    "record-decision": {"title": "Poser un banc", "reason": "Il a du soutien."},
    "record-requirement": {"statement": "Se reposer en chemin", "acceptance_criterion": "Un banc tous les 200 m"},
    "register-prototype": {"name": "Banc"},
    "release-version": {"label": "1.0", "changes": "Première version"},
    "plan-study": {"title_fr": "Étude du banc", "title_en": "Bench study"},
}


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")
