"""What a form knows of itself: its version and its words, on the page, live and in its own paths."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms_by_hand import CONTEXT, codes, form, problems, survey

from surveys.flow import route
from surveys.live import live_form

CHOICES = """
| choices | | | |
| | list_name | name | label::English (en) | label::français (fr) |
| | yes_no | yes | Yes | Oui |
| | yes_no | no | No | Non |
"""
COLUMNS = "type | name | label::English (en) | label::français (fr) | calculation"


def asking(calculation: str) -> Any:
    return form(
        survey(
            "begin_group | habits | Habits | Habitudes |",
            "select_one yes_no | walks | Do you walk, ${name}? | Marchez-vous, ${name} ? |",
            "end_group | | | |",
            "text | name | Your name | Votre nom |",
            f"calculate | said | | | {calculation}",
            columns=COLUMNS,
        )
        + CHOICES
    )


def said(calculation: str, language: str = "fr") -> Any:
    return route(asking(calculation), {}, replace(CONTEXT, language=language)).answers["said"]


def facts(calculation: str) -> dict[str, Any]:
    live = live_form(asking(calculation), "fr")
    return {name: live[name] for name in ("version", "itext") if name in live}


def test_words_are_those_of_the_language_that_is_read() -> None:
    assert [said("jr:itext('yes_no-1')", language) for language in ("fr", "en", "ar")] == ["Non", "No", "No"]


def test_the_words_of_a_question_stand_under_its_path_and_answers_in_them_stay_a_gap() -> None:
    assert said("jr:itext('/any_root/habits/walks:label')") == "Marchez-vous, … ?"
    assert said("jr:itext('/data/habits:label')") == "Habitudes"


def test_a_choice_knows_the_id_of_its_words() -> None:
    assert said("jr:itext(instance('yes_no')/root/item[name = 'no']/itextId)") == "Non"


def test_a_browser_gets_the_words_that_are_asked_for_and_all_of_them_only_where_nobody_can_tell() -> None:
    assert facts("${name}") == {}
    assert facts("concat(version(), jr:itext('/data/habits:label'))") == {
        "version": "1",
        "itext": {"/data/habits:label": "Habitudes"},
    }
    assert sorted(facts("jr:itext(${name})")["itext"]) == [
        "/data/habits/walks:label",
        "/data/habits:label",
        "/data/name:label",
        "yes_no-0",
        "yes_no-1",
    ]


def test_choices_bring_their_ids_to_a_browser_only_where_a_path_reads_them() -> None:
    read = live_form(asking("jr:itext(instance('yes_no')/root/item[1]/itextId)"), "fr")["documents"]
    unread = live_form(asking("instance('yes_no')/root/item[1]/label"), "fr")["documents"]
    assert [row.get("itextId") for row in read["yes_no"]] == ["yes_no-0", "yes_no-1"]
    assert [row.get("itextId") for row in unread["yes_no"]] == [None, None]


def test_the_submission_before_is_asked_for_a_question_that_is_there() -> None:
    rows = survey("text | a | A | ${last-saved#b} = 1", columns="type | name | label | relevant")
    assert "reference_unknown" in codes(rows)


def test_what_only_a_device_tells_is_said_once_and_where_an_answer_starts_is_asked() -> None:
    rows = survey("deviceid | device |", "username | user |", "start-geopoint | begun |", "text | a | A")
    assert [(one.code, one.facts["names"]) for one in problems(rows)] == [("device_empty", "device, user")]
