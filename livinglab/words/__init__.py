"""The words of the pages: every sentence in French and English, side by side, one table per topic.

`livinglab/words/<topic>.toml` holds one table per key:

    [session_closed]
    fr = "La session est terminée."
    en = "The session has ended."

A sentence that says a number has forms: `fr = { one = "{n} idée", other = "{n} idées" }`, chosen by `n`. One that says
a rank has the forms of ordinals: `fr = { one = "{nth}er choix", other = "{nth}e choix" }`, chosen by `nth`.

Further languages, for respondents, have a folder each, `livinglab/words/<code>/<topic>.toml`, of lines `key = "words"`,
and so have variants of a language, which say only what they say otherwise (docs/guides/languages.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from babel import Locale

from surveys.complaints import COMPLAINTS
from surveys.languages import base, readings

LANGUAGES = ("fr", "en")
FOLDER = Path(__file__).parent
ABOUT = "about"  # of a folder: who has read its words again

# What a respondent may read: a further language is spoken once it says nearly all of it. The refusals are few of many.
OF_RESPONDENTS = ("participant", "offline", "unsent", "devices", "look", "errors", "complaints")
REFUSALS = (
    "answers_to_put_right", "attachment_sent", "consent_missing", "draft_changed_elsewhere", "file_damaged",
    "file_too_large", "files_awaited", "files_too_large", "id_unreadable", "image_too_large", "participant_withdrawn",
    "questionnaire_not_served", "study_not_enrolling", "study_not_open", "text_unstorable",
)  # fmt: skip

ON_A_KIOSK = (
    "continue_answering", "erase", "foot", "kept_kiosk", "kiosk_ask", "kiosk_closed", "kiosk_consent", "kiosk_forgets",
    "kiosk_lead", "left", "next_person", "not_sent_kiosk", "not_you", "returning", "start_again", "stay", "still_here",
    "still_there", "stop", "stop_title", "thanks", "watch_said",
)  # fmt: skip  # of the topic "shared": the others are read by interviewers

LACKING = 0.1  # of them: a new sentence is said in French until somebody translates it, and the language stays offered

Sentence: TypeAlias = str | Mapping[str, str]
Table: TypeAlias = Mapping[str, Mapping[str, Sentence]]  # topic → key → sentence

_spoken: ContextVar[str] = ContextVar("language spoken", default=LANGUAGES[0])
_chosen: ContextVar[str] = ContextVar("language chosen", default=LANGUAGES[0])
_folders = [FOLDER]


class MissingWords(KeyError):
    """A key or a language that no table holds: a defect of the program."""


class UnreadableWords(Exception):
    """A file of words that cannot be read; the message says which and why."""


def speak(language: str, otherwise: str = LANGUAGES[0]) -> None:
    """Chooses the language of what runs in this context (a request, a job); `t` speaks it, or the nearest it can."""
    _chosen.set(language)
    _spoken.set(next((code for code in readings(language) if is_spoken(code)), otherwise))


@contextmanager
def speaking(language: str, otherwise: str) -> Iterator[None]:
    """Speaks another language for a while: what a page quotes of another page."""
    before = _spoken.get(), _chosen.get()
    speak(language, otherwise)
    try:
        yield
    finally:
        _spoken.set(before[0])
        _chosen.set(before[1])


def spoken() -> str:
    """The language `t` speaks here."""
    return _spoken.get()


def chosen() -> str:
    """The language chosen here: the one `t` speaks, or one in which only a questionnaire has words."""
    return _chosen.get()


def is_spoken(language: str) -> bool:
    """Whether respondents can be spoken to in that language: it says nearly all of what they may read."""
    if language in LANGUAGES:
        return True
    if language not in further():
        return False
    lacks_little = len(missing(language)) <= len(tuple(needed())) * LACKING
    return lacks_little if base(language) == language else is_spoken(base(language))


def missing(language: str) -> tuple[str, ...]:
    """The keys of sentences for respondents that a further language does not say yet."""
    table = further().get(language, {})
    return tuple(f"{topic}.{key}" for topic, key in needed() if key not in table.get(topic, {}))


def t(key: str, language: str | None = None, **values: object) -> str:
    """The sentence `topic.key` in a language, with its values filled in. Raises MissingWords."""
    said, sentence = _sentence(key, language or spoken())
    if not isinstance(sentence, str):
        sentence = _form(sentence, key, said, values)
    return sentence.format(**values) if values else sentence


def forms(key: str) -> Mapping[str, str]:
    """Every form of a sentence that says a number, for a script that will know it: name of the form → words."""
    said = sentence(key)
    return {"other": said} if isinstance(said, str) else said


def sentence(key: str) -> Sentence:
    """A sentence as it stands in its table, in the language spoken: words with gaps, or its forms."""
    return _sentence(key, spoken())[1]


def either(text: Mapping[str, str], language: str | None = None) -> str:
    """The words of a text given in several languages: the one asked for, else ours, else the first there is."""
    return text.get(language_of(text, language), "")


def language_of(text: Mapping[str, str], language: str | None = None) -> str:
    """The language `either` says a text in."""
    return next((code for code in (*readings(language or spoken()), *LANGUAGES, *text) if text.get(code)), "")


def read_also(folder: Path) -> None:
    """Reads the further languages of a laboratory beside ours. Raises UnreadableWords."""
    if folder not in _folders:
        _folders.append(folder)
        for remembered in (further, _sentence):
            remembered.cache_clear()
    further()


@cache
def topics() -> Mapping[str, Mapping[str, Mapping[str, Sentence]]]:
    """Every table: topic → key → language → sentence."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return MappingProxyType({**tables, "complaints": COMPLAINTS})


@cache
def further() -> Mapping[str, Table]:
    """Further languages: code → topic → key → sentence. A laboratory's words replace ours."""
    found: dict[str, dict[str, dict[str, Sentence]]] = {}
    for folder in _folders:
        for path in sorted(folder.glob("*/*.toml")):
            found.setdefault(path.parent.name, {}).setdefault(path.stem, {}).update(_read(path))
    return MappingProxyType(found)


def needed() -> Iterator[tuple[str, str]]:
    """Topic and key of every sentence a respondent may read."""
    yield from ((topic, key) for topic in OF_RESPONDENTS for key in topics()[topic])
    yield from (("refusals", key) for key in REFUSALS)
    yield from (("shared", key) for key in ON_A_KIOSK)


def _read(path: Path) -> Mapping[str, Sentence]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as unreadable:
        raise UnreadableWords(f"{path}: {unreadable}") from None


@cache
def _sentence(key: str, language: str) -> tuple[str, Sentence]:
    """A sentence, and the language it is in: where a further one lacks it, the first of ours."""
    topic, _, name = key.partition(".")
    ours = topics().get(topic, {}).get(name, {})
    otherwise = () if base(language) in LANGUAGES else LANGUAGES[:1]
    for code in (*readings(language), *otherwise):
        sentence = further().get(code, {}).get(topic, {}).get(name) or ours.get(code)
        if sentence is not None:
            return code, sentence
    raise MissingWords(f"{key} [{language}]")


def _form(forms: Mapping[str, str], key: str, language: str, values: Mapping[str, object]) -> str:
    n, nth = values.get("n"), values.get("nth")
    if isinstance(nth, int):
        return forms.get(_category(language, nth, ordinal=True)) or forms["other"]
    if not isinstance(n, int | float):
        raise MissingWords(f"{key} [{language}] says a number: pass n")
    return forms.get(_category(language, n)) or forms["other"]


@lru_cache(4096)
def _category(language: str, n: float, *, ordinal: bool = False) -> str:
    """The plural category of a number; remembered, for a page says the same small numbers over and over."""
    locale = Locale.parse(base(language))
    return locale.ordinal_form(n) if ordinal else locale.plural_form(n)
