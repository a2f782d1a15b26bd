"""What browsers post becomes answers, and what cannot be an answer is asked again with everything typed kept."""

from __future__ import annotations

from typing import Any

import pytest
from forms_by_hand import CONTEXT, WALKS, YES_NO, form, survey

from surveys.answering import read_page
from surveys.complaints import Complaint, Invalid
from surveys.question_types import LARGEST_INTEGER, QUESTION_TYPES, TEXT_LIMIT, Offer, number_typed
from surveys.values import Missing

FORM = form(WALKS)


def read(page: str, fields: dict[str, list[str]], answers: dict[str, Any] | None = None) -> Any:
    return read_page(FORM, page, fields, answers or {}, CONTEXT)


def said(complaints: tuple[Complaint, ...], language: str = "en") -> list[tuple[str, str]]:
    return [(complaint.question, complaint.message(language)) for complaint in complaints]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("12,5", 12.5),
        ("12.50", 12.5),
        (" 7 ", 7),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567),
        ("12 34", None),
        ("1,2,3", None),
        ("1e5", None),
        ("٣", None),
        ("5 €", None),
        ("", None),
        ("=1", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: float | None) -> None:
    assert number_typed(typed) == number


@pytest.mark.parametrize(
    ("kind", "fields", "answer"),
    [
        ("text", {"q": [" a\r\nb "]}, "a\nb"),
        ("integer", {"q": ["1 200"]}, 1200),
        ("integer", {"q": ["3,0"]}, 3),
        ("integer", {"q": ["3,5"]}, Invalid("not_integer", {})),
        ("integer", {"q": ["x"]}, Invalid("not_integer", {})),
        ("integer", {"q": [str(LARGEST_INTEGER + 1)]}, Invalid("too_large", {})),
        ("decimal", {"q": ["2,5"]}, 2.5),
        ("decimal", {"q": ["abc"]}, Invalid("not_number", {})),
        ("range", {"q": ["4"]}, 4),
        ("range", {"q": ["4.5"]}, Invalid("out_of_range", {"start": "0", "end": "10", "step": "1"})),
        ("range", {"q": ["11"]}, Invalid("out_of_range", {"start": "0", "end": "10", "step": "1"})),
        ("date", {"q": ["2026-02-28"]}, "2026-02-28"),
        ("date", {"q": ["2026-02-30"]}, Invalid("not_date", {})),
        ("date", {"q.day": ["5"], "q.month": ["3"], "q.year": ["1950"]}, "1950-03-05"),
        ("date", {"q.day": ["5"], "q.month": [""], "q.year": ["1950"]}, Invalid("not_date", {})),
        ("date", {"q.day": ["31"], "q.month": ["2"], "q.year": ["1950"]}, Invalid("not_date", {})),
        ("date", {"q.day": ["5"], "q.month": ["3"], "q.year": ["50"]}, Invalid("not_date", {})),
        ("time", {"q": ["9h05"]}, "09:05"),
        ("time", {"q": ["14:30:20"]}, "14:30:20"),
        ("time", {"q": ["25:00"]}, Invalid("not_time", {})),
        ("select_one", {"q": ["x"]}, "x"),
        ("select_one", {"q": ["z"]}, Invalid("not_a_choice", {})),
        ("select_one", {"q": ["x", "y"]}, Invalid("one_choice_only", {})),
        ("select_multiple", {"q": ["y", "x", "y"]}, ("x", "y")),
        ("select_multiple", {"q": ["x", "z"]}, Invalid("not_a_choice", {})),
        ("acknowledge", {"q": ["on"]}, "OK"),
    ],
)
def test_a_type_reads_and_checks_its_fields(kind: str, fields: dict[str, list[str]], answer: object) -> None:
    row = QUESTION_TYPES[kind]
    value = row.read("q", fields)
    offer = Offer(("x", "y"), {"start": 0.0, "end": 10.0, "step": 1.0})
    assert (value if isinstance(value, Invalid) else row.check(offer, value)) == answer


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_nothing_typed_is_no_value(kind: str) -> None:
    assert QUESTION_TYPES[kind].read("q", {"q": ["", " "] if kind != "select_multiple" else []}) is None


@pytest.mark.parametrize("kind", QUESTION_TYPES)
@pytest.mark.parametrize(
    "value", [True, None, {}, [], [[1]], float("nan"), float("inf"), 10**400, "\x00", "\ud800", ["x", 1]]
)
def test_no_json_value_can_break_a_type(kind: str, value: object) -> None:
    offer = Offer(("x",), {"start": 0.0, "end": 10.0, "step": 1.0})
    checked = QUESTION_TYPES[kind].check(offer, value)
    assert isinstance(checked, Invalid) or (kind, checked) == ("select_multiple", ())


def test_a_text_too_long_says_how_long_it_may_be() -> None:
    assert QUESTION_TYPES["text"].check(Offer(), "x" * (TEXT_LIMIT + 1)) == Invalid("too_long", {"limit": "10000"})


def test_a_good_page_gives_answers_and_no_complaint() -> None:
    reading = read("walks", {"outings": ["3"], "together": ["yes"]})
    assert (reading.answers, reading.complaints) == ({"outings": 3, "together": "yes"}, ())


def test_a_blank_answer_is_not_zero() -> None:
    reading = read("place", {"moved": [""], "remark": [""]})
    assert reading.answers == {"ways": Missing.BLANK, "moved": Missing.BLANK, "remark": Missing.BLANK}


def test_what_is_wrong_is_said_and_everything_typed_is_kept() -> None:
    fields = {"outings": ["soixante-dix"], "together": ["yes"]}
    reading = read("walks", fields)
    assert said(reading.complaints) == [("outings", "Write a whole number, for example 3.")]
    assert said(reading.complaints, "fr") == [("outings", "Écrivez un nombre entier, par exemple 3.")]
    assert reading.typed == {"outings": ("soixante-dix",), "together": ("yes",)}
    assert "outings" not in reading.answers


def test_a_constraint_speaks_in_the_questionnaires_own_words() -> None:
    assert said(read("walks", {"outings": ["70"], "together": ["yes"]}).complaints) == [("outings", "From 0 to 50.")]


def test_a_required_question_left_blank_is_complained_about_only_when_it_is_asked() -> None:
    assert said(read("walks", {"outings": [""]}).complaints) == [("outings", "Answer this question.")]
    assert read("walks", {"outings": ["0"]}).complaints == ()


def test_not_knowing_is_an_answer_where_it_is_offered() -> None:
    assert read("walks", {"outings": [""], "outings.missing": ["dont_know"]}).answers["outings"] is Missing.DONT_KNOW


def test_declining_where_it_is_not_offered_is_complained_about() -> None:
    complaints = read("walks", {"outings.missing": ["declined"]}).complaints
    assert said(complaints) == [("outings", "Choose an answer: “Prefers not to say” is not offered here.")]


def test_an_answer_and_not_knowing_together_are_complained_about() -> None:
    complaints = read("walks", {"outings": ["0"], "outings.missing": ["dont_know"]}).complaints
    assert said(complaints) == [("outings", "Answer or choose “Does not know”, not both.")]


def test_a_question_its_page_made_appear_is_revealed_before_it_is_required() -> None:
    reading = read("walks", {"outings": ["3"]})
    assert (reading.complaints, reading.revealed) == ((), ("together",))
    again = read("walks", {"outings": ["3"]}, {"outings": 3})
    assert said(again.complaints) == [("together", "Answer this question.")]


def test_answers_of_other_pages_are_kept() -> None:
    assert read("place", {"remark": ["x"]}, {"outings": 0}).answers["outings"] == 0


def test_a_name_with_a_point_keeps_its_fields() -> None:
    questionnaire = form(survey("text | a.b | A", "text | c | C"))
    reading = read_page(questionnaire, "a.b", {"a.b": ["x"], "c": [""]}, {}, CONTEXT)
    assert (reading.answers["a.b"], reading.typed) == ("x", {"a.b": ("x",), "c": ("",)})


def test_an_unconfirmed_acknowledgement_asks_for_the_box() -> None:
    questionnaire = form(survey("acknowledge | ok | I agree | yes", columns="type | name | label | required") + YES_NO)
    complaints = read_page(questionnaire, "ok", {}, {"ok": Missing.BLANK}, CONTEXT)
    assert said(read_page(questionnaire, "ok", {}, {}, CONTEXT).complaints) == [("ok", "Tick the box to confirm.")]
    assert said(complaints.complaints) == [("ok", "Tick the box to confirm.")]


BEARING = form("""
| survey | | | |
| | type | name | label | appearance |
| | begin group | way | Way | |
| | decimal | facing | Facing where? | bearing |
| | end group | | | |
""")


@pytest.mark.parametrize(
    ("typed", "answer"), [("0", 0.0), ("359,5", 359.5), ("360", 360.0), ("361", None), ("-1", None)]
)
def test_a_bearing_is_written_in_degrees_and_stays_within_a_circle(typed: str, answer: float | None) -> None:
    reading = read_page(BEARING, "way", {"facing": [typed]}, {}, CONTEXT)
    wrong = [("facing", "Write a direction from 0 to 360 degrees. For example 90 for east.")]
    assert (reading.answers.get("facing"), said(reading.complaints)) == (answer, [] if answer is not None else wrong)
