"""What is printed against what the document says: words, structure, and the pages painted again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.comparison import Comparison, leftwards, letters
from reports.document import Document, short
from reports.opened import Opened
from reports.verdict import Problem, StrangeNumber

_NUMBER = re.compile(r"[-−+]?\d+(?:[.,]\d+)?")
_LONGEST = 80  # letters quoted of a text


def texts(compared: Comparison) -> Iterator[Problem]:
    """Every text that is not printed as it should be."""
    for each in compared.differences:
        code = "text_changed" if each.expected else "text_added"
        values = {"page": str(each.page), "printed": _cut(each.printed), "expected": _cut(each.expected)}
        yield Problem(code, each.figure, values)


def strange_numbers(compared: Comparison, made: Document) -> tuple[StrangeNumber, ...]:
    """The numbers that stand where the words differ and that the document prints nowhere: the first to look at."""
    known = {number for said in made.said() for number in _NUMBER.findall(said.text)}
    seen = ((each.page, number) for each in compared.differences for number in _NUMBER.findall(each.printed))
    return tuple(dict.fromkeys(StrangeNumber(page, number) for page, number in seen if number not in known))


def digests(opened: Opened, made: Document) -> Iterator[Problem]:
    """The running heads that do not carry the digest of what is attached: no edition leaves it out."""
    wanted = short(made.evidence_digest)
    for place, page in enumerate(opened.texts, start=1):
        if wanted not in letters(page.margin):
            yield Problem("digest_not_printed", values={"page": str(place), "digest": wanted})


def structure(opened: Opened, made: Document) -> Iterator[Problem]:
    """What the file holds too much, and what it says of itself and its pictures."""
    yield from (Problem("addition", values={"name": name}) for name in opened.additions)
    said = letters("".join(each.text for each in made.said()))
    for words in opened.instead:  # ours are words of the document, written from right to left
        if not leftwards(words) or letters(words) not in said:
            yield Problem("addition", values={"name": _cut(words)})
    pictures = list(made.pictures())
    if len(pictures) != len(opened.alternatives):
        yield Problem("alternative_changed")
    for picture, said in zip(pictures, opened.alternatives, strict=False):
        if picture.drawing.alternative != said:
            yield Problem("alternative_changed", picture.figure)
    if (opened.title, opened.language) != (made.title, made.language):
        yield Problem("title_changed")


def redrawn(opened: Opened, made: Document) -> tuple[tuple[Problem, ...], bool]:
    """The pages painted again, where the same renderer is at hand, and compared with those of the file.

    Their words need no second reading: those of the file are the document's, and what paints them is in the digests.
    """
    from reports import pdf  # the renderer takes seconds to load: only when a report is really verified

    if opened.manifest.get("renderer") != pdf.renderer():
        return (), False
    painted = pdf.painted(made)
    places = range(max(len(painted), len(opened.painted)))
    differ = [place + 1 for place in places if painted[place : place + 1] != opened.painted[place : place + 1]]
    return tuple(Problem("page_painted", values={"page": str(page)}) for page in differ), True


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
