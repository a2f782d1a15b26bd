"""Choices too many to print: what someone wrote is looked up as a person would."""

from __future__ import annotations

import pytest

from surveys.complaints import Invalid
from surveys.long_lists import LongList
from surveys.paper_codes import MOST_BOXES, MOST_CODES, numbering
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question
from surveys.typed_codes import Reading, read_code

TOWNS = (
    Choice("93066", {"fr": "Saint-Denis"}),
    Choice("97411", {"fr": "Saint-Denis"}),
    Choice("94038", {"fr": "L’Haÿ-les-Roses", "nl": "De Rozen"}),
    Choice("72181", {"fr": "Le Mans"}),
)


def reading(typed: str, kind: str = "select_one", size: int = MOST_CODES + 1) -> Reading:
    """What was typed of a list of that many towns says."""
    others = tuple(Choice(f"x{number}", {"fr": f"Ailleurs {number}"}) for number in range(size - len(TOWNS)))
    question = Question("town", kind, choices="towns")
    form = Questionnaire("f", {}, "1", "fr", ("fr",), (question,), choices={"towns": (*TOWNS, *others)})
    return read_code(form, question, numbering(form)["town"].codes, typed)


@pytest.mark.parametrize("typed", ["94038", "L'Hay les Roses", "l’haÿ-les-roses", "DE ROZEN"])
def test_a_choice_is_found_by_its_name_or_its_words_in_any_language(typed: str) -> None:
    assert reading(typed) == Reading(typed, "94038")


def test_a_code_printed_apart_comes_before_the_name_of_a_choice() -> None:
    assert (reading("4", size=MOST_BOXES + 1).value, reading("zz").invalid) == ("72181", Invalid("not_in_list", {}))


def test_where_several_bear_the_same_words_each_is_told_with_what_to_type() -> None:
    both = "93066\u00a0Saint-Denis · 97411\u00a0Saint-Denis"
    assert reading("saint-denis").invalid == Invalid("several_in_list", {"near": both})


def test_what_only_begins_like_some_choices_is_never_taken_for_one() -> None:
    assert reading("hay ros").invalid == Invalid("several_in_list", {"near": "94038\u00a0L’Haÿ-les-Roses"})
    assert [choice.name for choice in LongList(TOWNS).near("saint")] == ["93066", "97411"]
    assert (LongList(TOWNS).near("97"), LongList(TOWNS).near("-")) == ((TOWNS[1],), ())


def test_several_are_apart_by_a_sign_that_no_name_holds() -> None:
    assert reading("Le Mans; 94038", "select_multiple").value == ("94038", "72181")


def test_a_list_has_codes_as_long_as_they_can_be_printed() -> None:
    sizes = (26, MOST_BOXES + 1, MOST_CODES, MOST_CODES + 1)
    forms = [
        Questionnaire(
            "f", {}, "1", "en", ("en",), (Question("q", "select_one", choices="l"),),
            choices={"l": tuple(Choice(str(number), {}) for number in range(size))},
        )
        for size in sizes
    ]  # fmt: skip
    assert [[*numbering(form)["q"].codes][-1:] for form in forms] == [["z"], ["61"], ["600"], []]
