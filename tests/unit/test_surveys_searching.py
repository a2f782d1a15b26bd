"""Finding words in a long list."""

from __future__ import annotations

import pytest

from surveys.searching import found, plain

TOWNS = ("Bègles", "Saint-Émilion", "Émerainville", "Le Bouscat", "L’Œuilly", "Begles sur Mer")


def test_accents_case_signs_and_ligatures_do_not_count() -> None:
    assert plain("  L’ŒUVRE (de) St. Émilion–sur_Mer ") == "l oeuvre de st emilion sur mer"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("BEGLES", ["Bègles", "Begles sur Mer"]),
        ("émer", ["Émerainville"]),
        ("em", ["Émerainville", "Saint-Émilion"]),
        ("saint emi", ["Saint-Émilion"]),
        ("mer begles", ["Begles sur Mer"]),
        ("oeu", ["L’Œuilly"]),
        ("zz", []),
    ],
)
def test_what_begins_so_comes_first_then_words_that_do_then_all_words(query: str, names: list[str]) -> None:
    assert [TOWNS[place] for place in found(TOWNS, query)] == names


def test_no_word_finds_everything() -> None:
    assert found(TOWNS, " ") == [0, 1, 2, 3, 4, 5]
