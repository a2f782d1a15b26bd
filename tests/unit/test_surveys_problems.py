"""Every problem is worded in two languages, and its words can always be said."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from surveys.complaints import COMPLAINTS, complain
from surveys.places import Place
from surveys.problem_words import CATALOGUE
from surveys.problems import Problem

PLACE = {"value", "sheet", "row", "column", "header"}
BREAKING_SPACE = re.compile(r" [:;!?»]|« ")
WORDS = [
    (code, language, words)
    for code, kind in CATALOGUE.items()
    for text in (kind.what, kind.remedy)
    for language, words in text.items()
]


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_problem_says_what_and_what_to_do_in_both_languages(code: str) -> None:
    kind = CATALOGUE[code]
    assert (sorted(kind.what), sorted(kind.remedy)) == (["en", "fr"], ["en", "fr"])
    facts = dict.fromkeys(set().union(*(placeholders(words) for name, _, words in WORDS if name == code)) - PLACE, "x")
    problem = Problem(code, "survey", 3, "B", "type", "value", facts)
    assert all(problem.what(language) and problem.remedy(language) for language in ("fr", "en"))


@pytest.mark.parametrize(("code", "language", "words"), WORDS)
def test_sentences_end_and_french_spaces_do_not_break(code: str, language: str, words: str) -> None:
    assert words.endswith((".", "?", "}"))
    assert language != "fr" or not BREAKING_SPACE.search(words)


@pytest.mark.parametrize("code", COMPLAINTS)
def test_a_complaint_exists_in_both_languages(code: str) -> None:
    assert sorted(COMPLAINTS[code]) == ["en", "fr"]
    assert not BREAKING_SPACE.search(COMPLAINTS[code]["fr"])


def test_the_questionnaires_own_words_replace_ours() -> None:
    assert complain(Place("a"), "constraint", {"fr": "De 0 à 50."}).message("en") == "De 0 à 50."
    assert complain(Place("a"), "constraint", {}).message("en") == "Check this answer."


def test_a_place_is_said_as_far_as_it_is_known() -> None:
    assert (
        Problem("name_bad", "survey", 3, "B", "name").place("fr")
        == "feuille «\u00a0survey\u00a0», ligne 3, colonne B (name)"
    )
    assert Problem("file_empty").place("en") == ""


def test_a_long_value_is_shortened() -> None:
    assert Problem("name_bad", value="x" * 200, facts={"suggestion": "x"}).what("en").count("x") == 79
