"""Someone sends a photograph with a real browser, without JavaScript: kept, shown, replaced, read back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from media import PDF, photograph
from playwright.sync_api import Browser, FilePayload, Page
from respondents import BENCH, Site, open_site, press, served

pytestmark = pytest.mark.slow

SMALLEST = {"width": 320, "height": 640}
CONTINUE = "main form .buttons button:first-child"
PHOTO: FilePayload = {
    "name": "banc.jpg",
    "mimeType": "image/jpeg",
    "buffer": photograph(size=(1600, 1200), position=True),
}
LETTER: FilePayload = {"name": "mot.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("site"), BENCH)) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The question page on the smallest phone, without JavaScript."""
    context = browser.new_context(viewport=SMALLEST, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/a/{site.new_link()}")
    page.click("main a.button")
    press(page, CONTINUE)
    yield page
    context.close()


def test_a_photograph_is_kept_through_an_error_and_read_back(page: Page, browser: Browser, site: Site) -> None:
    page.set_input_files("#q-photo", LETTER)
    press(page, CONTINUE)
    assert page.locator(".summary li").count() == 2
    page.set_input_files("#q-photo", PHOTO)
    press(page, CONTINUE)
    assert page.locator(".summary li").count() == 1
    picture = page.locator(".kept-file img")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 320
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]
    assert violations_with_scripts(browser, page.url) == []
    page.fill("#q-outings", "12")
    press(page, CONTINUE)
    assert page.locator("dd img").count() == 1
    press(page, CONTINUE)
    assert page.locator("dd a bdi").inner_text() == "banc.jpg"


def violations_with_scripts(browser: Browser, address: str) -> list[str]:
    """What axe finds on the same page, in a browser that runs scripts: axe is one."""
    context = browser.new_context(viewport=SMALLEST, locale="fr-FR")
    page = context.new_page()
    page.goto(address)
    found = violations(page)
    context.close()
    return found
