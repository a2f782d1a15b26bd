"""Words hidden and restored from a narrow screen, by keyboard, without a script; their author sees it."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import looked_at
from playwright.sync_api import Browser, Page, expect
from room import DESK, PHONE, Room, press, served

pytestmark = pytest.mark.slow


def by_keyboard(page: Page, target: str) -> None:
    """Goes to a link or a button with the Tab key's focus, and presses it."""
    page.locator(target).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_idea_is_hidden_and_restored_by_keyboard_without_a_script(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (site, _app, project):
        room = Room(browser, site, project)
        team, code = room.console(javascript=False)
        press(team, "form#start-item button")
        phone = room.phone(code, javascript=False)
        for words in ("Que Mme Morel range sa voiture", "Un banc"):
            phone.fill("#text", words)
            press(phone, "form#contribute button")
        team.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a dict is a ViewportSize
        team.reload()
        by_keyboard(team, "#moderation a[href*='/moderation']")
        expect(team.locator(".ideas li")).to_have_count(2)
        row = team.locator(".ideas li", has_text="Mme Morel")
        row.locator("[id^=hide-]").focus()
        with team.expect_navigation():
            team.keyboard.press("Enter")
        team.locator("input[value=names_someone]").focus()
        team.keyboard.press("Space")
        by_keyboard(team, "form#moderate button")
        expect(team.locator(".notice[role=status]")).to_contain_text("masquée")
        phone.reload()
        expect(phone.locator(".ideas")).to_contain_text("On peut y reconnaître une personne.")
        expect(phone.locator(".ideas")).to_contain_text("Marc")
        team.goto(f"{team.url.partition('?')[0]}?standing=hidden")
        by_keyboard(team, "[id^=restore-]")
        team.locator("input[value=read_again]").focus()
        team.keyboard.press("Space")
        by_keyboard(team, "form#moderate button")
        phone.reload()
        expect(phone.locator(".ideas")).not_to_contain_text("reconnaître")
        for context in browser.contexts:
            context.close()


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_the_pages_of_moderation_fit_every_screen(browser: Browser, tmp_path: Path, language: str) -> None:
    with served(tmp_path) as (site, _app, project):
        room = Room(browser, site, project)
        team, code = room.console(language=language)
        press(team, "form#start-item button")
        press(team, "form#read-first button")
        phone = room.phone(code)
        for words in ("Un banc", "mot" * 60):
            phone.fill("#text", words)
            phone.click("form#contribute button")
            phone.locator("#stage .ideas li", has_text=words).wait_for()
        wrong = looked_at((phone,))
        team.reload()
        console = team.url
        press(team, "#moderation a[href*='/moderation']")
        queue = team.url
        with team.expect_navigation():
            team.locator("[id^=hide-]").first.click()
        hiding = team.url
        for size in (DESK, PHONE, {"width": 320, "height": 640}):
            team.set_viewport_size(size)  # type: ignore[arg-type]
            for address in (console, queue, hiding):
                team.goto(address)
                wrong += looked_at((team,))
        for context in browser.contexts:
            context.close()
    assert wrong == []


def test_what_arrives_is_listed_without_losing_a_tick(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (site, _app, project):
        room = Room(browser, site, project)
        team, code = room.console()
        press(team, "form#start-item button")
        phone = room.phone(code)
        for words in ("Un banc", "Une lampe"):
            phone.fill("#text", words)
            phone.click("form#contribute button")
            phone.locator("#stage .ideas li", has_text=words).wait_for()
        team.reload()
        press(team, "#moderation a[href*='/moderation']")
        team.locator(".ideas li", has_text="Une lampe").locator("input[name=ticked]").check()
        phone.fill("#text", "Une navette")
        phone.click("form#contribute button")
        expect(team.locator(".ideas li", has_text="Une navette")).to_be_visible()
        ticked = team.locator(".ideas li", has=team.locator("input[name=ticked]:checked"))
        expect(ticked).to_have_count(1)
        expect(ticked).to_contain_text("Une lampe")
        for context in browser.contexts:
            context.close()
