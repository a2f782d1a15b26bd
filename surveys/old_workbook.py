"""An .xls workbook is weighed before anything is parsed: what its sheets span and what its cells would hold.

A file of some kilobytes can name a cell in the last row and column of many sheets, or one long text in a million cells:
a reader fills the rectangles and copies the text. Records are those of BIFF8 ([MS-XLS] 2.3 and 2.5.293).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.archive import AREA_LIMIT, AREAS_LIMIT, TEXT_LIMIT
from surveys.compound_file import Damaged, stream_of

STREAMS = ("Workbook", "Book")
BOF, SST, CONTINUE, LABEL_SST = 0x0809, 0x00FC, 0x003C, 0x00FD
CELLS = frozenset({LABEL_SST, 0x0203, 0x0204, 0x0205, 0x027E, 0x0006, 0x0201, 0x00D6})
MANY_CELLS = frozenset({0x00BD, 0x00BE})  # a run of cells: the last column stands at the end of the record
WIDE, EXTENDED, RICH = 1, 4, 8  # flags of a text


@dataclass
class _Weight:
    """What was met so far. `row` and `column` are the far corner of the sheet being read."""

    lengths: list[int] = field(default_factory=list)
    row: int = 0
    column: int = 0
    spanned: int = 0
    text: int = 0

    def opens(self) -> None:
        """A sheet begins."""
        self.spanned += self.row * self.column
        self.row = self.column = 0

    def cell(self, row: int, column: int) -> None:
        """A cell at that place, both counted from 0."""
        self.row, self.column = max(self.row, row + 1), max(self.column, column + 1)

    def fault(self) -> str:
        """The code of the problem; empty while all is well."""
        area = self.row * self.column
        if area > AREA_LIMIT or self.spanned + area > AREAS_LIMIT:
            return "sheet_too_large"
        return "file_bomb" if self.text > TEXT_LIMIT else ""


def weight_fault(source: bytes) -> str:
    """The code of what keeps an .xls from being opened; empty when it may be."""
    try:
        return _weigh(stream_of(source, STREAMS))
    except (Damaged, struct.error, IndexError):
        return "file_unreadable"


def _weigh(stream: bytes) -> str:
    weight = _Weight()
    texts: list[bytes] = []
    for kind, content in _records(stream):
        if kind == SST or (kind == CONTINUE and texts):
            texts.append(content)
            continue
        if texts:
            weight.lengths = list(_lengths(texts))
            texts = []
        _take(weight, kind, content)
        fault = weight.fault()
        if fault:
            return fault
    return ""


def _take(weight: _Weight, kind: int, content: bytes) -> None:
    if kind == BOF:
        weight.opens()
    elif kind in CELLS and len(content) >= 4:
        weight.cell(*struct.unpack_from("<HH", content))
        if kind == LABEL_SST and len(content) >= 10:
            number = struct.unpack_from("<I", content, 6)[0]
            weight.text += weight.lengths[number] if number < len(weight.lengths) else 0
    elif kind in MANY_CELLS and len(content) >= 6:
        weight.cell(struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, len(content) - 2)[0])


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _lengths(segments: Sequence[bytes]) -> Iterator[int]:
    """How many characters each shared text has. One may go on in the next record, which says again how wide it is."""
    texts = _Segments(segments)
    texts.skip(8)
    while texts.left():
        length, flags = texts.header()
        runs = texts.number("<H") if flags & RICH else 0
        extension = texts.number("<I") if flags & EXTENDED else 0
        texts.characters(length, wide=bool(flags & WIDE))
        texts.skip(4 * runs + extension)
        yield length


class _Segments:
    """The records of the shared texts, read one after the other."""

    def __init__(self, segments: Sequence[bytes]) -> None:
        self.segments = segments
        self.which = 0
        self.at = 0

    def left(self) -> bool:
        """Whether a text may still begin."""
        while self.which < len(self.segments) and self.at >= len(self.segments[self.which]):
            self.which, self.at = self.which + 1, 0
        return self.which < len(self.segments)

    def header(self) -> tuple[int, int]:
        """The number of characters of a text, and its flags."""
        return self.number("<H"), self.number("<B")

    def number(self, form: str) -> int:
        """A number, whole in one record."""
        value: int = struct.unpack_from(form, self.segments[self.which], self.at)[0]
        self.at += struct.calcsize(form)
        return value

    def characters(self, length: int, *, wide: bool) -> None:
        """Goes past the characters of a text."""
        while length > 0 and self.which < len(self.segments):
            room = len(self.segments[self.which]) - self.at
            taken = min(length, room // 2 if wide else room)
            self.at += taken * (2 if wide else 1)
            length -= taken
            if length > 0:
                self.which, self.at = self.which + 1, 0
                wide = self.which < len(self.segments) and bool(self.number("<B") & WIDE)

    def skip(self, number: int) -> None:
        """Goes past so many bytes."""
        while number > 0 and self.left():
            taken = min(number, len(self.segments[self.which]) - self.at)
            self.at += taken
            number -= taken
