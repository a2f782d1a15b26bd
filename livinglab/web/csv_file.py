"""Rows as CSV that a spreadsheet opens in the reader's language, and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from surveys.flatten import neutral


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows in UTF-8 with its mark; a cell that a spreadsheet would take for a formula is made inert."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([neutral(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
