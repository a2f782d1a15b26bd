"""The one validation of every door: whole submissions, calculated values, questions not asked."""

from __future__ import annotations

from typing import Any

from forms_by_hand import CONTEXT, WALKS, YES_NO, form, survey
from hypothesis import given
from hypothesis import strategies as st

from surveys.flow import defaults, route
from surveys.places import Place
from surveys.submission import asked_only, check
from surveys.values import Answer, Missing, answer_from_json, from_json, to_json
from surveys.wording import say

FORM = form(WALKS)
GOOD = {"outings": 3, "together": "yes", "ways": ["car", "foot"], "moved": {"missing": "declined"}, "remark": "fine"}
WORDS = st.text(alphabet="ab1 é=\x00\ud800", max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=5,
)


def complaints(answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(complaint.question, complaint.code) for complaint in check(FORM, answers, CONTEXT).complaints]


def test_a_good_submission_is_stored_in_canonical_form() -> None:
    checked = check(FORM, GOOD, CONTEXT)
    assert checked.accepted
    assert checked.answers == {
        "outings": 3,
        "together": "yes",
        "ways": ("foot", "car"),
        "moved": Missing.DECLINED,
        "remark": "fine",
    }


def test_not_asked_and_left_blank_are_two_values() -> None:
    assert check(FORM, {"outings": 0}, CONTEXT).answers == {
        "outings": 0,
        "together": Missing.NOT_ASKED,
        "ways": Missing.BLANK,
        "moved": Missing.BLANK,
        "remark": Missing.BLANK,
    }


def test_canonical_answers_pass_again_unchanged() -> None:
    first = check(FORM, GOOD, CONTEXT).answers
    assert check(FORM, to_json(first), CONTEXT).answers == first
    assert check(FORM, first, CONTEXT).answers == first


def test_everything_wrong_is_said_at_once_in_the_order_of_the_questionnaire() -> None:
    wrong = {"elsewhere": 1, "remark": 5, "moved": "2027-01-01", "ways": ["boat"], "outings": 99, "together": "maybe"}
    assert complaints(wrong) == [
        ("outings", "constraint"),
        ("together", "not_a_choice"),
        ("ways", "not_a_choice"),
        ("moved", "constraint"),
        ("remark", "not_text"),
        ("elsewhere", "unknown_question"),
    ]


def test_a_required_answer_that_is_missing_is_said() -> None:
    assert complaints({}) == [("outings", "required")]
    assert complaints({"outings": {"missing": "blank"}}) == [("outings", "required")]
    assert complaints({"outings": {"missing": "dont_know"}}) == []


def test_an_answer_to_a_question_not_asked_is_said() -> None:
    assert complaints({"outings": 0, "together": "yes"}) == [("together", "not_asked")]


def test_going_back_can_drop_answers_that_are_no_longer_asked() -> None:
    assert asked_only(FORM, {"outings": 0, "together": "yes"}, CONTEXT) == {"outings": 0}


@given(st.dictionaries(st.sampled_from(["outings", "together", "ways", "moved", "remark", "z"]), JSON))
def test_no_json_breaks_the_validation(answers: dict[str, Any]) -> None:
    checked = check(FORM, answers, CONTEXT)
    assert sorted(checked.answers) == ["moved", "outings", "remark", "together", "ways"]
    assert from_json(to_json(checked.answers)) == checked.answers


CALCULATED = form(
    survey(
        "start | begun",
        "today | day",
        "decimal | net | Net? | | | ",
        "calculate | gross | | ${net} * 1.2 | |",
        "calculate | rounded | | round(${gross}, 1) | |",
        "calculate | early | | ${rounded} * 2 | | ",
        "note | shown | It costs ${rounded} | | ${net} > 0 |",
        "text | again | Again? | | ${rounded} > 10 |",
        "integer | guess | Guess? | | | ${rounded}",
        columns="type | name | label | calculation | relevant | default",
    )
)


def test_calculations_are_computed_and_never_believed() -> None:
    checked = check(CALCULATED, {"net": 10, "gross": 999, "begun": "yesterday"}, CONTEXT)
    assert checked.complaints == ()
    assert (checked.answers["gross"], checked.answers["rounded"], checked.answers["early"]) == (12, 12, 24)
    assert (checked.answers["begun"], checked.answers["day"]) == ("2026-11-24T10:20:00+00:00", "2026-11-24")


def test_a_calculation_from_nothing_is_blank() -> None:
    answers = check(CALCULATED, {}, CONTEXT).answers
    assert (answers["gross"], answers["rounded"]) == (Missing.BLANK, Missing.BLANK)


def test_a_note_is_shown_and_holds_no_answer() -> None:
    assert Place("shown") in route(CALCULATED, {"net": 1.0}, CONTEXT).asked
    assert "shown" not in check(CALCULATED, {"net": 1.0}, CONTEXT).answers


def test_the_route_has_only_pages_with_something_asked() -> None:
    way = route(FORM, {"outings": 0}, CONTEXT)
    assert [(page.code, [question.name for question in page.questions]) for page in way.pages] == [
        ("walks", ["outings"]),
        ("place", ["ways", "moved", "remark"]),
    ]
    assert not way.is_asked(Place("together"))


def test_what_hangs_on_an_answer_not_asked_counts_it_as_absent() -> None:
    chain = form(
        survey(
            "text | a | A |",
            "text | b | B | ${a} = 'x'",
            "text | c | C | ${b} = 'y'",
            columns="type | name | label | relevant",
        )
    )
    assert route(chain, {"a": "no", "b": "y", "c": "z"}, CONTEXT).asked == (Place("a"),)
    assert route(chain, {"a": "x", "b": "y", "c": "z"}, CONTEXT).asked == (Place("a"), Place("b"), Place("c"))


def test_a_condition_may_look_at_a_question_that_comes_later() -> None:
    ahead = form(
        survey(
            "text | a | A | ${c} = 2",
            "calculate | c | | | 1 + 1",
            columns="type | name | label | relevant | calculation",
        )
    )
    assert route(ahead, {}, CONTEXT).asked == (Place("a"),)


def test_a_group_that_does_not_apply_takes_its_questions_with_it() -> None:
    grouped = form(
        survey(
            "integer | n | N |",
            "begin group | g | G | ${n} > 1",
            "text | a | A |",
            "end group",
            columns="type | name | label | relevant",
        )
    )
    assert not route(grouped, {"n": 1}, CONTEXT).is_asked(Place("a"))
    assert [page.code for page in route(grouped, {"n": 2}, CONTEXT).pages] == ["n", "g"]


def test_a_default_is_proposed_in_the_type_of_its_question() -> None:
    def proposed(net: float) -> dict[str, Answer]:
        way = route(CALCULATED, {"net": net}, CONTEXT)
        return {name: answer for page in way.pages for name, answer in defaults(way, page).items()}

    assert (proposed(10.0), proposed(10.1)) == ({"guess": 12}, {})


def test_labels_say_earlier_answers_in_words() -> None:
    walks = FORM.question("remark")
    answers = route(FORM, {"outings": 3, "together": "yes", "ways": ("foot", "car")}, CONTEXT).answer
    text = {"und": "You said ${together}, ${ways}, ${outings}, ${moved}."}
    assert say(text, answers, FORM, "en") == "You said Yes, On foot, By car, 3, …."
    assert say(walks.label, answers, FORM, "fr") == "Anything else?"


def test_a_decimal_is_said_with_the_mark_of_the_language() -> None:
    assert say({"fr": "${gross} €"}, lambda name: 12.5, CALCULATED, "fr") == "12,5 €"
    assert say({"en": "€${gross}"}, lambda name: 12.5, CALCULATED, "en") == "€12.5"


def test_a_choice_is_named_by_its_label_in_an_expression() -> None:
    columns = "type | name | label | calculation"
    rows = ("select_one yes_no | a | A |", "calculate | said | | jr:choice-name(${a}, '${a}')")
    named = form(survey(*rows, columns=columns) + YES_NO)
    assert check(named, {"a": "no"}, CONTEXT).answers["said"] == "No"


def test_the_four_reasons_for_a_gap_have_their_json() -> None:
    assert [answer_from_json({"missing": reason.value}) for reason in Missing] == list(Missing)
