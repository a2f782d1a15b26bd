"""The words of the team as a box on the page: limited Markdown, every number marked as one nobody verified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.blocks import Box, Part, Run
from reports.lettering import each_text
from reports.numbers import Language, date
from reports.presentation import Remark
from reports.wording import unbroken

MARK = "*"
WORDS = {
    "title": {"fr": "Commentaire de l’équipe, non calculé", "en": "Comment of the team, not computed"},
    "signed": {"fr": "{organisation}, {date}.", "en": "{organisation}, {date}."},
    "numbers": {
        "fr": "* Nombre donné par l’équipe : il n’est ni calculé ni vérifié.",
        "en": "* A number given by the team: neither computed nor verified.",
    },
}
_EMPHASIS = re.compile(r"(\*\*|__)(?P<bold>\S(?:.*?\S)?)\1|(\*|_)(?P<italic>\S(?:.*?\S)?)\3")
_NUMBER = re.compile(r"\d+(?:[\s.,\u00a0\u202f:/-]?\d+)*(?:[\u00a0\u202f ]?%)?")


def box(remark: Remark, language: Language) -> Box:
    """The box of a remark."""
    parts = tuple(_parts(remark.text, language))
    organisation = each_text(remark.organisation, language)
    signed = WORDS["signed"][language].format(organisation=organisation, date=date(remark.on, language))
    counted = any(MARK in run.text for part in parts for run in part.runs)
    note = _set(WORDS["numbers"][language], language) if counted else ""
    return Box(_set(WORDS["title"][language], language), parts, signed, note)


def _parts(text: str, language: Language) -> Iterator[Part]:
    """Paragraphs stand apart by an empty line; a line that begins with a dash is a point of a list."""
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        words: list[str] = []
        for line in paragraph.split("\n"):
            if re.match(r"\s*[-*•]\s+", line):
                yield from _paragraph(words, language)
                words = []
                yield Part(tuple(_runs(re.sub(r"^\s*[-*•]\s+", "", line).strip(), language)), point=True)
            else:
                words.append(line.strip())
        yield from _paragraph(words, language)


def _paragraph(words: list[str], language: Language) -> Iterator[Part]:
    text = " ".join(filter(None, words))
    if text:
        yield Part(tuple(_runs(text, language)))


def _runs(text: str, language: Language) -> Iterator[Run]:
    """Bold and italic are the only marks; any other sign is a letter like another."""
    text, at = each_text(text, language), 0
    for found in _EMPHASIS.finditer(text):
        if found.start() > at:
            yield Run(_numbered(text[at : found.start()]))
        bold = found["bold"]
        yield Run(_numbered(bold or found["italic"]), "strong" if bold else "em")
        at = found.end()
    if at < len(text):
        yield Run(_numbered(text[at:]))


def _numbered(text: str) -> str:
    """Every number with its mark. A star somebody wrote is not one: it would say of a word that it is a number."""
    return _NUMBER.sub(lambda found: found[0] + MARK, text.replace(MARK, "∗"))


def _set(text: str, language: Language) -> str:
    return unbroken(text) if language == "fr" else text
