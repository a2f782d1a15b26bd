"""A Document as HTML, and the only resources its pages may load: our fonts, our stylesheet, its own pictures."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.blocks import Picture
from reports.document import Document
from reports.figures.primitives import ACTION, DIMENSION_INK, FAMILY, SHAPES, Drawing, Image, mark
from reports.wording import unbroken

_ALWAYS = "\u00a0\u202f0123456789"  # typesetting may add these
_USUAL = (
    "".join(map(chr, range(0x20, 0x7F))) + "àâäçéèêëîïôöùûüœÀÂÇÉÈÊËÎÏÔÖÙÛÜŒæÆ«»’“”‘–—…·×±−€\u00a0\u202f"
)  # what French and English pages are written with
_WIDEST_WORD = 15  # letters: of the widest, W, these fill the 46 mm that a column of words has (look.css, .result)
_WIDEST_TITLED = 20  # letters: of usual ones, these fit a title on the narrowest telephone, 320 pixels
_OPTICAL_SIZE = 20  # points: the titles' size
HERE = Path(__file__).parent
FONTS = {
    "sans": ("Atkinson Hyperlegible", 400, "normal"),
    "sans-bold": ("Atkinson Hyperlegible", 700, "normal"),
    "sans-italic": ("Atkinson Hyperlegible", 400, "italic"),
    "serif": ("Source Serif 4", 600, "normal"),
}
ARABIC_FAMILY = "Noto Sans Arabic"
ARABIC_FONTS = {"arabic": (ARABIC_FAMILY, 400, "normal"), "arabic-bold": (ARABIC_FAMILY, 700, "normal")}


def html(document: Document) -> str:
    """The pages' markup; every text is escaped."""
    return filled("document.html", document, lambda picture: f"report:picture/{picture.name}")


def filled(template: str, document: Document, source: Callable[[Picture], str], *, screen: bool = False) -> str:
    """A template with a document in it; `source` says where the image of a picture is."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    environment.tests["of_long_words"] = of_long_words
    environment.filters["typeset"] = unbroken if document.language == "fr" else str
    environment.filters["whole"] = whole
    return environment.get_template(template).render(document=document, source=source, screen=screen)


def of_long_words(text: str) -> bool:
    """Whether a text holds a stretch that no space breaks and that a column of words may be too narrow for."""
    return any(len(stretch) > _WIDEST_WORD for stretch in text.split(" "))


def whole(text: str) -> Markup:
    """A title, escaped, whose words with a hyphen stay on one line: rend-il, semi-detached; very long ones may not."""
    return Markup(" ").join(
        Markup('<span class="whole">{}</span>').format(stretch)
        if "-" in stretch.strip("-") and len(stretch) <= _WIDEST_TITLED
        else escape(stretch)
        for stretch in text.split(" ")
    )


def stylesheet(document: Document) -> str:
    """The print stylesheet, with the fonts this document needs."""
    names = ("look.css", "tables.css", *(("arabic.css",) if _arabic(_letters(document)) else ()))
    style = "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)
    return style.replace(f"--action: {ACTION}", f"--action: {document.presentation.accent}")


def resources(document: Document) -> Mapping[str, tuple[bytes, str]]:
    """Address → content and media type of everything a page may load."""
    letters = _letters(document)
    family = f"{FAMILY}, {ARABIC_FAMILY}" if _arabic(letters) else FAMILY
    accent = document.presentation.accent
    pictures = {f"report:picture/{one.name}": file_of(one.drawing, family, accent) for one in document.pictures()}
    chosen = {**FONTS, **(ARABIC_FONTS if _arabic(letters) else {})}
    fonts = {f"report:font/{name}": (font_file(*font, letters), "font/ttf") for name, font in chosen.items()}
    return {**fonts, **_marks(), **pictures}


def file_of(drawing: Drawing | Image, family: str, accent: str) -> tuple[bytes, str]:
    """The file of a picture and its media type: a drawing in the fonts at hand and the accent of the laboratory."""
    if isinstance(drawing, Image):
        return drawing.content, drawing.media_type
    return drawing.svg.replace(FAMILY, family).replace(ACTION, accent).encode(), "image/svg+xml"


def _letters(document: Document) -> str:
    """Every letter of the document once."""
    return "".join(sorted({letter for said in document.said() for letter in said.text} | set(_ALWAYS)))


def _arabic(letters: str) -> bool:
    """Whether some idea, label or answer is written in Arabic letters."""
    return any(unicodedata.name(letter, "").startswith("ARABIC ") for letter in letters)


def font_file(family: str, weight: int, style: str, letters: str) -> bytes:
    """A font file of these letters that never changes: a variable font is fixed at its weight, without today's date."""
    path = fontpkg.path(family, weight, style)
    font = TTFont(path, recalcTimestamp=False)
    if "fvar" not in font:
        return bytes(path.read_bytes())
    rare = {letter for letter in letters if letter not in _USUAL and ord(letter) in font.getBestCmap()}
    fixed = TTFont(io.BytesIO(_fixed(path, weight, "".join(sorted(rare)))), recalcTimestamp=False)
    return _of_letters(fixed, letters)


@lru_cache(maxsize=8)
def _fixed(path: Path, weight: int, rare: str) -> bytes:
    """A variable font at its weight, with the usual letters and a few rare ones: all it holds would take ten seconds.

    Kept, because it takes a second, and the documents of a process hardly differ by their letters.
    """
    font = TTFont(io.BytesIO(_of_letters(TTFont(path, recalcTimestamp=False), _USUAL + rare)), recalcTimestamp=False)
    chosen = {"wght": weight, "opsz": _OPTICAL_SIZE}
    axes = {axis.axisTag: chosen.get(axis.axisTag, axis.defaultValue) for axis in font["fvar"].axes}
    instantiateVariableFont(font, axes, inplace=True)
    return _file(font)


def _of_letters(font: TTFont, letters: str) -> bytes:
    subsetter = Subsetter(Options(recalc_timestamp=False, recalc_average_width=True))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    return _file(font)


def _file(font: TTFont) -> bytes:
    into = io.BytesIO()
    font.save(into)
    return into.getvalue()


@cache
def _marks() -> Mapping[str, tuple[bytes, str]]:
    return {
        f"report:mark/{dimension}": (_mark(shape, DIMENSION_INK[dimension]).encode(), "image/svg+xml")
        for dimension, shape in SHAPES.items()
    }


def _mark(shape: str, ink: str) -> str:
    return Drawing(12, 12, (mark(6, 6.4 if shape == "triangle" else 6, shape, ink, 5),), "").svg
