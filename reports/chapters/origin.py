"""From the idea to the test: the trace."""

from __future__ import annotations

from analysis.results import Evidence
from reports.blocks import Block, Paragraph, Picture
from reports.figures import FIGURES
from reports.numbers import Language
from reports.wording import words

FIGURE = "P1"


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The picture of the trace, or the honest line that there is none."""
    drawing = FIGURES["trace"].draw(evidence, language)
    if drawing is None:
        return (Paragraph(words("no_trace", language)),)
    caption = words("caption", language, figure=FIGURE, title=FIGURES["trace"].title[language])
    return (Paragraph(words("origin_lead", language)), Picture("trace", FIGURE, drawing, caption))
