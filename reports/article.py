"""A report as a page of the web: the same blocks, numbers and pictures as the PDF, for a screen and its readers."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from analysis import evidence_json
from analysis.results import Evidence
from reports.blocks import Picture
from reports.document import document
from reports.figures.primitives import Drawing
from reports.numbers import Language
from reports.presentation import NONE, Presentation
from reports.side_by_side import side_by_side
from reports.typesetting import file_of, filled

LETTERS = "Atkinson Hyperlegible"  # the pictures were measured in it: they carry what they need of it
WEIGHTS = (400, 700)


def write_article(
    evidence: Evidence,
    *,
    audience: str = "funder",
    language: Language = "fr",
    presentation: Presentation = NONE,
    to: Path,
) -> None:
    """Write the report of this evidence as an `<article>` of HTML, complete without any other file."""
    evidence = evidence_json.loads(evidence_json.dumps(evidence))  # as the PDF is written
    made = document(evidence, audience, language, presentation)
    embedded = partial(_embedded, accent=presentation.accent)
    to.write_text(filled("article.html", made, embedded, screen=True), encoding="utf-8")


def write_side_by_side(
    studies: Sequence[Evidence], *, language: Language = "fr", laboratory: str, on: str, to: Path
) -> None:
    """Write what several studies found of the same outcomes as an `<article>` of HTML."""
    made = side_by_side(studies, language, laboratory, on)
    to.write_text(filled("article.html", made, partial(_embedded, accent=NONE.accent), screen=True), encoding="utf-8")


def _embedded(picture: Picture, accent: str) -> str:
    content, media_type = file_of(picture.drawing, f"{LETTERS}, sans-serif", accent)
    if isinstance(picture.drawing, Drawing):
        content = _with_letters(picture.drawing, content.decode()).encode()
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _with_letters(drawing: Drawing, svg: str) -> str:
    letters = "".join(sorted({letter for text in drawing.texts for letter in text}))
    faces = "".join(map(partial(_face, letters=letters), WEIGHTS))
    begun, end, rest = svg.partition(">")
    return f"{begun}{end}<style>{faces}</style>{rest}"


def _face(weight: int, letters: str) -> str:
    font = TTFont(fontpkg.path(LETTERS, weight), recalcTimestamp=False)
    subsetter = Subsetter(Options(recalc_timestamp=False, hinting=False))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file)
    source = base64.b64encode(file.getvalue()).decode()
    return f"@font-face{{font-family:'{LETTERS}';font-weight:{weight};src:url(data:font/ttf;base64,{source})}}"
