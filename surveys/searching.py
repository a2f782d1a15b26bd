"""Finding words in a long list whatever their accents, case and signs. Twin of static/form/devices/search.js."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
BETWEEN_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Its words in small letters, without accents and signs: "L’Haÿ-les-Roses" → "l hay les roses"."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
    return BETWEEN_WORDS.sub(" ", bare.lower().translate(LIGATURES)).strip()


def found(texts: Sequence[str], query: str) -> list[int]:
    """The places of the texts that say it: those that begin so, those with a word that does, those with all its words.

    A query without words finds every text.
    """
    wanted = plain(query)
    words = wanted.split()
    ranked: tuple[list[int], list[int], list[int]] = ([], [], [])
    for place, text in enumerate(map(plain, texts)):
        if text.startswith(wanted):
            ranked[0].append(place)
        elif f" {wanted}" in text:
            ranked[1].append(place)
        elif all(word in text for word in words):
            ranked[2].append(place)
    return [place for group in ranked for place in group]
