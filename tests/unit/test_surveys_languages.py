"""Languages as workbooks write them, as they call themselves, and what stands in where words are missing."""

from __future__ import annotations

import pytest
from forms_by_hand import YES_NO, codes, form, problems, reading, survey

from surveys.editing.tables import Tables
from surveys.languages import decimal_mark, direction, in_order, is_easy, language_code, own_name, readings
from surveys.wording import pick, picked
from surveys.workbook import open_workbook


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Français (fr)", "fr"),
        ("Français facile (fr-x-falc)", "fr-x-falc"),
        ("en-x-easy", "en-x-easy"),
        ("Arabic", "ar"),
        ("العربية", "ar"),
        ("ukrainien", "uk"),
        ("Українська", "uk"),
        ("PT", "pt"),
        ("pt_BR (pt_BR)", "pt-BR"),
        ("fra", "fr"),
        ("Dari", "prs"),
        ("Simplified Chinese", "zh-Hans"),
        ("Klingonese", "x-klingone"),
        ("", "und"),
    ],
)
def test_a_language_is_recognised_by_its_code_or_by_its_name(written: str, code: str) -> None:
    assert language_code(written)[0] == code


def test_a_language_calls_itself_by_its_own_name() -> None:
    names = [own_name(code) for code in ("ar", "pt", "uk", "pt-BR", "prs", "fr-x-falc", "en-x-easy", "ar-x-easy")]
    assert names == [
        *("العربية", "Português", "Українська", "Português (Brasil)", "دری"),
        *("Facile à lire et à comprendre", "Easy to read", "سهل القراءة والفهم"),
    ]
    assert [own_name("x-klingone", "Klingonese"), own_name("fr-x-oral", "Français parlé")] == [
        "Klingonese",
        "Français parlé",
    ]


def test_a_variant_is_read_as_its_language_where_it_has_no_words() -> None:
    assert [readings(code) for code in ("fr-x-falc", "zh-Hant-TW", "ar", "x-klingone")] == [
        ("fr-x-falc", "fr"),
        ("zh-Hant-TW", "zh-Hant", "zh"),
        ("ar",),
        ("x-klingone",),
    ]


def test_words_missing_in_easy_french_are_those_of_french_and_not_of_the_default_language() -> None:
    questionnaire = form(
        survey("text | a | Hello | Bonjour | ", columns="type | name | label::en | label::fr | label::fr-x-falc")
    )
    text = questionnaire.question("a").label
    assert (questionnaire.default_language, pick(text, "fr-x-falc", questionnaire)) == ("en", "Bonjour")
    assert [picked(text, code, questionnaire) for code in ("fr-x-falc", "ar")] == ["fr", "en"]


CHOICES_WITHOUT_LANGUAGE = (
    survey(
        "select_one yes_no | a | Some tea? | Du thé ?",
        columns="type | name | label::English (en) | label::Français (fr)",
    )
    + YES_NO
)


def test_choices_without_a_language_are_in_the_first_one_of_the_questions() -> None:
    questionnaire = form(CHOICES_WITHOUT_LANGUAGE)
    assert (questionnaire.default_language, questionnaire.languages) == ("en", ("en", "fr"))
    assert questionnaire.choices["yes_no"][0].label == {"en": "Yes"}


def test_choices_without_a_language_are_told_once_as_not_translated() -> None:
    (problem,) = problems(CHOICES_WITHOUT_LANGUAGE)
    assert (problem.code, problem.sheet) == ("translations_missing", "choices")
    assert problem.what("en") == "2 label cells are not translated into: fr (rows 6, 7)."


def test_the_editor_finds_the_words_where_the_reader_does() -> None:
    tables = Tables(open_workbook(CHOICES_WITHOUT_LANGUAGE.encode(), "form.md"))
    assert [language.code for language in tables.languages] == ["en", "fr"]


def test_words_beside_the_end_of_a_group_ask_for_no_translation() -> None:
    columns = "type | name | label::en | label::fr"
    assert codes(survey("begin group | g | G | G", "text | a | A | A", "end group | | | Fin", columns=columns)) == []


def test_what_is_easy_to_read_comes_after_the_languages() -> None:
    assert in_order(("fr", "fr-x-falc", "en", "ar", "en-x-easy", "fr")) == ("fr", "en", "ar", "fr-x-falc", "en-x-easy")
    assert [is_easy(code) for code in ("fr-x-falc", "en-x-easy", "en-simple", "pt-BR", "fr")] == [True] * 3 + [
        False
    ] * 2


def test_the_direction_and_the_decimal_mark_are_those_of_the_language() -> None:
    assert [direction(code) for code in ("ar", "he", "ckb", "fr-x-falc", "uk")] == ["rtl", "rtl", "rtl", "ltr", "ltr"]
    assert [decimal_mark(code) for code in ("fr-x-falc", "en", "ar", "x-klingone")] == [",", ".", ".", "."]


def test_a_name_that_says_no_language_is_told_once_with_what_to_write() -> None:
    found = reading(survey("text | a | A | B", columns="type | name | label::fr | label::Klingonese")).problems
    assert [(problem.code, problem.value) for problem in found if problem.code.startswith("language")] == [
        ("language_unnamed", "Klingonese")
    ]
