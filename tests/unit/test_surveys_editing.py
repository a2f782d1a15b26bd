"""Editing a workbook: what an edit does not concern stays, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import line_named, same_cells

from surveys.editing.choices import ChoiceLine, choices_in, copy_list, named, users_of, write_choices
from surveys.editing.forms import MODELS, empty_workbook, laid_out, model, set_settings, setting
from surveys.editing.grid import lines_of
from surveys.editing.names import proposed_name, rename
from surveys.editing.outline import Line, outline_of
from surveys.editing.structure import close, duplicate, insert, move_after, move_down, move_up, remove
from surveys.editing.tables import Tables, set_cells
from surveys.editing.wordings import add_language, missing, missing_everywhere, wordings_of, write_words
from surveys.languages import UNLABELLED
from surveys.problems import has_errors
from surveys.workbook import Row, Sheet, Workbook, open_workbook
from surveys.xlsform import read_form
from surveys.xlsx_file import to_xlsx

WALKS = """
| survey | | | | | | |
|---|---|---|---|---|---|---|
| | type | name | label::Français (fr) | relevant | calculation | hxl |
| | integer | outings | Combien de sorties ? | | | #n |
| | begin group | company | Avec qui ? | ${outings} > 0 | | |
| | select_one yes_no | together | Avec quelqu’un ? | | | |
| | text | who | Avec qui, pour vos ${outings} sorties ? | ${together} = 'yes' | | |
| | end group | | | | | |
| | calculate | per_day | | | ${outings} div 7 | |
| | note | thanks | Merci. | | | |

| choices | | | | |
|---|---|---|---|---|
| | list_name | name | label::Français (fr) | order |
| | yes_no | yes | Oui | a |
| | yes_no | no | Non | b |
| | towns | caen | Caen | c |

| settings | | |
|---|---|---|
| | form_title | default_language |
| | Balades | Français (fr) |

| notes | |
|---|---|
| | To discuss with Rose |
"""


def workbook(text: str = WALKS) -> Workbook:
    return laid_out(open_workbook(text.encode(), "walks.md"), "walks.md")


def column(edited: Workbook, name: str) -> list[str]:
    """The cells of a column of the survey sheet, from top to bottom."""
    records = Tables(edited).survey.records
    return [next((cell.value for (title, _), cell in record.cells.items() if title == name), "") for record in records]


def names(edited: Workbook) -> list[str]:
    return [line.name or line.kind.kind for line in outline_of(edited)]


def row_of(edited: Workbook, name: str) -> int:
    line = line_named(outline_of(edited), name)
    return line.row


def test_the_outline_says_how_deep_a_row_stands_and_where_its_group_ends() -> None:
    def told(line: Line) -> tuple[str, int, range]:
        return line.name, line.depth, line.block

    assert [told(line) for line in outline_of(workbook())] == [
        ("outings", 0, range(2, 3)),
        ("company", 0, range(3, 7)),
        ("together", 1, range(4, 5)),
        ("who", 1, range(5, 6)),
        ("", 0, range(6, 7)),
        ("per_day", 0, range(7, 8)),
        ("thanks", 0, range(8, 9)),
    ]


def test_a_group_that_never_ends_reaches_to_the_last_row() -> None:
    broken = remove(workbook(), 6)
    assert outline_of(broken)[1].block == range(3, 8)


def test_an_end_that_nothing_begins_stands_alone() -> None:
    stray = remove(workbook(), 3, keep_inside=True)
    stray = insert(stray, 4, [{("type", UNLABELLED): "end group"}])
    assert [(line.row, line.paired) for line in outline_of(stray) if line.closes] == [(5, False)]


def test_a_group_that_never_ends_is_ended_after_the_last_row() -> None:
    ended = close(remove(workbook(), 6), 3)
    assert (outline_of(ended)[1].block, outline_of(ended)[-1].record.value("type")) == (range(3, 9), "end group")
    assert close(workbook(), 3) == workbook()


def test_a_question_is_put_after_a_row_and_the_titles_it_needs_are_added() -> None:
    edited = insert(workbook(), 2, [{("type", UNLABELLED): "text", ("hint", "fr"): "Un mot", ("label", "fr"): "Où ?"}])
    titles = lines_of(edited.sheet("survey"))[0]
    assert column(edited, "type")[:3] == ["integer", "text", "begin group"]
    assert (column(edited, "hint")[1], titles[-1]) == ("Un mot", "hint::Français (fr)")


def test_a_question_steps_up_into_the_group_above_and_out_of_it() -> None:
    first, row = move_up(workbook(), 7)
    assert (names(first), row) == (["outings", "company", "together", "who", "per_day", "end", "thanks"], 6)
    second, row = move_up(first, 4)
    third, row = move_up(second, row)
    assert (names(third)[:3], row) == (["together", "outings", "company"], 2)


def test_a_group_steps_over_its_neighbours_with_all_it_holds() -> None:
    up, row = move_up(workbook(), 3)
    assert (names(up)[:5], row) == (["company", "together", "who", "end", "outings"], 2)
    down, row = move_down(workbook(), 3)
    assert (names(down), row) == (["outings", "per_day", "company", "together", "who", "end", "thanks"], 4)


def test_a_group_passes_another_group_whole() -> None:
    two = duplicate(workbook(), 3)
    up, row = move_up(two, 7)
    assert (names(up)[1], row) == ("company_2", 3)
    assert same_cells(move_down(up, row)[0], two)


@pytest.mark.parametrize("move", [move_up, move_down])
def test_the_first_row_cannot_go_up_nor_the_last_one_down(
    move: Callable[[Workbook, int], tuple[Workbook, int]],
) -> None:
    row = 2 if move is move_up else 8
    assert move(workbook(), row) == (workbook(), row)


def test_a_question_is_dropped_anywhere() -> None:
    assert names(move_after(workbook(), 8, 3))[:3] == ["outings", "company", "thanks"]
    assert names(move_after(workbook(), 8, 0))[:2] == ["thanks", "outings"]
    assert move_after(workbook(), 3, 5) == workbook(), "a group cannot go inside itself"


def test_a_copied_group_refers_to_its_own_questions() -> None:
    edited = duplicate(workbook(), 3)
    assert names(edited)[5:9] == ["company_2", "together_2", "who_2", "end"]
    assert column(edited, "relevant")[5:8] == ["${outings} > 0", "", "${together_2} = 'yes'"]
    assert not has_errors(read_form(duplicate(workbook(), 2), "walks")[1])


def test_a_group_is_taken_out_with_its_questions_or_from_around_them() -> None:
    assert names(remove(workbook(), 3)) == ["outings", "per_day", "thanks"]
    assert names(remove(workbook(), 3, keep_inside=True)) == ["outings", "together", "who", "per_day", "thanks"]


def test_a_new_name_goes_into_every_reference() -> None:
    edited = rename(workbook(), 2, "sorties")
    assert column(edited, "relevant") == [
        "",
        "${sorties} > 0",
        "",
        "${together} = 'yes'",
        "",
        "",
        "",
    ]
    assert column(edited, "calculation")[5] == "${sorties} div 7"
    assert column(edited, "label")[3] == "Avec qui, pour vos ${sorties} sorties ?"
    assert same_cells(rename(edited, 2, "outings"), workbook())


def test_a_new_name_goes_into_paths_too() -> None:
    paths = set_cells(workbook(), "survey", 5, {("relevant", UNLABELLED): "../outings > /data/outings_all/outings"})
    assert column(rename(paths, 2, "sorties"), "relevant")[3] == "../sorties > /data/outings_all/sorties"


def test_a_name_used_twice_is_changed_alone() -> None:
    twice = set_cells(workbook(), "survey", 8, {("name", UNLABELLED): "outings"})
    assert column(rename(twice, 8, "thanks"), "relevant") == column(workbook(), "relevant")


def test_a_list_is_written_back_in_its_rows_with_what_else_they_hold() -> None:
    yes, no = choices_in(workbook(), "yes_no")
    edited = write_choices(workbook(), "yes_no", [no, ChoiceLine(None, "maybe", {"fr": "Peut-être"}), yes])
    sheet = [cells[:4] for cells in lines_of(edited.sheet("choices"))[1:]]
    assert sheet == [
        ("yes_no", "no", "Non", "b"),
        ("yes_no", "maybe", "Peut-être"),
        ("yes_no", "yes", "Oui", "a"),
        ("towns", "caen", "Caen", "c"),
    ]


def test_a_list_may_lose_choices_and_others_stay() -> None:
    edited = write_choices(workbook(), "yes_no", choices_in(workbook(), "yes_no")[1:])
    assert [cells[1] for cells in lines_of(edited.sheet("choices"))] == ["name", "no", "caen"]


def test_conditions_follow_the_new_name_of_a_choice() -> None:
    yes, no = choices_in(workbook(), "yes_no")
    swapped = [ChoiceLine(yes.row, "no", yes.labels), ChoiceLine(no.row, "yes", no.labels)]
    edited = write_choices(workbook(), "yes_no", swapped)
    assert column(edited, "relevant")[3] == "${together} = 'no'"


def test_a_new_list_makes_its_sheet() -> None:
    bare = Workbook((Sheet("survey", (Row(1, ("type", "name", "label")), Row(2, ("select_one a", "q", "Q")))),))
    edited = write_choices(bare, "a", named([ChoiceLine(None, "", {UNLABELLED: "Très bien"})]))
    assert lines_of(edited.sheet("choices")) == [("list_name", "name", "label"), ("a", "tres_bien", "Très bien")]


def test_a_list_is_copied_to_be_changed_for_one_question() -> None:
    edited, name = copy_list(workbook(), "yes_no")
    assert (name, [line.name for line in choices_in(edited, name)]) == ("yes_no_2", ["yes", "no"])
    assert (users_of(edited, "yes_no"), users_of(edited, name)) == (("together",), ())


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Combien d’heures avez-vous dormi ?", "combien_heures_dormi"),
        ("How many hours did you sleep?", "many_hours_sleep"),
        ("Où ?", "ou"),
        ("3 mots", "q_3_mots"),
        ("مرحبا", "q"),
    ],
)
def test_a_name_is_made_of_the_words_of_the_label(label: str, name: str) -> None:
    assert proposed_name(label, ()) == name


def test_a_proposed_name_is_free() -> None:
    assert proposed_name("Où ?", {"ou", "ou_2"}) == "ou_3"


def test_a_language_gets_its_columns_beside_the_others() -> None:
    edited = add_language(workbook(), "English (en)")
    assert lines_of(edited.sheet("survey"))[0][:4] == ("type", "name", "label::Français (fr)", "label::English (en)")
    assert len(missing(edited, "en")) == len(missing(workbook(), "en")) == 9


def test_what_is_missing_is_counted_for_each_language_sounds_apart() -> None:
    rows = (
        ("type", "name", "label::fr", "label::fr-x-falc", "hint::fr", "media::audio::fr"),
        ("text", "a", "Combien ?", "", "Comptez.", "a.mp3"),
        ("text", "b", "Où ?", "Où ?", "", ""),
    )
    table = Workbook((Sheet("survey", tuple(Row(number, row) for number, row in enumerate(rows, 1))),))
    counted = {language: dict(kinds) for language, kinds in missing_everywhere(table).items()}
    assert counted == {"fr": {}, "fr-x-falc": {"text": 1, "help": 1, "sound": 1}}


def test_words_without_language_get_one_when_a_second_is_added() -> None:
    bare = Workbook((Sheet("survey", (Row(1, ("type", "name", "label")), Row(2, ("text", "q", "Où ?")))),))
    edited = add_language(bare, "English (en)", "Français (fr)")
    assert [language.code for language in Tables(edited).languages] == ["fr", "en"]
    assert wordings_of(edited)[0].words == {"fr": "Où ?"}


def test_translations_are_written_by_key() -> None:
    edited = add_language(workbook(), "English (en)")
    edited = write_words(edited, "en", {"survey/outings/label": "How many outings?", "choices/yes_no.yes/label": "Yes"})
    questionnaire, _ = read_form(edited, "walks")
    assert questionnaire is not None
    assert questionnaire.question("outings").label["en"] == "How many outings?"
    assert questionnaire.choices["yes_no"][0].label == {"fr": "Oui", "en": "Yes"}


def test_settings_are_written_beside_the_others() -> None:
    edited = set_settings(workbook(), {("form_id", UNLABELLED): "walks", ("form_title", "fr"): "Sorties"})
    assert lines_of(edited.sheet("settings"))[1] == ("Sorties", "Français (fr)", "walks")
    assert setting(edited, "form_id") == "walks"


@pytest.mark.parametrize("name", MODELS)
def test_every_model_can_be_published_as_it_is(name: str) -> None:
    assert read_form(model(name), name)[1] == ()


def test_an_empty_questionnaire_lacks_nothing_but_questions() -> None:
    empty = empty_workbook("walks", {"fr": "Balades"}, ("Français (fr)", "English (en)"))
    asked = insert(empty, 0, [{("type", UNLABELLED): "text", ("name", UNLABELLED): "q", ("label", "fr"): "Où ?"}])
    assert [problem.code for problem in read_form(empty, "walks")[1]] == ["survey_empty"]
    assert not has_errors(read_form(asked, "walks")[1])


CELL = st.text(alphabet="aé1 ${}'|\n", max_size=6).map(str.strip)
SHEETS = st.lists(st.lists(CELL, min_size=1, max_size=4).map(tuple), min_size=1, max_size=8)


def odd(lines: list[tuple[str, ...]]) -> Workbook:
    """A sheet nobody understands, beside the survey; rows may be empty."""
    extra = Sheet("Étrange: sheet", tuple(Row(at, cells) for at, cells in enumerate(lines, start=1) if any(cells)))
    return Workbook((*workbook().sheets, extra))


@settings(max_examples=40)
@given(SHEETS)
def test_a_file_written_and_opened_again_holds_the_same_cells(lines: list[tuple[str, ...]]) -> None:
    written = odd(lines)
    again = open_workbook(to_xlsx(written), "again.xlsx")
    renamed = Workbook((*again.sheets[:-1], Sheet(written.sheets[-1].name, again.sheets[-1].rows)))
    assert (again.sheets[-1].name, same_cells(renamed, written)) == ("Étrange_ sheet", True)


Edit = Callable[[Workbook, int], Workbook]


def _insert_and_remove(edited: Workbook, row: int) -> Workbook:
    return remove(insert(edited, row, [{("type", UNLABELLED): "text", ("name", UNLABELLED): "new"}]), row + 1)


def _copy_and_remove(edited: Workbook, row: int) -> Workbook:
    last = next(line.last for line in outline_of(edited) if line.row == row)
    return remove(duplicate(edited, row), last + 1)


def _up_and_down(edited: Workbook, row: int) -> Workbook:
    moved, now = move_up(edited, row)
    return move_down(moved, now)[0] if now != row else moved


def _rename_and_back(edited: Workbook, row: int) -> Workbook:
    old = next(line.name for line in outline_of(edited) if line.row == row)
    return rename(rename(edited, row, "a_free_name"), row, old) if old else edited


def _write_and_erase(edited: Workbook, row: int) -> Workbook:
    record = Tables(edited).record("survey", row)
    assert record is not None
    old = {field: cell.value for field, cell in record.cells.items()}
    return set_cells(set_cells(edited, "survey", row, dict.fromkeys(old, "other")), "survey", row, old)


UNDONE: tuple[Edit, ...] = (
    _insert_and_remove, _copy_and_remove, _up_and_down, _rename_and_back, _write_and_erase
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(UNDONE), st.integers(0, 40)), max_size=4), st.sampled_from([2, 4, 6]))
def test_edits_undone_leave_every_cell_where_it_was(edits: list[tuple[Edit, int]], empty_row: int) -> None:
    """Also those of columns nobody understands, and the empty rows people leave between theirs."""
    survey = lines_of(workbook().sheet("survey"))
    spaced = tuple(
        Row(at + (at > empty_row), (*cells, f"x{at}")) for at, cells in enumerate(survey, start=1)
    )  # fmt: skip
    start = Workbook((Sheet("Survey ", spaced), *workbook().sheets[1:]))
    edited = start
    for edit, number in edits:
        rows = [line.row for line in outline_of(edited) if not line.closes]
        edited = edit(edited, rows[number % len(rows)])
    assert same_cells(edited, start)


def test_the_questionnaires_of_the_tests_pass_through_unchanged(questionnaires: Path) -> None:
    for path in sorted(questionnaires.rglob("*.md")):
        opened = laid_out(open_workbook(path.read_bytes(), path.name), path.name)
        again = open_workbook(to_xlsx(opened), "again.xlsx")
        assert same_cells(again, opened), path.name
