"""What can be set in type: words people wrote, without the characters that would reorder, hide or fail to print."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import fontpkg
from fontTools.ttLib import TTFont

from analysis.results import Evidence, EvidenceTable

_REORDERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF))
_FIRST_SYMBOL = 0x1F000  # pictographs, in none of the report's fonts
T = TypeVar("T")


def printable(text: str) -> str:
    """The text as it can be printed: direction marks and controls taken out, a pictograph named by its code.

    An archive file may hold no glyph that stands for nothing, so 👍 is printed as [U+1F44D].
    """
    kept = (letter for letter in text.translate(_REORDERING) if unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))
    return "".join(f"[U+{ord(letter):X}]" if _is_pictograph(letter) else letter for letter in kept)


def settable(text: str) -> str:
    """The text with every letter that none of the documents' fonts holds named by its code, like a pictograph.

    The renderer would borrow a font of the machine: other pages on another machine, and letters nobody can read back.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(f"[U+{ord(letter):04X}]" if _is_foreign(letter) else letter for letter in composed)


def _is_foreign(letter: str) -> bool:
    """Nothing is drawn for spaces and joiners: no font need hold them."""
    return ord(letter) not in _held() and unicodedata.category(letter) not in ("Cf", "Zs", "Zl", "Zp")


@cache
def _held() -> frozenset[int]:
    families = ("Atkinson Hyperlegible", "Source Serif 4", "Noto Sans Arabic")
    paths = {fontpkg.path(family, 400 if family != "Source Serif 4" else 600, "normal") for family in families}
    return frozenset(code for path in paths for code in TTFont(path, lazy=True).getBestCmap())


def lettered(evidence: Evidence) -> Evidence:
    """The evidence with all that people wrote made printable; its tables keep their cells, which digests cover."""
    return dataclasses.replace(
        evidence,
        facts=each_text(evidence.facts),
        plan=each_text(evidence.plan),
        findings=tuple(
            dataclasses.replace(finding, outcome=each_text(finding.outcome)) for finding in evidence.findings
        ),
        tables=tuple(_titled(table) for table in evidence.tables),
        codebook=each_text(evidence.codebook),
    )


def _titled(table: EvidenceTable) -> EvidenceTable:
    return dataclasses.replace(table, title=each_text(dict(table.title)))


def each_text(value: T) -> T:
    """A value with every text in it made printable."""
    made: Any = value
    if isinstance(value, str):
        made = settable(printable(value))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: each_text(getattr(value, field.name)) for field in dataclasses.fields(value)}
        made = dataclasses.replace(value, **fields)
    elif isinstance(value, tuple):
        made = tuple(each_text(part) for part in value)
    elif isinstance(value, Mapping):
        made = {key: each_text(part) for key, part in value.items()}
    return made  # type: ignore[no-any-return]  # the same type with other texts


def _is_pictograph(letter: str) -> bool:
    return ord(letter) >= _FIRST_SYMBOL and unicodedata.category(letter)[0] == "S"
