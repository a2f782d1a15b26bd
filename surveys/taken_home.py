"""Tables to take home, as CSV of which a spreadsheet runs nothing, and the archives they stand in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from zipfile import ZipInfo

from surveys.flatten import neutral

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip knows


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows in UTF-8 with its mark; a cell that a spreadsheet would take for a formula is made inert."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([neutral(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def undated(name: str) -> ZipInfo:
    """An entry of an archive that says no date: the same content gives the same archive."""
    return ZipInfo(name, LONG_AGO)
