"""Names of files: what may be kept of the name a person or a phone gave, and what every system can write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from surveys.media_types import MediaType

LONGEST = 120  # bytes in UTF-8: with a folder in front it stays below the 255 of file systems
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff\ufffe\uffff]')
# Marks that turn the direction of what follows: "photo\u202egpj.exe" would be read "photoexe.jpg".
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,8}$")


def clean(given: str, fallback: str = "file") -> str:
    """The name without folders, control characters and marks of direction; short enough for every system."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = FORBIDDEN.sub("_", TURNING.sub("", last)).strip(" .")
    name = f"_{name}" if RESERVED.match(name) else name
    return _shortened(name) or fallback


def with_suffix(name: str, media_type: MediaType) -> str:
    """The name with a suffix of that type: its own where it fits, else the usual one."""
    if name.lower().endswith(media_type.suffixes):
        return name
    return _shortened(SUFFIX.sub("", name) + media_type.suffixes[0])


def unlike(name: str, taken: Collection[str]) -> str:
    """The name, or "name (2).jpg" when it is taken, whatever the case. `taken` are names as `folded` makes them."""
    candidate, number = name, 1
    while folded(candidate) in taken:
        number += 1
        candidate = _numbered(name, number)
    return candidate


def meant(given: str, expected: Iterable[str]) -> str:
    """The expected name that a given one says in other capitals, or with accents composed otherwise; else itself."""
    same = {folded(unicodedata.normalize("NFC", name)): name for name in expected}
    return same.get(folded(unicodedata.normalize("NFC", given)), given)


def folded(name: str) -> str:
    """The name as some systems compare it: capitals count as small letters."""
    return name.casefold()


def _numbered(name: str, number: int) -> str:
    stem, suffix = _parted(name)
    return _shortened(f"{stem} ({number}){suffix}", keep=len(f" ({number}){suffix}".encode()))


def _shortened(name: str, keep: int | None = None) -> str:
    """Cut in the middle of no character, before its end of `keep` bytes, by default its suffix."""
    written = name.encode("utf-8")
    if len(written) <= LONGEST:
        return name
    ending = len(_parted(name)[1].encode()) if keep is None else keep
    stem = written[: len(written) - ending][: LONGEST - ending].decode("utf-8", "ignore")
    return stem.rstrip(" .") + written[len(written) - ending :].decode("utf-8", "ignore")


def _parted(name: str) -> tuple[str, str]:
    found = SUFFIX.search(name)
    return (name[: found.start()], found.group()) if found and found.start() else (name, "")
