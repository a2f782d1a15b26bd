"""Pictographs by their name in the reader's language: 👍 is printed [pouce vers le haut], [thumbs up]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import emoji

VARIANTS = dict.fromkeys((0xFE0E, 0xFE0F))  # as a sign or as a picture: the letter itself stays


def named(text: str, language: str, is_drawn: Callable[[str], bool]) -> str:
    """The text with each pictograph that the fonts do not draw named in brackets, sequences as one.

    Names are those of Unicode's CLDR, as the package `emoji` carries them; in English where a language has none.
    """
    tongue = _with_names(language)

    def said(letters: str, names: Mapping[str, str]) -> str:
        plain = letters.translate(VARIANTS)
        if plain and all(is_drawn(letter) for letter in plain):
            return plain
        name = names.get(tongue) or names["en"]
        return f"[{name.strip(':').replace('_', ' ')}]"

    return emoji.replace_emoji(text, said).translate(VARIANTS)


@cache
def _with_names(language: str) -> str:
    """The language whose names are at hand: this one, or English."""
    base = language.partition("-")[0]
    if base not in emoji.LANGUAGES:
        return "en"
    emoji.config.load_language([base])
    return base
