"""A Document as HTML, and the only resources its pages may load: our fonts, our stylesheet, its own pictures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import fontpkg
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.document import Document
from reports.figures.primitives import DIMENSION_INK, SHAPES, Drawing, mark
from reports.wording import unbroken

HERE = Path(__file__).parent
FONTS = {
    "sans": ("Atkinson Hyperlegible", 400, "normal"),
    "sans-bold": ("Atkinson Hyperlegible", 700, "normal"),
    "sans-italic": ("Atkinson Hyperlegible", 400, "italic"),
    "serif": ("Source Serif 4", 600, "normal"),
}


def html(document: Document) -> str:
    """The pages' markup; every text is escaped."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    environment.filters["typeset"] = unbroken if document.language == "fr" else str
    return environment.get_template("document.html").render(document=document)


def stylesheet() -> str:
    """The print stylesheet."""
    return (HERE / "look.css").read_text(encoding="utf-8")


def resources(document: Document) -> Mapping[str, tuple[bytes, str]]:
    """Address → content and media type of everything a page may load."""
    pictures = {
        f"report:picture/{picture.name}": (picture.drawing.svg.encode(), "image/svg+xml")
        for picture in document.pictures()
    }
    return {**_fixed(), **pictures}


@cache
def _fixed() -> Mapping[str, tuple[bytes, str]]:
    fonts = {
        f"report:font/{name}": (fontpkg.path(family, weight, style).read_bytes(), "font/ttf")
        for name, (family, weight, style) in FONTS.items()
    }
    marks = {
        f"report:mark/{dimension}": (_mark(shape, DIMENSION_INK[dimension]).encode(), "image/svg+xml")
        for dimension, shape in SHAPES.items()
    }
    return {**fonts, **marks}


def _mark(shape: str, ink: str) -> str:
    return Drawing(12, 12, (mark(6, 6.4 if shape == "triangle" else 6, shape, ink, 5),), "").svg
