"""Lists too long to be printed, searched without a script."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from respondents import Site, open_site
from visits import Person, hidden_fields

from surveys.reading import read_workbook

SURVEY = """
| survey | | | | | |
| | type | name | label | choice_filter | required |
| | begin group | places | Places | | |
| | select_one regions | region | Which region? | | |
| | select_one towns | born | Born where? | | yes |
| | select_multiple towns | visited | Seen where? | | |
| | select_one towns | lives | Living where? | region=${region} | |
| | text | why | Why? | | |
| | integer | outings | How many outings? | | |
| | end group | | | | |

| choices | | | | |
| | list_name | name | label | region |
| | regions | north | North | |
| | regions | south | South | |
| | towns | begles | Bègles | south |
"""
TOWNS = "".join(f"| | towns | t{at} | Town {at} | {'north' if at < 300 else 'south'} |\n" for at in range(315))
PATH = "questions/t0/places"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    questionnaire = read_workbook((SURVEY + TOWNS).encode(), "towns.md").questionnaire
    assert questionnaire is not None
    return open_site(tmp_path_factory.mktemp("site"), questionnaire)


def listed(page: BeautifulSoup, name: str) -> dict[str, bool]:
    """What the search of a question shows to choose from: value → whether it is chosen."""
    inputs = step(page, name).select(".choices input")
    return {str(one["value"]): one.has_attr("checked") for one in inputs}


def words(page: BeautifulSoup, name: str) -> str:
    said = step(page, name).select_one(".search-step p")
    return said.text if said else ""


def step(page: BeautifulSoup, name: str) -> Tag:
    found = page.select_one(f"#c-{name} [data-search-step]")
    assert found is not None
    return found


def search(person: Person, name: str, written: str, **fields: str | list[str]) -> BeautifulSoup:
    """The page sent with a word to look for and the button of that list."""
    sent = {**hidden_fields(person.page(PATH)), f"~search.{name}": written, "~find": name, **fields}
    return person.post(PATH, sent)


def test_a_giant_list_is_a_field_to_search_and_prints_nothing(site: Site) -> None:
    page = Person(site).page(PATH)
    assert listed(page, "born") == {}
    assert words(page, "born") == "Write the beginning of your answer, then choose “Search”."
    assert len(page.select("#c-region input[type=radio]")) == 2


def test_a_search_shows_what_matches_whatever_the_accents(site: Site) -> None:
    page = search(Person(site), "born", "BEGLES")
    assert listed(page, "born") == {"begles": False}
    assert words(page, "born") == "1 answer found. Choose it if it is yours."
    assert [str(one.text) for one in page.select("[autofocus]")] == ["1 answer found. Choose it if it is yours."]


def test_too_many_matches_are_counted_and_the_first_shown(site: Site) -> None:
    page = search(Person(site), "born", "town")
    assert len(listed(page, "born")) == 30
    assert words(page, "born").startswith("315 answers found; here are the first 30.")


def test_a_word_that_is_nowhere_says_what_to_try(site: Site) -> None:
    page = search(Person(site), "born", "zzz")
    assert listed(page, "born") == {}
    assert words(page, "born") == "No answer matches. Try another word, or only its beginning."


def test_what_is_chosen_stays_first_and_what_is_typed_elsewhere_stays_too(site: Site) -> None:
    page = search(Person(site), "visited", "town 31", visited=["t7", "begles"], born="t3", why="Because")
    assert list(listed(page, "visited").items())[:3] == [("begles", True), ("t7", True), ("t31", False)]
    assert listed(page, "born") == {"t3": True}
    assert page.select_one("#q-why")["value"] == "Because"  # type: ignore[index]


def test_the_enter_key_searches_what_was_not_searched_yet(site: Site) -> None:
    lucie = Person(site)
    assert listed(lucie.send("places", {"~search.born": "begles"}), "born") == {"begles": False}
    assert lucie.status == 200


def test_a_page_sent_on_after_a_search_goes_on(site: Site) -> None:
    lucie = Person(site)
    found = search(lucie, "born", "begles")
    lucie.post(PATH, {**hidden_fields(found), "~search.born": "begles", "born": "begles"})
    assert lucie.status == 303


def test_going_back_does_not_search(site: Site) -> None:
    lucie = Person(site)
    lucie.post(PATH, {**hidden_fields(lucie.page(PATH)), "~search.born": "begles", "~go": "back"})
    assert lucie.status == 303


def test_a_filter_follows_what_was_answered_on_the_same_page(site: Site) -> None:
    page = search(Person(site), "lives", "begles", region="north")
    assert listed(page, "lives") == {}
    page = search(Person(site), "lives", "begles", region="south")
    assert listed(page, "lives")["begles"] is False


def test_a_filter_that_leaves_few_leaves_nothing_to_search(site: Site) -> None:
    page = search(Person(site), "lives", "", region="south")
    assert list(listed(page, "lives")) == ["begles", *(f"t{at}" for at in range(300, 315))]
    assert words(page, "lives") == ""


def test_a_search_asks_for_nothing_else_to_be_put_right(site: Site) -> None:
    assert search(Person(site), "visited", "begles").select(".error") == []


def test_an_error_leads_to_the_field_to_search(site: Site) -> None:
    page = Person(site).send("places", {"why": "x"})
    assert [str(link["href"]) for link in page.select(".summary a")] == ["#q-born"]
    assert step(page, "born").select_one("#q-born")["name"] == "~search.born"  # type: ignore[index]
