"""A room with a session in it: the application served on this machine, a facilitator, phones, a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask
from people import EMAILS, PASSWORD, cast, laboratory_in
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from livinglab.store.database import db

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WALL = {"width": 1920, "height": 1080}
PROMPT = {"prompt_fr": "Qu’est-ce qui vous aiderait à sortir ?", "prompt_en": "What would help you go out?"}


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Flask, str]]:
    """The address of a laboratory, the application, and the id of its project."""
    app = laboratory_in(folder)
    with app.app_context():
        project = cast(passwords=True).balades.id
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", app, project
    server.shutdown()
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@dataclass(frozen=True)
class Room:
    """Where the session takes place."""

    browser: Browser
    site: str
    project: str

    def person(self, viewport: dict[str, int], *, javascript: bool = True, language: str = "fr-FR") -> BrowserContext:
        """A browser of one's own."""
        context = self.browser.new_context(viewport=viewport, java_script_enabled=javascript, locale=language)  # type: ignore[arg-type]  # a dict is a ViewportSize
        context.set_default_timeout(15_000)
        return context

    def facilitator(self, *, javascript: bool = True, language: str = "fr-FR") -> Page:
        """Marc, signed in."""
        page = self.person(DESK, javascript=javascript, language=language).new_page()
        page.goto(f"{self.site}/sign-in")
        page.fill("#email", EMAILS["marc"])
        page.fill("#password", PASSWORD)
        press(page, "form#sign-in button")
        return page

    def console(self, **how: object) -> tuple[Page, str]:
        """The console of a new session with one activity planned, and the session's code."""
        page = self.facilitator(**how)  # type: ignore[arg-type]  # passed on as given
        page.goto(f"{self.site}/projects/{self.project}/sessions")
        page.fill("#title_fr", "Atelier des Tilleuls")
        page.fill("#title_en", "Tilleuls workshop")
        press(page, "form#open-session button")
        self.plan(page, "ideas", PROMPT)
        return page, page.inner_text(".door .code").strip()

    def plan(self, page: Page, kind: str, fields: Mapping[str, str]) -> None:
        """Adds an activity from the console, and comes back to it."""
        press(page, "#agenda a[href$='/items/new']")
        press(page, f"a[href$='/items/new/{kind}']")
        for name, words in fields.items():
            page.fill(f"#{name}", words)
        press(page, "form#add-item button")

    def phone(self, code: str, *, javascript: bool = True, language: str = "fr-FR") -> Page:
        """Someone who joined with the code."""
        page = self.person(PHONE, javascript=javascript, language=language).new_page()
        page.goto(f"{self.site}/s/")
        page.fill("#code", code.lower())
        press(page, "form#join-session button")
        return page

    def screen(self, code: str) -> Page:
        """The screen on the wall; it has no account."""
        page = self.person(WALL).new_page()
        page.goto(f"{self.site}/s/{code}/projection")
        return page


def press(page: Page, button: str) -> None:
    """Presses a button that leads to another page, and waits for it."""
    with page.expect_navigation():
        page.click(button)


def write(phone: Page, idea: str) -> None:
    """Sends an idea and waits until the phone lists it."""
    phone.fill("#text", idea)
    phone.click("form#contribute button")
    phone.locator("#stage .ideas li", has_text=idea).wait_for()


def give_dot(phone: Page, idea: str) -> None:
    """Presses + beside an idea and waits until the dot is said."""
    row = phone.locator("form#place-dots li", has_text=idea)
    before = row.locator("output").inner_text()
    row.locator("button[id^=more-]").click()
    row.locator("output").filter(has_not_text=before).wait_for()
