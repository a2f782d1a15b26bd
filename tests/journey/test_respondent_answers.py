"""Someone answers in a real browser: by keyboard alone, without JavaScript, with two clicks, in two windows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from playwright.sync_api import Browser, BrowserContext, Page, expect
from respondents import Site, open_site, press, served
from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.responses import Response

pytestmark = pytest.mark.slow

PHONE = {"width": 360, "height": 780}
SMALLEST = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
TARGETS = "main .button, main button, .choice, main input:not([type]), .languages a, .languages li button, .summary a"
CONTINUE = "main form .buttons button:first-child"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("site"))) as site:
        yield site


@pytest.fixture
def token(site: Site) -> str:
    return site.new_link()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that reads French, without JavaScript."""
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False)
    yield context
    context.close()


def responses(site: Site, token: str) -> list[dict[str, object]]:
    with site.app.app_context():
        whose = participant_by_token(token).id
        return [
            dict(row.answers) for row in db.session.scalars(select(Response).where(Response.participant_id == whose))
        ]


def go_to_questions(page: Page, site: Site, token: str, language: str = "fr") -> None:
    page.goto(f"{site.address}/a/{token}?lang={language}")
    page.click("main a.button")
    press(page, CONTINUE)


def fill_first(page: Page, outings: str) -> None:
    page.fill("#q-outings", outings)
    press(page, CONTINUE)


def fill_second(page: Page) -> None:
    page.check("#q-alone-4")
    page.check("#q-ease-8")
    press(page, CONTINUE)


def go_to_review(page: Page, site: Site, token: str) -> None:
    go_to_questions(page, site, token)
    fill_first(page, "5")
    fill_second(page)
    page.fill("#q-remark", "Merci")
    press(page, CONTINUE)


def test_a_resident_answers_on_a_phone_without_javascript(site: Site, token: str, context: BrowserContext) -> None:
    page = context.new_page()
    go_to_questions(page, site, token)
    fill_first(page, "12")
    page.check("#q-with_someone")
    press(page, CONTINUE)
    fill_second(page)
    page.check("#q-obstacles-2")
    page.fill("#q-spent", "12,50")
    page.fill("#q-born", "3")
    page.fill("#q-born-month", "4")
    page.fill("#q-born-year", "1950")
    page.fill("#q-leaves_at", "14h30")
    page.select_option("#q-district", "no")
    page.fill("#q-remark", "Il manque un banc.\nMerci.")
    page.check("#q-read")
    press(page, CONTINUE)
    expect(page.locator("h1")).to_have_text("Relire mes réponses")
    press(page, CONTINUE)
    expect(page.locator("h1")).to_have_text("Merci, c’est envoyé")
    assert responses(site, token) == [
        {
            "outings": 12,
            "with_someone": "yes",
            "alone": "4",
            "ease": 7,
            "obstacles": ["tired"],
            "spent": 12.5,
            "born": "1950-04-03",
            "leaves_at": "14:30",
            "district": "no",
            "remark": "Il manque un banc.\nMerci.",
            "read": "OK",
        }
    ]


def test_a_double_click_on_send_stores_one_row(site: Site, token: str, context: BrowserContext) -> None:
    page = context.new_page()
    go_to_review(page, site, token)
    page.dblclick(CONTINUE)
    page.wait_for_url("**/answers/t0**")
    assert len(responses(site, token)) == 1


def test_back_and_reload_after_sending_store_one_row(site: Site, token: str, context: BrowserContext) -> None:
    page = context.new_page()
    go_to_review(page, site, token)
    press(page, CONTINUE)
    page.reload()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Mes réponses")
    assert len(responses(site, token)) == 1


def test_back_shows_what_was_answered_and_a_change_is_kept(site: Site, token: str, context: BrowserContext) -> None:
    page = context.new_page()
    go_to_questions(page, site, token)
    fill_first(page, "5")
    page.go_back()
    assert page.input_value("#q-outings") == "5"
    fill_first(page, "7")
    fill_second(page)
    press(page, CONTINUE)
    press(page, CONTINUE)
    assert responses(site, token)[0]["outings"] == 7


def test_two_windows_choose_instead_of_overwriting(site: Site, token: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, locale="fr-FR")
    first, second = context.new_page(), context.new_page()
    go_to_questions(first, site, token)
    second.goto(first.url)
    fill_first(first, "5")
    fill_first(second, "8")
    expect(second.locator("h1")).to_have_text("Cette page a été remplie deux fois")
    assert violations(second) == []
    second.click("main a.button")
    assert second.input_value("#q-outings") == "5"
    context.close()


def test_the_error_summary_is_focused_and_leads_to_the_field(site: Site, token: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE, locale="fr-FR")
    go_to_questions(page, site, token)
    fill_first(page, "beaucoup")
    expect(page.locator(".summary")).to_be_focused()  # autofocus comes with the first frame
    page.click(".summary a")
    assert page.evaluate("document.activeElement.id") == "q-outings"
    assert page.input_value("#q-outings") == "beaucoup"
    page.close()


def test_a_change_from_the_review_still_focuses_the_error_summary(site: Site, token: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE, locale="fr-FR")
    go_to_review(page, site, token)
    page.click("#a-outings")
    fill_first(page, "beaucoup")
    expect(page.locator(".summary")).to_be_focused()  # autofocus comes with the first frame
    fill_first(page, "6")
    expect(page.locator("h1")).to_have_text("Relire mes réponses")
    page.close()


def test_the_keyboard_alone_is_enough(site: Site, token: str, browser: Browser) -> None:
    page = browser.new_page(viewport=DESK, locale="fr-FR")
    page.goto(f"{site.address}/a/{token}")
    _press_on(page, "Commencer")
    _press_on(page, "J’accepte de participer")
    _tab_to(page, "q-outings")
    page.keyboard.type("5")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Votre confiance")
    _tab_to(page, "q-alone")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "q-ease")
    page.keyboard.press("Space")
    _press_on(page, "Continuer")
    _press_on(page, "Continuer")
    _press_on(page, "Envoyer mes réponses")
    expect(page.locator("h1")).to_have_text("Merci, c’est envoyé")
    [answers] = responses(site, token)
    assert (answers["outings"], answers["alone"], answers["ease"]) == (5, "2", 0)
    page.close()


def test_the_enter_key_goes_on_and_does_not_change_the_language(
    site: Site, token: str, context: BrowserContext
) -> None:
    page = context.new_page()
    go_to_questions(page, site, token)
    page.fill("#q-outings", "5")
    page.press("#q-outings", "Enter")
    assert (page.get_attribute("html", "lang"), page.inner_text("h1")) == ("fr", "Votre confiance")


def test_the_language_changes_on_any_page_and_keeps_what_was_typed(
    site: Site, token: str, context: BrowserContext
) -> None:
    page = context.new_page()
    go_to_questions(page, site, token)
    page.fill("#q-outings", "beaucoup")
    page.click(".languages button[lang=en]")
    assert (page.inner_text("h1"), page.input_value("#q-outings")) == ("Going out", "beaucoup")
    fill_first(page, "5")
    expect(page.locator("h1")).to_have_text("Your confidence")


def test_leaving_takes_two_clicks(site: Site, token: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.address}/a/{token}?lang=fr")
    page.click("text=Je veux quitter l’étude")
    press(page, CONTINUE)
    expect(page.locator("h1")).to_have_text("Vous avez quitté l’étude")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_the_smallest_phone(
    site: Site, token: str, browser: Browser, language: str, scheme: str
) -> None:
    context = browser.new_context(viewport=SMALLEST, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    wrong: dict[str, object] = {}
    for name in _visit_every_page(page, site, token, language):
        found = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth") > SMALLEST["width"]
        if found or wide or page.get_attribute("html", "lang") != language:
            wrong[name] = found or "too wide"
    assert wrong == {}
    context.close()


def test_twice_the_text_size_still_fits(site: Site, token: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 800})
    too_wide = []
    for name in _visit_every_page(page, site, token, "fr"):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 640:
            too_wide.append(name)
    assert too_wide == []
    page.close()


def test_targets_are_large_enough_for_a_thumb(site: Site, token: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)
    small = {}
    for name in _visit_every_page(page, site, token, "fr"):
        boxes = page.eval_on_selector_all(
            TARGETS,
            "all => all.filter(one => one.checkVisibility())"
            ".map(one => [one.outerHTML.slice(0, 60), Math.round(one.getBoundingClientRect().height)])",
        )
        small.update({f"{name}: {html}": height for html, height in boxes if height < 44})
    assert small == {}
    page.close()


def _visit_every_page(page: Page, site: Site, token: str, language: str) -> Iterator[str]:
    """Opens each page of a respondent in turn, errors included, and says its name once it is there whole."""
    for name in _open_every_page(page, site, token, language):
        page.wait_for_load_state()
        yield name


def _open_every_page(page: Page, site: Site, token: str, language: str) -> Iterator[str]:
    yield from _visit_the_doors(page, site, token, language)
    yield from _visit_the_questions(page)
    press(page, CONTINUE)
    yield "receipt"
    page.click("main .buttons a")
    yield "after sending"
    page.click("main a[href*='my-consent']")
    yield "my consent"
    page.click("main a[href*='/leave']")
    yield "leaving"
    press(page, CONTINUE)
    yield "left"


def _visit_the_doors(page: Page, site: Site, token: str, language: str) -> Iterator[str]:
    page.goto(f"{site.address}/a/unknown?lang={language}")
    yield "unknown link"
    page.goto(f"{site.address}/e/{site.open_token}?lang={language}")
    yield "public link"
    page.click("main a.button")
    yield "declined"
    page.goto(f"{site.address}/a/{token}?lang={language}")
    yield "participant's page"
    page.click("main a.button")
    yield "consent"


def _visit_the_questions(page: Page) -> Iterator[str]:
    press(page, CONTINUE)
    yield "first page"
    fill_first(page, "beaucoup")
    yield "error"
    fill_first(page, "12")
    yield "question added"
    page.check("#q-with_someone")
    press(page, CONTINUE)
    yield "second page"
    fill_second(page)
    yield "third page"
    press(page, CONTINUE)
    yield "review"


def _tab_to(page: Page, identifier: str) -> None:
    """Presses Tab until the element of that id has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            return
    raise LookupError(identifier)


def _press_on(page: Page, label: str) -> None:
    """Presses Tab until the button or link of that label has the focus, then Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == label:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise LookupError(label)
