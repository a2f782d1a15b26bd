"""What expressions mean: one table of cases, also run by the browser's evaluator.

`expected` is text, a number, a truth, or "NaN", "Infinity", "-Infinity" for the numbers JSON cannot write. `own` is the
answer being checked. A case is about `answers`, at the root, unless it names one of the `documents`; `at` then says
where its expression stands: a question, group or repeat, and the number of each instance around it, outermost first.
In a document a mapping is a group and a list of mappings a repeat. `tables` are lists of rows, for `instance('name')`;
`form` is what the questionnaire says of itself.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from surveys.expressions.coercion import XValue, to_text
from surveys.expressions.document import Element, document
from surveys.expressions.evaluation import value
from surveys.expressions.functions import FUNCTIONS, OPERATORS
from surveys.expressions.parser import parse
from surveys.expressions.situation import Form, Situation
from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import Call, Expression, from_json, parts, to_json
from surveys.lists import table_document
from surveys.values import Context, Missing, answer_from_json

TABLE = json.loads((Path(__file__).parents[1] / "questionnaires" / "expressions.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]
CONTEXT = Context(
    datetime.fromisoformat(TABLE["context"]["now"]), TABLE["context"]["language"], seed=TABLE["context"]["seed"]
)
DOCUMENTS = {"": TABLE["answers"], **TABLE["documents"]}

NOT_EXPRESSIONS = [
    ("", "expression_value_at_end", 1),
    ("1 +", "expression_value_at_end", 4),
    ("(1", "expression_parenthesis_open", 1),
    ("1 2", "expression_operator_expected", 3),
    ("1)", "expression_operator_expected", 2),
    (")", "expression_value_expected", 1),
    ("1 == 2", "expression_written_otherwise", 3),
    ("not(1,)", "expression_value_expected", 7),
    ("age > 3", "expression_bare_name", 1),
    ("person/age", "expression_bare_name", 1),
    ("${a}/", "expression_path", 5),
    ("${a}[1", "expression_parenthesis_open", 5),
    ("${a}[]", "expression_value_expected", 6),
    ("/data/chidl::age", "expression_axis", 7),
    ("../", "expression_path", 3),
    ("4 / 2", "expression_path", 3),
    ("'abc", "expression_quote_open", 1),
    ("“abc", "expression_typographic_quote", 1),
    ("${age", "expression_reference_form", 1),
    ("$age", "expression_reference_form", 1),
    ("1 && 2", "expression_written_otherwise", 3),
    ("1 ≥ 2", "expression_written_otherwise", 3),
    ("1 AND 2", "expression_written_otherwise", 3),
    ("not ${a}", "expression_written_otherwise", 1),
    ("${a} = TRUE", "expression_written_otherwise", 8),
    ("${a} > 1,5", "expression_written_otherwise", 8),
    ("1 & 2", "expression_character", 3),
    ("{age} = 1", "expression_reference_form", 1),
    ("selectd(${a}, 'x')", "expression_function_unknown", 1),
    ("zzzzzz(1)", "expression_function_unheard", 1),
    ("uuid(1, 2)", "expression_arguments", 1),
    ("random(1)", "expression_arguments", 1),
    ("extract-signed(., 1)", "expression_dialect", 1),
    ("1 + sum-if(${a}, 1)", "expression_dialect_instead", 5),
    ("pulldata('@javascript', 'a.js', 'f', ${a})", "expression_dialect", 1),
    ("pulldata('@geopoint', ${a})", "expression_dialect", 1),
    ("cht:difference-in-years(${a}, today())", "expression_dialect", 1),
    ("z-score('girl', 1, 2)", "expression_dialect", 1),
    ("cond(true(), 1, 2)", "expression_dialect_instead", 1),
    ("LEN(${a})", "expression_function_elsewhere", 1),
    ("IF(1, 2, 3)", "expression_function_unknown", 1),
    ("username()", "expression_function_elsewhere", 1),
    ("if(1, 2)", "expression_arguments", 1),
    ("today(1)", "expression_arguments", 1),
    ("regex(., '(?=a)')", "expression_pattern", 1),
    ("jr:choice-name(${a}, 'a')", "expression_choice_name", 1),
    ("(" * 300 + "1" + ")" * 300, "expression_too_deep", 102),
    ("1 + 1 " * 4_000, "expression_too_long", 20_000),
]


def evaluated(expression: Expression, case: dict[str, Any]) -> XValue:
    root = document(DOCUMENTS[case.get("document", "")])
    own = answer_from_json(case["own"]) if "own" in case else Missing.BLANK
    return value(expression, Situation(CONTEXT, element_at(root, case.get("at")), own, form=FORM))


def element_at(root: Element, at: dict[str, Any] | None) -> Element:
    """The element a case stands at."""
    if at is None:
        return root
    return next(one for one in root.index[at["question"]] if list(one.place()) == at["instances"])


class FormOfTheTable(Form):
    """The questionnaire the cases stand in."""

    version = TABLE["form"]["version"]

    def document(self, name: str) -> Element | None:
        return table_document(TABLE["tables"][name]) if name in TABLE["tables"] else None

    def itext(self, reference: str, language: str) -> str:
        return str(TABLE["form"]["itext"].get(reference, ""))


FORM = FormOfTheTable()


def written(result: XValue) -> XValue:
    """NaN and the infinities as the table writes them."""
    return (
        to_text(result) if isinstance(result, float) and to_text(result) in ("NaN", "Infinity", "-Infinity") else result
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expression"])
def test_an_expression_means_what_the_table_says(case: dict[str, Any]) -> None:
    result = written(evaluated(parse(case["expression"]), case))
    assert result == pytest.approx(case["expected"]) if isinstance(result, float) else result == case["expected"]
    assert isinstance(result, bool) == isinstance(case["expected"], bool)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expression"])
def test_a_tree_read_back_from_its_json_means_the_same(case: dict[str, Any]) -> None:
    tree = parse(case["expression"]).tree
    again = Expression(case["expression"] + " read back", from_json(json.loads(json.dumps(to_json(tree)))))
    assert again.tree == tree
    assert written(evaluated(again, case)) == written(evaluated(parse(case["expression"]), case))


@pytest.mark.parametrize(("source", "code", "position"), NOT_EXPRESSIONS, ids=lambda part: str(part)[:40])
def test_what_is_no_expression_says_where_and_why(source: str, code: str, position: int) -> None:
    with pytest.raises(NotParsed) as fault:
        parse(source)
    assert (fault.value.code, fault.value.position) == (code, position)


def test_a_misspelt_function_suggests_the_nearest() -> None:
    with pytest.raises(NotParsed) as fault:
        parse("1 + conut-selected(${a})")
    assert fault.value.facts == {"found": "conut-selected", "suggestion": "count-selected"}


def test_a_long_chain_of_or_is_one_call_and_not_a_deep_tree() -> None:
    expression = parse(" or ".join(f"${{a}} = {number}" for number in range(1_000)))
    assert isinstance(expression.tree, Call)
    assert (expression.tree.function, len(expression.tree.arguments)) == ("or", 1_000)


def test_every_function_and_operator_stands_in_the_table_of_cases() -> None:
    trees = (parse(case["expression"]).tree for case in CASES)
    used = {part.function for tree in trees for part in parts(tree) if isinstance(part, Call)}
    context_only = {"jr:choice-name", "date-time"}  # the first needs a questionnaire: tested with the flow
    assert {*FUNCTIONS, *OPERATORS} - used - context_only == set()
