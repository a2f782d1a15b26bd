"""Films and sound in MP4, QuickTime and 3GP: where they say more than what they show.

A phone writes the place, the device and the owner's words into the boxes `udta` and `meta` of such a file
(ISO/IEC 14496-12, § 8.10 and 8.11). Turned into `free` boxes of the same length and blanked, nothing else moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"moof", b"traf"})
TELLING = frozenset({b"udta", b"meta", b"uuid"})
FAMILY = frozenset({"audio/mp4", "video/mp4", "video/3gpp", "video/quicktime"})
HEADER = 8
MOST_BOXES = 10_000
DEEPEST = 6
BLANK = bytes(65_536)


class NotAFilm(Exception):
    """The boxes do not fit in one another: cut short, or damaged."""


def blank_metadata(file: IO[bytes]) -> int:
    """Blanks, in place, every box that tells of more than the film; how many. Raises NotAFilm."""
    size = file.seek(0, 2)
    telling = list(_telling(file, 0, size, DEEPEST, [MOST_BOXES]))
    for place, header, length in telling:
        file.seek(place + 4)
        file.write(b"free")
        file.seek(place + header)
        _blank(file, length - header)
    file.flush()
    return len(telling)


def _telling(file: IO[bytes], start: int, end: int, depth: int, left: list[int]) -> Iterator[tuple[int, int, int]]:
    """Place, length of the header and length of each box that tells, wherever it stands."""
    place = start
    while end - place >= HEADER:  # QuickTime ends some lists with four zeros
        kind, header, length = _box(file, place, end)
        left[0] -= 1
        if left[0] < 0 or depth < 0:
            raise NotAFilm
        if kind in TELLING:
            yield place, header, length
        elif kind in CONTAINERS:
            yield from _telling(file, place + header, place + length, depth - 1, left)
        place += length


def _box(file: IO[bytes], place: int, end: int) -> tuple[bytes, int, int]:
    file.seek(place)
    start = file.read(HEADER + 8)
    length, kind, header = int.from_bytes(start[:4]), start[4:8], HEADER
    if length == 1:  # the true length follows, in 64 bits
        length, header = int.from_bytes(start[8:16]), HEADER + 8
    elif length == 0:  # to the end of the file
        length = end - place
    if length < header or place + length > end:
        raise NotAFilm
    return kind, header, length


def _blank(file: IO[bytes], length: int) -> None:
    while length > 0:
        length -= file.write(BLANK[: min(length, len(BLANK))])
