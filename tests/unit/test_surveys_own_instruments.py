"""A workbook of an instrument reads back as the instrument, or says in which cell what to put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from surveys.instruments import codes, from_json, load, to_json
from surveys.instruments.reading import read_instrument
from surveys.instruments.sheets import instrument_workbook
from surveys.problem_words.instrument import INSTRUMENT
from surveys.workbook import Row, Workbook
from surveys.xlsx_file import to_xlsx

Change = Callable[[Workbook], Workbook]


def read(workbook: Workbook, *changes: Change) -> list[str]:
    """The problems of a workbook once it is changed, each as its code; none when it gives an instrument."""
    for change in changes:
        workbook = change(workbook)
    reading = read_instrument(to_xlsx(workbook), "instrument.xlsx")
    assert (reading.instrument is None) == any(problem.severity == "error" for problem in reading.problems)
    return [problem.code for problem in reading.problems]


def put(sheet: str, row: int, column: int, value: str) -> Change:
    """Writes a cell; rows count from 1 as in a spreadsheet, columns from 0."""

    def change(workbook: Workbook) -> Workbook:
        (found,) = (one for one in workbook.sheets if one.name == sheet)
        cells = {one.number: list(one.cells) for one in found.rows}
        line = cells.setdefault(row, [""] * (column + 1))
        line[column:] = [value, *line[column + 1 :]]
        rows = tuple(Row(number, tuple(cells[number])) for number in sorted(cells))
        return Workbook(tuple(replace(one, rows=rows) if one is found else one for one in workbook.sheets))

    return change


def line(name: str, value: str, column: int = 1) -> Change:
    """Writes the value of a line of the first sheet; column 2 is its French, 3 its English."""

    def change(workbook: Workbook) -> Workbook:
        number = next(row.number for row in workbook.sheets[0].rows if row.cells[0] == name)
        return put("instrument", number, column, value)(workbook)

    return change


def without(sheet: str, row: int | None = None) -> Change:
    """Without a row, or without the whole sheet."""

    def change(workbook: Workbook) -> Workbook:
        sheets = (
            one if one.name != sheet else replace(one, rows=tuple(kept for kept in one.rows if kept.number != row))
            for one in workbook.sheets
            if one.name != sheet or row is not None
        )
        return Workbook(tuple(sheets))

    return change


BROKEN: dict[str, tuple[Change, ...]] = {
    "instrument_sheet_missing": (without("items"),),
    "instrument_field_missing": (line("citation", ""),),
    "instrument_field_unknown": (put("instrument", 40, 0, "citatoin"),),
    "instrument_value_bad": (line("licence_checked_on", "last May"),),
    "instrument_answer_step": (put("answers", 3, 0, "7"),),
    "instrument_answers_few": (
        without("answers", 3), without("answers", 4), without("answers", 5),
        *(put("items", row, 4, "0") for row in range(2, 9)),
        line("reference_score", "0"),
    ),
    "instrument_too_long": tuple(put("answers", row, 0, str(row - 2)) for row in range(6, 105)),
    "instrument_reference_missing": (put("items", 2, 4, "9"),),
    "instrument_reference_differs": (line("reference_score", "12"),),
    "instrument_yes_no": (put("items", 2, 3, "perhaps"),),
    "instrument_wording_bad": (put("wordings", 2, 1, "seen"),),
    "instrument_wording_source": (put("wordings", 2, 2, ""), put("wordings", 2, 3, "")),
    "instrument_wording_missing": (without("wordings", 2),),
    "instrument_words_missing": (put("items", 2, 1, ""),),
    "instrument_no_language": (put("wordings", 2, 1, "not_seen"), put("wordings", 3, 1, "not_seen")),
    "instrument_band_bad": (put("bands", 2, 0, "high"),),
    "instrument_safety_half": (line("safety_item", "9"),),
    "instrument_score_range": (line("score_minimum", "0"),),
    "instrument_answered_range": (line("minimum_answered", "8"),),
    "instrument_altered_why": (line("altered_why", "", 2), line("altered_why", "", 3)),
    "instrument_benchmark_source": (line("benchmark_source", "", 2), line("benchmark_source", "", 3)),
}  # fmt: skip


@pytest.mark.parametrize("code", codes())
def test_an_instrument_written_as_a_workbook_reads_back_the_same(code: str) -> None:
    reading = read_instrument(to_xlsx(instrument_workbook(load(code))), f"{code}.xlsx")
    assert (reading.instrument, reading.problems) == (load(code), ())


@pytest.mark.parametrize("code", codes())
def test_an_instrument_kept_as_json_is_the_same(code: str) -> None:
    assert from_json(json.loads(json.dumps(to_json(load(code))))) == load(code)


@pytest.mark.parametrize("code", INSTRUMENT)
def test_each_thing_wrong_is_told(code: str) -> None:
    assert code in read(instrument_workbook(load("gad7")), *BROKEN[code])


def test_what_is_wrong_says_where_and_what_to_write() -> None:
    workbook = line("blank", "zero")(instrument_workbook(load("gad7")))
    (problem,) = read_instrument(to_xlsx(workbook), "gad7.xlsx").problems
    assert (problem.sheet, problem.row, problem.column) == ("instrument", 13, "B")
    assert problem.remedy("fr") == "Écrivez own_mean (moyenne des autres) ou middle (milieu)."


def test_the_model_asks_for_everything_and_is_no_instrument() -> None:
    assert read(instrument_workbook()) == ["instrument_sheet_missing", "instrument_sheet_missing"]


def test_an_instrument_may_be_in_another_language() -> None:
    arabic = {"ar": "كلمات"}
    sus = load("sus")
    held = replace(
        sus,
        code="sus_ar",
        heading=arabic,
        instruction=arabic,
        items=(arabic,) * len(sus.items),
        choices=(arabic,) * len(sus.choices),
        wordings={"ar": sus.wordings["fr"]},
    )
    reading = read_instrument(to_xlsx(instrument_workbook(held)), "sus.xlsx")
    assert reading.problems == ()
    assert reading.instrument is not None
    assert (reading.instrument.languages, reading.instrument.items) == (("ar",), held.items)


@pytest.mark.parametrize(("source", "name"), [(b"", "a.xlsx"), (b"PK\x03\x04rubbish", "a.xlsx"), (b"hello", "a.doc")])
def test_any_other_file_is_refused_in_words(source: bytes, name: str) -> None:
    reading = read_instrument(source, name)
    assert (reading.instrument, len(reading.problems)) == (None, 1)
