"""What stands side by side asks for room where it stands: a phone, a preview, a kiosk, text twice as large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from respondents import Site, open_site, served

from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

SURVEY = """
| survey | | | | | |
| | type | name | label | appearance | parameters |
| | begin group | page | A page | | |
| | integer | outings | How many outings? | | |
| | select_one ways | ways | How did you come here? | columns-4 | |
| | select_one ways | two | How will you leave? | columns-2 | |
| | select_one agree | agree | The crossing feels safe | likert | |
| | range | ease | How easy was it? | | start=0 end=10 step=1 |
| | end group | | | | |
| | begin group | habits | Your habits | table-list | |
| | select_one often | shops | Shops | | |
| | select_one often | park | Park | | |
| | end group | | | | |

| choices | | |
| | list_name | name | label |
| | ways | foot | On foot, alone or accompanied |
| | ways | bus | By bus or by tramway |
| | ways | bike | By bicycle |
| | ways | car | By car, as a passenger |
| | agree | 1 | Strongly disagree |
| | agree | 2 | Disagree |
| | agree | 3 | Neither agree nor disagree |
| | agree | 4 | Agree |
| | agree | 5 | Strongly agree |
"""
OFTEN = "".join(
    f"| | often | o{n} | {words} |\n"
    for n, words in enumerate(
        ("Every day", "Nearly every day", "Weekly", "Monthly", "Less often", "Rarely", "Never", "Not concerned")
    )
)
ROOM = """width => {
  const room = document.createElement("div");
  room.style.inlineSize = width;
  const page = document.getElementById("page");
  page.before(room);
  room.append(page);
}"""
SPILLING = """() => [...document.querySelectorAll(".choice > span, .matrix thead th")]
  .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.checkVisibility())
  .filter((one) => getComputedStyle(one).display !== "inline")
  .map((one) => `${one.textContent} ${one.scrollWidth} ${one.clientWidth}`)"""
BESIDE = """name => new Set([...document.querySelectorAll(`#c-${name} .choices > .choice`)]
  .map((one) => Math.round(one.getBoundingClientRect().left))).size"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    questionnaire = read_workbook((SURVEY + OFTEN).encode(), "columns.md").questionnaire
    assert questionnaire is not None
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire)) as site:
        yield site


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site.address}/a/{site.new_link()}?lang=fr")
    page.click("main a.button")
    page.click("main form .buttons button:first-child")
    expect(page.locator("template")).to_have_count(0)
    yield page
    context.close()


def beside(page: Page) -> dict[str, int]:
    """How many options of each question stand side by side."""
    return {name: page.evaluate(BESIDE, name) for name in ("ways", "two", "agree", "ease")}


def test_in_a_large_window_options_stand_side_by_side(page: Page) -> None:
    assert beside(page) == {"ways": 4, "two": 2, "agree": 5, "ease": 11}


def test_in_a_narrow_column_of_a_large_window_they_stand_as_on_a_phone(page: Page) -> None:
    page.evaluate(ROOM, "20rem")
    found = beside(page)
    assert found["agree"] == 1
    assert found["ways"] <= 2
    assert found["ease"] < 8


@pytest.mark.parametrize("width", [320, 360, 640, 1000])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_spills_at_any_width_with_text_twice_as_large(page: Page, width: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(SPILLING) == []
    page.click("main .buttons button:not([name])")
    expect(page.locator(".matrix")).to_be_visible()
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(SPILLING) == []
