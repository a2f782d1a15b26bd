"""The loader of words."""

from __future__ import annotations

import pytest

from livinglab import words


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert words.t("refusals.plan_missing", "en") == "Write the analysis plan first."


def test_a_number_chooses_the_form() -> None:
    said = [words.t("refusals.answers_to_put_right", "en", n=n) for n in (1, 2)]
    assert said == ["Check one answer, then send again.", "Check 2 answers, then send again."]


def test_french_says_zero_in_the_singular() -> None:
    said = [words.t("refusals.text_too_long", "fr", n=n) for n in (0, 1, 2)]
    assert [sentence.split()[-4:-1][1].rstrip() for sentence in said] == ["caractère", "caractère", "caractères"]


def test_a_million_takes_the_form_of_many_when_french_has_no_other() -> None:
    assert words.t("refusals.text_too_long", "fr", n=1_000_000).startswith("Raccourcissez ce texte")


def test_a_rank_chooses_its_ordinal() -> None:
    said = [words.t("participant.rank_nth", "en", nth=nth) for nth in (1, 2, 3, 11, 22)]
    assert said == ["1st choice", "2nd choice", "3rd choice", "11th choice", "22nd choice"]


def test_a_key_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(words.MissingWords, match=r"refusals\.no_such_key \[fr\]"):
        words.t("refusals.no_such_key", "fr")


def test_a_number_left_out_is_a_defect() -> None:
    with pytest.raises(words.MissingWords, match="pass n"):
        words.t("refusals.answers_to_put_right", "fr")


def test_what_a_person_typed_is_never_read_as_a_form() -> None:
    assert words.t("refusals.arm_unknown", "en", arm="{n}") == "Choose an arm of the plan: “{n}” is not one."


def test_an_unknown_language_is_heard_as_french() -> None:
    words.speak("xx")
    assert words.spoken() == "fr"


def test_a_text_given_in_one_language_is_said_in_any() -> None:
    assert [words.either({"fr": "Étude", "en": ""}, language) for language in ("fr", "en")] == ["Étude", "Étude"]
