"""Small questionnaires written as Markdown tables, and the moment all of them are answered."""

from __future__ import annotations

from datetime import UTC, datetime

from surveys.problems import Problem
from surveys.questionnaire import Questionnaire
from surveys.reading import Reading, read_workbook
from surveys.values import Context

CONTEXT = Context(
    now=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
    language="fr",
    started_at=datetime(2026, 11, 24, 10, 20, tzinfo=UTC),
    finished_at=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
)

YES_NO = """
| choices |           |      |       |
|         | list_name | name | label |
|         | yes_no    | yes  | Yes   |
|         | yes_no    | no   | No    |
"""

WALKS = (
    """
| survey | | | | | | | | |
| | type | name | label | required | relevant | constraint | constraint_message | missing_options |
| | begin group | walks | Your walks | | | | | |
| | integer | outings | How many outings? | yes | | . >= 0 and . <= 50 | From 0 to 50. | dont_know |
| | select_one yes_no | together | With someone? | yes | ${outings} > 0 | | | |
| | end group | | | | | | | |
| | begin group | place | Where you live | | | | | |
| | select_multiple ways | ways | How do you go out? | | | | | |
| | date | moved | Since when? | | | . <= today() | | declined |
| | text | remark | Anything else? | | | | | |
| | end group | | | | | | | |
"""
    + YES_NO
    + """
|         | ways      | foot | On foot |
|         | ways      | bus  | By bus  |
|         | ways      | car  | By car  |
"""
)


def reading(markdown: str) -> Reading:
    """What the reader makes of a Markdown table."""
    return read_workbook(markdown.encode(), "form.md")


def form(markdown: str) -> Questionnaire:
    """The questionnaire of a Markdown table that has no error."""
    read = reading(markdown)
    assert read.questionnaire is not None, [problem.what("en") for problem in read.problems]
    return read.questionnaire


def survey(*rows: str, columns: str = "type | name | label") -> str:
    """A survey sheet from its rows; the first is in row 3 of the file, as the titles are in row 2."""
    return "\n".join(["| survey |", f"| | {columns} |", *(f"| | {row} |" for row in rows)])


def problems(markdown: str) -> tuple[Problem, ...]:
    """What is wrong with a Markdown table."""
    return reading(markdown).problems


def codes(markdown: str) -> list[str]:
    """The codes of what is wrong with a Markdown table."""
    return [problem.code for problem in problems(markdown)]
