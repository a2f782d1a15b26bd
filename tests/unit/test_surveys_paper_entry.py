"""Typing a sheet of paper: what each code means, what joins the answers, where two people differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from surveys.complaints import Invalid
from surveys.expressions.parser import parse
from surveys.paper_entry import Block, Comparison, Entry, compare
from surveys.places import Place
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.submission import check
from surveys.typed_codes import Reading, read_code
from surveys.values import Answer, Context, Missing, Rows, to_json

CHOICES = tuple(Choice(name, {"en": name}) for name in ("walk", "bus", "bike"))
CODES = {"a": "walk", "b": "bus", "c": "bike"}
MANY = {f"{number}": f"c{number}" for number in range(1, 13)}
EASTER = Context(datetime(2026, 4, 5, 12, tzinfo=UTC), "en")
EITHER = (Missing.DONT_KNOW, Missing.DECLINED)


def form(*questions: Question, groups: tuple[Group, ...] = ()) -> Questionnaire:
    return Questionnaire("f", {"en": "F"}, "1", "en", ("en",), questions, groups, {"ways": CHOICES})


def reading(kind: str, typed: str, missing: tuple[Missing, ...] = (), **more: object) -> Reading:
    choices = "ways" if kind in ("select_one", "select_multiple", "rank") else None
    question = Question("q", kind, choices=choices, missing_options=missing, **more)  # type: ignore[arg-type]
    return read_code(form(question), question, CODES if choices else {}, typed)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("text", "  A bench  ", "A bench"),
        ("text", "-12", "-12"),
        ("text", "=?", "?"),
        ("text", "=!", "!"),
        ("barcode", "0042", "0042"),
        ("integer", "12", 12),
        ("integer", "1 234", 1234),
        ("decimal", "12,5", 12.5),
        ("decimal", "12.5", 12.5),
        ("date", "3 4 1950", "1950-04-03"),
        ("date", "03/04/1950", "1950-04-03"),
        ("date", "03041950", "1950-04-03"),
        ("date", "1950-04-03", "1950-04-03"),
        ("time", "14h30", "14:30"),
        ("time", "1430", "14:30"),
        ("time", "9:05", "09:05"),
        ("time", "14h", "14:00"),
        ("datetime", "03041950 1430", "1950-04-03T14:30"),
        ("datetime", "3/4/1950, 14h30", "1950-04-03T14:30"),
        ("select_one", "b", "bus"),
        ("select_one", "B", "bus"),
        ("select_multiple", "ca", ("walk", "bike")),
        ("select_multiple", "a, c", ("walk", "bike")),
        ("rank", "cab", ("bike", "walk", "bus")),
        ("rank", "231", ("bike", "walk", "bus")),
        ("rank", "2 3 1", ("bike", "walk", "bus")),
        ("acknowledge", "x", "OK"),
        ("geopoint", "48,8566 2,3522", "48.8566 2.3522 0 0"),
        ("geotrace", "48,8 2,3 / 48,9 2,4", "48.8 2.3 0 0;48.9 2.4 0 0"),
    ],
)
def test_a_code_is_read_by_the_type_of_its_question(kind: str, typed: str, said: Answer) -> None:
    assert reading(kind, typed) == Reading(typed, said)


def test_a_date_is_typed_as_far_as_it_is_asked() -> None:
    month, year = {"appearance": ("month-year",)}, {"appearance": ("year",)}
    assert [reading("date", "041950", **month).value, reading("date", "1950", **year).value] == [
        "1950-04-01",
        "1950-01-01",
    ]
    assert reading("date", "03041950", **year).invalid == Invalid("not_year", {})


def test_a_range_takes_one_of_its_steps() -> None:
    scale = {"parameters": {"start": 0, "end": 10, "step": 1}}
    assert reading("range", "7", **scale) == Reading("7", 7)
    assert reading("range", "11", **scale).invalid == Invalid("out_of_range", {"start": "0", "end": "10", "step": "1"})


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("integer", "12 times", "not_integer"),
        ("decimal", "much", "not_number"),
        ("date", "31 2 1950", "not_date"),
        ("date", "3 4 50", "not_date"),
        ("time", "2530", "not_time"),
        ("datetime", "1430", "not_moment"),
        ("select_one", "z", "not_a_code"),
        ("select_one", "ab", "one_choice_only"),
        ("select_multiple", "ad", "not_a_code"),
        ("rank", "ca", "not_a_ranking"),
        ("rank", "221", "not_a_ranking"),
        ("acknowledge", "no", "not_acknowledged"),
        ("geopoint", "48", "not_a_place"),
        ("geotrace", "48 2", "not_a_shape"),
        ("integer", "?", "missing_not_offered"),
    ],
)
def test_what_is_no_answer_stays_as_it_was_typed_with_its_reason(kind: str, typed: str, why: str) -> None:
    read = reading(kind, typed)
    assert (read.invalid and read.invalid.code, read.value) == (why, Missing.DONT_KNOW if typed == "?" else typed)


@pytest.mark.parametrize("kind", ["text", "integer", "date", "select_one", "select_multiple", "rank", "geopoint"])
def test_three_marks_mean_the_same_whatever_the_question(kind: str) -> None:
    marks = {typed: reading(kind, typed, EITHER) for typed in ("", "?", "-", "!", "! coffee")}
    assert [(read.value, read.comment) for read in marks.values()] == [
        (Missing.BLANK, ""),
        (Missing.DONT_KNOW, ""),
        (Missing.DECLINED, ""),
        (Missing.ILLEGIBLE, ""),
        (Missing.ILLEGIBLE, "coffee"),
    ]


def test_codes_of_two_signs_are_told_apart() -> None:
    choices = tuple(Choice(f"c{number}", {"en": "x"}) for number in range(1, 13))
    question = Question("q", "select_multiple", choices="many")
    questionnaire = Questionnaire("f", {}, "1", "en", ("en",), (question,), choices={"many": choices})
    assert read_code(questionnaire, question, MANY, "1 12").value == ("c1", "c12")


AGE = Question("age", "integer", {"en": "Age?"}, required=parse("true()"))
OLD = Question("retired", "select_one", {"en": "Since?"}, relevant=parse("${age} > 60"), choices="ways")
PHOTO = Question("photo", "image", {"en": "Photo?"})
SUM = Question("twice", "calculate", calculation=parse("${age} * 2"))
SIMPLE = form(AGE, OLD, PHOTO, SUM)


def entry(typed: dict[str, str], questionnaire: Questionnaire = SIMPLE, blocks: dict[str, int] | None = None) -> Entry:
    return Entry(questionnaire, typed, blocks or {}, EASTER)


def test_only_what_paper_can_hold_has_a_cell() -> None:
    assert [cell.key for cell in entry({}).cells] == ["age", "retired"]


def test_what_should_have_been_skipped_stays_out_of_the_answers_and_in_the_entry() -> None:
    typed = entry({"age": "40", "retired": "a"})
    checked = check(SIMPLE, typed.answers, EASTER)
    assert ([cell.key for cell in typed.not_asked], typed.complaints) == (["retired"], ())
    assert to_json(checked.answers) == {
        "age": 40,
        "retired": {"missing": "not_asked"},
        "photo": {"missing": "blank"},
        "twice": 80,
    }


def test_what_nobody_can_read_is_its_own_reason_and_even_a_required_question_takes_it_from_paper_alone() -> None:
    typed = entry({"age": "! coffee"})
    assert (typed.answers, typed.complaints) == ({"age": Missing.ILLEGIBLE}, ())
    assert to_json(check(SIMPLE, typed.answers, EASTER, copied=True).answers)["age"] == {"missing": "illegible"}
    elsewhere = check(SIMPLE, {"age": {"missing": "illegible"}}, EASTER).complaints
    assert [one.code for one in elsewhere] == ["missing_not_offered"]


def test_what_is_wrong_is_said_in_the_order_of_the_sheet_by_what_was_typed() -> None:
    said = [(one.question, one.code) for one in entry({"age": "70", "retired": "z"}).complaints]
    blank = [(one.question, one.code) for one in entry({"age": ""}).complaints]
    assert (said, blank) == ([("retired", "not_a_code")], [("age", "required")])


HOUSE = form(
    Question("street", "text"),
    Question("name", "text", groups=("person",)),
    Question("age", "integer", groups=("person",)),
    Question("remark", "text"),
    groups=(Group("person", {"en": "Person"}, repeat=True),),
)


def test_a_repeat_has_as_many_blocks_as_are_printed_or_filled() -> None:
    layout = entry({"person~4~age": "7"}, HOUSE, {"person": 1}).layout
    keys = [f"[{item.at[-1][1]}]" if isinstance(item, Block) else item.key for item in layout]
    assert keys == [
        "street",
        "[1]",
        "person~1~name",
        "person~1~age",
        "[2]",
        "person~2~name",
        "person~2~age",
        "[3]",
        "person~3~name",
        "person~3~age",
        "[4]",
        "person~4~name",
        "person~4~age",
        "remark",
    ]


def test_blocks_left_empty_at_the_end_are_nobody() -> None:
    typed = entry({"person~1~age": "7", "person~3~age": "9"}, HOUSE, {"person": 5})
    assert typed.answers == {"person": Rows(({"age": 7}, {}, {"age": 9}))}


def compared(first: dict[str, str], second: dict[str, str], questionnaire: Questionnaire = HOUSE) -> Comparison:
    return compare(entry(first, questionnaire), entry(second, questionnaire))


def test_two_ways_of_typing_the_same_agree() -> None:
    form_ = form(
        Question("ways", "select_multiple", choices="ways"), Question("cost", "decimal"), Question("t", "text")
    )
    one = compared(
        {"ways": "a, c", "cost": "12,5", "t": "L’école  « d’en bas »"},
        {"ways": "ca", "cost": "12.5", "t": "L'école \"d'en bas\""},
        form_,
    )
    assert (one.differences, one.agreed, len(one.cells)) == ((), 3, 3)


def test_a_difference_shows_both_readings_and_cells_both_left_blank_do_not_count() -> None:
    one = compared({"street": "Lime", "person~1~age": "7"}, {"street": "Lime", "person~2~age": "7"})
    assert [(d.cell.place, d.first.typed, d.second.typed) for d in one.differences] == [
        (Place("age", (("person", 1),)), "7", ""),
        (Place("age", (("person", 2),)), "", "7"),
    ]
    assert (one.agreed, len(one.cells)) == (1, 3)


def test_illegible_for_both_is_agreement_and_for_one_is_not() -> None:
    assert compared({"street": "! stain"}, {"street": "!"}).differences == ()
    assert len(compared({"street": "!"}, {"street": ""}).differences) == 1
