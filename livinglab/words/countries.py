"""Countries by their code of two letters (ISO 3166-1), named in a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from babel import Locale

NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})  # of the CLDR: unions, outlying parts, tests


@cache
def countries(language: str) -> Sequence[tuple[str, str]]:
    """Every country with its name, in the order of a list of that language."""
    named = Locale.parse(language).territories
    found = [(code, name) for code, name in named.items() if _is_one(code)]
    return sorted(found, key=lambda each: _plain(each[1]))


def is_country(code: str) -> bool:
    """Whether a code of two letters is that of a country."""
    return code in dict(countries("en"))


def country_name(code: str, language: str) -> str:
    """What a country is called; its code where the language has no word for it."""
    return dict(countries(language)).get(code, code)


def _is_one(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES


def _plain(name: str) -> str:
    """Without accents: Égypte stands with the E."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter)).lower()
