"""Photographs: drawn anew, so that a position, a device or a hidden program stays behind; upright; never a bomb."""

from __future__ import annotations

import io

import pytest
from media import GPS_IFD, archive, photograph, points_bomb
from PIL import Image, ImageFile

from surveys.photographs import NotAPicture, TooManyPoints, for_print, redrawn, thumbnail

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def drawn(content: bytes, longest: int | None = None) -> Image.Image:
    return Image.open(redrawn(io.BytesIO(content), longest))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_taken_stays_behind(form: str) -> None:
    taken = photograph(form, position=True)
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(GPS_IFD) != {}
    kept = redrawn(io.BytesIO(taken)).getvalue()
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert b"Telephone" not in kept
    assert b"Exif" not in kept


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_stays_of_its_kind_and_size(form: str) -> None:
    kept = drawn(photograph(form))
    assert (kept.format, kept.size) == (form, (64, 48))


def test_a_picture_lying_on_its_side_stands_up() -> None:
    assert drawn(photograph(turned=True)).size == (48, 64)


def test_a_jpeg_that_stands_already_keeps_its_tables() -> None:
    taken = photograph(position=True)
    assert drawn(taken).quantization == Image.open(io.BytesIO(taken)).quantization  # type: ignore[attr-defined]


def test_a_picture_is_made_no_larger_than_asked() -> None:
    assert drawn(photograph(size=(2000, 1000)), 500).size == (500, 250)
    assert drawn(photograph(size=(200, 100)), 500).size == (200, 100)
    assert drawn(photograph("PNG", (100, 400)), 100).size == (25, 100)


@pytest.mark.parametrize("form", FORMATS)
def test_what_hides_behind_a_picture_stays_behind(form: str) -> None:
    kept = redrawn(io.BytesIO(photograph(form) + archive(("hidden.class", "x")))).getvalue()
    assert b"hidden.class" not in kept


def test_a_moving_picture_keeps_its_frames() -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    assert drawn(file.getvalue()).n_frames == 3  # type: ignore[attr-defined]


def test_a_few_bytes_that_would_fill_the_memory_are_refused() -> None:
    with pytest.raises(TooManyPoints):
        redrawn(io.BytesIO(points_bomb()))


@pytest.mark.parametrize(
    "content",
    [photograph()[:-200], photograph("PNG")[:60], points_bomb(20, 20), b"\xff\xd8\xff", b"GIF89a", b""],
    ids=["cut JPEG", "cut PNG", "PNG without its points", "three bytes", "six bytes", "empty"],
)
@pytest.mark.parametrize("told", [False, True], ids=["as Pillow begins", "after WeasyPrint"])
def test_a_damaged_picture_is_refused(content: bytes, told: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", told)
    with pytest.raises(NotAPicture):
        redrawn(io.BytesIO(content))


def test_a_picture_to_print_stands_on_white_and_no_larger_than_asked() -> None:
    glass = io.BytesIO()
    Image.new("RGBA", (64, 48), (0, 0, 0, 0)).save(glass, "WEBP")
    printed = Image.open(for_print(io.BytesIO(glass.getvalue()), 32))
    assert (printed.format, printed.mode, printed.size, printed.getpixel((0, 0))) == (
        "PNG",
        "RGB",
        (32, 24),
        (255,) * 3,
    )
    assert Image.open(for_print(io.BytesIO(photograph(turned=True)), 32)).size == (24, 32)


def test_a_thumbnail_is_small() -> None:
    small = Image.open(thumbnail(io.BytesIO(photograph(size=(3000, 1500)))))
    assert (small.format, small.size) == ("WEBP", (320, 160))
