"""An .xlsx file is a zip archive: what is in it is weighed before anything is parsed.

A 832 kB workbook can unpack to 318 MB, and the sizes a zip declares may lie: bytes are counted while unpacking, and
so is the rectangle of cells each sheet spans, because a reader fills the whole rectangle, and the text its cells share,
because a reader copies it into each of them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from surveys.problems import Problem

MEGABYTE = 1_000_000
UNPACKED_LIMIT = 64 * MEGABYTE  # the largest of 214 real forms unpacks to 12 MB
ENTRIES_LIMIT = 2_000  # parts in the archive; real workbooks have some tens
AREA_LIMIT = 2_000_000  # cells of a sheet's rectangle: 20,000 rows by 100 columns
AREAS_LIMIT = 4 * AREA_LIMIT  # of all sheets together
TEXT_LIMIT = 64 * MEGABYTE  # characters in all cells
CHUNK = 65_536
SHARED_TEXTS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)
WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class _Refused(Exception):
    """The archive is refused: carries the code of the problem."""


def archive_problems(source: bytes) -> tuple[Problem, ...]:
    """What keeps the archive from being opened; empty when it may be."""
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            return _problems(archive)
    except _Refused as refusal:
        return (limited(str(refusal)),)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, NotImplementedError):
        return (Problem("file_unreadable"),)
    except RuntimeError:  # zipfile says so of an entry that needs a password
        return (Problem("file_encrypted"),)


def limited(code: str) -> Problem:
    """The problem of that code, with the limit it is about."""
    limits = {"file_bomb": UNPACKED_LIMIT // MEGABYTE, "sheet_too_large": AREA_LIMIT}
    return Problem(code, facts={"limit": f"{limits[code]}"} if code in limits else {})


def _problems(archive: zipfile.ZipFile) -> tuple[Problem, ...]:
    entries = archive.infolist()
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise _Refused("file_bomb")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise _Refused("file_macros")
    left = UNPACKED_LIMIT
    sheets = _Sheets()
    for entry in sorted(entries, key=lambda entry: SHARED_TEXTS.fullmatch(entry.filename) is None):
        left -= _weigh(archive, entry, left, sheets)
    return ()


def _weigh(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, sheets: _Sheets) -> int:
    """The real size of an entry. Raises _Refused as soon as it is beyond what is left."""
    span = sheets.reader_of(entry.filename)
    size = 0
    for chunk in _chunks(archive, entry):
        size += len(chunk)
        if size > left:
            raise _Refused("file_bomb")
        if span is not None:
            span.feed(chunk)
    return size


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as unpacked:
        while chunk := unpacked.read(CHUNK):
            yield chunk


@dataclass
class _Sheets:
    """What was met so far: the lengths of the texts that cells share, the cells spanned, the characters held."""

    lengths: list[int] = field(default_factory=list)
    spanned: int = 0
    text: int = 0

    def reader_of(self, filename: str) -> _Reader | None:
        """What reads an entry while it streams by; None for one that holds no cells."""
        if SHARED_TEXTS.fullmatch(filename):
            return _Texts(self)
        return _Span(self) if WORKSHEET.fullmatch(filename) else None


class _Reader:
    """XML read while it streams by."""

    def __init__(self, sheets: _Sheets) -> None:
        self.sheets = sheets
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        """Read some more. Raises _Refused when there is too much."""
        self.parser.Parse(chunk, False)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def words(self, text: str) -> None:
        """Text inside the element that began last, or after it."""

    def _doctype(self, *_: object) -> None:
        raise _Refused("file_unreadable")  # a worksheet has none; entities are how XML bombs are made


class _Texts(_Reader):
    """The lengths of the texts that cells share."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.sheets.lengths.append(0)

    def words(self, text: str) -> None:
        if self.sheets.lengths:
            self.sheets.lengths[-1] += len(text)


class _Span(_Reader):
    """The rectangle a worksheet fills, and the shared texts its cells hold."""

    row = column = 0
    element = ""
    shared = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.element = name.rpartition(":")[2]
        if self.element != "c":
            return
        self.shared = attributes.get("t") == "s"
        found = CELL.fullmatch(attributes.get("r", ""))
        if found is None:
            return
        before = self.row * self.column
        self.row, self.column = max(self.row, int(found[2])), max(self.column, column_number(found[1]))
        self.sheets.spanned += self.row * self.column - before
        if self.row * self.column > AREA_LIMIT or self.sheets.spanned > AREAS_LIMIT:
            raise _Refused("sheet_too_large")

    def words(self, text: str) -> None:
        if self.shared and self.element == "v" and text.isdecimal() and len(text) < 8:
            number = int(text)
            self.sheets.text += self.sheets.lengths[number] if number < len(self.sheets.lengths) else 0
            if self.sheets.text > TEXT_LIMIT:
                raise _Refused("file_bomb")


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
