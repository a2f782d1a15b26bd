"""A questionnaire as a sheet of paper: every question has a place, its number, its codes, and when to answer it."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_by_hand import form, survey

from surveys.paper import Paper
from surveys.paper_codes import numbering
from surveys.paper_conditions import Clause, Compared, Said
from surveys.paper_parts import Block, Item, Part, Table
from surveys.questionnaire import Questionnaire
from surveys.reading import read_workbook
from surveys.values import Missing

CORPUS = sorted((Path(__file__).parents[1] / "questionnaires").rglob("*.md"))
YES_NO = """
| choices | | | |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def sheet(*rows: str, columns: str = "type | name | label | relevant", choices: str = YES_NO) -> Questionnaire:
    return form(survey(*rows, columns=columns) + choices)


def printed(questionnaire: Questionnaire, **options: bool) -> list[Part]:
    return [part for section in Paper(questionnaire, "und", **options).sections for part in section.parts]


def items(parts: list[Part]) -> list[Item]:
    """The questions of a sheet, those of tables and of one block of each repeat among them."""
    found: list[Item] = []
    for part in parts:
        match part:
            case Item():
                found.append(part)
            case Table():
                found += part.rows
            case Block():
                found += items(list(part.parts))
    return found


def condition(*rows: str) -> Said | None:
    """When the last of these questions is answered."""
    return items(printed(sheet(*rows)))[-1].condition


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_question_of_the_corpus_is_printed_once_and_numbered_in_order(path: Path) -> None:
    questionnaire = read_workbook(path).questionnaire
    if questionnaire is None:
        return
    found = items(printed(questionnaire))
    shown = [one for one in questionnaire.questions if one.shown and not one.always_read_only and not one.heads_a_table]
    assert [item.name for item in found] == [one.name for one in shown]
    numbered = [item.number for item in found if item.number]
    assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
    assert len(numbered) == sum(one.on_paper for one in questionnaire.questions)
    assert all(item.space == "elsewhere" for item in found if not item.number and item.space != "words")


def test_choices_have_letters_and_many_have_numbers() -> None:
    many = YES_NO.splitlines()[:3] + [f"| | yn | {n} | Place {n} |" for n in range(30)]
    few = items(printed(sheet("select_one yn | again | Again? |")))[0]
    long = numbering(sheet("select_one yn | again | Again? |", choices="\n".join(many) + "\n"))["again"]
    assert [(option.code, option.label) for option in few.options] == [("a", "Yes"), ("b", "No")]
    assert list(long.codes)[:2] + list(long.codes)[-1:] == ["1", "2", "30"]


def test_a_condition_is_said_with_the_numbers_of_the_sheet() -> None:
    asked = ("select_one yn | again | Again? |", "integer | times | How often? |")
    assert condition(*asked, "text | why | Why? | ${again} = 'no'") == Said(
        (Clause((Compared("1", "is", "No"),), "and"),)
    )
    assert condition(*asked, "text | why | Why? | ${again} = 'no' or ${times} > 3") == Said(
        (Clause((Compared("1", "is", "No"), Compared("2", "more", "3")), "or"),)
    )


@pytest.mark.parametrize(
    "relevant", ["contains(${why}, 'x')", "${today} = '2026-01-01'", "count-selected(${again}) > 1"]
)
def test_a_condition_that_cannot_be_said_is_left_to_the_person(relevant: str) -> None:
    asked = ("today | today | |", "select_one yn | again | Again? |", "text | why | Why? |")
    assert condition(*asked, f"text | more | More? | {relevant}") == Said()


def test_the_conditions_of_inner_groups_join_those_of_the_question() -> None:
    rows = (
        "select_one yn | again | Again? |", "begin group | outer | Outer | ${again} = 'yes'",
        "begin group | inner | Inner | ${again} != 'no'", "text | why | Why? | ${again} != ''", "end group | | |",
        "end group | | |",
    )  # fmt: skip
    first, outer = Paper(sheet(*rows), "und").sections
    assert (first.condition, outer.condition) == (None, Said((Clause((Compared("1", "is", "Yes"),), "and"),)))
    assert items(list(outer.parts))[0].condition == Said(
        (Clause((Compared("1", "is_not", "No"),), "and"), Clause((Compared("1", "answered", ""),), "and"))
    )


def test_questions_with_the_same_answers_are_a_table_where_type_is_not_large() -> None:
    rows = ("select_one yn | a | Warm? | likert", "select_one yn | b | Dry? | likert", "select_one yn | c | Lit? | ")
    questionnaire = sheet(*rows, columns="type | name | label | appearance")
    table, alone = printed(questionnaire)
    assert isinstance(table, Table)
    assert ([row.name for row in table.rows], isinstance(alone, Item)) == (["a", "b"], True)
    assert all(isinstance(part, Item) for part in printed(questionnaire, tables=False))


def test_a_repeat_has_as_many_blocks_as_it_asks_for() -> None:
    rows = ("begin repeat | walk | Walk | {}", "text | place | Where? |", "end repeat | | |")
    copies = []
    for count in ("", "5", "99"):
        written = sheet(*(row.format(count) for row in rows), columns="type | name | label | repeat_count")
        (block,) = printed(written)
        assert isinstance(block, Block)
        copies.append(block.copies)
    assert copies == [3, 5, 10]


def test_earlier_answers_leave_a_gap_and_soft_answers_a_box() -> None:
    columns = "type | name | label | missing_options"
    asked = items(printed(sheet("text | first | Name? |", "text | why | Why, ${first}? | dont_know", columns=columns)))
    assert (asked[1].label, asked[1].soft) == ("Why, …?", (Missing.DONT_KNOW,))


TOWNS = """
| choices | | | | |
| | list_name | name | label | region |
| | region | bzh | Brittany | |
| | region | idf | Paris region | |
| | town | sd1 | Saint-Denis | idf |
| | town | sd2 | Saint-Denis | bzh |
| | town | brest | Brest | bzh |
| | plain | one | Other | |
| | plain | two | Other | |
"""


def test_choices_of_a_cascade_with_the_same_words_say_what_they_belong_to() -> None:
    """On a page the region shows only its own towns; on paper all of them stand below the question."""
    rows = ("select_one region | r | Region? |", "select_one town | t | Town? | region = ${r}")
    asked = items(printed(sheet(*rows, columns="type | name | label | choice_filter", choices=TOWNS)))
    assert [(one.code, one.label) for one in asked[1].options] == [
        ("a", "Saint-Denis (Paris region)"),
        ("b", "Saint-Denis (Brittany)"),
        ("c", "Brest"),
    ]


def test_choices_with_the_same_words_and_nothing_above_say_their_name() -> None:
    (asked,) = items(printed(sheet("select_one plain | a | Which? |", choices=TOWNS)))
    assert [one.label for one in asked.options] == ["Other (one)", "Other (two)"]
