"""The order of a report: one row per chapter, and which audience reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.results import Evidence
from reports.audiences import FUNDER, RESEARCHER, RESIDENT
from reports.blocks import Block, Heading
from reports.chapters import (
    again,
    annex,
    checklists,
    codebook,
    economics,
    environment,
    essential,
    gaps,
    harms,
    limits,
    methods,
    origin,
    outcomes,
    participants,
    plan,
    progress,
    resident,
    voices,
)
from reports.numbers import Language
from reports.wording import words


@dataclass(frozen=True)
class Row:
    """A chapter: `title` is a key of the wording, None for the first page, which carries the report's own title."""

    anchor: str
    title: str | None
    blocks: Callable[[Evidence, Language, str], tuple[Block, ...]]
    audiences: tuple[str, ...] = (FUNDER, RESEARCHER)


CHAPTERS: tuple[Row, ...] = (
    Row("resident", None, resident.blocks, (RESIDENT,)),
    Row("essential", None, essential.blocks),
    Row("origin", "chapter_origin", origin.blocks),
    Row("plan", "chapter_plan", plan.blocks),
    Row("participants", "chapter_participants", participants.blocks),
    Row("outcomes", "chapter_outcomes", outcomes.blocks),
    Row("progress", "chapter_progress", progress.blocks),
    Row("harms", "chapter_harms", harms.blocks),
    Row("economics", "chapter_economics", economics.blocks),
    Row("environment", "chapter_environment", environment.blocks),
    Row("voices", "chapter_voices", voices.blocks),
    Row("gaps", "chapter_gaps", gaps.blocks),
    Row("limits", "chapter_limits", limits.blocks),
    Row("methods", "chapter_methods", methods.blocks, (RESEARCHER,)),
    Row("codebook", "chapter_codebook", codebook.blocks, (RESEARCHER,)),
    Row("again", "chapter_again", again.blocks, (RESEARCHER,)),
    Row("checklists", "chapter_checklists", checklists.brief, (FUNDER,)),
    Row("checklists", "chapter_checklists", checklists.blocks, (RESEARCHER,)),
    Row("annex", "chapter_annex", annex.blocks, (FUNDER,)),
    Row("annex", "chapter_annex", annex.full, (RESEARCHER,)),
)


def chapters(
    evidence: Evidence, audience: str, language: Language, digest: str
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The chapters an audience reads, numbered in the order they stand. One with nothing in it is not there."""
    rows = [(row, row.blocks(evidence, language, digest)) for row in CHAPTERS if audience in row.audiences]
    for place, (row, body) in enumerate(((row, body) for row, body in rows if body), start=1):
        if row.title is None:
            yield row.anchor, body
        else:
            yield row.anchor, (Heading(2, f"{place}. {words(row.title, language)}", row.anchor), *body)
