"""What people write in HTML in the words of a questionnaire, as the Markdown it stands for: the rest is text."""

from __future__ import annotations

import re
from collections.abc import Mapping

STRONG, SLANTED = "**", "*"
SIGNS: Mapping[str, str] = {"b": STRONG, "strong": STRONG, "i": SLANTED, "em": SLANTED}
ATTRIBUTES = r"(?:\s[^<>]{0,500})?"
LINE = re.compile(rf"<(?:br|/p|/div){ATTRIBUTES}\s?/?>[ \t]*\n?", re.IGNORECASE)
EMPHASIS = re.compile(r"<(b|strong|i|em)>([^<>]*)</\1>", re.IGNORECASE)
DRESS = re.compile(rf"</?(?:span|font|u|p|div|small|big|center){ATTRIBUTES}>", re.IGNORECASE)
LEFT = re.compile(rf"</?(?:b|strong|i|em){ATTRIBUTES}>", re.IGNORECASE)  # emphasis within emphasis, or never closed


def as_markdown(words: str) -> str:
    """Lines and emphasis kept, colours and sizes left out. `<name>` and `a < b` are no tags: they stay as they are."""
    if "<" not in words:
        return words
    undressed = DRESS.sub("", LINE.sub("\n", words))
    return LEFT.sub("", EMPHASIS.sub(_emphasised, undressed)).strip()


def _emphasised(found: re.Match[str]) -> str:
    """Between signs, which Markdown wants close to the words: spaces go outside."""
    tag, inside = found.groups()
    words = inside.strip()
    sign = SIGNS[tag.lower()] if words else ""
    before, _, after = inside.partition(words) if words else (inside, "", "")
    return f"{before}{sign}{words}{sign}{after}"
