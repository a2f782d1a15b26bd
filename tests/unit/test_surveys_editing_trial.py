"""Trying a questionnaire: why a question is not asked, and examples that are kept and run again."""

from __future__ import annotations

from datetime import UTC, datetime

from surveys import read_workbook
from surveys.editing.trial import Case, Difference, Reason, Trial, differences
from surveys.questionnaire import Questionnaire
from surveys.values import Context, Missing

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
    assert Trial(form(), {"outings": 0}, NOW).reasons("where") == (
        Reason("company", "${outings} > 0", {"outings": 0}),
        Reason("where", "${who} != ''", {"who": Missing.NOT_ASKED}),
    )
    assert Trial(form(), {"outings": 2}, NOW).reasons("who") == ()


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
