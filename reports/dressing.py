"""What a document wears over what was computed: the logo beside its first line, a box of the team after a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.blocks import Block, Masthead, Paragraph, Picture
from reports.figures.primitives import Image
from reports.numbers import Language
from reports.presentation import Logo, Presentation
from reports.remarks import box
from reports.wording import words

HEIGHT = 42  # pixels: 11 mm, as the stylesheet has it; the width follows
_DIGITS = 16
LAST = "limits"


def dressed(
    chapters: Sequence[tuple[str, tuple[Block, ...]]], presentation: Presentation, language: Language
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The chapters with what the laboratory adds. A box whose chapter is not there stands with the limits."""
    anchors = {anchor for anchor, _ in chapters}
    for anchor, blocks in chapters:
        here = (each for each in presentation.remarks if (each.anchor if each.anchor in anchors else LAST) == anchor)
        yield anchor, (*_headed(blocks, presentation.logo), *(box(remark, language) for remark in here))


def head_of_words(presentation: Presentation, language: Language) -> str:
    """The end of the running head of a document with words of the team: whoever changes one changes every page."""
    if not presentation.remarks:
        return ""
    return words("head_words", language, digest=presentation.digest.removeprefix("sha256:")[:_DIGITS])


def _headed(blocks: tuple[Block, ...], logo: Logo | None) -> tuple[Block, ...]:
    first = blocks[0] if blocks else None
    if logo is None or not isinstance(first, Paragraph) or first.style != "kicker":
        return blocks
    drawing = Image(logo.content, logo.media_type, round(logo.width * HEIGHT / logo.height), HEIGHT, logo.alternative)
    return (Masthead(first.text, Picture("logo", "", drawing, "")), *blocks[1:])
