"""Someone finds their town among hundreds: without a script by the keyboard alone, with one at each letter."""

from __future__ import annotations

import pytest
from looks import violations
from playwright.sync_api import Browser, Page, expect
from respondents import Site, open_site, served

from surveys.reading import read_workbook

SURVEY = """
| survey | | | |
| | type | name | label |
| | select_one towns | born | Born where? |
| | integer | outings | How many outings? |

| choices | | | |
| | list_name | name | label |
"""
TOWNS = "".join(f"| | towns | t{at} | Town {at} |\n" for at in range(300))

pytestmark = pytest.mark.slow


def first_page(browser: Browser, site: Site, *, scripts: bool) -> Page:
    page = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="en", java_script_enabled=scripts
    ).new_page()
    page.goto(f"{site.address}/a/{site.new_link()}/consent")
    page.locator("main form button").first.click()
    expect(page.locator("#c-born")).to_be_visible()
    return page


def test_a_giant_list_is_searched_with_and_without_a_script(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    questionnaire = read_workbook((SURVEY + TOWNS).encode(), "towns.md").questionnaire
    assert questionnaire is not None
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire)) as site:
        plain = first_page(browser, site, scripts=False)
        plain.get_by_label("Search the list").fill("TOWN 299")
        plain.keyboard.press("Enter")
        expect(plain.locator("p:focus")).to_have_text("1 answer found. Choose it if it is yours.")
        plain.keyboard.press("Tab")
        plain.keyboard.press("Space")
        expect(plain.locator("[name=born]:checked")).to_have_value("t299")
        live = first_page(browser, site, scripts=True)
        live.locator("input[role=combobox]").fill("town 299")
        expect(live.get_by_role("option")).to_have_text(["Town 299"])
        expect(live.locator("[data-search-step]")).to_have_count(0)
        live.locator("input[role=combobox]").press("Escape")
        assert violations(live) == []
        for page in (plain, live):
            page.context.close()
