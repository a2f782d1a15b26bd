"""The list of the languages of the interface."""

from __future__ import annotations

import pytest
from desk import Desk
from flask import Flask
from people import Cast

from livinglab import words


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def test_the_team_sees_which_languages_are_offered_and_which_nobody_has_read_again(marc: Desk) -> None:
    page = marc.open("/team/languages")
    rows = {
        row.select_one(".code").get_text(): row.select("td")[3].get_text(strip=True)  # type: ignore[union-attr]  # each has one
        for row in page.soup.select("#languages tbody tr")
    }
    assert rows == {"fr": "Yes", "en": "Yes", **dict.fromkeys(words.further(), "Not yet")}
    assert page.soup.select_one("#languages [lang=ar][dir=rtl]") is not None
