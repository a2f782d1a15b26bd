"""The words of the pages: every sentence in French and English, side by side, one table per topic.

`livinglab/words/<topic>.toml` holds one table per key:

    [session_closed]
    fr = "La session est terminée."
    en = "The session has ended."

A sentence that says a number has forms: `fr = { one = "{n} idée", other = "{n} idées" }`, chosen by `n`. One that says
a rank has the forms of ordinals: `fr = { one = "{nth}er choix", other = "{nth}e choix" }`, chosen by `nth`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from babel import Locale

LANGUAGES = ("fr", "en")
FOLDER = Path(__file__).parent

Sentence: TypeAlias = str | Mapping[str, str]

_spoken: ContextVar[str] = ContextVar("language spoken", default=LANGUAGES[0])


class MissingWords(KeyError):
    """A key or a language that no table holds: a defect of the program."""


def speak(language: str) -> None:
    """Chooses the language of `t` for what runs in this context (a request, a job)."""
    _spoken.set(language if language in LANGUAGES else LANGUAGES[0])


def spoken() -> str:
    """The language `t` speaks here."""
    return _spoken.get()


def t(key: str, language: str | None = None, **values: object) -> str:
    """The sentence `topic.key` in a language, with its values filled in. Raises MissingWords."""
    language = language or spoken()
    sentence = _sentence(key, language)
    if not isinstance(sentence, str):
        sentence = _form(sentence, key, language, values)
    return sentence.format(**values) if values else sentence


def either(text: Mapping[str, str], language: str | None = None) -> str:
    """The words of a text given in several languages: the one asked for, else the first there is."""
    wanted = text.get(language or spoken())
    return wanted or next((words for words in text.values() if words), "")


@cache
def topics() -> Mapping[str, Mapping[str, Mapping[str, Sentence]]]:
    """Every table: topic → key → language → sentence."""
    return MappingProxyType(
        {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    )


def _sentence(key: str, language: str) -> Sentence:
    topic, _, name = key.partition(".")
    try:
        return topics()[topic][name][language]
    except KeyError:
        raise MissingWords(f"{key} [{language}]") from None


def _form(forms: Mapping[str, str], key: str, language: str, values: Mapping[str, object]) -> str:
    n, nth = values.get("n"), values.get("nth")
    if isinstance(nth, int):
        return forms.get(Locale(language).ordinal_form(nth)) or forms["other"]
    if not isinstance(n, int | float):
        raise MissingWords(f"{key} [{language}] says a number: pass n")
    return forms.get(Locale(language).plural_form(n)) or forms["other"]
