"""Who took part: flow, losses, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.results import Evidence
from reports import beside
from reports.blocks import Block, Paragraph, Picture
from reports.chapters import inclusion
from reports.figures import FIGURES, flow
from reports.labels import wave_label
from reports.numbers import Language, number, percent
from reports.sentences import POINTS
from reports.wording import words


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The flow in a sentence, then drawn; the answers wave by wave; what was not asked."""
    return (
        *_lead(evidence, language),
        *_pictures(evidence, language),
        *inclusion.blocks(evidence, language),
        Paragraph(words("helix_of_sessions" if evidence.indicators else "helix_missing", language)),
    )


def _lead(evidence: Evidence, language: Language) -> Iterator[Block]:
    reached = flow.reached(evidence)
    if reached is None:
        yield Paragraph(words("no_flow", language))
        return
    text = words(
        "participants_lead_anonymous" if evidence.facts.anonymous else "participants_lead",
        language,
        allocated=number(reached.allocated, language),
        answered=number(reached.answered, language),
        wave=wave_label(evidence, reached.wave, language),
        share=percent(reached.answered / reached.allocated if reached.allocated else None, language),
    )
    gap = evidence.level.differential_attrition
    if gap is not None:
        points = f"{number(gap * 100, language)}\u00a0{POINTS[language]}"
        text += " " + words("attrition_difference", language, points=points)
        text += beside.attrition_words(evidence.level, evidence.plan.confidence, language)
    yield Paragraph(text, evidence.flow_figure_id)


def _pictures(evidence: Evidence, language: Language) -> Iterator[Block]:
    for name in ("flow", "attrition"):
        drawing = FIGURES[name].draw(evidence, language)
        if drawing is not None:
            figure = evidence.flow_figure_id
            caption = words("caption", language, figure=figure, title=FIGURES[name].title[language])
            yield Picture(name, figure, drawing, caption)
