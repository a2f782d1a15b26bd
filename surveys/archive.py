"""An .xlsx file is a zip archive: what is in it is weighed before anything is parsed.

A 832 kB workbook can unpack to 318 MB, and the sizes a zip declares may lie: bytes are counted while unpacking, and
so is the rectangle of cells each sheet spans, because a reader fills the whole rectangle.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from surveys.problems import Problem

MEGABYTE = 1_000_000
UNPACKED_LIMIT = 64 * MEGABYTE  # the largest of 214 real forms unpacks to 12 MB
ENTRIES_LIMIT = 2_000  # parts in the archive; real workbooks have some tens
AREA_LIMIT = 2_000_000  # cells of a sheet's rectangle: 20,000 rows by 100 columns
CHUNK = 65_536
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
        return (_problem(str(refusal)),)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, NotImplementedError):
        return (Problem("file_unreadable"),)
    except RuntimeError:  # zipfile says so of an entry that needs a password
        return (Problem("file_encrypted"),)


def _problem(code: str) -> Problem:
    limits = {"file_bomb": UNPACKED_LIMIT // MEGABYTE, "sheet_too_large": AREA_LIMIT}
    return Problem(code, facts={"limit": f"{limits[code]}"} if code in limits else {})


def _problems(archive: zipfile.ZipFile) -> tuple[Problem, ...]:
    entries = archive.infolist()
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise _Refused("file_bomb")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise _Refused("file_macros")
    left = UNPACKED_LIMIT
    for entry in entries:
        left -= _weigh(archive, entry, left)
    return ()


def _weigh(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """The real size of an entry. Raises _Refused as soon as it is beyond what is left."""
    span = _Span() if WORKSHEET.fullmatch(entry.filename) else None
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
class _Corner:
    row: int = 0
    column: int = 0


class _Span:
    """The rectangle a worksheet fills, read while its XML streams by."""

    def __init__(self) -> None:
        self.corner = _Corner()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        """Read some more. Raises _Refused when the rectangle is too large."""
        self.parser.Parse(chunk, False)

    def _doctype(self, *_: object) -> None:
        raise _Refused("file_unreadable")  # a worksheet has none; entities are how XML bombs are made

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name != "c" and not name.endswith(":c"):
            return
        found = CELL.fullmatch(attributes.get("r", ""))
        if found is None:
            return
        self.corner.row = max(self.corner.row, int(found[2]))
        self.corner.column = max(self.corner.column, column_number(found[1]))
        if self.corner.row * self.corner.column > AREA_LIMIT:
            raise _Refused("sheet_too_large")


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
