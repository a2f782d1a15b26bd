"""Files that choices and `pulldata` read: rows of text, or a reason why not; never an exception."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.reading import read_workbook
from surveys.table_files import FILE_LIMIT, ROWS_LIMIT, NotATable, table_of

TOWNS = ({"name": "arles", "label": "Arles"}, {"name": "lille"})
FORM = b"| survey | | | |\n| | type | name | label |\n| | select_one_from_file towns.csv | town | Which town? |"
BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><root><item><name>&b;</name></item></root>'


def features(*geometries: object) -> bytes:
    """A GeoJSON file with a feature for each geometry."""
    rows = [
        {"type": "Feature", "id": 7, "geometry": one, "properties": {"title": "Here", "n": 2.0}} for one in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("towns.csv", b"name,label\narles,Arles\nlille,\n\n"),
        ("towns.csv", "\ufeffname;label\r\narles;Arles\r\nlille;".encode()),
        (
            "towns.xml",
            b"<root><item><name>arles</name><label>Arles</label></item><item><name>lille</name></item></root>",
        ),
    ],
)
def test_a_table_is_the_same_from_each_format(name: str, content: bytes) -> None:
    assert table_of(name, content) == TOWNS


@pytest.mark.parametrize(
    ("geometry", "written"),
    [
        ({"type": "Point", "coordinates": [2.36, 48.9]}, "48.9 2.36 0 0"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "2 1 0 0;4 3 0 0"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}, "0 0 0 0;1 0 0 0;1 1 0 0;0 0 0 0"),
        (None, ""),
    ],
)
def test_a_feature_is_a_row_with_its_geometry_as_odk_writes_it(geometry: object, written: str) -> None:
    row = {"id": "7", "title": "Here", "n": "2"} | ({"geometry": written} if written else {})
    assert table_of("stops.geojson", features(geometry)) == (row,)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("towns.csv", b"", "table_unreadable"),
        ("towns.csv", b"a\x00b", "table_unreadable"),
        ("towns.txt", b"name", "table_unreadable"),
        ("towns.csv", b"x" * (FILE_LIMIT + 1), "table_too_large"),
        ("towns.csv", b"n\n" + b"1\n" * (ROWS_LIMIT + 1), "table_too_large"),
        ("towns.xml", BOMB.encode(), "table_unreadable"),
        ("towns.xml", b"<root><item><name><b>x</b></name></item></root>", "table_unreadable"),
        ("towns.geojson", b"[1]", "table_unreadable"),
        ("towns.geojson", features({"type": "Point", "coordinates": [1]}), "table_unreadable"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(name: str, content: bytes, code: str) -> None:
    with pytest.raises(NotATable, match=code):
        table_of(name, content)


def test_choices_from_a_file_are_offered_as_the_file_says() -> None:
    read = read_workbook(FORM, "form.md", {"towns.csv": b"name,label\narles,Arles\nlille,Lille"})
    assert (read.problems, read.questionnaire and read.questionnaire.tables) == (
        (),
        {"towns.csv": ({"name": "arles", "label": "Arles"}, {"name": "lille", "label": "Lille"})},
    )


def test_a_file_without_the_column_of_the_choices_is_explained() -> None:
    (problem,) = read_workbook(FORM, "form.md", {"towns.csv": b"code,title\na,Arles"}).problems
    assert (problem.code, problem.row) == ("table_column_missing", 3)
    assert problem.what("en") == "The file “towns.csv” has no column “name”: it has code, title."


@pytest.mark.parametrize("folder", ["", "media", "form-media"])
def test_files_beside_a_workbook_are_found(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "form.md").write_bytes(FORM)
    (tmp_path / folder / "towns.csv").write_bytes(b"name,label\narles,Arles")
    read = read_workbook(tmp_path / "form.md")
    assert (read.problems, read.questionnaire and len(read.questionnaire.tables["towns.csv"])) == ((), 1)


def test_a_workbook_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(b"name,label\nsecret,Secret")
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "form.md").write_bytes(FORM.replace(b"towns.csv", b"../secret.csv"))
    assert [problem.code for problem in read_workbook(tmp_path / "forms" / "form.md").problems] == ["file_awaited"]


def test_a_picture_is_known_by_its_digest() -> None:
    form = b"| survey | | | | |\n| | type | name | label | image |\n| | text | a | A | a.png |"
    read = read_workbook(form, "form.md", {"a.png": b"abc"}).questionnaire
    digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert read is not None
    assert read.files == {"a.png": digest}


@settings(max_examples=150)
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xml", "a.geojson"]))
@example(b'{"features": {"a": 1}}', "a.geojson")
@example(b'{"features": [null]}', "a.geojson")
@example(b'{"features": [{"properties": 3}]}', "a.geojson")
@example(b'{"features": [{"geometry": {"type": "Point", "coordinates": ["x", "y"]}}]}', "a.geojson")
@example(b"<a><b/></a><c>", "a.xml")
def test_no_bytes_raise_anything_else(content: bytes, name: str) -> None:
    with suppress(NotATable):
        assert all(cell for row in table_of(name, content) for cell in row.values())
