"""Workbooks are opened without being trusted: any bytes give sheets or a problem, never an exception."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from forms_by_hand import WALKS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.archive import UNPACKED_LIMIT, column_letters, column_number
from surveys.reading import read_workbook
from surveys.workbook import FILE_LIMIT, OLE_MAGIC, ZIP_MAGIC, Row, Sheet, open_workbook

SURVEY = [["type", "name", "label"], ["integer", "age", "How old?"], ["text", "remark", "Anything else?"]]
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(**sheets: list[list[object]]) -> bytes:
    """A workbook written by a program that is not ours."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return written.getvalue()


def changed(source: bytes, **parts: bytes | str) -> bytes:
    """An archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def code(source: bytes, filename: str = "form.xlsx") -> str:
    workbook = open_workbook(source, filename)
    assert workbook.sheets == ()
    assert [problem.severity for problem in workbook.problems] == ["error"]
    return workbook.problems[0].code


def test_a_workbook_is_read_with_its_row_numbers() -> None:
    sheets = open_workbook(xlsx(survey=[*SURVEY, [], ["note", "bye", 3.0]]), "form.xlsx").sheets
    assert sheets[0].rows[-1] == Row(5, ("note", "bye", "3"))
    assert [row.number for row in sheets[0].rows] == [1, 2, 3, 5]


def test_the_same_form_reads_the_same_from_each_format() -> None:
    text = "\n".join(",".join(str(cell) for cell in row) for row in SURVEY)
    table = "\n".join(["| survey | | | |", *("| | " + " | ".join(map(str, row)) + " |" for row in SURVEY)])
    readings = [
        read_workbook(xlsx(survey=SURVEY), "form.xlsx"),
        read_workbook(text.encode(), "form.csv"),
        read_workbook(text.replace(",", ";").encode("utf-8-sig"), "form.csv"),
        read_workbook(table.encode(), "form.md"),
    ]
    assert len({reading.questionnaire.digest for reading in readings if reading.questionnaire}) == 1
    assert [reading.problems for reading in readings] == [()] * 4


def test_a_workbook_of_an_online_spreadsheet_is_read() -> None:
    rows: list[list[object]] = [
        ["Our survey", "", "", "", "", "", ""],
        ["type ", "name", "label", "required", "default", "", ""],
        ["integer", "hours", "How long?", True, 3.0, "", ""],
        ["date", "day", "Which day?", False, 46_350, "", ""],
        ["", "", "", "", "", "", ""],
        ["select_one yes_no", "more", "More?", "FALSE", "", "", ""],
    ]
    choices: list[list[object]] = [
        ["list_name", "name", "label", ""],
        ["yes_no", 1, "Yes", ""],
        ["yes_no", 0, "No", ""],
    ]
    read = read_workbook(xlsx(Survey=rows, Choices=choices, Notes=[["to do"]]), "form.xlsx")
    assert [problem.code for problem in read.problems] == ["sheet_ignored"]
    assert read.questionnaire is not None
    hours, day, more = read.questionnaire.questions
    assert [question.required is not None for question in (hours, day, more)] == [True, False, False]
    assert [question.default and question.default.source for question in (hours, day)] == ["'3'", "'2026-11-24'"]
    assert [choice.name for choice in read.questionnaire.choices_of(more)] == ["1", "0"]


def test_a_csv_may_hold_several_sheets() -> None:
    text = "survey,,,\n,type,name,label\n,select_one l,a,A\nchoices,,,\n,list_name,name,label\n,l,x,X\n"
    assert [(sheet.name, len(sheet.rows)) for sheet in open_workbook(text.encode(), "f.csv").sheets] == [
        ("survey", 2),
        ("choices", 2),
    ]


def test_a_csv_of_a_french_spreadsheet_is_read() -> None:
    workbook = open_workbook("type;name;label\ntext;a;Été".encode("cp1252"), "f.csv")
    assert workbook.sheets == (Sheet("survey", (Row(1, ("type", "name", "label")), Row(2, ("text", "a", "Été")))),)


def test_a_pipe_may_stand_in_a_markdown_cell() -> None:
    workbook = open_workbook(b"| survey | |\n|---|---|\n| | a \\| b |", "f.md")
    assert workbook.sheets == (Sheet("survey", (Row(3, ("", "a | b")),)),)


@pytest.mark.parametrize(
    ("source", "filename", "expected"),
    [
        (b"", "form.xlsx", "file_empty"),
        (b" \n ", "form.csv", "file_empty"),
        (b"x" * (FILE_LIMIT + 1), "form.csv", "file_too_large"),
        (b"%PDF-1.7", "form.pdf", "file_format_unknown"),
        (b"not a zip", "form.xlsx", "file_unreadable"),
        (ZIP_MAGIC + b"garbage", "form.xlsx", "file_unreadable"),
        (OLE_MAGIC + b"garbage", "form.xls", "file_unreadable"),
        (OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"), "form.xlsx", "file_encrypted"),
        (OLE_MAGIC + "_VBA_PROJECT".encode("utf-16-le"), "form.xls", "file_macros"),
        (b"PK\x03\x04", "form.xlsm", "file_macros"),
        (b"a\x00b", "form.csv", "file_not_text"),
        (b"# A title and no table", "form.md", "file_format_unknown"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_reason(source: bytes, filename: str, expected: str) -> None:
    assert code(source, filename) == expected


def test_a_macro_hidden_under_another_name_is_found() -> None:
    assert code(changed(xlsx(survey=SURVEY), **{"xl/vbaProject.bin": b"x"})) == "file_macros"


def test_a_zip_that_says_it_unpacks_too_large_is_refused() -> None:
    bomb = changed(xlsx(survey=SURVEY), **{"xl/media/a.bin": bytes(UNPACKED_LIMIT + 1)})
    assert len(bomb) < 200_000
    assert code(bomb) == "file_bomb"


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    real = UNPACKED_LIMIT + 1
    bomb = changed(xlsx(survey=SURVEY), **{"xl/media/a.bin": bytes(real)})
    liar = bomb.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert liar != bomb
    assert code(liar) in ("file_bomb", "file_unreadable")


def test_a_sheet_that_spans_millions_of_empty_cells_is_refused_before_it_is_parsed() -> None:
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert code(changed(xlsx(survey=SURVEY), **{SHEET: far})) == "sheet_too_large"


def test_a_sheet_with_a_document_type_is_refused() -> None:
    entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert code(changed(xlsx(survey=SURVEY), **{SHEET: entity})) == "file_unreadable"


def test_a_long_text_copied_into_many_cells_is_refused_before_it_is_parsed() -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3_000))
    parts = {
        SHEET: f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {space}><si><t>{'x' * 30_000}</t></si></sst>",
    }
    bomb = changed(xlsx(survey=SURVEY), **parts)
    assert len(bomb) < 100_000
    assert code(bomb) == "file_bomb"


def test_a_damaged_workbook_is_refused() -> None:
    assert code(changed(xlsx(survey=SURVEY), **{"xl/workbook.xml": "<workbook"})) == "file_unreadable"
    assert code(xlsx(survey=SURVEY)[:-200]) == "file_unreadable"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_numbered_as_spreadsheets_do(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from([".xlsx", ".xls", ".csv", ".md", ""]))
@example(ZIP_MAGIC, ".xlsx")
@example(b'"', ".csv")
@example(b"|", ".md")
@example(b"survey\n,type", ".csv")
def test_no_bytes_raise(source: bytes, suffix: str) -> None:
    for content in (source, ZIP_MAGIC + source, OLE_MAGIC + source):
        reading = read_workbook(content, f"form{suffix}")
        assert reading.questionnaire is not None or reading.problems


@settings(max_examples=100)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_workbook_raises(at: int, damage: bytes) -> None:
    sound = xlsx(survey=SURVEY)
    reading = read_workbook(sound[:at] + damage + sound[at + len(damage) :], "form.xlsx")
    assert reading.questionnaire is not None or reading.problems


@settings(max_examples=100)
@given(st.integers(0, len(WALKS)), st.text(alphabet="|${}()'. \n-a1", min_size=1, max_size=6))
def test_no_slip_of_the_pen_in_a_form_raises(at: int, slip: str) -> None:
    reading = read_workbook((WALKS[:at] + slip + WALKS[at:]).encode(), "form.md")
    assert reading.questionnaire is not None or reading.problems
    assert all(
        problem.what(language) and problem.remedy(language) for problem in reading.problems for language in ("fr", "en")
    )
