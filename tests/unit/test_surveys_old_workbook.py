"""Old workbooks are weighed before they are parsed: far corners and texts copied into many cells are refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.old_workbook import weight_fault
from surveys.workbook import OLE_MAGIC

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def shared(*texts: str) -> bytes:
    """The texts that cells share, the last one cut in two records if it is long."""
    written = b"".join(struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts)
    content = struct.pack("<II", len(texts), len(texts)) + written
    first, rest = content[:8000], content[8000:]
    return record(0x00FC, first) + (record(0x003C, b"\0" + rest) if rest else b"")


def label(row: int, column: int, text: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, text))


SHEET = record(0x0809, b"\0\6\x10\0")


def xls(*records: bytes) -> bytes:
    """A compound file with one stream: a sector of table, a sector of directory, then the stream."""
    stream = b"".join(records)
    stream += bytes(-len(stream) % SECTOR) + bytes(max(0, 4096 - len(stream)) // SECTOR * SECTOR)
    sectors = len(stream) // SECTOR
    tables = (sectors + 2) // (SECTOR // 4) + 1
    following = [*[FAT] * tables, END, *range(tables + 2, tables + 1 + sectors), END]
    table = struct.pack(f"<{tables * 128}I", *following, *[FREE] * (tables * 128 - len(following)))
    header = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    return (
        header
        + table
        + entry("Root Entry", 5, END, 0)
        + entry("Workbook", 2, tables + 1, len(stream))
        + bytes(256)
        + stream
    )


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    return (
        words.ljust(64, b"\0") + struct.pack("<HB", len(words) + 2, kind) + bytes(49) + struct.pack("<IQ", start, size)
    )


ORDINARY = xls(shared("type", "name"), SHEET, label(0, 0, 0), label(0, 1, 1), label(1, 0, 0))


def test_an_ordinary_workbook_may_be_opened() -> None:
    assert weight_fault(ORDINARY) == ""


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (xls(SHEET, label(65_535, 255, 0)), "sheet_too_large"),
        (xls(SHEET, record(0x00BE, struct.pack("<HHHH", 65_535, 0, 0, 255))), "sheet_too_large"),
        (xls(*[SHEET + label(9_999, 199, 0)] * 6), "sheet_too_large"),
        (xls(shared("x" * 30_000), SHEET, *[label(row, 0, 0) for row in range(3_000)]), "file_bomb"),
        (ORDINARY[:400], "file_unreadable"),
        (ORDINARY[:1536], "file_unreadable"),
        (OLE_MAGIC, "file_unreadable"),
    ],
)
def test_what_would_fill_the_memory_is_refused_before_it_is_parsed(source: bytes, fault: str) -> None:
    assert weight_fault(source) == fault


@settings(max_examples=200)
@given(st.integers(0, len(ORDINARY)), st.binary(min_size=1, max_size=8))
def test_no_damage_raises(at: int, damage: bytes) -> None:
    assert weight_fault(ORDINARY[:at] + damage + ORDINARY[at + len(damage) :]) in (
        "",
        "file_unreadable",
        "sheet_too_large",
    )
