"""`lab.py import-data`: the archive of a study is taken in by another one, repeats included; all of it or nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from desk import Desk
from flask import Flask
from people import Cast, published, twin_studies
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions import ImportedRow
from livinglab.commands.import_data import take_in
from livinglab.installation.sentences import LANGUAGE_VARIABLE
from livinglab.store.database import db
from livinglab.store.responses import Response
from livinglab.store.studies import Study
from surveys import read_workbook
from surveys.questionnaire import Questionnaire
from surveys.workbook import Row, Sheet, Workbook
from surveys.xlsx_file import to_xlsx

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
BEFORE = """
| survey | | | | | | |
|---|---|---|---|---|---|---|
| | type | name | label | relevant | calculation | parameters |
| | start | began | | | | |
| | deviceid | device | | | | |
| | integer | hours | Hours? | | | |
| | begin group | home | At home | | | |
| | begin repeat | person | A person | | | |
| | text | first | First name? | | | |
| | decimal | age | Age? | | | |
| | calculate | double | | | ${age} * 2 | |
| | calculate | drawn | | | once(random()) | |
| | select_multiple ways | ways | Ways? | ${age} > 5 | | |
| | rank ways | best | Best? | ${age} > 5 | | |
| | begin repeat | pet | A pet | ${age} > 5 | | |
| | text | called | Called? | | | |
| | geopoint | found | Found where? | | | |
| | end repeat | | | | | |
| | end repeat | | | | | |
| | end group | | | | | |
| | text | remark | Remark? | | | |
| choices | | | | | | |
| | list_name | name | label | | | |
| | ways | foot | On foot | | | |
| | ways | car | By car | | | |
"""
AFTER = """
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | integer | hours | Hours? |
| | date | moved | Moved? |
"""


def form(text: str, name: str) -> Questionnaire:
    questionnaire = read_workbook(text.encode(), f"{name}.md").questionnaire
    assert questionnaire is not None
    return questionnaire


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def studies(people: Cast) -> tuple[Study, Study]:
    """Two studies that ask the same: people told one what the other is to know."""
    versions = {"before": published(people, form(BEFORE, "home")), "after": published(people, form(AFTER, "later"))}
    return twin_studies(people, versions)


def told(people: Cast, study: Study) -> None:
    """What three people said, with everything a table can get wrong."""
    awa = {
        "first": "Awa",
        "age": 40.5,
        "ways": ["car", "foot"],
        "best": ["car", "foot"],
        "pet": [{"called": "Rex"}, {}],
    }
    zoe = {"first": "=1+1", "age": 4}
    pets = [{"called": "Bip, le chat", "found": "48.5 2.25 0 0"}]
    leo = {"first": "Léo\nLou", "age": 9, "ways": [], "pet": pets}
    said: list[tuple[str, str, dict[str, object]]] = [
        ("p1", "before", {"hours": 7, "device": "phone 1", "person": [awa, zoe, leo], "remark": "-3 degrees; cold"}),
        ("p2", "before", {"hours": 8, "person": []}),
        ("p3", "before", {"person": [{}], "remark": "'quoted'"}),
        ("p1", "after", {"hours": 6, "moved": "2026-02-03"}),
    ]
    rows = [
        ImportedRow(n, person, wave, answers, "walk", "Lyon", "en", AT + timedelta(minutes=n), AT - timedelta(hours=n))
        for n, (person, wave, answers) in enumerate(said, start=2)
    ]
    actions.import_responses(by=people.marc, study=study, rows=rows, create_participants=True)


def archive_of(marc: Desk, study: Study) -> bytes:
    return marc.send(marc.open(f"/studies/{study.id}"), "take-answers").answer.data


def tables(archive: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        texts = {name: opened.read(name).decode("utf-8-sig") for name in opened.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def zipped(held: Mapping[str, list[list[str]]], folder: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in held.items():
            text = io.StringIO(newline="")
            csv.writer(text).writerows(rows)
            archive.writestr(folder + name, text.getvalue())
    return file.getvalue()


def sheets(held: Mapping[str, list[list[str]]]) -> bytes:
    wanted = {name.removesuffix(".csv"): rows for name, rows in held.items() if name in OURS}
    pages = (Sheet(name, tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 1))) for name, rows in wanted.items())
    return to_xlsx(Workbook(tuple(pages)))


OURS = ("answers.csv", "person.csv", "pet.csv")


def alike(held: Mapping[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """The tables with people and responses by their order: a study gives both names of its own."""
    names: dict[str, str] = {}
    for row in held["answers.csv"][1:]:
        for column in ("participant", "submission_id"):
            names.setdefault(row[held["answers.csv"][0].index(column)], f"{column} {len(names)}")
    return {name: [[names.get(cell, cell) for cell in row] for row in rows] for name, rows in held.items()}


def count() -> int:
    return db.session.scalar(select(func.count(Response.id))) or 0


@pytest.mark.parametrize("kind", ["zip", "folder", "xlsx"])
def test_what_is_exported_is_taken_in_and_exported_the_same(
    marc: Desk, people: Cast, studies: tuple[Study, Study], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = studies
    told(people, first)
    archive = archive_of(marc, first)
    held = tables(archive)
    given = {
        "zip": ("answers.zip", archive),
        "folder": ("again.zip", zipped(held, "answers-2026/")),
        "xlsx": ("answers.xlsx", sheets(held)),
    }
    name, source = given[kind]
    assert take_in(second, source, name, new_participants=True) == 0, capsys.readouterr().out
    again = tables(archive_of(marc, second))
    assert [len(held[name]) for name in OURS] == [5, 5, 4]
    assert alike(again) == alike(held)


def test_the_rows_may_come_in_any_order(marc: Desk, people: Cast, studies: tuple[Study, Study]) -> None:
    first, second = studies
    told(people, first)
    held = tables(archive_of(marc, first))
    mixed = {name: [rows[0], *Random(4).sample(rows[1:], len(rows) - 1)] for name, rows in held.items()}
    assert take_in(second, zipped(mixed), "a.zip", new_participants=True) == 0
    assert alike(tables(archive_of(marc, second))) == alike(held)


def test_tables_made_by_hand_are_joined_by_person_and_wave(
    marc: Desk, people: Cast, studies: tuple[Study, Study]
) -> None:
    by_hand = {
        "answers.csv": [["participant", "wave", "hours"], ["p1", "before", "7"]],
        "person.csv": [
            ["participant", "wave", "instance", "first", "age"],
            ["p1", "before", "1", "Awa", "40"],
            ["p1", "before", "2", "Zoé", "9"],
        ],
        "pet.csv": [["participant", "wave", "instance", "called"], ["p1", "before", "2.1", "Bip"]],
    }
    assert take_in(studies[0], zipped(by_hand), "a.zip", new_participants=True) == 0
    answers = db.session.scalars(select(Response)).one().answers
    assert [(person["first"], [pet["called"] for pet in person["pet"]]) for person in answers["person"]] == [
        ("Awa", []),
        ("Zoé", ["Bip"]),
    ]


def test_one_bad_cell_in_a_repeat_keeps_everything_out(
    marc: Desk,
    people: Cast,
    studies: tuple[Study, Study],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = studies
    told(people, first)
    held = tables(archive_of(marc, first))
    column = held["person.csv"][0].index("age")
    held["person.csv"][2][column] = "old"
    before = count()
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    assert take_in(second, zipped(held), "a.zip", new_participants=True) == 2
    said = capsys.readouterr().out
    row = "file “person.csv”, row 3, column "
    assert ("[answers_cell_refused]" in said, row in said, "“old” cannot be the answer to “age”." in said) == (
        True,
    ) * 3
    assert count() == before
