"""Films and sound: the place a phone writes into them is blanked, and nothing else moves."""

from __future__ import annotations

import io

import pytest
from media import box, film

from surveys.films import NotAFilm, blank_metadata


def test_the_place_of_a_film_is_blanked_and_the_rest_stays_where_it_was() -> None:
    taken = film()
    file = io.BytesIO(taken)
    assert blank_metadata(file) == 1
    kept = file.getvalue()
    start = taken.index(b"udta")
    assert kept[:start] + b"udta" + kept[start + 4 :] == taken[: start + 4] + bytes(30) + taken[start + 34 :]
    assert kept[start : start + 4] == b"free"


def test_a_film_that_tells_nothing_stays_as_it_is() -> None:
    silent = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", b"udta+48.8+2.3/")
    file = io.BytesIO(silent)
    assert blank_metadata(file) == 0
    assert file.getvalue() == silent


def test_a_list_may_end_with_four_zeros_as_in_quicktime() -> None:
    file = io.BytesIO(box(b"moov", box(b"mvhd", bytes(8)) + bytes(4)))
    assert blank_metadata(file) == 0


@pytest.mark.parametrize(
    "content",
    [film()[:-20], b"\0\0\0\2moov" + bytes(20), box(b"moov", b"\xff\xff\xff\xffudta")],
    ids=["cut short", "box shorter than its header", "box longer than the one around it"],
)
def test_boxes_that_do_not_fit_are_refused(content: bytes) -> None:
    with pytest.raises(NotAFilm):
        blank_metadata(io.BytesIO(content))


def test_boxes_nested_without_end_are_refused() -> None:
    content = b""
    for _ in range(50):
        content = box(b"moov", content)
    with pytest.raises(NotAFilm):
        blank_metadata(io.BytesIO(content))
