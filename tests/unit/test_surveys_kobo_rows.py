"""Scores and ranks of KoboToolbox are the plain questions it makes of them."""

from __future__ import annotations

from forms_by_hand import YES_NO, codes, form, problems, survey

from surveys.questions import Question
from surveys.xlsform.form import read_form
from surveys.xlsform_writer import workbook_of

COLUMNS = (
    "type | name | label | required | kobo--score-choices | Kobo--Rank-Items | kobo--rank-constraint-message | relevant"
)
SCORE = (
    "begin_score | rating | How good? | true | yes_no | | | ${a} = 'x'",
    "score__row | food | The food | | | | |",
    "score__row | sleep | The beds | | | | |",
    "end_score | | | | | | |",
)
RANK = (
    "begin rank | order | Top two? | | | yes_no | Choose another. |",
    "rank__level | first | First | | | | |",
    "rank__level | second | Second | | | | |",
    "end rank | | | | | | |",
)
ASKED = "text | a | A | | | | |"


def row(question: Question) -> tuple[object, ...]:
    """What matters of a question here."""
    return question.name, question.type, question.label, question.appearance, question.required is not None


def test_a_score_is_a_table_of_questions_with_one_choice() -> None:
    read = form(survey(ASKED, *SCORE, columns=COLUMNS) + YES_NO)
    assert [row(question) for question in read.questions[1:]] == [
        ("rating_header", "select_one", {"und": "How good?"}, ("label",), False),
        ("food", "select_one", {"und": "The food"}, ("list-nolabel",), True),
        ("sleep", "select_one", {"und": "The beds"}, ("list-nolabel",), True),
    ]
    group = read.group("rating")
    assert (group.label, group.appearance, group.relevant and group.relevant.source) == (
        {},
        ("field-list",),
        "${a} = 'x'",
    )


def test_each_rank_takes_another_choice() -> None:
    read = form(survey(*RANK, columns=COLUMNS) + YES_NO)
    assert [row(question) for question in read.questions] == [
        ("order_label", "note", {"und": "Top two?"}, (), False),
        ("first", "select_one", {"und": "First"}, ("minimal",), True),
        ("second", "select_one", {"und": "Second"}, ("minimal",), True),
    ]
    second = read.question("second")
    assert (second.constraint and second.constraint.source, second.constraint_message) == (
        ". != ${first}",
        {"und": "Choose another."},
    )
    assert read.question("first").constraint is None


def test_both_are_told_once_each_and_where() -> None:
    told = problems(survey(ASKED, *SCORE, *RANK, columns=COLUMNS) + YES_NO)
    assert [(one.code, one.row, one.facts["word"]) for one in told] == [
        ("kobo_rows", 4, "begin_score"),
        ("kobo_rows", 8, "begin_rank"),
    ]


def test_a_block_without_a_list_or_an_end_is_explained() -> None:
    assert codes(survey(ASKED, SCORE[0].replace("yes_no", ""), *SCORE[1:], columns=COLUMNS)) == ["type_dialect"]
    assert codes(survey(ASKED, *SCORE[:-1], columns=COLUMNS) + YES_NO) == ["kobo_rows", "group_unclosed"]


def test_what_was_written_out_is_the_same_when_written_and_read_again() -> None:
    read = form(survey(ASKED, *SCORE, *RANK, columns=COLUMNS) + YES_NO)
    again, told = read_form(workbook_of(read), "form.xlsx")
    assert (again and again.digest, [one.code for one in told]) == (read.digest, [])
