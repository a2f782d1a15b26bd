"""A compound file, which .xls workbooks are: one of its streams, read without trusting its tables ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

HEADER = 512
ENTRY = 128
END_OF_CHAIN = 0xFFFFFFFA  # this and what follows is no sector
FIRST_FAT_SECTORS = 109
STREAM, ROOT = 2, 5


class Damaged(Exception):
    """The tables of the file lead nowhere, or round in circles."""


def stream_of(source: bytes, names: Sequence[str]) -> bytes:
    """The stream of the first of these names that is there; empty when none is. Raises Damaged."""
    try:
        return _Compound(source).stream(names)
    except (struct.error, IndexError, ValueError):
        raise Damaged from None


class _Compound:
    """The sectors of a file and the table that chains them."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        shift, small_shift = struct.unpack_from("<HH", source, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Damaged
        self.size, self.small = 1 << shift, 1 << small_shift
        self.directory, self.cutoff, self.first_small = (struct.unpack_from("<I", source, at)[0] for at in (48, 56, 60))
        self.table = self._table()

    def stream(self, names: Sequence[str]) -> bytes:
        directory = self._chain(self.directory)
        entries = [self._entry(directory[at : at + ENTRY]) for at in range(0, len(directory), ENTRY)]
        root = next((start for _, kind, start, _ in entries if kind == ROOT), END_OF_CHAIN)
        for wanted in names:
            for name, kind, start, size in entries:
                if kind == STREAM and name == wanted:
                    return self._chain(start)[:size] if size >= self.cutoff else self._small(root, start, size)
        return b""

    def _table(self) -> tuple[int, ...]:
        """Which sector follows each, from the sectors that the header and its continuation list."""
        listed = list(struct.unpack_from(f"<{FIRST_FAT_SECTORS}I", self.source, 76))
        following, seen = struct.unpack_from("<I", self.source, 68)[0], 0
        while following < END_OF_CHAIN:
            *numbers, following = _numbers(self._sector(following))
            listed.extend(numbers)
            seen += 1
            if seen * self.size > len(self.source):
                raise Damaged
        sectors = [at for at in listed if at < END_OF_CHAIN]
        if len(sectors) > len(self.source) // self.size // (self.size // 4) + FIRST_FAT_SECTORS:
            raise Damaged  # the same sectors over and over: their numbers would fill the memory
        return tuple(number for at in sectors for number in _numbers(self._sector(at)))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        if at >= len(self.source):
            raise Damaged
        return self.source[at : at + self.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self.table))

    def _small(self, root: int, start: int, size: int) -> bytes:
        """A short stream: it is packed with others into the stream of the root."""
        packed = self._chain(root)
        numbers = _followed(start, _numbers(self._chain(self.first_small))) if size else []
        return b"".join(packed[number * self.small : (number + 1) * self.small] for number in numbers)[:size]

    def _entry(self, entry: bytes) -> tuple[str, int, int, int]:
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, start, size


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _followed(start: int, table: Sequence[int]) -> list[int]:
    """The sectors of a chain; longer than the table it turns in a circle."""
    numbers: list[int] = []
    while start < END_OF_CHAIN:
        if len(numbers) > len(table):
            raise Damaged
        numbers.append(start)
        start = table[start]
    return numbers
