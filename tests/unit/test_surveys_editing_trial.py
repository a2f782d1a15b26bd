"""Trying a questionnaire: why a question is not asked, and examples that are kept and run again."""

from __future__ import annotations

from datetime import UTC, datetime

from surveys import read_workbook
from surveys.editing.trial import Case, Difference, Reason, Trial, differences
from surveys.places import Place
from surveys.questionnaire import Questionnaire
from surveys.values import Context, Missing, Rows

NOW = Context(datetime(2026, 11, 26, 12, tzinfo=UTC), "fr")
FORM = """
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label | relevant | calculation |
| | integer | outings | Outings? | | |
| | begin group | company | Company | ${outings} > 0 | |
| | text | who | With whom? | | |
| | text | where | Where? | ${who} != '' | |
| | end group | | | | |
| | calculate | double | | | ${outings} * 2 |
"""


def form(text: str = FORM) -> Questionnaire:
    questionnaire = read_workbook(text.encode(), "walks.md").questionnaire
    assert questionnaire is not None
    return questionnaire


def test_what_is_asked_and_calculated() -> None:
    outcome = Trial(form(), {"outings": 3}, NOW).outcome
    assert (outcome.asked, outcome.not_asked) == (("outings", "who"), ("where",))
    assert outcome.calculated == {"double": "6"}


def test_why_a_question_is_not_asked_with_the_values_its_conditions_saw() -> None:
    assert Trial(form(), {"outings": 0}, NOW).reasons(Place("where")) == (
        Reason("company", "${outings} > 0", {"outings": 0}),
        Reason("where", "${who} != ''", {"who": Missing.NOT_ASKED}),
    )
    assert Trial(form(), {"outings": 2}, NOW).reasons(Place("who")) == ()


def test_an_example_that_still_gives_the_same_has_no_difference() -> None:
    case = Trial(form(), {"outings": 3, "who": "Rose"}, NOW).case("With Rose")
    assert Case.from_json(case.to_json()) == case
    assert differences(form(), case, NOW) == ()


def test_an_example_tells_what_a_change_of_the_logic_did() -> None:
    case = Trial(form(), {"outings": 3}, NOW).case("Three")
    changed = form(FORM.replace("${outings} > 0", "${outings} > 5").replace("* 2", "* 3"))
    assert differences(changed, case, NOW) == (
        Difference("who", "asked", "not_asked"),
        Difference("double", "6", "9", calculated=True),
    )


def test_a_question_taken_out_is_a_difference_a_new_one_is_none() -> None:
    case = Trial(form(), {"outings": 3}, NOW).case("Three")
    without = form(FORM.replace("| | text | where | Where? | ${who} != '' | |\n", "| | text | new | New? | | |\n"))
    assert differences(without, case, NOW) == (Difference("where", "not_asked", "gone"),)


HOUSEHOLD = """
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label | relevant | calculation |
| | select_one yn | alone | Alone? | | |
| | begin group | home | At home | | |
| | begin repeat | person | A person | ${alone} = 'no' | |
| | integer | age | Age? | | |
| | text | school | School? | ${age} < 18 | |
| | calculate | rank | | | position(..) |
| | begin repeat | pet | A pet | ${age} > 5 | |
| | text | called | Called? | | |
| | end repeat | | | | |
| | end repeat | | | | |
| | end group | | | | |
| choices | | | | | |
| | list_name | name | label | | |
| | yn | yes | Yes | | |
| | yn | no | No | | |
"""
TWO = {"alone": "no", "person": Rows(({"age": 40, "pet": Rows(({"called": "Rex"},))}, {"age": 4}))}


def test_each_instance_of_a_repeat_has_its_own_outcome() -> None:
    outcome = Trial(form(HOUSEHOLD), TWO, NOW).outcome
    assert outcome.asked == ("alone", "person~1~age", "person~1~pet~1~called", "person~2~age", "person~2~school")
    assert outcome.not_asked == ("person~1~school", "person~2~pet")
    assert outcome.calculated == {"person~1~rank": "1", "person~2~rank": "2"}


def test_why_an_instance_is_not_asked_something_and_why_a_repeat_is_not_asked_at_all() -> None:
    trial = Trial(form(HOUSEHOLD), TWO, NOW)
    assert trial.reasons(Place("school", (("person", 1),))) == (Reason("school", "${age} < 18", {"age": 40}),)
    assert trial.reasons(Place("pet", (("person", 2),))) == (Reason("pet", "${age} > 5", {"age": 4}),)
    alone = Trial(form(HOUSEHOLD), {"alone": "yes"}, NOW)
    assert alone.outcome.not_asked == ("person",)
    assert alone.reasons(Place("person")) == (Reason("person", "${alone} = 'no'", {"alone": "yes"}),)


def test_an_example_with_repeats_tells_which_instance_is_led_elsewhere() -> None:
    case = Case.from_json(Trial(form(HOUSEHOLD), TWO, NOW).case("Two").to_json())
    assert differences(form(HOUSEHOLD), case, NOW) == ()
    changed = form(HOUSEHOLD.replace("${age} < 18", "${age} < 3"))
    assert differences(changed, case, NOW) == (Difference("person~2~school", "asked", "not_asked"),)
    without = form(HOUSEHOLD.replace("| | text | called | Called? | | |", "| | text | named | Named? | | |"))
    assert differences(without, case, NOW) == (Difference("person~1~pet~1~called", "asked", "gone"),)


def test_an_answer_that_fits_its_question_no_longer_counts_as_none() -> None:
    case = Trial(form(), {"outings": 3, "who": "Rose"}, NOW).case("With Rose")
    changed = form(FORM.replace("| | text | who |", "| | date | who |"))
    assert differences(changed, case, NOW) == (Difference("where", "asked", "not_asked"),)
