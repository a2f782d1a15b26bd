"""A read-only answer is words on the page: calculated or given before, kept among the answers, changed by nobody."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from forms_by_hand import form
from respondents import Site, open_site
from visits import Person

FORM = """
| survey | | | | | | | |
| | type | name | label | read_only | calculation | default | required |
| | begin group | trips | Trips | | | | |
| | integer | outings | How many outings? | | | | |
| | integer | minutes | Minutes for each? | | | | |
| | integer | total | Minutes in all | yes | ${outings} * ${minutes} | | yes |
| | date | began | The study began | yes | | 2026-11-02 | |
| | text | reminder | Walk in the morning. | yes | | | |
| | select_one yes_no | sure | Are you sure? | | | | |
| | text | signed | Your name | ${sure} = 'yes' | | | |
| | end group | | | | | | |
| choices | | | |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
"""
SAID = {"outings": "3", "minutes": "20"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("read_only"), form(FORM))


def said(page: BeautifulSoup, name: str) -> str:
    """What stands where the answer would be written."""
    return page.select_one(f"#c-{name} output").text  # type: ignore[union-attr]


def test_what_is_calculated_is_words_and_no_field(site: Site) -> None:
    person = Person(site)
    assert said(person.page("questions/t0/trips"), "total") == "…"
    person.send("trips", SAID)
    page = person.page("questions/t0/trips")
    assert said(page, "total") == "60"
    assert page.select("#c-total :is(input, select, textarea)") == []
    assert page.select_one("#c-total output")["aria-labelledby"] == page.select_one("#c-total .label")["id"]  # type: ignore[index]


def test_a_default_nobody_can_change_is_the_answer(site: Site) -> None:
    assert said(Person(site).page("questions/t0/trips"), "began") == "2 November 2026"


def test_a_read_only_question_without_an_answer_only_says_its_words(site: Site) -> None:
    page = Person(site).page("questions/t0/trips")
    assert page.select_one("#c-reminder").text.strip() == "Walk in the morning."  # type: ignore[union-attr]


def test_what_is_posted_for_a_read_only_question_counts_for_nothing(site: Site) -> None:
    person = Person(site)
    forged = {"total": "9999", "began.day": "1", "began.month": "1", "began.year": "1990", "reminder": "Forged"}
    person.send("trips", {**SAID, **forged})
    page = person.page("questions/t0/trips")
    assert (said(page, "total"), said(page, "began")) == ("60", "2 November 2026")
    assert page.select_one("#c-reminder").text.strip() == "Walk in the morning."  # type: ignore[union-attr]


def test_it_is_sent_with_the_answers_and_cannot_be_changed_from_the_review(site: Site) -> None:
    person = Person(site)
    person.send("trips", {**SAID, "total": "9999"})
    review = person.page("review/t0")
    lines = {line.dt.text: (line.dd.text, bool(line.select("a"))) for line in review.select(".facts > div")}  # type: ignore[union-attr]
    assert lines["Minutes in all"] == ("60", False)
    assert lines["The study began"] == ("2 November 2026", False)
    assert "Walk in the morning." not in lines
    person.post("review/t0", {"~seen": review.select_one("[name='~seen']")["value"]})  # type: ignore[index]
    assert (person.sent()["total"], person.sent()["began"]) == (60, "2026-11-02")


def test_an_answer_is_read_only_once_others_say_so_and_keeps_what_was_written(site: Site) -> None:
    person = Person(site)
    person.send("trips", {**SAID, "sure": "yes", "signed": "Awa"})
    page = person.page("questions/t0/trips")
    assert said(page, "signed") == "Awa"
    assert page.select_one("#c-signed [data-fields]").has_attr("hidden")  # type: ignore[union-attr]
    person.send("trips", {**SAID, "sure": "yes", "signed": "Somebody else"})
    assert said(person.page("questions/t0/trips"), "signed") == "Awa"
    person.send("trips", {**SAID, "sure": "no", "signed": "Awa D."})
    page = person.page("questions/t0/trips")
    assert page.select_one("#q-signed")["value"] == "Awa D."  # type: ignore[index]
    assert not page.select_one("#c-signed [data-fields]").has_attr("hidden")  # type: ignore[union-attr]
