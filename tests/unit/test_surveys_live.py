"""What a browser gets of a questionnaire: what its questions need, and nothing more."""

from __future__ import annotations

import json
from typing import Any

from forms_by_hand import YES_NO, form, survey

from surveys.live import answers_for, live_form
from surveys.values import from_json

COLUMNS = "type | name | label | relevant | calculation | constraint | constraint_message"
HOUSEHOLD = (
    survey(
        "integer | age | How old are you? | | | . < 120 | Under 120.",
        "select_one yes_no | works | Do you work? | ${age} > 17 | | |",
        "calculate | next | | | ${age} + 1 | |",
        "note | soon | Next year you are ${next}. | | | |",
        "text | remark | Anything else? | | | |",
        columns=COLUMNS,
    )
    + YES_NO
)


def live(*names: str) -> dict[str, Any]:
    return live_form(form(HOUSEHOLD), "en", names or None)


def names(form: dict[str, Any]) -> list[str]:
    return [thing["name"] for thing in form["things"]]


def test_the_whole_form_holds_every_question_in_order() -> None:
    assert names(live()) == ["age", "works", "next", "soon", "remark"]


def test_a_page_brings_what_its_questions_look_at_directly_or_not() -> None:
    assert names(live("works")) == ["age", "works"]
    assert names(live("soon")) == ["age", "next", "soon"]
    assert names(live("remark")) == ["remark"]


def test_each_name_knows_who_reads_it() -> None:
    assert live()["near"] == {"age": ["works", "next"]}


def test_a_thing_says_its_cells_and_leaves_out_the_empty_ones() -> None:
    assert live("age")["things"] == [
        {
            "name": "age",
            "type": "integer",
            "constraint": {"call": "<", "of": [{"self": True}, {"value": 120}]},
            "constraint_message": "Under 120.",
        }
    ]


def test_a_list_of_choices_is_sent_only_where_a_browser_has_to_know_it() -> None:
    assert live()["lists"] == {}
    spoken = form(survey("select_one yes_no | a | Well?", "note | b | You said ${a}.") + YES_NO)
    assert live_form(spoken, "en")["lists"] == {
        "yes_no": [{"name": "yes", "label": "Yes"}, {"name": "no", "label": "No"}]
    }


def test_answers_to_other_questions_stay_at_home() -> None:
    answers = from_json({"age": 42, "works": "yes", "remark": "Nothing"})
    assert answers_for(live("works"), answers) == {"age": 42, "works": "yes"}


def test_all_of_it_is_json() -> None:
    assert json.loads(json.dumps(live())) == live()


def test_a_whole_form_has_an_outline_and_a_page_has_none() -> None:
    nested = survey("begin repeat | person | Person", "text | name | Name", "end repeat | |", "text | end | The end")
    assert live_form(form(nested), "en")["outline"] == [
        {
            "repeat": "person",
            "title": "Person",
            "inside": [{"code": "person", "title": "Person", "questions": ["name"]}],
        },
        {"code": "end", "title": "", "questions": ["end"]},
    ]
    assert "outline" not in live("age")
