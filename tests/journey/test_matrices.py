"""A table of questions in a browser: rows follow the answers, every cell can be reached and named, on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from playwright.sync_api import Browser, Page, expect
from respondents import Site, open_site, press, served

from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

SURVEY = """
| survey | | | | | | | |
| | type | name | label | hint | appearance | required | missing_options | relevant |
| | begin group | walks | Walks | | field-list | | | |
| | select_one often | head | How often are you | Last week. | label | | | |
| | select_one often | alone | alone? | | list-nolabel | yes | dont_know | |
| | select_one often | afraid | afraid? | At night too. | list-nolabel | yes | dont_know | ${alone} = 'always' |
| | end group | | | | | | | |
| | begin group | late | Late | | field-list | | | |
| | select_one often | top | And how often are you | | label | | | |
| | select_one often | lost | lost? | | list-nolabel | | | ${alone} = 'never' |
| | integer | outings | How many outings? | | | | | |
| | end group | | | | | | | |

| choices | | | |
| | list_name | name | label |
| | often | never | Never |
| | often | always | Every day |
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    questionnaire = read_workbook(SURVEY.encode(), "matrices.md").questionnaire
    assert questionnaire is not None
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire)) as site:
        yield site


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """The page of the table, wide, its script at work."""
    context = browser.new_context(viewport={"width": 1000, "height": 780}, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{site.address}/a/{site.new_link()}?lang=en")
    page.click("main a.button")
    press(page, "main form .buttons button:first-child")
    expect(page.locator("template")).to_have_count(0)
    yield page
    context.close()
    assert faults == []


def test_a_row_appears_when_it_is_asked_and_takes_its_answer_with_it(page: Page) -> None:
    expect(page.locator("#c-afraid")).to_be_hidden()
    page.get_by_role("radio", name="alone? Every day").check()
    page.get_by_role("radio", name="afraid? Never").check()
    page.get_by_role("radio", name="alone? Never").check()
    expect(page.locator("#c-afraid")).to_be_hidden()
    press(page, "main .buttons button:first-child")
    expect(page.get_by_role("radio", name="lost? Never")).to_be_visible()


def test_what_is_wrong_with_a_row_is_said_there_and_goes_when_put_right(page: Page) -> None:
    page.get_by_role("radio", name="alone? Every day").check()
    press(page, "main .buttons button:first-child")
    expect(page.locator(".summary a")).to_have_text(["afraid? Answer this question."])
    expect(page.locator("#c-afraid th .error")).to_have_text("Answer this question.")
    described = {one.get_attribute("aria-describedby") for one in page.locator("#c-afraid input[type=radio]").all()}
    assert described == {"q-afraid-hint q-afraid-error"}
    page.get_by_role("radio", name="afraid? I don’t know").check()
    expect(page.locator(".summary, .error")).to_have_count(0)


def test_the_table_is_walked_through_with_the_keyboard(page: Page) -> None:
    page.get_by_role("radio", name="alone? Never").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="alone? Every day")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="afraid? Never")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue").last).to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 1000])
def test_it_is_a_table_for_everybody_on_any_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    expect(page.get_by_role("table", name="How often are you")).to_be_visible()
    expect(page.get_by_role("rowheader", name="alone?")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_text(["Never", "Every day", "I don’t know"])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    press(page, "main .buttons button:first-child")
    assert violations(page) == []


def test_a_table_without_a_row_to_ask_is_not_there(page: Page) -> None:
    page.get_by_role("radio", name="alone? I don’t know").check()
    press(page, "main .buttons button:first-child")
    expect(page.locator("h1")).to_have_text("Late")
    expect(page.locator(".matrix")).to_be_hidden()
