"""A group may look at one question of its own, at two they wait for each other; titles alone are no page."""

from __future__ import annotations

import pytest
from forms_by_hand import CONTEXT, form, reading, survey

from surveys.flow import route
from surveys.values import Answers, Missing

COLUMNS = "type | name | label | relevant | default | calculation"
ASKED = {"source": "user", "who": "Ana", "told": "user"}


def started(source: str = "hidden | source | | | user |", condition: str = "./source = 'user'") -> str:
    """A form that says where it was started."""
    return survey(
        f"begin group | inputs | Patient | {condition} | |",
        source,
        "text | who | Who? | | |",
        "end group",
        "calculate | told | | | | ${source}",
        "text | end | The end | | |",
        columns=COLUMNS,
    )


def asked(markdown: str, answers: Answers) -> dict[str, object]:
    """What the route says of the group, and of what reads it from outside."""
    found = route(form(markdown), answers, CONTEXT).answers
    return {name: found[name] for name in ASKED}


@pytest.mark.parametrize("condition", ["./source = 'user'", "${source} = 'user'", "/data/inputs/source = 'user'"])
def test_a_group_is_asked_when_its_own_question_says_so(condition: str) -> None:
    assert asked(started(condition=condition), {"who": "Ana"}) == ASKED


def test_a_group_that_its_own_question_closes_is_not_asked_with_that_question() -> None:
    found = asked(started("hidden | source | | | contact |"), {"who": "Ana"})
    assert found == {"source": Missing.NOT_ASKED, "who": Missing.NOT_ASKED, "told": Missing.BLANK}


def test_a_group_closed_by_an_answer_says_so_and_not_the_contrary() -> None:
    """`not(…)` of an answer that is not asked would open the group again."""
    found = asked(started("text | source | Where? | | |", "not(./source = 'end')"), {"source": "end", "who": "Ana"})
    assert found["who"] is Missing.NOT_ASKED


def test_a_group_that_depends_on_its_own_question_is_imported_with_a_warning_for_odk_collect() -> None:
    problem = next(iter(reading(started()).problems))
    assert (problem.code, problem.severity, problem.row, problem.column) == ("group_asks_inside", "warning", 3, "E")
    assert "ODK Collect" in problem.what("fr")


@pytest.mark.parametrize(
    "rows",
    [
        ("begin group | g | G | ./a = 1 or ./b = 1 | |", "integer | a | A | | |", "integer | b | B | | |"),
        ("begin group | g | G | ./a = 1 | |", "calculate | a | | | | ${b}", "integer | b | B | | |"),
        ("begin repeat | g | G | ./g/a = 1 | |", "integer | a | A | | |", "integer | b | B | | |"),
    ],
    ids=["two questions of its own", "a question that waits for the group", "a repeat"],
)
def test_what_no_engine_can_order_is_explained_as_a_circle(rows: tuple[str, ...]) -> None:
    end = "end repeat" if rows[0].startswith("begin repeat") else "end group"
    read = reading(survey(*rows, end, columns=COLUMNS))
    assert "circular" in [problem.code for problem in read.problems]
    assert read.questionnaire is None


SEEN = """
| choices | | | |
| | list_name | name | label |
| | often | no | Never |
| | often | yes | Often |
"""


def test_a_page_that_holds_only_the_titles_of_a_table_is_passed_over() -> None:
    """Each row is asked of what was ticked before; where nothing was, a page of titles would ask nothing."""
    tables = form(
        survey(
            "text | used | Used? | | |",
            "begin group | rating | Rating | | | field-list",
            "select_one often | titles | How often? | | | label",
            "select_one often | a | A | ${used} = 'a' | | list-nolabel",
            "end group",
            columns="type | name | label | relevant | default | appearance",
        )
        + SEEN
    )
    pages = [[page.code for page in route(tables, {"used": used}, CONTEXT).pages] for used in ("", "a")]
    assert pages == [["used"], ["used", "rating"]]
