"""Limits of the test, and what would strengthen the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.results import Evidence
from reports.blocks import Block, Bullets, Heading, Said
from reports.numbers import Language, listed, number
from reports.vocabulary import LOWERED, words_of
from reports.wording import words


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """What the reader must not conclude, then the next step up."""
    return (
        Bullets(tuple(_limits(evidence, language))),
        Heading(3, words("raise", language), "raise"),
        Bullets(tuple(_raise(evidence, language))),
    )


def _limits(evidence: Evidence, language: Language) -> Iterator[Said]:
    yield Said(words("limit_scope", language))
    yield Said(words("limit_single", language))
    if evidence.facts.anonymous:
        yield Said(words("limit_anonymous", language))
    nulls = sum(each.direction == "unclear" for each in evidence.findings)
    if nulls:
        yield Said(words("limit_nulls" if nulls > 1 else "limit_null", language, count=number(nulls, language)))
    kept = [each for each in evidence.findings if each.estimate.verifiability == "C"]
    for code, said in (("limit_class_c", True), ("limit_not_said", False)):
        figures = [each.figure_id for each in kept if (each.estimate.effect is not None) == said]
        if figures:
            yield Said(words(code, language, figures=listed(figures, language)))


def _raise(evidence: Evidence, language: Language) -> Iterator[Said]:
    for code in evidence.level.lowered_for:
        reason = words_of(LOWERED, code, language)
        yield Said(words("raise_lowered", language, reason=reason))
    yield Said(words("raise_anonymous" if evidence.facts.anonymous else f"raise_{evidence.level.allowed}", language))
