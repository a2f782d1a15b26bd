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
from reports.pictographs import named

_REORDERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF))
_FIRST_SYMBOL = 0x1F000  # pictographs, in none of the report's fonts; those of mahjong or chess have no name in French
T = TypeVar("T")


def printable(text: str, language: str) -> str:
    """The text as it can be printed: direction marks and controls taken out, a pictograph named in the language.

    None of the documents' fonts draws pictographs, and no font of pictographs gives the same pages everywhere
    (decision 0005): 👍 is printed [thumbs up]. One without a name is printed by its code, as [U+1F000].
    """
    text = named(text, language, lambda letter: ord(letter) in _held())
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


def lettered(evidence: Evidence, language: str) -> Evidence:
    """The evidence with all that people wrote made printable; its tables keep their cells, which digests cover."""
    return dataclasses.replace(
        evidence,
        facts=each_text(evidence.facts, language),
        plan=each_text(evidence.plan, language),
        findings=tuple(
            dataclasses.replace(finding, outcome=each_text(finding.outcome, language)) for finding in evidence.findings
        ),
        tables=tuple(_titled(table, language) for table in evidence.tables),
        codebook=each_text(evidence.codebook, language),
    )


def _titled(table: EvidenceTable, language: str) -> EvidenceTable:
    return dataclasses.replace(table, title=each_text(dict(table.title), language))


def each_text(value: T, language: str) -> T:
    """A value with every text in it made printable for readers of a language."""
    made: Any = value
    if isinstance(value, str):
        made = settable(printable(value, language))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: each_text(getattr(value, field.name), language) for field in dataclasses.fields(value)}
        made = dataclasses.replace(value, **fields)
    elif isinstance(value, tuple):
        made = tuple(each_text(part, language) for part in value)
    elif isinstance(value, Mapping):
        made = {key: each_text(part, language) for key, part in value.items()}
    return made  # type: ignore[no-any-return]  # the same type with other texts


def _is_pictograph(letter: str) -> bool:
    return ord(letter) >= _FIRST_SYMBOL and unicodedata.category(letter)[0] == "S"
