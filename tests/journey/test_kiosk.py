"""A tablet on a desk, in a real browser: who is next sees nothing, who is slow is asked, who is gone is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from respondents import Site, open_site, press, served
from sqlalchemy import select

from livinglab.actions.field_clients import issue_field_client
from livinglab.installation.parts import browser_path
from livinglab.store.actors import OPERATOR
from livinglab.store.database import db
from livinglab.store.responses import Response
from livinglab.store.sittings import Sitting

pytestmark = pytest.mark.slow

SECRET = "Je ne sors plus depuis mai"
SMALLEST = {"width": 320, "height": 640}
TABLET = {"width": 1024, "height": 768}
CONTINUE = "main form .buttons button:first-child"
START = "Balades partagées"


@pytest.fixture(scope="module")
def remembering(playwright: Playwright) -> Iterator[Browser]:
    """A browser as people have it, with its back/forward cache: the tests' own is without."""
    browser = playwright.chromium.launch(
        executable_path=browser_path(),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("kiosk"))) as site:
        yield site


@pytest.fixture
def start(site: Site) -> str:
    """The address of a kiosk."""
    with site.app.app_context():
        issued = issue_field_client(by=OPERATOR, study=site.study, name="Accueil", kind="kiosk", wave="t0")
        return f"{site.address}/kiosk/{issued.token}"


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def tablet(request: pytest.FixtureRequest, remembering: Browser) -> Iterator[Page]:
    yield from _page(remembering.new_context(viewport=TABLET, locale="fr-FR", java_script_enabled=request.param))


@pytest.fixture
def clocked(remembering: Browser) -> Iterator[Page]:
    """A tablet whose clock the test moves."""
    for page in _page(remembering.new_context(viewport=TABLET, locale="fr-FR")):
        page.clock.install()
        yield page


def _page(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def begin(page: Page, start: str) -> None:
    page.goto(start)
    page.click(".greeting[lang=fr] .button")
    press(page, CONTINUE)
    page.wait_for_load_state()


def answer(page: Page, start: str) -> None:
    """To the review."""
    begin(page, start)
    page.fill("#q-outings", "5")
    press(page, CONTINUE)
    page.check("#q-alone-4")
    page.check("#q-ease-8")
    press(page, CONTINUE)
    page.fill("#q-remark", SECRET)
    press(page, CONTINUE)


def shown(page: Page) -> str:
    """What the page says, fields and all; a page from the browser's own memory never says that it has loaded."""
    expect(page.locator("h1")).to_be_visible()
    return page.content() + "".join(field.input_value() for field in page.locator("textarea").all())


def back_and_forth(page: Page) -> list[str]:
    """Everything the Back button shows, to the first page, then the Forward button."""
    pages = []
    steps = page.evaluate("history.length") - 2  # the empty page a browser opens with is none of ours
    for move in [page.go_back] * steps + [page.go_forward] * steps:
        move(wait_until="commit")
        pages.append(shown(page))
    return pages


def sittings(site: Site) -> int:
    with site.app.app_context():
        return len(db.session.scalars(select(Sitting)).all())


@pytest.mark.parametrize("ending", [CONTINUE, "#stop button"], ids=["sent", "erased"])
def test_back_forward_and_reload_show_the_next_person_nothing(tablet: Page, start: str, ending: str) -> None:
    answer(tablet, start)
    assert SECRET in tablet.content()
    if ending != CONTINUE:
        tablet.click(".way-out a")
    press(tablet, ending)
    expect(tablet.locator("h1")).to_have_text("Merci, c’est envoyé" if ending == CONTINUE else START)
    tablet.reload()
    assert [page for page in (shown(tablet), *back_and_forth(tablet)) if SECRET in page] == []


def test_the_second_person_is_asked_afresh_and_both_are_stored(tablet: Page, start: str, site: Site) -> None:
    for _ in range(2):
        answer(tablet, start)
        press(tablet, CONTINUE)
        expect(tablet.locator("h1")).to_have_text("Merci, c’est envoyé")
    with site.app.app_context():
        sent = [row for row in db.session.scalars(select(Response)) if row.answers["remark"] == SECRET]
    assert len({row.participant_id for row in sent}) == len(sent) >= 2
    begin(tablet, start)
    assert tablet.input_value("#q-outings") == ""


def test_someone_slow_is_asked_and_goes_on_as_often_as_needed(clocked: Page, start: str) -> None:
    begin(clocked, start)
    clocked.fill("#q-outings", "7")
    for _ in range(11):
        clocked.clock.fast_forward(95_000)
        expect(clocked.locator("#watch")).to_be_visible()
        expect(clocked.locator("[role=alert]#watch-said")).to_contain_text("Êtes-vous toujours là ?")
        clocked.keyboard.press("Shift")
        expect(clocked.locator("#watch")).to_be_hidden()
    assert (clocked.input_value("#q-outings"), clocked.locator("#watch-said").inner_text()) == ("7", "")


def test_there_are_thirty_seconds_to_say_so(clocked: Page, start: str) -> None:
    begin(clocked, start)
    clocked.clock.fast_forward(91_000)
    expect(clocked.locator("#watch")).to_be_visible()
    clocked.clock.fast_forward(27_000)
    expect(clocked.locator("#watch-said")).to_contain_text("dans 2 secondes")
    clocked.click("#watch button")
    expect(clocked.locator("#watch")).to_be_hidden()


def test_who_is_gone_is_forgotten(clocked: Page, start: str, site: Site) -> None:
    answer(clocked, start)
    before = sittings(site)
    clocked.clock.fast_forward(121_000)
    expect(clocked.locator("h1")).to_have_text(START)
    assert (sittings(site), [page for page in back_and_forth(clocked) if SECRET in page]) == (before - 1, [])


def test_without_a_network_the_page_is_empty_until_the_server_has_forgotten(clocked: Page, start: str) -> None:
    answer(clocked, start)
    clocked.context.set_offline(True)
    clocked.clock.fast_forward(121_000)
    expect(clocked.locator("body")).to_be_hidden()
    assert SECRET not in clocked.content()
    clocked.context.set_offline(False)
    clocked.clock.run_for(6_000)
    expect(clocked.locator("h1")).to_have_text(START)


def test_thanks_gives_way_to_the_next_person_unless_one_stays(clocked: Page, start: str) -> None:
    for stays in (True, False):
        answer(clocked, start)
        press(clocked, CONTINUE)
        clocked.clock.run_for(2_000)
        if stays:
            clocked.click("#stay")
        clocked.clock.run_for(20_000)
        expect(clocked.locator("h1")).to_have_text("Merci, c’est envoyé" if stays else START)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_a_kiosk_is_accessible(browser: Browser, start: str, language: str) -> None:
    context = browser.new_context(viewport=SMALLEST, locale=language)
    page = context.new_page()
    page.clock.install()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        wrong = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found.update({name: (wrong, wide)} if wrong or wide else {})

    page.goto(start)
    look("start")
    page.click(f".greeting[lang={language}] .button")
    look("consent")
    press(page, CONTINUE)
    look("question")
    page.clock.fast_forward(95_000)
    expect(page.locator("#watch")).to_be_visible()
    look("watch")
    page.click("#watch button")
    press(page, ".way-out button:not(.apart)")
    look("stop")
    page.click("#stop a")
    page.fill("#q-outings", "5")
    press(page, CONTINUE)
    page.check("#q-alone-4")
    page.check("#q-ease-8")
    press(page, CONTINUE)
    press(page, CONTINUE)
    look("review")
    press(page, CONTINUE)
    page.clock.run_for(2_000)
    look("thanks")
    context.close()
    assert found == {}
