"""Repeats: what is asked, calculated and checked, instance by instance."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from forms_by_hand import form, survey

from surveys.answering import read_page
from surveys.codebook import union
from surveys.flatten import Exported, instance_rows
from surveys.flow import MOST_INSTANCES, route
from surveys.offers import offered
from surveys.places import Place, with_answers, with_instance, without_instance
from surveys.submission import Submission, asked_only, check
from surveys.values import Context, Missing, Rows, from_json, to_json

CONTEXT = Context(datetime(2026, 11, 26, 10, tzinfo=UTC), "en", seed="a response")
COLUMNS = "type | name | label | relevant | calculation | constraint | repeat_count"
HOUSE = form(
    survey(
        "text | street | Street? | | | |",
        "begin repeat | person | A person | | | |",
        "text | who | Who? | | | |",
        "integer | age | How old is ${who}? | | | . < 130 |",
        "text | school | Which school? | ${age} < 18 | | |",
        "begin repeat | pet | A pet | | | |",
        "text | animal | Which animal of ${who}? | | | |",
        "end repeat",
        "calculate | so_far | | | ${age} + coalesce(indexed-repeat(${so_far}, ${person}, position(..) - 1), 0) | |",
        "end repeat",
        "calculate | people | | | count(${person}) | |",
        "calculate | years | | | sum(${age}) | |",
        "begin repeat | visit | A visit | | | | ${people}",
        "text | reason | Why? | | | |",
        "end repeat",
        columns=COLUMNS,
    )
)
ANSWERS = from_json({"person": [{"who": "Ana", "age": 40, "pet": [{"animal": "cat"}, {}]}, {"who": "Bo", "age": 9}]})


def test_each_instance_has_its_pages_then_the_list_that_asks_for_more() -> None:
    assert [page.code for page in route(HOUSE, ANSWERS, CONTEXT).pages] == [
        "street",
        "person~1~person",
        "person~1~pet~1~pet",
        "person~1~pet~2~pet",
        "person~1~pet",
        "person~2~person",
        "person~2~pet",
        "person",
        "visit~1~visit",
        "visit~2~visit",
    ]


def test_without_an_instance_only_the_list_is_shown() -> None:
    assert [page.code for page in route(HOUSE, {}, CONTEXT).pages] == ["street", "person"]


def test_a_preview_has_no_instance_and_says_nothing_of_it() -> None:
    way = route(HOUSE, {}, CONTEXT)
    assert [way.has(Place("who")), way.has(Place("who", (("person", 1),))), way.has(Place("street"))] == [
        False,
        False,
        True,
    ]
    assert way.answer("who", (("person", 1),)) is Missing.BLANK


def test_a_condition_looks_at_the_instance_it_stands_in() -> None:
    way = route(HOUSE, ANSWERS, CONTEXT)
    assert [way.is_asked(Place("school", (("person", number),))) for number in (1, 2)] == [False, True]


def test_sums_and_counts_look_at_every_instance_and_a_running_total_at_the_one_before() -> None:
    values = route(HOUSE, ANSWERS, CONTEXT).answers
    assert (values["people"], values["years"]) == (2, 49)
    people = values["person"]
    assert isinstance(people, Rows)
    assert [row["so_far"] for row in people.rows] == [40, 49]


def test_a_count_says_how_many_instances_there_are_and_never_more_than_the_server_bears() -> None:
    way = route(HOUSE, ANSWERS, CONTEXT)
    assert way.instances(Place("visit")) == 2
    endless = form(
        survey(
            "begin repeat | r | R | 1000000",
            "text | a | A |",
            "end repeat",
            columns="type | name | label | repeat_count",
        )
    )
    assert route(endless, {}, CONTEXT).instances(Place("r")) == MOST_INSTANCES


def test_a_page_of_an_instance_reads_plain_fields_into_that_instance() -> None:
    reading = read_page(
        HOUSE, "person~2~person", {"who": ["Zoé"], "age": ["8"], "school": ["Jaurès"]}, ANSWERS, CONTEXT
    )
    assert (reading.complaints, reading.revealed) == ((), ())
    assert to_json(reading.answers) == {
        "person": [
            {"who": "Ana", "age": 40, "pet": [{"animal": "cat"}, {}]},
            {"who": "Zoé", "age": 8, "school": "Jaurès"},
        ]
    }


def test_a_complaint_names_its_instance() -> None:
    reading = read_page(HOUSE, "person~2~person", {"who": ["Bo"], "age": ["200"]}, ANSWERS, CONTEXT)
    assert [(one.place, one.code) for one in reading.complaints] == [(Place("age", (("person", 2),)), "constraint")]
    whole = check(HOUSE, with_answers(ANSWERS, (("person", 1),), {"age": 131}), CONTEXT)
    assert [(one.place.key, one.code) for one in whole.complaints] == [("person~1~age", "constraint")]


def test_a_page_of_an_instance_that_does_not_exist_is_no_page() -> None:
    with pytest.raises(KeyError):
        read_page(HOUSE, "person~3~person", {}, ANSWERS, CONTEXT)


def test_a_whole_submission_is_checked_through_its_instances() -> None:
    checked = check(HOUSE, to_json(ANSWERS), CONTEXT)
    assert checked.accepted
    people = checked.answers["person"]
    assert isinstance(people, Rows)
    assert [row["school"] for row in people.rows] == [Missing.NOT_ASKED, Missing.BLANK]
    assert checked.answers["visit"] == Rows(({"reason": Missing.BLANK}, {"reason": Missing.BLANK}))


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"person": "Ana"}, [("person", "not_rows")]),
        ({"person": [1]}, [("person", "not_rows")]),
        ({"person": [{"ago": 3}]}, [("person~1~ago", "unknown_question")]),
        ({"who": "Ana"}, [("who", "unknown_question")]),
        ({"person": [{"age": 40, "school": "Jaurès"}]}, [("person~1~school", "not_asked")]),
        ({"person": [{}], "visit": [{}, {"reason": "tea"}]}, [("visit", "not_asked")]),
        ({"person": [{}] * (MOST_INSTANCES + 1)}, [("person", "too_many_rows")]),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_cannot_be_instances_is_said(sent: dict[str, object], found: list[tuple[str, str]]) -> None:
    assert [(one.place.key, one.code) for one in check(HOUSE, sent, CONTEXT).complaints] == found


def test_instances_are_added_at_the_end_and_removed_where_they_stand() -> None:
    more = with_instance(ANSWERS, (("person", 1),), "pet")
    assert to_json(more)["person"][0]["pet"] == [{"animal": "cat"}, {}, {}]  # type: ignore[index,call-overload]
    less = without_instance(ANSWERS, (), "person", 1)
    assert to_json(less) == {"person": [{"who": "Bo", "age": 9}]}


def test_answers_no_longer_asked_are_left_out_instance_by_instance() -> None:
    kept = asked_only(HOUSE, with_answers(ANSWERS, (("person", 1),), {"school": "Jaurès"}), CONTEXT)
    assert to_json(kept) == to_json(ANSWERS)


def test_choices_are_filtered_by_the_answers_of_the_instance() -> None:
    towns = form(
        survey(
            "begin repeat | trip | A trip |",
            "select_one region | region | Region? |",
            "select_one town | town | Town? | region = ${region}",
            "end repeat",
            columns="type | name | label | choice_filter",
        )
        + "\n| choices | | | | |\n| | list_name | name | label | region |\n"
        + "| | region | n | North | |\n| | region | s | South | |\n"
        "| | town | a | Arles | s |\n| | town | l | Lille | n |\n"
    )
    answers = from_json({"trip": [{"region": "n"}, {"region": "s", "town": "l"}]})
    way = route(towns, answers, CONTEXT)
    places = [Place("town", (("trip", number),)) for number in (1, 2)]
    assert [[choice.name for choice in offered(way, place)] for place in places] == [["l"], ["a"]]
    assert [(one.place.key, one.code) for one in check(towns, answers, CONTEXT).complaints] == [
        ("trip~2~town", "not_a_choice")
    ]


def test_what_a_trigger_calculated_is_kept_until_the_trigger_changes() -> None:
    stamped = form(
        survey(
            "text | a | A | |",
            "text | b | B | |",
            "calculate | at | | ${b} | ${a}",
            columns="type | name | label | calculation | trigger",
        )
    )
    known = from_json({"a": "1", "b": "x", "at": "x"})
    kept = read_page(stamped, "a", {"a": ["1"], "b": ["y"]}, known, CONTEXT).answers
    assert check(stamped, kept, CONTEXT).answers["at"] == "x"
    again = read_page(stamped, "a", {"a": ["2"], "b": ["y"]}, known, CONTEXT).answers
    assert check(stamped, again, CONTEXT).answers["at"] == "y"


def test_each_repeat_is_a_table_of_its_own() -> None:
    codebook = union([HOUSE])
    assert codebook.names == ("street", "people", "years")
    assert {name: inside.names for name, inside in codebook.repeats.items()} == {
        "person": ("who", "age", "school", "so_far"),
        "pet": ("animal",),
        "visit": ("reason",),
    }
    moment = CONTEXT.now
    sent = Submission("s", HOUSE.digest, check(HOUSE, ANSWERS, CONTEXT).answers, "en", "page", moment, moment)
    titles, *rows = instance_rows(codebook, "pet", [Exported(sent)])
    assert [(row[titles.index("instance")], row[titles.index("animal")]) for row in rows] == [
        ("1.1", "cat"),
        ("1.2", "NA:blank"),
    ]
