"""The languages of the interface: what each says, what it lacks, whether someone whose language it is has read it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from livinglab import words
from livinglab.web.forms import Answered
from livinglab.web.team.blueprint import team
from surveys.languages import base, own_name


@dataclass(frozen=True)
class Tongue:
    """A language, for respondents or for everyone. A variant lacks nothing: the rest is that of its language."""

    code: str
    name: str
    everywhere: bool
    said: int
    lacking: tuple[str, ...]
    spoken: bool
    reviewed: str


@team.get("/team/languages")
def languages() -> Answered:
    """Every language the interface has words in, and the sentences still to be translated."""
    needed = len(tuple(words.needed()))
    tongues = [_ours(code, needed) for code in words.LANGUAGES] + [_further(code, needed) for code in words.further()]
    return render_template("team/languages.html", tongues=tongues, needed=needed, sentence_of=_sentence, wide=True)


def _sentence(key: str) -> str:
    """A sentence still to be translated, as the reader's language says it; the last of its forms if it has several."""
    return words.forms(key)["other"]


def _ours(code: str, needed: int) -> Tongue:
    return Tongue(code, own_name(code), True, needed, (), True, "")


def _further(code: str, needed: int) -> Tongue:
    lacking = words.missing(code)
    reviewed = words.further()[code].get(words.ABOUT, {}).get("reviewed", "")
    lacks = lacking if base(code) == code else ()
    return Tongue(code, own_name(code), False, needed - len(lacking), lacks, words.is_spoken(code), str(reviewed))
