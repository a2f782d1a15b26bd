"""Paths that lead to no row of the survey sheet are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms_by_hand import survey

from surveys.dependencies import circle
from surveys.expressions.tree import CURRENT, ROOT, AnswerTo, Call, Expression, Node, Path, Step, Value
from surveys.questions import Question
from surveys.sheet_table import read_table
from surveys.workbook import open_workbook
from surveys.xlsform.columns import SURVEY_COLUMNS
from surveys.xlsform.paths import column_problems, path_problems
from surveys.xlsform.walk import SurveyRead, read_survey

ROWS = (
    "begin group | home | Home | | ",
    "integer | rooms | Rooms? | | ",
    "text | why | Why? | 1 = 1 | 1 = 1",
    "begin repeat | person | Person | | ",
    "text | first_name | First name? | | ",
    "end repeat | | | | ",
    "end group | | | | ",
)
UP = Step("parent", "node()")


def child(name: str, *where: Node) -> Step:
    return Step("child", name, where)


def read() -> SurveyRead:
    rows = survey(*ROWS, columns="type | name | label | relevant | choice_filter").encode()
    return read_survey(read_table(open_workbook(rows, "form.md").sheet("survey"), SURVEY_COLUMNS, "und"), ())


def told(tree: Node) -> list[str]:
    """What is said of an expression in the relevant cell of `why`."""
    form = read()
    questions = [
        replace(question, relevant=Expression("", tree)) if question.name == "why" else question
        for question in form.questions
    ]
    return [problem.what("en") for problem in path_problems(form, questions)]


@pytest.mark.parametrize(
    "tree",
    [
        Path((UP, child("rooms"))),
        Path((UP, UP, child("home"), child("rooms"))),
        Path((child("anything"), child("home"), child("person"), child("first_name")), Call(ROOT)),
        Path((UP, child("rooms")), Call(CURRENT)),
        Path((UP, child("person", Call("=", (Path((child("first_name"),)), Value("x")))))),
        Path((child("first_name"),), AnswerTo("person")),
        Path((UP, child("person_count"))),
        Path((child("data"), child("meta"), child("instanceID")), Call(ROOT)),
        Path((child("root"), child("item")), Call("instance", (Value("cities"),))),
        Path((Step("descendant", "romos"),)),
        Path((UP, child("*"))),
    ],
)
def test_a_path_that_may_lead_somewhere_is_no_problem(tree: Node) -> None:
    assert told(tree) == []


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        (Path((UP, child("romos"))), "romos"),
        (Path((child("data"), child("hoem"), child("rooms")), Call(ROOT)), "hoem"),
        (Call("not", (Path((UP, child("person"), child("last_name"))),)), "last_name"),
        (Path((UP, child("person", Path((child("last_name"),))))), "last_name"),
        (Path((child("rooms"),)), "rooms"),
    ],
)
def test_the_step_that_leads_nowhere_is_told_once(tree: Node, name: str) -> None:
    assert told(tree) == [f"This path leads to “{name}”, which is not there: the value will always be empty."]


def test_a_filter_on_a_column_the_choices_do_not_have_is_told() -> None:
    form = read()
    tree = Call("and", (Path((child("region"),)), Path((child("reigon"),)), Path((child("name"),))))
    asked = replace(form.questions[1], choices="towns", choice_filter=Expression("", tree))
    (problem,) = column_problems(form, [asked], {"towns": frozenset({"list_name", "region"})}, translated=False)
    assert problem.what("en") == "The choices have no column “reigon”: this filter will let none of them pass."


def test_a_column_of_a_table_is_not_the_question_of_that_name() -> None:
    cheap = child("item", Call("<", (Path((child("price"),)), Value(3))))
    looked_up = Path((child("root"), cheap, child("price")), Call("instance", (Value("prices"),)))
    assert circle([Question("price", "calculate", calculation=Expression("", looked_up))], []) == ()
    own = Path((UP, child("price")))
    assert circle([Question("price", "calculate", calculation=Expression("", own))], []) == ("price", "price")
