"""Someone answers in Arabic, from right to left, and in easy French: on a phone, on a desk, with and without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from playwright.sync_api import Browser, Page
from respondents import Site, served
from sqlalchemy import select
from tongues import open_tongues

from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.responses import Response

pytestmark = pytest.mark.slow

PHONE, DESK, SMALLEST = ({"width": width, "height": 780} for width in (360, 1000, 320))
CONTINUE = "main form .buttons button:first-child"
MODULES = "**/static/form/**"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TWICE = "document.documentElement.style.fontSize = '200%'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_tongues(tmp_path_factory.mktemp("tongues"))) as site:
        yield site


def look(page: Page, name: str, seen: dict[str, object]) -> None:
    """What is wrong with a page: for axe; for who has the smallest phone; for who doubles the size of the letters."""
    size = page.viewport_size
    assert size is not None
    seen[f"{name} axe"] = violations(page)
    page.set_viewport_size(SMALLEST)
    seen[f"{name} at 320 px"] = page.evaluate(OVERFLOW)
    page.evaluate(TWICE)
    seen[f"{name} twice as large"] = page.evaluate(OVERFLOW)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(size)


def answer(page: Page, site: Site, token: str, language: str) -> dict[str, object]:
    """From the personal link to the receipt; what is wrong with each page on the way."""
    seen: dict[str, object] = {}
    page.goto(f"{site.address}/a/{token}?lang={language}")
    look(page, "home", seen)
    page.click("main a.button")
    look(page, "consent", seen)
    page.click(CONTINUE)
    look(page, "questions", seen)
    page.click(CONTINUE)
    page.wait_for_selector("#q-outings-error")
    look(page, "errors", seen)
    page.fill("#q-outings", "7")
    page.fill("#q-nickname", "Zoé 2")
    page.click(CONTINUE)
    page.wait_for_selector("#q-alone")
    look(page, "more questions", seen)
    page.check("#q-alone-3")
    page.check("#q-ease-8")
    page.fill("#q-phone", "+33 6 12 34 56 78")
    page.fill("#q-remark", "شكرًا (Bordeaux, 33000)!")
    page.click(CONTINUE)
    page.wait_for_selector("form#send")
    look(page, "review", seen)
    page.click(CONTINUE)
    page.wait_for_selector(".notice.success")
    look(page, "receipt", seen)
    return seen


@pytest.mark.parametrize(
    ("language", "size", "scripts"),
    [("ar", PHONE, True), ("ar", DESK, False), ("fr-x-falc", PHONE, False)],
    ids=["arabic on a phone", "arabic on a desk without scripts", "easy french without scripts"],
)
def test_someone_answers_in_their_language_from_the_link_to_the_receipt(
    site: Site, browser: Browser, language: str, size: dict[str, int], scripts: bool
) -> None:
    token = site.new_link()
    page = browser.new_page(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]  # both have a width and a height
    if not scripts:
        page.route(MODULES, lambda route: route.abort())
    seen = answer(page, site, token, language)
    page.close()
    assert {name: wrong for name, wrong in seen.items() if wrong} == {}
    with site.app.app_context():
        whose = participant_by_token(token).id
        kept = db.session.scalars(select(Response).where(Response.participant_id == whose)).one()
        assert (kept.language, kept.answers["phone"]) == (language, "+33 6 12 34 56 78")


def test_from_right_to_left_the_first_choice_is_at_the_right_and_a_telephone_number_stays_whole(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]  # a width and a height
    page.goto(f"{site.address}/a/{site.new_link()}?lang=ar")
    page.click("main a.button")
    page.click(CONTINUE)
    page.fill("#q-outings", "7")
    page.click(CONTINUE)
    boxes = [page.locator(f"#q-{name}").bounding_box() for name in ("alone", "alone-2", "ease", "ease-2")]
    first, second, least, next_one = (box["x"] if box else 0 for box in boxes)
    assert (first > second, least > next_one) == (True, True)
    fields = {name: f"getComputedStyle(document.querySelector('#q-{name}')).direction" for name in ("phone", "remark")}
    assert {name: page.evaluate(style) for name, style in fields.items()} == {"phone": "ltr", "remark": "rtl"}
    page.close()


def test_the_question_read_aloud_is_that_of_the_language_and_never_begins_by_itself(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a width and a height
    token = site.new_link()
    page.goto(f"{site.address}/a/{token}?lang=ar")
    page.click("main a.button")
    page.click(CONTINUE)
    played = {}
    for language in ("ar", "fr-x-falc", "en"):
        page.goto(f"{site.address}/a/{token}/questions/t0/outings_page?lang={language}")
        sound = page.locator("#c-outings audio")
        played[language] = (sound.get_attribute("src") or "").rpartition("/")[2].partition("?")[0]
        assert (sound.get_attribute("autoplay"), sound.get_attribute("preload")) == (None, "none")
    page.close()
    assert played == {"ar": "nuzha.mp3", "fr-x-falc": "sorties.mp3", "en": "sorties.mp3"}
