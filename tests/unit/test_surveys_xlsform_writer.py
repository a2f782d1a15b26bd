"""A questionnaire written back as a workbook: read again, nothing is lost and the digest is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from forms_by_hand import WALKS, form, survey

from surveys import read_workbook
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.workbook import Row, Sheet, Workbook
from surveys.xlsform import read_form
from surveys.xlsform_writer import workbook_of
from surveys.xlsx_file import CellTooLong, to_xlsx

CORPUS = sorted((Path(__file__).parents[1] / "questionnaires").rglob("*.md"))


def rows(questionnaire: Questionnaire, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet by title, empty cells left out."""
    found = workbook_of(questionnaire).sheet(sheet)
    assert found is not None
    titles = found.rows[0].cells
    return [{title: cell for title, cell in zip(titles, row.cells, strict=True) if cell} for row in found.rows[1:]]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_form_of_the_corpus_reads_back_as_the_same_version(path: Path) -> None:
    first = read_workbook(path).questionnaire
    if first is None:
        return  # explained, not imported
    assert first == read_form(workbook_of(first), "other.xlsx")[0]
    again = read_workbook(to_xlsx(workbook_of(first)), "other.xlsx").questionnaire
    assert again is not None
    assert again.digest == first.digest


@pytest.mark.parametrize(
    "title", ["label", "label::Français (fr)", "label::fr", "label::French", "label::Kirundi", "label::pt-BR"]
)
def test_a_language_keeps_its_code_and_its_name(title: str) -> None:
    first = form(survey("text | a | A", columns=f"type | name | {title}"))
    again = read_form(workbook_of(first), "form.md")[0]
    assert again is not None
    assert (again.languages, again.language_names) == (first.languages, first.language_names)


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert to_xlsx(workbook_of(form(WALKS))) == to_xlsx(workbook_of(form(WALKS)))


def test_groups_open_where_their_first_question_stands_and_close_after_their_last() -> None:
    questionnaire = form(
        survey("begin group | g | G", "text | a | A", "begin group | h | H", "text | b | B", "end group", "end group")
    )
    assert [row["type"] for row in rows(questionnaire, "survey")] == [
        "begin_group",
        "text",
        "begin_group",
        "text",
        "end_group",
        "end_group",
    ]


def test_a_repeat_and_an_empty_group_keep_their_places() -> None:
    questionnaire = replace(
        form(survey("text | a | A")),
        questions=(Question("a", "text"), Question("b", "text", groups=("person",)), Question("c", "text")),
        groups=(Group("empty"), Group("person", repeat=True), Group("last")),
    )
    assert [(row["type"], row.get("name", "")) for row in rows(questionnaire, "survey")] == [
        ("text", "a"),
        ("begin_group", "empty"),
        ("end_group", ""),
        ("begin_repeat", "person"),
        ("text", "b"),
        ("end_repeat", ""),
        ("text", "c"),
        ("begin_group", "last"),
        ("end_group", ""),
    ]


def test_a_name_used_again_in_another_group_is_written_as_paths_call_it() -> None:
    questionnaire = replace(
        form(survey("text | a | A")), questions=(Question("a", "text"), Question("b.a", "text", node="a"))
    )
    assert [row["name"] for row in rows(questionnaire, "survey")] == ["a", "a"]


def test_a_file_of_choices_the_media_and_the_unused_columns_are_written() -> None:
    questionnaire = replace(
        form(survey("text | a | A")),
        questions=(
            Question(
                "city",
                "select_one",
                choices="cities.csv",
                options={"value": "code"},
                media={"image": {"fr": "ville.png"}},
                extra={"hxl": "#adm"},
                trigger=("a", "b"),
            ),
        ),
        language_names={"fr": "Français"},
    )
    assert rows(questionnaire, "survey") == [
        {
            "type": "select_one_from_file cities.csv",
            "name": "city",
            "media::image::Français (fr)": "ville.png",
            "trigger": "${a}, ${b}",
            "parameters": "value=code",
            "hxl": "#adm",
        }
    ]


def test_a_language_without_a_word_and_the_order_of_languages_are_kept() -> None:
    first = form(survey("text | a | | A | |", columns="type | name | label::Deutsch (de) | label::fr | label::en"))
    again = read_form(workbook_of(first), "form.md")[0]
    assert again is not None
    assert (again.languages, again.digest) == (("de", "fr", "en"), first.digest)


def test_a_table_no_question_chooses_from_is_declared() -> None:
    questionnaire = replace(form(survey("text | a | A")), tables={"prices.csv": (), "my.towns.xml": ()})
    assert [(row["type"], row["name"]) for row in rows(questionnaire, "survey")[1:]] == [
        ("csv-external", "prices"),
        ("xml-external", "my.towns.xml"),
    ]


def test_choices_keep_their_other_columns() -> None:
    lists = {"cities": (Choice("lyon", {"und": "Lyon"}, {"image": {"und": "lyon.png"}}, {"region": "69"}),)}
    questionnaire = replace(form(survey("text | a | A")), choices=lists)
    assert rows(questionnaire, "choices") == [
        {"list_name": "cities", "name": "lyon", "label": "Lyon", "media::image": "lyon.png", "region": "69"}
    ]


def test_a_text_no_spreadsheet_can_hold_is_refused_rather_than_cut() -> None:
    long = Workbook((Sheet("survey", (Row(1, ("type",)), Row(2, ("x" * 32_768,)))),))
    with pytest.raises(CellTooLong, match="survey, row 2"):
        to_xlsx(long)


def test_what_looks_like_a_formula_stays_text() -> None:
    workbook = Workbook((Sheet("survey", (Row(1, ("type", "name", "label")), Row(2, ("text", "a", "=1+1")))),))
    read = read_workbook(to_xlsx(workbook), "form.xlsx").questionnaire
    assert read is not None
    assert read.question("a").label == {"und": "=1+1"}
