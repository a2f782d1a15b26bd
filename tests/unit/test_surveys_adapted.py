"""What a page takes and pyxform refuses, or a field client never finishes, reaches the field in words it knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms_by_hand import form, problems, survey
from lxml import etree

from surveys.expressions.tree import Value
from surveys.openrosa.adapted import adapted
from surveys.openrosa.conversion import conversion_problems
from surveys.openrosa.instance import read_answers, read_envelope
from surveys.openrosa.introduction import ConsentShown, field_questionnaire
from surveys.openrosa.xform import xform
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.reading import read_workbook

COLUMNS = "type | name | label | calculation | trigger | default | parameters"
ASKED = "text | who | Who? | | | |"
STAMPED = "calculate | stamp | | now() | ${seen} | |"
CONSENTS = (ConsentShown("fr", "J’accepte.", "sha256:fr"),)


def written(*rows: str) -> str:
    """A small survey; the first of the rows stands in row 3."""
    return survey(*rows, columns=COLUMNS)


def made(questionnaire: Questionnaire) -> str:
    return xform(field_questionnaire(questionnaire, "study", "1", "Walks", CONSENTS)).decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "unasked",
    [
        ("hidden | seen | | | | yes |",),
        ("calculate | seen | | 1 | | |",),
        ("note | seen | Look. | | | |",),
        ("begin group | seen | Look | | | |", "text | inside | In? | | | |", "end group"),
    ],
    ids=["hidden", "calculated", "a note", "a group"],
)
def test_a_trigger_nobody_answers_calculates_once_in_the_field_and_is_told(unasked: tuple[str, ...]) -> None:
    """pyxform refuses some of these, and of the others leaves the calculation out without a word."""
    text = written(*unasked, ASKED, STAMPED)
    assert 'calculate="once(now())"' in made(form(text))
    told = [(one.code, one.row, one.column, one.facts["names"]) for one in problems(text)]
    assert told == [("trigger_unasked", 4 + len(unasked), "F", "seen")]


def test_of_several_triggers_those_that_are_asked_stay() -> None:
    both = form(written("hidden | seen | | | | yes |", ASKED, "calculate | stamp | | now() | ${seen} ${who} | |"))
    (stamp,) = (one for one in adapted(both) if one.name == "stamp")
    assert (stamp.trigger, stamp.calculation and stamp.calculation.source) == (("who",), "now()")


@pytest.mark.slow
def test_a_log_bears_the_one_name_clients_give_it_and_its_answer_finds_its_row() -> None:
    logged = form(written("audit | log | | | | |", "audit | second | | | | |", ASKED))
    assert 'nodeset="/data/meta/audit"' in made(logged)
    meta = "<meta><instanceID>uuid:1</instanceID><audit>audit.csv</audit></meta>"
    sent = f"<data id='f' version='1'><who>A</who>{meta}</data>".encode()
    read = read_answers(read_envelope(sent), logged)
    assert (read.answers, read.unknown) == ({"who": "A", "log": "audit.csv"}, [])


@pytest.mark.slow
def test_a_log_that_lacks_a_parameter_of_places_is_kept_without_places_and_told() -> None:
    text = written("audit | audit | | | | | location-priority=balanced track-changes=true", ASKED)
    form_made = made(form(text))
    assert ("odk:track-changes" in form_made, "location-priority" in form_made) == (True, False)
    (told,) = (one for one in problems(text) if one.code == "audit_places")
    assert (told.row, told.column, told.facts) == (3, "H", {"needed": "location-min-interval, location-max-age"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("default", "calculated"),
    [("3", '"3"'), ("it's", '"it\'s"'), ('a "b"', "'a \"b\"'"), ("a\"b'c", 'concat("a", \'"\', "b\'c")')],
    ids=["a number", "an apostrophe", "quotes", "both"],
)
def test_a_calculation_that_only_has_a_default_gets_its_formula(default: str, calculated: str) -> None:
    constant = form(written(f"calculate | fixed | | | | {default} |", ASKED))
    (fixed,) = (one for one in adapted(constant) if one.name == "fixed")
    assert fixed.calculation is not None
    assert (fixed.calculation.source, fixed.calculation.tree, fixed.default) == (calculated, Value(default), None)
    assert conversion_problems(constant) == ()


@pytest.mark.slow
def test_a_file_that_bears_the_name_of_the_submission_before_gives_way_to_it() -> None:
    both = form(written("xml-external | __last-saved | | | | |", "text | who | Who? | | | ${last-saved#who} |"))
    assert made(both).count('id="__last-saved"') == 1


SEVERAL_WAYS = """
| survey | | | | |
| | type | name | label | appearance |
| | begin repeat | person | Someone | |
| | text | first_name | Name? | |
| | select_multiple ${first_name} | friends | Friends? | minimal |
| | end repeat | | | |
| | select_multiple ${first_name} | came | Who came? | |
| | rank ${first_name} | order | In which order? | |
| | rank_from_file places.csv | places | The best place first | |
"""


@pytest.mark.slow
def test_a_form_without_a_column_of_appearances_does_as_well() -> None:
    asked = (
        "begin repeat | person | Someone",
        "text | name | Name?",
        "end repeat",
        "select_multiple ${name} | came | ?",
    )
    assert '<select ref="/data/came">' in made(form(survey(*asked)))


@pytest.mark.slow
def test_several_of_what_was_answered_and_a_ranking_from_a_file_reach_the_field() -> None:
    """pyxform stumbles over the first (a KeyError) and does not know the second."""
    read = read_workbook(SEVERAL_WAYS.encode(), "form.md", {"places.csv": b"name,label\npark,The park\n"}).questionnaire
    assert read is not None
    root = etree.fromstring(made(read).encode())
    asked = {
        element.get("ref"): (etree.QName(element).localname, element.get("appearance"))
        for element in root.iter("{*}select", "{*}select1", "{*}rank")
    }
    types = {bind.get("nodeset"): bind.get("type") for bind in root.iter("{*}bind")}
    names = ("/data/person/friends", "/data/came", "/data/order", "/data/places")
    assert [(asked[name], types[name]) for name in names] == [
        (("select", "minimal"), "string"),
        (("select", None), "string"),
        (("rank", None), "odk:rank"),
        (("rank", None), "odk:rank"),
    ]
    assert conversion_problems(read) == ()


def test_names_with_spaces_come_back_whole_from_a_choice_among_answers() -> None:
    read = form(SEVERAL_WAYS.replace("| | rank_from_file places.csv | places | The best place first | |\n", ""))
    names = ("Jean Pierre", "Ana", "Ana  Maria")
    people = "".join(f"<person><first_name>{name}</first_name></person>" for name in names)
    chosen = "<friends>Ana Ana Maria</friends>"
    sent = (
        f"<data id='f' version='1'>{people.replace('</person>', chosen + '</person>', 1)}"
        "<came>Ana Jean Pierre</came><order>Ana  Maria Jean Pierre Ana</order>"
        "<meta><instanceID>uuid:1</instanceID></meta></data>"
    ).encode()
    answers = read_answers(read_envelope(sent), read).answers
    assert (answers["came"], answers["order"]) == (["Ana", "Jean Pierre"], ["Ana  Maria", "Jean Pierre", "Ana"])
    assert answers["person"] == [
        {"first_name": "Jean Pierre", "friends": ["Ana", "Ana  Maria"]},
        {"first_name": "Ana"},
        {"first_name": "Ana  Maria"},
    ]


def test_what_pyxform_stumbles_over_is_told_like_what_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("ways")

    monkeypatch.setattr("pyxform.xls2xform.convert", stumble)
    (told,) = conversion_problems(form(written(ASKED)))
    assert (told.code, told.facts["fault"]) == ("field_form_refused", "KeyError: 'ways'")


@pytest.mark.slow
def test_what_no_form_can_be_made_of_is_told_with_the_reason() -> None:
    twice = replace(form(written(ASKED)), questions=(Question("a", "text"), Question("b", "text", node="a")))
    (told,) = conversion_problems(twice)
    assert (told.code, told.severity) == ("field_form_refused", "warning")
    assert "'a'" in told.what("fr")
