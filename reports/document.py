"""A report as a pure value: what will be printed, in order, before any page exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis import evidence_json
from analysis.results import Evidence
from reports.audiences import AUDIENCES
from reports.blocks import Block, Columns, Masthead, Picture, Rows, Said
from reports.dressing import dressed, head_of_words
from reports.lettering import lettered
from reports.numbers import Language
from reports.outline import chapters
from reports.presentation import NONE, Presentation
from reports.wording import words


class UnknownAudience(ValueError):
    """No report is written for this audience; the sentence says which there are."""

    def __init__(self, audience: str) -> None:
        known = ", ".join(AUDIENCES)
        super().__init__(f"No report is written for the audience {audience!r}. Choose one of: {known}.")
        self.audience = audience


@dataclass(frozen=True)
class Chapter:
    """A part of the report: an anchor for the bookmark, and its blocks."""

    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """Everything printed. `head` stands at the top of each page, `stamp` too when the data are simulated."""

    language: Language
    audience: str
    title: str
    author: str
    head: str
    stamp: str
    page_word: str
    of_word: str
    dated: str
    evidence_digest: str
    chapters: tuple[Chapter, ...]
    presentation: Presentation = NONE

    def said(self) -> Iterator[Said]:
        """Every printed text, in the order of the page."""
        for chapter in self.chapters:
            for block in chapter.blocks:
                yield from block.said()

    def pictures(self) -> Iterator[Picture]:
        """Every picture, in order."""
        for chapter in self.chapters:
            yield from _pictures(chapter.blocks)


def document(evidence: Evidence, audience: str, language: Language, presentation: Presentation = NONE) -> Document:
    """The report of this evidence for an audience, in a language; UnknownAudience when nobody wrote one for it."""
    if audience not in AUDIENCES:
        raise UnknownAudience(audience)
    digest = evidence_json.digest(evidence)
    evidence = lettered(evidence, language)
    title = evidence.plan.title.get(language) or evidence.facts.study
    return Document(
        language=language,
        audience=audience,
        title=title,
        author=evidence.facts.laboratory,
        head=words("head", language, study=title, version=evidence.code_version, digest=short(digest))
        + head_of_words(presentation, language),
        stamp=words("simulated", language) if evidence.facts.origin == "simulated" else "",
        page_word=words("page", language),
        of_word=words("page_of", language),
        dated=evidence.facts.last_answer_on or evidence.facts.locked_on or "1970-01-01",
        evidence_digest=digest,
        chapters=tuple(
            Chapter(anchor, blocks)
            for anchor, blocks in dressed(tuple(chapters(evidence, audience, language, digest)), presentation, language)
        ),
        presentation=presentation,
    )


def short(digest: str) -> str:
    """The first 16 hexadecimal digits of a digest: enough to compare by eye."""
    return digest.removeprefix("sha256:")[:16]


def _pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Masthead):
            yield block.logo
        elif isinstance(block, Rows):
            yield from (row.drawn for row in block.rows)
        elif isinstance(block, Columns):
            yield from _pictures((*block.left, *block.right))
