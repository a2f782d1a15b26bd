"""A workbook as bytes to keep: its sheets and cells as they are, compressed."""

from __future__ import annotations

import json
import zlib

from surveys.workbook import Row, Sheet, Workbook


def to_bytes(workbook: Workbook) -> bytes:
    """The bytes of a workbook."""
    sheets = [[sheet.name, [[row.number, row.cells] for row in sheet.rows]] for sheet in workbook.sheets]
    return zlib.compress(json.dumps(sheets, separators=(",", ":")).encode())


def from_bytes(kept: bytes) -> Workbook:
    """The workbook of bytes that `to_bytes` gave."""
    sheets = json.loads(zlib.decompress(kept))
    return Workbook(
        tuple(Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in rows)) for name, rows in sheets)
    )
