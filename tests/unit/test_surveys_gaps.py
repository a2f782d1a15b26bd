"""What real forms write beside the rule: imported where it can mean one thing, explained with its place otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from forms_by_hand import CONTEXT, form, problems, survey

from surveys.flow import route
from surveys.openrosa.introduction import ConsentShown, field_questionnaire
from surveys.openrosa.xform import xform
from surveys.wording import NOTHING_SAID, say

Told = tuple[str, str, int | None, str]  # severity, code, row, column
TOWNS = """
| choices |
| | list_name | name | label::English (en) | label::French (fr) | country |
| | towns | brest | Brest | Brest | fr |
| | towns | leuven | Leuven | Louvain | be |
"""
ASKED = "text | country | Country? | Pays ?"


def told(markdown: str) -> Sequence[Told]:
    return [(one.severity, one.code, one.row, one.column) for one in problems(markdown)]


def filtered(*titles: str, cells: str) -> str:
    """Towns of a country, with filter columns of these titles."""
    columns = " | ".join(("type", "name", "label::English (en)", "label::French (fr)", *titles))
    empty = " | " * len(titles)
    return survey(f"{ASKED}{empty}", f"select_one towns | town | Town? | Ville ? | {cells}", columns=columns) + TOWNS


def test_what_was_answered_last_time_may_stand_in_a_label() -> None:
    text = survey("text | name | Name?", "text | again | Last time: ${last-saved#name}.")
    way = route(form(text), {"name": "Ana"}, CONTEXT)
    words = say(form(text).question("again").label, way.answer, form(text), "fr")
    assert words == f"Last time: {NOTHING_SAID}."
    assert told(text) == [("warning", "last_saved_empty", 4, "D")]


@pytest.mark.slow
def test_a_field_client_says_what_was_answered_last_time() -> None:
    asked = form(survey("text | name | Name?", "text | again | Last time: ${last-saved#name}."))
    made = xform(field_questionnaire(asked, "f", "1", "T", (ConsentShown("fr", "Oui", "sha256:fr"),))).decode()
    assert "instance('__last-saved')/data/name" in made


def test_a_label_that_reminds_of_a_question_that_is_not_there_is_explained() -> None:
    assert told(survey("text | name | Last time: ${last-saved#nmae}.")) == [
        ("error", "reference_unknown", 3, "D"),
        ("warning", "last_saved_empty", 3, "D"),
    ]


@pytest.mark.parametrize("order", [("form_id", "id_string"), ("id_string", "form_id")])
def test_of_two_names_of_a_setting_the_current_one_counts(order: tuple[str, str]) -> None:
    values = {"form_id": "walks", "id_string": "aBc123"}
    titles, cells = " | ".join(order), " | ".join(values[name] for name in order)
    text = survey("text | name | Name?") + f"\n| settings |\n| | {titles} |\n| | {cells} |\n"
    assert form(text).form_id == "walks"
    assert told(text) == [("warning", "column_older_name", 5, "BC"[order.index("id_string")])]


def test_a_filter_with_a_language_counts_for_all_of_them() -> None:
    text = filtered("choice_filter::English (en)", cells="country = ${country}")
    town = form(text).question("town")
    assert town.choice_filter is not None
    assert town.choice_filter.source == "country = ${country}"
    assert told(text) == [("warning", "column_without_language", 2, "F")]


def test_two_filters_for_two_languages_are_explained() -> None:
    text = filtered(
        "choice_filter::English (en)", "choice_filter::French (fr)", cells="country = 'be' | country = 'fr'"
    )
    assert ("error", "column_twice", 2, "G") in told(text)


def test_a_message_is_not_taken_for_a_language() -> None:
    """`required::message` is no requirement in a language called message."""
    text = survey("text | name | Name? | Please", columns="type | name | label | required::message")
    assert form(text).question("name").required is None


def test_a_filter_on_a_column_of_words_is_explained() -> None:
    text = filtered("choice_filter", cells="label::English = ${country}")
    assert told(text) == [("error", "filter_language", 4, "F")]
    assert "« label:: »".replace(" ", "\u00a0") in problems(text)[0].what("fr")


def test_a_filter_on_translated_labels_warns_that_clients_offer_nothing() -> None:
    assert told(filtered("choice_filter", cells="label = ${country}")) == [
        ("warning", "filter_label_translated", 4, "F")
    ]


def test_a_question_named_without_braces_is_explained_where_it_stands() -> None:
    text = survey(
        "integer | age | Age? |", "calculate | twice | | 2 * age", columns="type | name | label | calculation"
    )
    assert told(text) == [("error", "expression_bare_name", 4, "E")]
    assert "${age}" in problems(text)[0].remedy("en")
