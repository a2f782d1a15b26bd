"""Questions with the same answers are one table: each field is named by its row and its column, and is sent as ever."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from forms_by_hand import form
from respondents import Site, open_site
from visits import Person

from surveys.questionnaire import Questionnaire

LISTS = """
| choices | | | |
| | list_name | name | label |
| | often | never | Never |
| | often | always | Every day |
| | means | foot | On foot |
| | means | bus | By bus |
| | long | one | Incontestablement-satisfaisante-organisation |
| | long | two | Exceptionnellement-enthousiasmante-organisation |
"""
WALKS = (
    """
| survey | | | | | | | | |
| | type | name | label | hint | appearance | required | missing_options | relevant |
| | begin group | walks | Walks | | field-list | | | |
| | integer | outings | How many outings? | | | | | |
| | select_one often | head | How often are you | Last week. | label | yes | | |
| | select_one often | alone | alone? | Nobody at all. | list-nolabel | yes | dont_know declined | |
| | select_one often | afraid | afraid? | | list-nolabel | | dont_know | ${alone} = 'always' |
| | select_one often | afterwards | How often now? | | | | | |
| | end group | | | | | | | |
| | begin group | means | Your means | | table-list | | | |
| | select_multiple means | shop | To shop | | | | declined | |
| | select_multiple means | friends | To see friends | | | | | |
| | end group | | | | | | | |
"""
    + LISTS
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("matrices"), form(WALKS))


def _words(page: BeautifulSoup, control: Tag) -> str:
    """The accessible name of a field."""
    return " / ".join(page.select_one(f"#{one}").text for one in str(control["aria-labelledby"]).split())  # type: ignore[union-attr]


def names(page: BeautifulSoup, card: str) -> list[str]:
    """What a screen reader says of each field of a row."""
    return [_words(page, control) for control in page.select(f"#c-{card} input")]


def test_a_head_and_its_rows_are_one_table(site: Site) -> None:
    page = Person(site).page("questions/t0/walks")
    (table,) = page.select(".matrix table")
    assert table.select_one("caption .label").text == "How often are you"  # type: ignore[union-attr]
    assert table.select_one("caption .hint").text == "Last week."  # type: ignore[union-attr]
    heads = [column.text for column in table.select("thead th")]
    assert heads == ["Never", "Every day", "I don’t know", "I’d rather not say"]
    assert [row["id"] for row in table.select("tbody tr")] == ["c-alone", "c-afraid"]


def test_each_field_is_named_by_its_row_and_its_column(site: Site) -> None:
    page = Person(site).page("questions/t0/walks")
    assert names(page, "alone") == [
        "alone? / Never",
        "alone? / Every day",
        "alone? / I don’t know",
        "alone? / I’d rather not say",
    ]
    assert page.select_one("#q-alone")["aria-describedby"] == "q-alone-hint"  # type: ignore[index]


def test_a_row_without_a_soft_answer_leaves_its_cell_empty(site: Site) -> None:
    page = Person(site).page("questions/t0/walks")
    assert [len(cell.select("input")) for cell in page.select("#c-afraid td")] == [1, 1, 1, 0]


def test_a_row_that_is_not_asked_waits(site: Site) -> None:
    page = Person(site).page("questions/t0/walks")
    assert [row["id"] for row in page.select(".matrix tr.question") if row.find_parent("ins")] == ["c-afraid"]


def test_what_a_row_says_is_kept_and_stands_in_the_row_again(site: Site) -> None:
    person = Person(site)
    person.send("walks", {"outings": "3", "alone": "missing:declined"})
    assert person.status == 303
    checked = person.page("questions/t0/walks").select(".matrix [checked]")
    assert [(one["name"], one["value"]) for one in checked] == [("alone", "missing:declined")]


def test_what_is_wrong_with_a_row_is_said_in_the_row(site: Site) -> None:
    page = Person(site).send("walks", {"outings": "3"})
    assert [link["href"] for link in page.select(".summary a")] == ["#q-alone"]
    assert page.select_one("#c-alone th .error").text == "Answer this question."  # type: ignore[union-attr]
    described = {str(control["aria-describedby"]) for control in page.select("#c-alone input")}
    assert described == {"q-alone-hint q-alone-error"}


def test_a_head_is_neither_asked_nor_read_back(site: Site) -> None:
    person = Person(site)
    person.send("walks", {"outings": "3", "alone": "never", "head": "always"})
    person.send("means", {"shop": ["foot"]})
    read = {line.dt.text: line.dd.text for line in person.page("review/t0").select(".facts > div")}  # type: ignore[union-attr]
    assert read == {
        "How many outings?": "3",
        "alone?": "Never",
        "How often now?": "No answer",
        "To shop": "On foot",
        "To see friends": "No answer",
    }


def test_a_table_list_of_several_choices_is_a_table_too(site: Site) -> None:
    person = Person(site)
    page = person.page("questions/t0/means")
    assert page.select_one(".matrix caption").text.strip() == "Your means"  # type: ignore[union-attr]
    assert names(page, "shop") == ["To shop / On foot", "To shop / By bus", "To shop / I’d rather not say"]
    person.send("means", {"shop.missing": "declined", "friends": ["foot", "bus"]})
    checked = person.page("questions/t0/means").select(".matrix [checked]")
    assert [(one["name"], one["value"]) for one in checked] == [
        ("shop.missing", "declined"),
        ("friends", "foot"),
        ("friends", "bus"),
    ]


def _drawn(tmp_path_factory: pytest.TempPathFactory, questionnaire: Questionnaire) -> list[str]:
    """The tables and cards of the page of some rows, in order."""
    page = Person(open_site(tmp_path_factory.mktemp("rows"), questionnaire)).page("questions/t0/rows")
    return [str(one.get("id", "table")) for one in page.select("#page > :is(.matrix, .question)")]


@pytest.mark.parametrize(
    ("rows", "drawn"),
    [
        ("select_one often | a | list-nolabel |\n| | select_one often | b | list-nolabel |", ["c-a", "c-b"]),
        ("select_one often | a | label |\n| | select_one means | b | list-nolabel |", ["c-a", "c-b"]),
        ("select_one often | a | label |\n| | select_one often | b | minimal |", ["c-a", "c-b"]),
        ("select_one long | a | label |\n| | select_one long | b | list-nolabel |", ["c-a", "c-b"]),
        ("select_one often | a | label |\n| | select_one often | b | list-nolabel | name != 'x'", ["c-a", "c-b"]),
        ("select_one often | a | label |\n| | select_one often | b | list-nolabel |", ["table"]),
    ],
    ids=["no head", "another list", "another appearance", "too wide", "choices that change", "a row and its head"],
)
def test_what_makes_no_table_is_drawn_as_cards(
    tmp_path_factory: pytest.TempPathFactory, rows: str, drawn: list[str]
) -> None:
    written = (
        "| survey | | | | |\n| | type | name | appearance | choice_filter |\n| | integer | outings | |\n"
        f"| | begin group | rows | |\n| | {rows}\n| | end group | | |\n"
    )
    assert _drawn(tmp_path_factory, form(written + LISTS)) == drawn
