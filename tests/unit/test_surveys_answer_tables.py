"""The tables of a file of answers: found by name, joined by key; what cannot be joined is told, never lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from forms_by_hand import CONTEXT, form

from surveys.answer_tables import titled
from surveys.problems import Problem
from surveys.tabular import AnswersRead, Forms, read_answers
from surveys.values import Rows
from surveys.workbook import Row, Sheet, Workbook
from surveys.xlsx_file import to_xlsx

HOME = form("""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | integer | hours | Hours? |
| | begin repeat | person | A person |
| | integer | age | Age? |
| | begin repeat | pet | A pet |
| | text | called | Called? |
| | end repeat | | |
| | end repeat | | |
""")
LATER = form("""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | date | moved | Moved? |
""")
MAIN = "submission_id,participant,wave,hours\na,p1,t0,7\nb,p2,t0,8\n"
PERSON = "submission_id,instance,age\na,1,40\na,2,9\n"
PET = "submission_id,instance,called\na,2.1,Bip\n"


def packed(**tables: str) -> bytes:
    """`answers_csv` is answers.csv; `files__p1_csv` stands in a folder."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name.removesuffix("_csv").replace("__", "/") + ".csv", text)
    return file.getvalue()


def read(source: bytes, name: str = "a.zip") -> AnswersRead:
    return read_answers(source, name, HOME, CONTEXT)


def told(person: str = PERSON, pet: str = PET, main: str = MAIN) -> list[tuple[str, int | None, str, str]]:
    found = read(packed(answers_csv=main, person_csv=person, pet_csv=pet)).problems
    return [(problem.sheet, problem.row, problem.column, problem.code) for problem in found]


def test_instances_stand_under_their_response_and_under_the_instance_around_them() -> None:
    found = read(packed(answers_csv=MAIN, person_csv=PERSON, pet_csv=PET))
    assert found.problems == ()
    rows = {row.participant: row.answers["person"] for row in found.rows}
    assert str(rows["p1"]).count("age") == 2
    assert "Bip" in str(rows["p1"])
    assert "age" not in str(rows["p2"])


@pytest.mark.parametrize(
    ("person", "pet", "problem"),
    [
        (PERSON + "c,1,3\n", PET, ("person.csv", 4, "A", "answers_parent_absent")),
        (PERSON + "b,one,3\n", PET, ("person.csv", 4, "B", "answers_instance_bad")),
        (PERSON + "b,0,3\n", PET, ("person.csv", 4, "B", "answers_instance_bad")),
        (PERSON + "b,1.1,3\n", PET, ("person.csv", 4, "B", "answers_instance_bad")),
        (PERSON + "a,2,3\n", PET, ("person.csv", 4, "B", "answers_instance_twice")),
        (PERSON + "b,2,3\n", PET, ("person.csv", 4, "B", "answers_instance_gap")),
        (PERSON + "a,4,3\n", PET, ("person.csv", 4, "B", "answers_instance_gap")),
        (PERSON + "b,1,old\n", PET, ("person.csv", 4, "C", "answers_cell_refused")),
        (PERSON + "b,1,3,4\n", PET, ("person.csv", 4, "", "answers_cells_extra")),
        (PERSON, PET + "a,3.1,Rex\n", ("pet.csv", 3, "B", "answers_instance_orphan")),
        (PERSON, PET + "b,1.1,Rex\n", ("pet.csv", 3, "B", "answers_instance_orphan")),
        ("submission_id,age\na,40\n", "submission_id,instance,called\n", ("person.csv", 1, "", "answers_key_needed")),
        (PERSON.replace("age", "aeg"), PET, ("person.csv", 1, "C", "answers_column_unknown")),
    ],
)
def test_what_cannot_be_joined_is_told_at_its_place(person: str, pet: str, problem: tuple[str, int, str, str]) -> None:
    errors = [one for one in told(person, pet) if one[3] != "answers_column_absent"]
    assert errors == [problem]


def test_a_repeat_without_a_table_is_left_blank_and_said() -> None:
    found = read(MAIN.encode(), "a.csv")
    assert [(problem.code, problem.severity) for problem in found.problems] == [("answers_table_absent", "warning")] * 2
    assert len(found.rows) == 2


def test_a_table_of_no_known_name_is_never_passed_over() -> None:
    source = packed(answers_csv=MAIN, persn_csv=PERSON, pet_csv="submission_id,instance,called\n")
    assert ("answers_table_unknown", "persn.csv") in [(one.code, one.sheet) for one in read(source).problems]
    pages = tuple(Sheet(name, (Row(1, ("participant",)), Row(2, ("p",)))) for name in ("answers", "notes"))
    found = read(to_xlsx(Workbook(pages)), "a.xlsx")
    assert ("answers_table_unknown", "notes") in [(one.code, one.sheet) for one in found.problems]


def test_what_our_archive_holds_besides_is_passed_over() -> None:
    source = packed(
        answers_csv=MAIN, person_csv=PERSON, pet_csv=PET, answers_fr_csv="x", person_en_csv="x", codebook_fr_csv="x",
        codebook_person_en_csv="x", files__p1_csv="x",
    )  # fmt: skip
    assert read(source).problems == ()


def test_an_archive_without_answers_one_damaged_and_one_that_swells_are_refused() -> None:
    assert [one.code for one in read(packed(person_csv=PERSON)).problems] == ["answers_main_missing"]
    assert [one.code for one in read(packed(answers_csv=MAIN)[:-30]).problems] == ["file_unreadable"]
    assert [one.code for one in read(packed(answers_csv="0" * 65_000_000)).problems] == ["answers_too_large"]
    assert [one.code for one in read(b"PK").problems] == ["file_unreadable"]


def test_a_row_answers_the_version_it_names_or_the_one_of_its_wave() -> None:
    forms = Forms(None, {"t0": HOME, "t1": LATER}, {LATER.digest: LATER})
    text = "participant,wave,questionnaire,hours,moved\n"
    text += f"p1,t0,,7,\np1,t1,,,2026-01-01\np2,t0,{LATER.digest},,2026-01-02\n"
    found = read_answers(text.encode(), "a.csv", forms, CONTEXT)
    assert [row.version for row in found.rows] == [HOME.digest, LATER.digest, LATER.digest]
    wrong = read_answers(text.replace("7,\n", "7,2026-01-03\n").replace("t1", "t9").encode(), "a.csv", forms, CONTEXT)
    errors = [(one.row, one.column, one.code) for one in wrong.problems if one.severity == "error"]
    assert errors == [(2, "E", "answers_cell_elsewhere"), (3, "B", "answers_form_unknown")]


def test_each_problem_says_its_file_in_both_languages() -> None:
    problem = Problem("answers_instance_gap", "person.csv", 4, "B", "instance", "3", {"before": "2"})
    assert problem.place("fr") == "fichier « person.csv », ligne 4, colonne B (instance)"
    assert problem.place("en") == "file “person.csv”, row 4, column B (instance)"
    assert problem.what("en") == "Instance “3” is there, but “2” is not."


@pytest.mark.parametrize(
    ("name", "title"),
    [("person", "person"), ("answers", "answers (repeat)"), ("person_fr", "person_fr (repeat)")],
)
def test_a_repeat_named_as_another_table_of_the_archive_has_a_title_of_its_own(name: str, title: str) -> None:
    held = form(f"""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | begin repeat | {name} | A person |
| | integer | age | Age? |
| | end repeat | | |
""")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("answers.csv", "submission_id,participant\na,p1\n")
        packed.writestr(f"{titled(name)}.csv", "submission_id,instance,age\na,1,40\n")
        packed.writestr("person_fr.csv" if name != "person_fr" else "codebook_fr.csv", "in words")
    found = read_answers(archive.getvalue(), "a.zip", held, CONTEXT)
    assert (titled(name), found.problems, found.rows[0].answers) == (title, (), {name: Rows(({"age": 40},))})
