"""Names of files: what people and phones call them, and what every system can write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.file_names import LONGEST, clean, folded, unlike, with_suffix
from surveys.media_types import type_named

GIVEN = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\Lucie\\photo.jpg": "photo.jpg",
    "photo\u202egpj.exe": "photogpj.exe",
    "a\0b.png": "a_b.png",
    "  .hidden. ": "hidden",
    "CON.txt": "_CON.txt",
    'what? "this" <is>.pdf': "what_ _this_ _is_.pdf",
    "e\u0301te\u0301.jpg": "été.jpg",
    "": "file",
    "..": "file",
    "été 👩🏽‍🌾.jpg": "été 👩🏽‍🌾.jpg",
}


@pytest.mark.parametrize(("given_name", "kept"), GIVEN.items())
def test_a_name_keeps_what_every_system_can_write(given_name: str, kept: str) -> None:
    assert clean(given_name) == kept


def test_a_long_name_is_cut_before_its_suffix() -> None:
    assert clean("é" * 126 + ".jpg") == "é" * 58 + ".jpg"


@given(st.text(max_size=300))
def test_whatever_a_file_was_called_its_name_can_be_written(name: str) -> None:
    kept = clean(name)
    assert kept
    assert len(kept.encode()) <= LONGEST
    assert clean(kept) == kept


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert unlike("photo.jpg", {folded("Photo.JPG"), "photo (2).jpg"}) == "photo (3).jpg"
    assert unlike("photo.jpg", set()) == "photo.jpg"
    assert unlike("notes", {"notes"}) == "notes (2)"
    assert len(unlike("é" * 58 + ".jpg", {"é" * 58 + ".jpg"}).encode()) <= LONGEST


def test_a_name_never_says_another_type_than_the_content() -> None:
    jpeg = type_named("image/jpeg")
    assert with_suffix("photo.JPEG", jpeg) == "photo.JPEG"
    assert with_suffix("photo.html", jpeg) == "photo.jpg"
    assert with_suffix("photo", jpeg) == "photo.jpg"
