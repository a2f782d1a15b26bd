"""What scripts add to fields: a slider, a counter, a drawing to choose on. The fields stay, and say the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from looks import violations
from playwright.sync_api import Browser, Page, Route, expect
from respondents import Site, open_site, served

from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

SURVEY = """
| survey | | | | | | | | | |
| | type | name | label | appearance | parameters | media::image | relevant | read_only | calculation | choice_filter |
| | begin group | page | A page | | | | | | | |
| | integer | outings | How many outings? | counter | | | | | | |
| | range | health | How are you? | | start=0 end=100 step=0.5 tick_interval=10 | | ${outings} = 2 | | | |
| | integer | double | Twice as many | | | | | yes | ${outings} * 2 | |
| | text | secret | Your code? | masked | | | | | | |
| | text | signed | Your name? | | | | | ${outings} > 2 | | |
| | select_multiple ways | ways | Which way? | image-map | | map.svg | | | | |
| | rank hours | best | Which hour? | | | | | | | from <= ${outings} |
| | end group | | | | | | | | | |
| | begin repeat | person | Person | | | | | | | |
| | text | first_name | First name? | | | | | | | |
| | select_one ${first_name} | friend | Whose friend? | | | | | | | |
| | rank ${first_name} | table | Who sits first? | | | | | | | |
| | end repeat | | | | | | | | | |
| | begin group | last | The last | | | | | | | |
| | select_multiple ${first_name} | here | Who is here? | | | | | | | |
| | end group | | | | | | | | | |

| choices | | | | |
| | list_name | name | label | from |
| | ways | foot | On foot | |
| | ways | bus | By bus | |
| | hours | morning | In the morning | 1 |
| | hours | noon | At noon | 1 |
| | hours | night | At night | 3 |
"""
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" onload="window.entered = 1">
<script>window.entered = 2</script><style>* { fill: red }</style>
<g transform="translate(20, 20)"><rect id="foot" width="99" height="80" style="fill: red" onclick="window.entered = 3"/>
</g>
<a href="https://example.org"><g id="bus"><circle cx="200" cy="40" r="35"/></g></a>
<foreignObject width="9" height="9"><input xmlns="http://www.w3.org/1999/xhtml" name="outings"/></foreignObject>
</svg>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    files = {"map.svg": DRAWING}
    questionnaire = read_workbook(SURVEY.encode(), "better.md", files).questionnaire
    assert questionnaire is not None
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire, files)) as site:
        yield site


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """The page of questions on a phone, its scripts at work; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="fr-FR")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{site.address}/a/{site.new_link()}?lang=fr")
    page.click("main a.button")
    page.click("main form .buttons button:first-child")
    expect(page.locator("template")).to_have_count(0)
    yield page
    context.close()
    assert faults == []


def test_a_counter_counts_and_what_depends_on_it_follows(page: Page) -> None:
    more = page.get_by_role("button", name="+1")
    more.click()
    more.click()
    expect(page.locator("#q-outings")).to_have_value("2")
    expect(page.locator("#c-double output")).to_have_text("4")
    expect(page.locator("#c-health")).to_be_visible()
    page.get_by_role("button", name="−1").click()
    expect(page.locator("#q-outings")).to_have_value("1")


def test_what_is_being_typed_when_the_buttons_of_a_counter_come_goes_on(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="fr-FR")
    held: list[Route] = []
    context.route("**/form/counter.js", lambda route: held.append(route))
    page = context.new_page()
    page.goto(f"{site.address}/a/{site.new_link()}?lang=fr")
    page.click("main a.button")
    page.click("main form .buttons button:first-child", no_wait_after=True)
    field = page.locator("#q-outings")
    field.focus()
    page.keyboard.type("1")
    expect(page.get_by_role("button", name="+1")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.get_by_role("button", name="+1")).to_be_visible()
    page.keyboard.type("2")
    expect(field).to_have_value("12")
    expect(field).to_be_focused()
    context.close()


def test_a_slider_says_nothing_until_it_is_moved(page: Page) -> None:
    page.fill("#q-outings", "2")
    slider = page.get_by_role("slider", name="How are you?")
    expect(slider).to_be_visible()
    expect(page.locator("#q-health")).to_have_value("")
    slider.press("ArrowRight")
    expect(page.locator("#q-health")).to_have_value("50,5")
    page.fill("#q-health", "12,5")
    expect(slider).to_have_value("12.5")


def test_what_is_masked_is_shown_on_demand(page: Page) -> None:
    button = page.get_by_role("button", name="Voir ce qui est écrit")
    button.click()
    assert page.locator("#q-secret").evaluate("one => getComputedStyle(one).webkitTextSecurity") == "none"
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_field_gives_way_to_its_answer_once_it_is_read_only(page: Page) -> None:
    page.fill("#q-signed", "Awa")
    page.fill("#q-outings", "3")
    expect(page.locator("#q-signed")).to_be_hidden()
    expect(page.locator("#c-signed output")).to_have_text("Awa")
    page.fill("#q-outings", "1")
    expect(page.locator("#q-signed")).to_have_value("Awa")


def test_a_drawing_is_pointed_at_and_nothing_of_its_file_enters_the_page(page: Page) -> None:
    page.locator("[data-choice=foot]").click()
    page.locator("[data-choice=bus]").click()
    page.get_by_role("checkbox", name="On foot").uncheck()
    expect(page.locator(".chosen")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="By bus")).to_be_checked()
    tags = page.locator(".mapped-picture svg, .mapped-picture svg *").evaluate_all(
        "all => all.map(one => one.localName)"
    )
    assert tags == ["svg", "g", "g", "rect", "g", "g", "circle"]
    assert page.evaluate("window.entered") is None


def test_a_ranking_has_as_many_ranks_as_there_are_choices(page: Page) -> None:
    page.fill("#q-outings", "1")
    expect(page.locator("#c-best select:visible")).to_have_count(2)
    assert page.locator("#q-best option").all_inner_texts()[1:] == ["In the morning", "At noon"]
    page.fill("#q-outings", "3")
    expect(page.locator("#c-best select:visible")).to_have_count(3)
    for rank, hour in ((1, "night"), (2, "noon"), (3, "morning")):
        page.select_option(f"[name='best.{rank}']", hour)
    page.click("main .buttons button:first-child")
    expect(page.locator("h1")).to_have_text("Person")


def test_what_was_answered_in_a_repeat_is_offered_as_it_is_written(page: Page) -> None:
    page.click("main .buttons button:first-child")
    for name in ("Awa", "Zoé"):
        page.click("button[value=add]")
        page.fill("#q-first_name", name)
        expect(page.locator("#c-friend .choice", has_text=name)).to_have_count(1)
        page.fill("#q-first_name", f"{name} D.")
        expect(page.locator("#c-friend .choice", has_text=f"{name} D.")).to_have_count(1)
        page.click("main .buttons button:first-child")
    page.click("main .buttons button:not([name])")
    expect(page.locator("#c-here .choice")).to_have_text(["Awa D.", "Zoé D."])
    page.check("text=Zoé D.")
    page.click("main .buttons button:first-child")
    expect(page.locator("dd", has_text="Zoé D.").first).to_be_visible()


def test_a_ranking_of_what_others_answered_has_a_rank_for_each_answer(page: Page) -> None:
    page.click("main .buttons button:not([name])")
    for name in ("Awa", "Zoé"):
        page.click("[value=add]")
        page.fill("#q-first_name", name)
        last = page.locator("#c-table .field").last
        expect(last.locator("option:not([value=''])")).to_have_text(["Awa", "Zoé"][: 1 if name == "Awa" else 2])
        if name == "Awa":
            page.click("main .buttons button:first-child")
    expect(page.locator("#c-table label")).to_have_text(["1er choix", "2e choix"])
    page.get_by_label("1er choix").select_option("Zoé")
    page.get_by_label("2e choix").select_option("Awa")
    assert violations(page) == []
    page.fill("#q-first_name", "")
    expect(page.locator("#c-table label")).to_have_text(["1er choix"])
    page.fill("#q-first_name", "Zoé")
    page.get_by_label("1er choix").select_option("Zoé")
    page.get_by_label("2e choix").select_option("Awa")
    page.click("main .buttons button:first-child")
    page.get_by_role("button", name="Continuer").last.click()
    page.click("main .buttons button:first-child")
    expect(page.locator("dd", has_text="Zoé, Awa").first).to_be_visible()


def test_the_page_is_accessible_at_every_width(page: Page) -> None:
    page.fill("#q-outings", "2")
    for width in (320, 360, 1000):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert violations(page) == []
