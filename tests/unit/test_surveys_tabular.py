"""A file of answers is checked row by row; a figure that cannot be read is never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

from forms_by_hand import CONTEXT, WALKS, form

from surveys.codebook import union
from surveys.flatten import csv_rows
from surveys.submission import Submission
from surveys.tabular import AnswersRead, read_answers
from surveys.values import Missing

FORM = form(WALKS.replace("| text | remark", "| decimal | cost | Cost? | | | | | |\n| | text | remark"))
TITLES = "participant,wave,submitted_on,outings,together,ways,moved,cost,remark"


def read(*rows: str, titles: str = TITLES) -> AnswersRead:
    return read_answers("\n".join([titles, *rows]).encode(), "answers.csv", FORM, CONTEXT)


def problems(*rows: str, titles: str = TITLES) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.code) for problem in read(*rows, titles=titles).problems]


def test_a_good_row_is_read_as_a_page_would_be() -> None:
    found = read("p1,t0,2026-01-02,3,yes,car foot,2020-05-01,12.5,fine")
    assert found.problems == ()
    assert found.rows[0].answers == {
        "outings": 3,
        "together": "yes",
        "ways": ("foot", "car"),
        "moved": "2020-05-01",
        "cost": 12.5,
        "remark": "fine",
    }
    assert (found.rows[0].participant, found.rows[0].wave) == ("p1", "t0")
    assert found.rows[0].submitted_on == datetime(2026, 1, 2, tzinfo=UTC)


def test_an_empty_cell_is_blank_or_not_asked() -> None:
    answers = read("p1,t0,,0,,,,,").rows[0].answers
    assert (answers["together"], answers["cost"]) == (Missing.NOT_ASKED, Missing.BLANK)


def test_soft_answers_are_read_where_they_are_offered() -> None:
    answers = read("p1,t0,,dont_know,,,NA:declined,,").rows[0].answers
    assert (answers["outings"], answers["moved"]) == (Missing.DONT_KNOW, Missing.DECLINED)
    assert problems("p1,t0,,declined,,,,,") == [(2, "D", "answers_cell_refused")]


def test_each_bad_cell_is_a_problem_with_row_and_column() -> None:
    assert sorted(problems("p1,t0,,70,yes,boat,x,abc,", "p2,t0,,,,,,,"), key=str) == [
        (2, "D", "answers_cell_refused"),
        (2, "F", "answers_cell_refused"),
        (2, "G", "answers_cell_refused"),
        (2, "H", "answers_cell_refused"),
        (3, "D", "answers_cell_missing_soft"),
    ]


def test_the_remedy_of_a_bad_cell_is_what_the_page_would_say() -> None:
    problem = read("p1,t0,,70,yes,,,,").problems[0]
    assert problem.what("en") == "“70” cannot be the answer to “outings”."
    assert problem.remedy("en") == "From 0 to 50."


def test_an_unknown_column_is_a_problem_that_suggests_the_nearest() -> None:
    found = read("p1,t0,3", titles="participant,wave,outing").problems
    assert ("answers_column_unknown", "C") in [(problem.code, problem.column) for problem in found]
    unknown = next(problem for problem in found if problem.code == "answers_column_unknown")
    assert unknown.facts["suggestion"] == "outings"


def test_mixed_decimal_marks_are_never_guessed() -> None:
    rows = ("p1;t0;;0;;;;12,5;", "p2;t0;;0;;;;12.5;")
    assert problems(*rows, titles=TITLES.replace(",", ";")) == [(3, "H", "answers_decimals_mixed")]


def test_one_decimal_mark_throughout_is_read() -> None:
    assert read("p1;t0;;0;;;;12,5;", titles=TITLES.replace(",", ";")).rows[0].answers["cost"] == 12.5


def test_repeated_people_and_ids_are_problems() -> None:
    assert problems("p1,t0,,0,,,,,", "p1,t0,,0,,,,,") == [(3, "A", "answers_person_twice")]
    assert read("p1,t0,,0,,,,,", "p1,t1,,0,,,,,").problems == ()
    titles = f"submission_id,{TITLES}"
    assert problems("x,p1,t0,,0,,,,,", "x,p2,t0,,0,,,,,", titles=titles) == [(3, "A", "answers_id_twice")]


def test_a_row_of_nobody_is_a_problem() -> None:
    assert problems(",t0,,0,,,,,") == [(2, "A", "answers_participant_empty")]


def test_a_date_nobody_can_read_is_a_problem() -> None:
    assert problems("p1,t0,01/02/2026,0,,,,,") == [(2, "C", "answers_moment_bad")]


def test_cells_beyond_the_titles_are_a_problem() -> None:
    assert problems("p1,t0,,0,,,,,,extra") == [(2, "", "answers_cells_extra")]


def test_a_file_without_rows_or_without_text_is_a_problem() -> None:
    assert problems() == [(None, "", "answers_none")]
    assert [problem.code for problem in read_answers(b"a\x00b", "a.csv", FORM, CONTEXT).problems] == ["file_not_text"]


def test_titles_of_another_program_can_be_renamed() -> None:
    source = b"subject,x1\np1,0\n"
    found = read_answers(source, "a.csv", FORM, CONTEXT, {"subject": "participant", "x1": "outings"})
    assert (found.rows[0].participant, found.rows[0].answers["outings"]) == ("p1", 0)


def test_what_we_export_can_be_imported_again() -> None:
    first = read("p1,t0,,3,yes,car foot,NA:declined,12.5,fine").rows[0]
    sent = Submission("s1", FORM.digest, first.answers, "fr", "page", CONTEXT.now, CONTEXT.now)
    titles, row = csv_rows(union([FORM]), [sent])
    kept = [index for index, title in enumerate(titles) if FORM.has(title)]
    text = ",".join(["participant", *(titles[index] for index in kept)])
    text += "\n" + ",".join(["p1", *(row[index] for index in kept)])
    assert read_answers(text.encode(), "a.csv", FORM, CONTEXT).rows[0].answers == first.answers
