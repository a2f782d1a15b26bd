"""What can be set in type: words people wrote, without the characters that would reorder, hide or fail to print."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

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


def lettered(evidence: Evidence) -> Evidence:
    """The evidence with all that people wrote made printable; its tables keep their cells, which digests cover."""
    return dataclasses.replace(
        evidence,
        facts=_each_text(evidence.facts),
        plan=_each_text(evidence.plan),
        findings=tuple(
            dataclasses.replace(finding, outcome=_each_text(finding.outcome)) for finding in evidence.findings
        ),
        tables=tuple(_titled(table) for table in evidence.tables),
    )


def _titled(table: EvidenceTable) -> EvidenceTable:
    return dataclasses.replace(table, title=_each_text(dict(table.title)))


def _each_text(value: T) -> T:
    made: Any = value
    if isinstance(value, str):
        made = printable(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _each_text(getattr(value, field.name)) for field in dataclasses.fields(value)}
        made = dataclasses.replace(value, **fields)
    elif isinstance(value, tuple):
        made = tuple(_each_text(part) for part in value)
    elif isinstance(value, Mapping):
        made = {key: _each_text(part) for key, part in value.items()}
    return made  # type: ignore[no-any-return]  # the same type with other texts


def _is_pictograph(letter: str) -> bool:
    return ord(letter) >= _FIRST_SYMBOL and unicodedata.category(letter)[0] == "S"
