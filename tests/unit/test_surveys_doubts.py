"""What an expression most likely does not mean, told at import: codes nobody can choose, texts that are always true."""

from __future__ import annotations

import pytest
from forms_by_hand import YES_NO, form, problems, survey

from surveys.problems import Problem

EXPRESSIONS = "type | name | label | relevant | constraint | calculation | choice_filter"
WAYS = (
    YES_NO + "|         | ways | foot | On foot |\n|         | ways | 2 | By bus |\n|         | ways | no idea | ? |\n"
)
ASKED = (
    "select_one yes_no | alone | Alone? | | | |",
    "select_multiple ways2 | several | Which? | | | |",
    "select_one ways | way | How? | | | |",
)
LISTS = WAYS + "|         | ways2 | foot | On foot |\n|         | ways2 | bus | By bus |\n"


def told(expression: str, column: str = "relevant") -> list[Problem]:
    """What is said of an expression of the last question."""
    cells = dict.fromkeys(("relevant", "constraint", "calculation", "choice_filter"), "") | {column: expression}
    row = f"text | last | Last | {' | '.join(cells.values())}"
    return in_expressions(survey(*ASKED, row, columns=EXPRESSIONS) + LISTS)


def in_expressions(markdown: str) -> list[Problem]:
    """What is said, but of the name with a space that these lists hold on purpose."""
    return [problem for problem in problems(markdown) if problem.code != "choice_name_spaces"]


@pytest.mark.parametrize(
    ("expression", "found", "name"),
    [
        ("${alone} = 'Yes'", "Yes", "alone"),
        ("'maybe' != ${alone}", "maybe", "alone"),
        ("selected(${several}, 'car')", "car", "several"),
        ("${several} = 'foot car'", "car", "several"),
        ("not(selected(${way}, '3')) and ${alone} = 'yes'", "3", "way"),
        ("${way} = 3", "3", "way"),
        ("count(/data[selected(${several}, 'car')]) = 1", "car", "several"),
    ],
)
def test_a_code_that_no_choice_has_is_told(expression: str, found: str, name: str) -> None:
    (problem,) = told(expression)
    assert (problem.code, problem.severity, problem.facts["found"], problem.facts["name"]) == (
        "choice_never_given",
        "warning",
        found,
        name,
    )
    assert (problem.row, problem.header, problem.value) == (6, "relevant", expression)


@pytest.mark.parametrize(
    "expression",
    [
        "${alone} = 'yes' or ${alone} = ''",
        "${several} = 'bus foot'",
        "${way} = 2 or ${way} = '2' or ${way} = 'no idea'",
        "selected(${several}, ${way})",
        "jr:choice-name(${alone}, '${alone}') = 'Yes'",
        "${last} = 'anything'",
        "selected('a b', 'c')",
    ],
)
def test_codes_that_can_be_chosen_and_other_texts_are_not(expression: str) -> None:
    assert told(expression, "constraint") == []


def test_the_nearest_code_is_named_first_whatever_its_capitals() -> None:
    (problem,) = told("${alone} = 'NO'")
    assert problem.remedy("en") == "Write a code of the column name of choices, here one of: no, yes."


def test_an_own_answer_is_looked_at_in_a_constraint_and_not_in_a_predicate() -> None:
    choosing = "select_multiple ways2 | last | Last | | {} | |"
    wrong, filtered = ("not(selected(., 'none'))", "count(${several}[. = 'none']) = 0")
    assert [
        [problem.code for problem in in_expressions(survey(*ASKED, choosing.format(one), columns=EXPRESSIONS) + LISTS)]
        for one in (wrong, filtered)
    ] == [["choice_never_given"], []]


def test_the_other_that_or_other_adds_can_be_chosen() -> None:
    rows = ("select_one yes_no or_other | a | A |", "text | b | B | ${a} = 'other'")
    sheet = survey(*rows, columns="type | name | label::en | relevant") + YES_NO.replace("| label", "| label::en")
    assert problems(sheet) == ()


def test_the_choices_of_a_file_are_not_held_against_anybody() -> None:
    rows = ("select_one_from_file places.csv | a | A |", "text | b | B | ${a} = 'x'")
    assert [one.code for one in problems(survey(*rows, columns="type | name | label | relevant"))] == ["file_awaited"]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("${alone} = 'yes' or 'no'", "truth_of_text"),
        ("'yes' and ${alone} = 'yes'", "truth_of_text"),
        ("1 < ${last} < 5", "comparison_chained"),
        ("0 < ${last} <= 5", "comparison_chained"),
        ("${last} + ' km' = '3 km'", "sum_of_text"),
        (". > '01/02/2020'", "order_of_text"),
        (". >= '08:00'", "order_of_text"),
        ("'1,5' < .", "order_of_text"),
    ],
)
def test_what_computes_and_means_something_else_is_told(expression: str, code: str) -> None:
    assert [problem.code for problem in told(expression, "constraint")] == [code]


EXACT = (
    "${last} + '3' > 4",
    "(1 > 2) = (3 > 4)",
    "'' or ${last} > 1",
    ". >= '2020-02-01' and . < '2026-01-31T10:00'",
    ". > '5'",
    "decimal-time(.) > decimal-time('08:00')",
)


def test_sums_of_written_numbers_and_comparisons_of_truths_are_not() -> None:
    assert [told(one, "constraint") for one in EXACT] == [[]] * len(EXACT)


def test_a_doubt_keeps_nothing_out() -> None:
    rows = ("select_one yes_no | a | A |", "text | b | B | ${a} = 'Yes'")
    assert form(survey(*rows, columns="type | name | label | relevant") + YES_NO).has("b")


DEFAULTS = "type | name | label | default"


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("date", "01/02/2020"),
        ("integer", "abc"),
        ("integer", "1.5"),
        ("select_one yes_no", "Yes"),
        ("select_multiple yes_no", "yes maybe"),
        ("geopoint", "here"),
        ("time", "25:00"),
    ],
)
def test_a_default_that_no_answer_can_be_is_told(type_: str, default: str) -> None:
    lists = YES_NO if "yes_no" in type_ else ""
    (problem,) = problems(survey(f"{type_} | a | A | {default}", columns=DEFAULTS) + lists)
    assert (problem.code, problem.severity, problem.value) == ("default_never_given", "warning", default)


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("date", "2020-02-01"),
        ("integer", "-5"),
        ("decimal", "1.5"),
        ("text", "it's ok"),
        ("select_one yes_no", "yes"),
        ("select_multiple yes_no", "yes no"),
        ("geopoint", "48.1 -2.1 0 0"),
        ("image", "house.png"),
        ("date", "today()"),
        ("select_one_from_file places.csv", "anything"),
        ("calculate", "3"),
    ],
)
def test_a_default_that_can_be_an_answer_is_not(type_: str, default: str) -> None:
    sheet = survey(f"{type_} | a | A | {default}", "text | b | B |", columns=DEFAULTS) + YES_NO
    assert [problem.code for problem in problems(sheet) if problem.code.startswith("default")] == []


def test_a_name_that_differs_by_its_capitals_is_the_nearest() -> None:
    (problem,) = problems(
        survey("text | J | J |", "text | y | Y |", "text | b | B | ${j} = 1", columns="type | name | label | relevant")
    )
    assert problem.remedy("en").endswith("the nearest name is “J”.")
