"""What goes with the words of a question: pictures and sounds, explanations for who wants them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from media import photograph
from respondents import Site, open_site

from surveys.reading import read_workbook

BENCH = """
| survey | | | | | | |
| | type | name | label | guidance_hint | media::image | media::audio |
| | integer | outings | How **many** outings? | Even the <b>short</b> ones. | bench.png | said.mp3 |
| | select_one ways | way | How? | | | |
| choices | | | | | | |
| | list_name | name | label | media::image | | |
| | ways | foot | On foot | bench.png | | |
| | ways | bus | | bench.png | | |
"""
FILES = {"bench.png": photograph("PNG"), "said.mp3": b"ID3" + bytes(200)}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """The page of both questions."""
    questionnaire = read_workbook(BENCH.encode(), "form.md", FILES).questionnaire
    assert questionnaire is not None
    return _opened(open_site(tmp_path_factory.mktemp("labels"), questionnaire, FILES))


def _opened(site: Site) -> BeautifulSoup:
    client, token = site.app.test_client(), site.new_link()
    consent = BeautifulSoup(client.get(f"/a/{token}/consent").text, "lxml")
    client.post(f"/a/{token}/consent", data={str(one["name"]): one["value"] for one in consent.select("main [value]")})
    shown = client.get(f"/a/{token}/questions/t0", follow_redirects=True, headers={"Accept-Language": "en"})
    page = BeautifulSoup(shown.text, "lxml")
    assert {client.get(str(one["src"])).status_code for one in page.select(".question [src]")} == {200}
    return page


def test_the_media_of_a_question_say_which_question_they_belong_to(page: BeautifulSoup) -> None:
    media = page.select("#c-outings [src]")
    assert [(one.name, one.get("alt") or one.get("aria-label")) for one in media] == [
        ("img", "Picture for the question: How many outings?"),
        ("audio", "Listen: How many outings?"),
    ]


def test_explanations_wait_until_they_are_asked_for(page: BeautifulSoup) -> None:
    (details,) = page.select(".question details:not([open])")
    assert re.sub(r"\s+", " ", details.text) == "More about thisEven the short ones."


def test_a_picture_of_a_choice_is_named_only_where_no_words_name_it(page: BeautifulSoup) -> None:
    assert [picture["alt"] for picture in page.select("#c-way label img")] == ["", "bus"]
