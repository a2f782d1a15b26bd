"""What a form of thirty questions costs to keep on a phone, and how soon it is usable, with and without a network.

    .venv/bin/python bench/offline_form.py

Chromium, slowed down four times as a cheap phone is, against the development server of this machine: bytes as they
travel (compressed), seconds until the first field can be written in. Read the bytes and the ratios.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from playwright.sync_api import BrowserContext, Page, Response, sync_playwright
from respondents import OUTINGS, open_site, served

from livinglab.installation.parts import browser_path
from surveys.questionnaire import Questionnaire
from surveys.questions import Question

SLOWDOWN = 4
THIRTY = 30


def thirty_questions() -> Questionnaire:
    """What the plan of the site measures, and 29 questions of the kinds people meet."""
    kinds = OUTINGS.questions[1:]
    more = [
        Question(
            f"{kind.name}_{number}",
            kind.type,
            kind.label,
            kind.hint,
            groups=kind.groups,
            choices=kind.choices,
            parameters=kind.parameters,
            appearance=kind.appearance,
        )
        for number in range(THIRTY // len(kinds) + 1)
        for kind in kinds
    ][: THIRTY - 1]
    questions = sorted((OUTINGS.question("outings"), *more), key=lambda one: one.groups)
    return Questionnaire(
        "thirty", OUTINGS.title, "1", "fr", OUTINGS.languages, tuple(questions), OUTINGS.groups, OUTINGS.choices
    )


class Weighing:
    """Adds up what a page receives, and how long it takes."""

    def __init__(self, context: BrowserContext) -> None:
        self.bytes = self.files = 0
        context.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        if not response.from_service_worker:
            self.bytes += int(response.headers.get("content-length", 0))
            self.files += 1

    def of(self, what: str, act: Callable[[], object]) -> None:
        """Prints what an act costs."""
        self.bytes = self.files = 0
        began = time.perf_counter()
        act()
        seconds = time.perf_counter() - began
        print(f"  {what:<44}{self.bytes / 1000:>8.1f} kB{self.files:>6} files{seconds:>8.2f} s")


def usable(page: Page) -> None:
    """Until something can be written."""
    page.wait_for_selector("#page input:visible")


def main() -> None:
    """Prints a table."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(open_site(Path(folder), thirty_questions())) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        link = f"{site.address}/a/{site.new_link()}"
        page.goto(link)
        page.click("main a.button")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        weighing = Weighing(context)
        print(f"{THIRTY} questions")
        weighing.of("ordinary first page", lambda: (page.click("main form .buttons button:first-child"), usable(page)))
        weighing.of("kept form, first opening: the question", lambda: page.goto(f"{link}/form/t0"))
        weighing.of("kept form, until the first field", lambda: (page.click("#mine"), usable(page)))
        weighing.of("kept form, until it opens without a network", lambda: page.wait_for_selector("text=C’est prêt"))
        context.set_offline(True)
        weighing.of("kept form, opened without a network", lambda: (page.reload(), usable(page)))
        print(
            f"  on the phone: {page.evaluate('navigator.storage.estimate().then(({ usage }) => usage)') / 1000:.0f} kB"
        )
        browser.close()


if __name__ == "__main__":
    main()
