"""Photographs made fit to keep: drawn anew from their points alone, so that nothing else comes along.

A phone writes into a picture where it was taken, when, and with which device; a forger hides a page or a program in
it. Drawing it anew leaves the points and the colours. What a picture says of how it stands is carried out first.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_POINTS = 64_000_000  # 48 million is what phones take; four bytes each stay under 256 MB of memory
QUALITY = 92
ORIENTATION = 0x0112  # Exif 2.32, § 4.6.4
THUMBNAIL = 320  # points of the longer side: a third of a phone's width, twice as fine
WEBP = "WEBP"
_one_at_a_time = Lock()  # a photograph of 48 million points takes 400 MB while it is drawn
MOVING = frozenset({"GIF", "PNG", WEBP})
# What Pillow raises of a file that is cut short or contradicts itself.
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, struct.error, zlib.error)


class NotAPicture(Exception):
    """It cannot be drawn: cut short, damaged, or not what its first bytes say."""


class TooManyPoints(Exception):
    """More points than we draw: a large poster, or a few bytes that would fill the memory."""


def redrawn(source: IO[bytes], longest: int | None = None) -> io.BytesIO:
    """The picture in its own format (JPEG, PNG, GIF, WebP), without metadata, upright, at most `longest` on a side.

    Raises NotAPicture, TooManyPoints.
    """
    with _opened(source) as picture:
        return _saved_moving(picture) if _frames(picture) > 1 else _saved(picture, longest)


def thumbnail(source: IO[bytes]) -> io.BytesIO:
    """A small WebP of it, to recognise it by. Raises NotAPicture, TooManyPoints."""
    with _opened(source) as picture:
        small = _fitted(picture, THUMBNAIL)
        file = io.BytesIO()
        small.save(file, WEBP, quality=75)
    file.seek(0)
    return file


def for_print(source: IO[bytes], longest: int) -> io.BytesIO:
    """A PNG or, of a photograph, a JPEG to print: its first frame on white, in plain colours, at most `longest` a side.

    Raises NotAPicture, TooManyPoints.
    """
    from PIL import Image

    with _opened(source) as picture:
        form = "JPEG" if picture.format in ("JPEG", "MPO") else "PNG"
        upright = _fitted(picture, longest).convert("RGBA")
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright, mask=upright.getchannel("A"))
        file = io.BytesIO()
        paper.save(file, form, quality=QUALITY)
    file.seek(0)
    return file


@contextmanager
def _opened(source: IO[bytes]) -> Iterator[Picture]:
    """A picture whose measures were weighed before any point is drawn; whatever fails while drawing is NotAPicture."""
    from PIL import Image

    try:
        with _one_at_a_time, _whole_only(), warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # weighed below, more strictly
            picture = Image.open(source, formats=("JPEG", "PNG", "GIF", WEBP))
            _weigh(picture)
            yield picture
    except Image.DecompressionBombError as bomb:
        raise TooManyPoints from bomb
    except UNREADABLE as unreadable:
        raise NotAPicture from unreadable


@contextmanager
def _whole_only() -> Iterator[None]:
    """A cut picture is damaged here, also after WeasyPrint has told the whole process to draw what there is of it."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _weigh(picture: Picture) -> None:
    if picture.width * picture.height * _frames(picture) > MOST_POINTS:
        raise TooManyPoints


def _frames(picture: Picture) -> int:
    """How many pictures follow one another. Behind a JPEG some phones write others: the first is the photograph."""
    return int(getattr(picture, "n_frames", 1)) if picture.format in MOVING else 1


def _turned(picture: Picture) -> bool:
    return bool(picture.getexif().get(ORIENTATION, 1) != 1)


def _fitted(picture: Picture, longest: int | None) -> Picture:
    """Upright, and no larger than asked. A JPEG is shrunk while it is read, which takes a fraction of the memory."""
    from PIL import ImageOps

    if longest is not None:
        picture.draft(picture.mode, (longest, longest))
    upright = ImageOps.exif_transpose(picture)
    if longest is not None and max(upright.size) > longest:
        upright.thumbnail((longest, longest))
    return upright


def _saved(picture: Picture, longest: int | None) -> io.BytesIO:
    file, colours = io.BytesIO(), {"icc_profile": picture.info.get("icc_profile")}
    form = str(picture.format)
    if form == "JPEG" and longest is None and not _turned(picture):
        # The tables of the original: what is lost is less than its own compression lost.
        picture.save(file, "JPEG", quality="keep", comment=b"", **colours)
    elif form in ("JPEG", "MPO"):
        _fitted(picture, longest).save(file, "JPEG", quality=QUALITY, comment=b"", **colours)
    else:
        _fitted(picture, longest).save(file, form, quality=QUALITY, exif=b"", comment=b"", **colours)
    file.seek(0)
    return file


def _saved_moving(picture: Picture) -> io.BytesIO:
    """A moving picture keeps its frames and their pace."""
    file, paced = io.BytesIO(), {key: picture.info[key] for key in ("duration", "loop") if key in picture.info}
    picture.save(file, picture.format, save_all=True, exif=b"", comment=b"", **paced)
    file.seek(0)
    return file
