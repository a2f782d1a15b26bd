"""The codebook is the union of the versions, and exports keep their columns whatever a version changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms_by_hand import CONTEXT, WALKS, form, survey

from surveys.codebook import union
from surveys.flatten import ABOUT, Exported, codebook_rows, columns, csv_rows, neutral
from surveys.submission import Submission, check
from surveys.values import Missing

OLD = form(WALKS)
NEW = form(
    WALKS.replace("Anything else?", "A last word?")
    .replace("| | text | remark | A last word? | | | | | |\n", "")
    .replace("|         | ways      | bus  | By bus  |\n", "|         | ways      | bike | By bike |\n")
)


def submitted(answers: dict[str, object]) -> Submission:
    return Submission("s1", OLD.digest, check(OLD, answers, CONTEXT).answers, "fr", "page", CONTEXT.now, CONTEXT.now)


def test_a_variable_that_is_no_longer_asked_stays_and_comes_last() -> None:
    book = union([OLD, NEW])
    assert book.names == ("outings", "together", "ways", "moved", "remark")
    assert book.variable("remark").versions == (OLD.digest,)
    assert book.variable("outings").versions == (OLD.digest, NEW.digest)


def test_the_codebook_in_a_variant_falls_back_to_its_language_before_the_default_one() -> None:
    label = {"en": "How many?", "fr": "Combien ?"}
    book = union([replace(OLD, questions=(replace(OLD.question("outings"), label=label),), default_language="en")])
    assert [row[2] for row in codebook_rows(book, "fr-x-falc")][1] == "Combien ?"


@pytest.mark.parametrize(
    ("default", "asked", "title"),
    [("fr", "es", "colonne"), ("fr-x-falc", "ar", "colonne"), ("fr", "en", "column"), ("es", "pt", "column")],
)
def test_our_titles_fall_back_to_the_language_of_the_questionnaire(default: str, asked: str, title: str) -> None:
    book = union([replace(OLD, default_language=default)])
    assert next(iter(codebook_rows(book, asked)))[0] == title


def test_a_choice_that_is_gone_keeps_its_column() -> None:
    assert [choice.name for choice in union([OLD, NEW]).variable("ways").choices] == ["foot", "bike", "car", "bus"]


def test_an_answer_in_words_keeps_those_it_was_given_under() -> None:
    recoded = form(WALKS.replace("| By bus  |", "| By boat |"))
    book = union([OLD, recoded])
    rows = list(csv_rows(book, [submitted({"outings": 0, "ways": ["bus"]})], language="en"))
    assert rows[1][rows[0].index("ways")] == "By bus"


def test_the_codebook_says_which_versions_offered_a_choice_and_in_which_words() -> None:
    recoded = form(
        WALKS.replace("| By bus  |", "| By boat |").replace("|         | ways      | car  | By car  |\n", "")
    )
    rows = {row[0]: row for row in codebook_rows(union([OLD, recoded]), "en")}
    assert rows["ways"][3] == (
        f"foot = On foot | bus = By bus ({OLD.digest}); By boat ({recoded.digest}) | car = By car ({OLD.digest})"
    )
    assert rows["ways/car"][-1] == OLD.digest


def test_what_was_illegible_has_its_own_code_in_the_export_and_in_the_codebook() -> None:
    answers = check(OLD, {"outings": Missing.ILLEGIBLE}, CONTEXT, copied=True).answers
    titles, row = csv_rows(union([OLD]), [replace(submitted({}), answers=answers)])
    described = {line[0]: line[4] for line in codebook_rows(union([OLD]), "en")}
    assert row[titles.index("outings")] == "NA:illegible"
    assert described["outings"].endswith("NA:dont_know = Does not know | NA:illegible = Illegible on paper")


def test_a_label_edit_renames_no_column() -> None:
    renamed = form(WALKS.replace("How many outings?", "How often did you go out?"))
    assert columns(union([OLD, renamed])) == columns(union([OLD]))
    assert union([OLD, renamed]).variable("outings").label == {"und": "How often did you go out?"}


@pytest.mark.parametrize(
    ("older", "newer", "kind"),
    [("integer", "decimal", "number"), ("integer", "text", "text"), ("date", "date", "date")],
)
def test_types_that_differ_meet_in_the_wider_one(older: str, newer: str, kind: str) -> None:
    versions = [form(survey(f"{one} | a | A", "text | b | B")) for one in (older, newer)]
    assert union(versions).variable("a").type == kind


def test_a_calculation_is_a_number_when_it_can_only_be_one() -> None:
    book = union(
        [
            form(
                survey(
                    "integer | n | N |",
                    "calculate | twice | | ${n} * 2",
                    "calculate | word | | concat('a', ${n})",
                    "calculate | either | | if(${n} > 1, 1, 'none')",
                    columns="type | name | label | calculation",
                )
            )
        ]
    )
    assert [(variable.name, variable.type) for variable in book.variables] == [
        ("n", "integer"),
        ("twice", "number"),
        ("word", "text"),
        ("either", "text"),
    ]


def test_a_likert_question_is_ordered() -> None:
    likert = form(
        survey("select_one l | a | A | likert", columns="type | name | label | appearance")
        + "\n| choices | | | |\n| | list_name | name | label |\n| | l | 1 | One |\n| | l | 2 | Two |"
    )
    assert union([likert]).variable("a").ordered


def test_every_gap_has_its_code_and_a_multiple_choice_its_columns() -> None:
    titles, row = csv_rows(union([OLD]), [submitted({"outings": 0, "ways": ["car"], "moved": {"missing": "declined"}})])
    assert dict(zip(titles[len(ABOUT) :], row[len(ABOUT) :], strict=True)) == {
        "outings": "0",
        "together": "NA:not_asked",
        "ways": "car",
        "ways/foot": "0",
        "ways/bus": "0",
        "ways/car": "1",
        "moved": "NA:declined",
        "remark": "NA:blank",
    }


def test_a_variable_of_another_version_was_not_asked() -> None:
    titles, row = csv_rows(union([OLD, form(survey("text | added | A"))]), [submitted({"outings": 0})])
    assert row[titles.index("added")] == "NA:not_asked"


def test_choices_can_be_written_by_their_labels() -> None:
    titles, row = csv_rows(union([OLD]), [submitted({"outings": 1, "together": "no", "ways": ["foot", "car"]})], "en")
    assert (row[titles.index("together")], row[titles.index("ways")]) == ("No", "On foot; By car")


def test_a_row_may_say_more_about_its_person() -> None:
    rows = list(csv_rows(union([OLD]), [Exported(submitted({"outings": 0}), {"wave": "t0"})], about=("wave", "arm")))
    assert (rows[0][:3], rows[1][:3]) == (["wave", "arm", "submission_id"], ["t0", "", "s1"])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6 12", "'+33 6 12"),
        ("-cmd", "'-cmd"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("-2,5", "-2,5"),
        ("+3", "+3"),
        ("fine", "fine"),
        ("", ""),
    ],
)
def test_no_answer_becomes_a_formula_and_numbers_stay_numbers(text: str, written: str) -> None:
    assert neutral(text) == written


@pytest.mark.parametrize(
    ("language", "title", "indicator"),
    [("fr", "colonne", "0 = non choisi | 1 = choisi"), ("en", "column", "0 = not chosen | 1 = chosen")],
)
def test_the_codebook_describes_every_column_of_the_export(language: str, title: str, indicator: str) -> None:
    book = union([OLD])
    rows = list(codebook_rows(book, language))
    assert rows[0][0] == title
    assert [row[0] for row in rows[1:]] == columns(book)
    assert next(row for row in rows if row[0] == "ways/car")[3] == indicator
    assert all(len(row) == len(rows[0]) for row in rows)
