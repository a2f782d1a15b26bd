"""A page of questions follows its answers while someone fills it in, and says what to put right before sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from looks import violations
from playwright.sync_api import Browser, Page, expect
from respondents import Site, open_site, press, served

from surveys.expressions.tree import AnswerTo, Call, Expression, Path, Step
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice
from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

SURVEY = """
| survey |
| | type | name | label | required | relevant | constraint | constraint_message | calculation | missing_options |
| | begin group | you | You | | | | | | |
| | integer | outings | How many outings? | yes | | . < 120 | Write less than 120. | | dont_know |
| | calculate | next | | | | | | ${outings} + 1 | |
| | note | soon | Next week: ${next}. | | ${outings} > 0 | | | | |
| | select_one yes_no | works | Do you work? | yes | ${outings} >= 18 | | | | |
| | text | job | What is your work? | | ${works} = 'yes' | | | | |
| | begin group | where | Where you live | | ${outings} >= 18 | | | | |
| | select_one regions | region | Which region? | | | | | | |
| | select_one towns | town | Which town of ${region}? | | | | | | |
| | end group | | | | | | | | |
| | end group | | | | | | | | |
| | begin group | end | The end | | | | | | |
| | text | remark | Anything else? | | | | | | |
| | end group | | | | | | | | |

| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
| | regions | north | The north |
| | regions | south | The south |
| | towns | lille | Lille |
| | towns | nice | Nice |
"""


TOWNS = (
    Choice("lille", {"en": "Lille"}, attributes={"in_region": "north"}),
    Choice("nice", {"en": "Nice"}, attributes={"in_region": "south"}),
)
IN_REGION = Call("=", (Path((Step("child", "in_region"),)), AnswerTo("region")))


def questionnaire() -> Questionnaire:
    """The survey, its towns filtered by region."""
    read = read_workbook(SURVEY.encode(), "live.md").questionnaire
    assert read is not None
    narrowed = replace(read.question("town"), choice_filter=Expression("in_region = ${region}", IN_REGION))
    questions = tuple(narrowed if question.name == "town" else question for question in read.questions)
    return replace(read, questions=questions, choices={**read.choices, "towns": TOWNS})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire())) as site:
        yield site


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """The first page of questions, its script at work; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console", lambda said: faults.append(said.text) if said.type == "error" and "422" not in said.text else None
    )
    page.goto(f"{site.address}/a/{site.new_link()}?lang=en")
    page.click("main a.button")
    press(page, "main form .buttons button:first-child")
    expect(page.locator("template")).to_have_count(0)
    yield page
    context.close()
    assert faults == []


def go_on(page: Page) -> None:
    press(page, "main form .buttons button:first-child")


def test_a_question_appears_as_soon_as_it_is_asked_and_goes_again(page: Page) -> None:
    expect(page.locator("#c-works")).to_be_hidden()
    page.fill("#q-outings", "42")
    expect(page.locator("#c-works")).to_be_visible()
    expect(page.locator("h2", has_text="Where you live")).to_be_visible()
    page.fill("#q-outings", "12")
    expect(page.locator("#c-works")).to_be_hidden()
    expect(page.locator("h2", has_text="Where you live")).to_be_hidden()


def test_an_answer_is_read_inside_other_words_as_it_is_typed(page: Page) -> None:
    page.fill("#q-outings", "42")
    expect(page.locator("#c-soon")).to_have_text("Next week: 43.")


def test_the_choices_follow_the_answer_they_depend_on(page: Page) -> None:
    page.fill("#q-outings", "42")
    page.check("text=The north")
    expect(page.locator("#c-town")).to_contain_text("Which town of The north?")
    expect(page.locator("#c-town label:visible")).to_have_text(["Lille"])
    page.check("text=Lille")
    page.check("text=The south")
    expect(page.locator("#c-town label:visible")).to_have_text(["Nice"])
    expect(page.locator("#c-town :checked")).to_have_count(0)


def test_what_is_wrong_is_said_before_sending_and_not_before(page: Page) -> None:
    page.fill("#q-outings", "130")
    page.press("#q-outings", "Tab")
    expect(page.locator(".error")).to_have_count(0)
    go_on(page)
    expect(page.locator(".summary")).to_be_focused()
    expect(page.locator(".summary a")).to_have_text(
        ["How many outings? Write less than 120.", "Do you work? Answer this question."]
    )
    expect(page).to_have_title("Error: Page 1 of 2 – You – Labo des Tilleuls")
    assert page.get_attribute("#q-outings", "aria-invalid") == "true"
    assert page.get_attribute("#q-outings", "aria-describedby") == "q-outings-error"
    page.click(".summary a >> nth=0")
    expect(page.locator("#q-outings")).to_be_focused()
    page.fill("#q-outings", "42")
    expect(page.locator(".error")).to_have_text(["Answer this question."])
    page.check("#q-works")
    expect(page.locator(".summary")).to_have_count(0)


def test_the_page_that_says_what_is_wrong_is_accessible(page: Page) -> None:
    page.fill("#q-outings", "130")
    go_on(page)
    assert violations(page) == []


def test_the_server_takes_what_the_page_shows_and_nothing_of_what_it_hides(page: Page) -> None:
    page.fill("#q-outings", "42")
    page.check("#q-works")
    page.fill("#q-job", "Baker")
    page.fill("#q-outings", "12")
    page.fill("#q-outings", "43")
    expect(page.locator("#q-job")).to_have_value("Baker")
    go_on(page)
    expect(page.locator("h1")).to_have_text("The end")
    page.go_back()
    expect(page.locator("#q-job")).to_have_value("Baker")


def test_i_do_not_know_is_an_answer(page: Page) -> None:
    page.check("#q-outings-dont_know")
    go_on(page)
    expect(page.locator("h1")).to_have_text("The end")


def test_when_a_module_is_missing_the_server_decides_as_before(site: Site, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.route("**/form/model.js", lambda route: route.abort())
    page.goto(f"{site.address}/a/{site.new_link()}?lang=en")
    page.click("main a.button")
    go_on(page)
    page.fill("#q-outings", "42")
    expect(page.locator("#c-works")).to_have_count(0)
    go_on(page)
    expect(page.locator("#c-works")).to_be_visible()
    context.close()


def test_what_the_server_found_wrong_goes_as_it_is_put_right(page: Page) -> None:
    page.fill("#q-outings", "130")
    page.check("#q-works")
    page.evaluate("document.getElementById('page').submit()")  # past the script, as an older one would let it
    expect(page.locator(".summary a")).to_have_text(["How many outings? Write less than 120."])
    expect(page.locator("template")).to_have_count(0)
    page.fill("#q-outings", "200")
    expect(page.locator(".error")).to_have_count(1)
    page.fill("#q-outings", "12")
    expect(page.locator(".summary, .error")).to_have_count(0)
    expect(page).to_have_title("Page 1 of 2 – You – Labo des Tilleuls")
