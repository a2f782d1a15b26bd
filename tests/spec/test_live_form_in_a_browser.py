"""The live form of the browser: what changed with an answer is what a whole evaluation would say.

    FORMS_AT_RANDOM=5000 .venv/bin/python -m pytest tests/spec/test_live_form_in_a_browser.py

tries that many forms; the first ones are always the same.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from browser_modules import page_with_modules
from forms_at_random import answers_at_random, changes_at_random, form_at_random

from surveys.flow import route
from surveys.live import live_form
from surveys.reading import read_workbook
from surveys.values import Context, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File

    from playwright.sync_api import Browser, Page

    from surveys.questionnaire import Questionnaire

pytestmark = pytest.mark.slow

FORMS = int(os.environ.get("FORMS_AT_RANDOM", "400"))
AT_ONCE = 50  # forms a browser gets in one call
CONTEXT = {"now": "2026-11-24T10:30:00+00:00", "language": "fr", "seed": "seed"}
# Applies the changes of each form one by one; after each, what the model says and what a model made afresh says.
FOLLOW = """async ({ forms, context }) => {
  const { openForm } = await import("/form/model.js");
  const wrong = [];
  for (const [number, live, changes] of forms) {
    const form = await openForm(live, {}, context);
    for (const [what, ...rest] of changes) {
      try {
        form[what](...rest);
      } catch (fault) {
        if (!(fault instanceof RangeError)) throw fault;
      }
      const afresh = await openForm(live, form.given.get(form.root), context);
      const [found, expected] = [form, afresh].map((one) => JSON.stringify(one.answers()));
      if (found !== expected) wrong.push({ number, what, rest, found, expected });
    }
  }
  return wrong;
}"""
# Each form with its answers → what the model says, and its pages.
ROUTE = """async ({ forms, context }) => {
  const { openForm } = await import("/form/model.js");
  const { pagesOf } = await import("/form/pages.js");
  return Promise.all(forms.map(async ([live, answers]) => {
    const form = await openForm(live, answers, context);
    return { answers: form.answers(), pages: pagesOf(form).map(({ code, questions }) => [code, questions]) };
  }));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, checkout: File) -> Page:
    """An empty page that may load our modules."""
    return page_with_modules(browser, checkout)


def batches(number: int) -> Iterator[range]:
    """The numbers of the forms, as many at once as a browser gets."""
    return (range(first, min(first + AT_ONCE, number)) for first in range(0, number, AT_ONCE))


def test_what_changed_is_what_a_whole_evaluation_says(page: Page) -> None:
    for numbers in batches(FORMS):
        forms = [[one, live_form(form_at_random(one), "fr"), changes_at_random(one)] for one in numbers]
        assert page.evaluate(FOLLOW, {"forms": forms, "context": CONTEXT}) == []


def test_those_after_an_instance_taken_away_have_another_number(page: Page) -> None:
    rows = """
| survey | | | | |
| | type | name | label | calculation |
| | begin_repeat | person | Person | |
| | text | called | Name | |
| | calculate | place | | position(..) |
| | end_repeat | | | |
"""
    form = read_workbook(rows.encode(), "form.md").questionnaire
    assert form is not None
    changes = [["addInstance", "person", []]] * 3 + [["removeInstance", "person", [], 1]]
    forms = [[0, live_form(form, "fr"), changes]]
    assert page.evaluate(FOLLOW, {"forms": forms, "context": CONTEXT}) == []


def taken(form: Questionnaire, answers: dict[str, Any]) -> dict[str, Any]:
    """The route of the server, as the browser writes its own."""
    context = Context(datetime.fromisoformat(CONTEXT["now"]), CONTEXT["language"], seed=CONTEXT["seed"])
    way = route(form, from_json(answers), context)
    pages = [[page.code, [question.name for question in page.questions]] for page in way.pages]
    return {"answers": to_json(way.answers), "pages": pages}


def agree(page: Page, answered: list[tuple[Questionnaire, dict[str, Any]]]) -> None:
    forms = [[live_form(form, "fr"), answers] for form, answers in answered]
    found = page.evaluate(ROUTE, {"forms": forms, "context": CONTEXT})
    assert found == [taken(form, answers) for form, answers in answered]


def test_the_browser_and_the_server_take_the_same_route(page: Page) -> None:
    for numbers in batches(FORMS):
        agree(page, [(form_at_random(number), answers_at_random(number)) for number in numbers])


def test_a_form_that_asks_what_it_is_gets_the_same_words_in_a_browser(page: Page, questionnaires: File) -> None:
    form = read_workbook(questionnaires / "corpus" / "surroundings.md").questionnaire
    assert form is not None
    agree(page, [(form, {"walks": "no"})])
    said = taken(form, {"walks": "no"})["answers"]
    assert [said[name] for name in ("edition", "second", "asked", "address")] == [
        "1",
        "No",
        "Do you walk?",
        "1 quai\nBrest",
    ]


def test_a_group_that_asks_its_own_question_is_asked_alike_in_a_browser(page: Page, questionnaires: File) -> None:
    form = read_workbook(questionnaires / "corpus" / "group_asks_inside.md").questionnaire
    assert form is not None
    agree(page, [(form, {"patient": "Ana"})])
    said = taken(form, {"patient": "Ana"})["answers"]
    assert [said[name] for name in ("source", "patient")] == ["user", "Ana"]


def test_a_page_of_titles_alone_is_passed_over_alike_in_a_browser(page: Page, questionnaires: File) -> None:
    form = read_workbook(questionnaires / "corpus" / "titles_alone.md").questionnaire
    assert form is not None
    given: list[dict[str, Any]] = [{}, {"used": ["bus"]}]
    agree(page, [(form, answers) for answers in given])
    assert [[code for code, _ in taken(form, answers)["pages"]] for answers in given] == [["used"], ["used", "rating"]]
