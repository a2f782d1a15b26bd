"""Languages by their BCP 47 codes: how a workbook writes them, what they call themselves, how they are read.

A variant is a language said in another way: `fr-x-falc` is easy-to-read French, `pt-BR` the Portuguese of Brazil.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.numbers import get_decimal_symbol

UNLABELLED = "und"  # BCP 47: the language of a column that names none
EASY = frozenset({"falc", "easy", "simple", "leicht", "facil"})  # how a variant says that it is easy to read
EASY_NAMES: Mapping[str, str] = {
    "fr": "Facile à lire et à comprendre", "en": "Easy to read", "ar": "سهل القراءة والفهم", "de": "Leichte Sprache",
    "es": "Lectura fácil", "it": "Facile da leggere e da capire", "nl": "Makkelijk te lezen", "pt": "Leitura fácil",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
NOT_IN_CLDR: Mapping[str, tuple[str, str]] = {"prs": ("دری", "Arab")}  # code → own name, script
OTHER_NAMES: Mapping[str, str] = {
    "francais": "fr", "espanol": "es", "castellano": "es", "portugues": "pt", "turkce": "tr", "flemish": "nl",
    "عربي": "ar", "عربى": "ar", "dari": "prs", "farsi": "fa", "kurmanji": "ku", "tigirigna": "ti", "oromiffa": "om",
    "mandarin": "zh", "creole": "ht", "chichewa": "ny", "moldovan": "ro",
}  # fmt: skip
CODED = re.compile(r"(.*?)\s*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)")
BARE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[A-Z]{2}")
INVENTED = "x-"  # the code of a language whose name says nothing to us


def language_code(written: str) -> tuple[str, str]:
    """The code and the name of a language as a workbook writes it: "Français (fr)", "fr", "French", "العربية"."""
    stripped = written.strip()
    coded = CODED.fullmatch(stripped)
    if coded:
        return _small(coded[2]), coded[1] or coded[2]
    if BARE.fullmatch(stripped):
        return _small(stripped), stripped
    known = _known(stripped.casefold()) if stripped else UNLABELLED
    return known or _invented(stripped), stripped


def is_unknown(code: str) -> bool:
    """Whether it stands for a name in which no language was recognised."""
    return code.startswith(INVENTED)


def readings(code: str) -> tuple[str, ...]:
    """The code, then what stands in for it where words are missing: `fr-x-falc`, then `fr`."""
    parts = code.split("-")
    if is_unknown(code):
        return (code,)
    shorter = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return tuple(one for one in shorter if not one.endswith("-x"))


def base(code: str) -> str:
    """The language without its variant."""
    return readings(code)[-1]


def is_easy(code: str) -> bool:
    """Whether it is a variant that is easy to read."""
    return not EASY.isdisjoint(code.lower().split("-")[1:])


def own_name(code: str, called: str = "") -> str:
    """What a language calls itself. `called`: what the questionnaire calls it, where nobody else knows better."""
    if is_easy(code):
        return EASY_NAMES.get(base(code)) or called or own_name(base(code))
    if code in NOT_IN_CLDR:
        return NOT_IN_CLDR[code][0]
    try:
        name = "" if "-x-" in code else Locale.parse(code, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        name = ""
    words = name or called or code
    return f"{words[:1].upper()}{words[1:]}"


def direction(code: str) -> str:
    """`ltr` or `rtl`, the way it is read; `auto`, by its letters, where nobody says which language it is."""
    if code == UNLABELLED or is_unknown(code):
        return "auto"
    written = next(
        (part.capitalize() for part in code.partition("-x-")[0].split("-")[1:] if len(part) == 4 and part.isalpha()), ""
    )
    return "rtl" if (written or _script(base(code))) in RIGHT_TO_LEFT else "ltr"


def decimal_mark(code: str) -> str:
    """What separates the whole from its parts in a number."""
    try:
        return str(get_decimal_symbol(base(code)))
    except (ValueError, UnknownLocaleError):
        return "."


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Each language once, those that are easy to read last."""
    return tuple(sorted(dict.fromkeys(codes), key=is_easy))


def _small(written: str) -> str:
    """BCP 47 writes the language small, in two letters where it can: "FR", "fra" and "pt_BR" are fr, fr and pt-BR."""
    language, *rest = written.replace("_", "-").split("-")
    shortest = str(get_global("language_aliases").get(language.lower(), "")) if len(language) == 3 else ""
    return "-".join((shortest if shortest.isalpha() else language.lower(), *rest))


def _invented(name: str) -> str:
    letters = re.sub("[^a-z0-9]", "", name.lower())[:8] or "".join(f"{ord(letter):x}" for letter in name)[:8]
    return f"{INVENTED}{letters}" if letters else UNLABELLED


def _script(code: str) -> str:
    """The script a code names, four letters, else the one its language is mostly written in."""
    language, *subtags = code.partition("-x-")[0].split("-")
    named = next((subtag.capitalize() for subtag in subtags if len(subtag) == 4 and subtag.isalpha()), "")
    if named or language in NOT_IN_CLDR:
        return named or NOT_IN_CLDR[language][1]
    likely = str(get_global("likely_subtags").get(language, "")).split("_")
    return likely[1] if len(likely) > 2 else ""


def _known(name: str) -> str:
    """The code of a language by its name in English, in French, or in itself; empty when nobody calls one so."""
    return OTHER_NAMES.get(name) or _names_in("en").get(name) or _names_in("fr").get(name) or _own_names().get(name, "")


@cache
def _names_in(language: str) -> Mapping[str, str]:
    found = Locale.parse(language).languages.items()
    return {name.casefold(): code.replace("_", "-") for code, name in sorted(found, reverse=True)}


@cache
def _own_names() -> Mapping[str, str]:
    """A second to read: only for a name that is neither English nor French."""
    codes = [code for code in localedata.locale_identifiers() if "_" not in code]
    return {Locale.parse(code).languages.get(code, "").casefold(): code for code in sorted(codes, reverse=True)}
