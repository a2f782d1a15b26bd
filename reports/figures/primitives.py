"""What every picture is drawn with: labels, lines, boxes, marks, a scale. Text stays text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias
from xml.sax.saxutils import quoteattr

import fontpkg
from fontTools.ttLib import TTFont
from markupsafe import escape

from reports.limits import ACCENT

INK, QUIET, LINE, WASH, PAPER = "#1b1f24", "#555b63", "#d9d4cb", "#faf8f4", "#ffffff"
ACTION = ACCENT
DIMENSION_INK = {"economic": "#7d5200", "social": "#7a2e63", "environmental": "#2c662d"}
SHAPES = {"economic": "triangle", "social": "circle", "environmental": "square"}

FAMILY = "Atkinson Hyperlegible, Source Serif 4"
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Label:
    """One line of text; `x` is where `anchor` says, `y` the baseline."""

    x: float
    y: float
    text: str
    size: float = 11
    anchor: Anchor = "start"
    ink: str = INK
    bold: bool = False

    def svg(self) -> str:
        weight = ' font-weight="700"' if self.bold else ""
        return (
            f'<text x="{self.x:.2f}" y="{self.y:.2f}" font-size="{self.size:g}" text-anchor="{self.anchor}" '
            f'fill="{self.ink}" font-family="{FAMILY}"{weight}>{escape(self.text)}</text>'
        )


@dataclass(frozen=True)
class Line:
    """A straight line, dashed if asked, with an arrow head if asked."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str = INK
    width: float = 1
    dash: str = ""

    def svg(self) -> str:
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        return (
            f'<line x1="{self.x1:.2f}" y1="{self.y1:.2f}" x2="{self.x2:.2f}" y2="{self.y2:.2f}" '
            f'stroke="{self.ink}" stroke-width="{self.width:g}"{dash}/>'
        )


@dataclass(frozen=True)
class Box:
    """A rectangle: a band, or the frame of a step."""

    x: float
    y: float
    width: float
    height: float
    fill: str = PAPER
    ink: str = "none"
    stroke: float = 1
    radius: float = 0

    def svg(self) -> str:
        return (
            f'<rect x="{self.x:.2f}" y="{self.y:.2f}" width="{self.width:.2f}" height="{self.height:.2f}" '
            f'rx="{self.radius:g}" fill="{self.fill}" stroke="{self.ink}" stroke-width="{self.stroke:g}"/>'
        )


@dataclass(frozen=True)
class Path:
    """Any outline, e.g. an arrow or a curve."""

    d: str
    fill: str = "none"
    ink: str = INK
    width: float = 1

    def svg(self) -> str:
        return f'<path d="{self.d}" fill="{self.fill}" stroke="{self.ink}" stroke-width="{self.width:g}"/>'


Element: TypeAlias = Label | Line | Box | Path


@dataclass(frozen=True)
class Drawing:
    """A finished picture: its elements in painting order, and what it says to those who do not see it."""

    width: float
    height: float
    elements: tuple[Element, ...]
    alternative: str

    @property
    def svg(self) -> str:
        body = "".join(element.svg() for element in self.elements)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{self.height:g}" '
            f"viewBox={quoteattr(f'0 0 {self.width:g} {self.height:g}')}>{body}</svg>"
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Every label, in painting order: what can be read back from the page."""
        return tuple(element.text for element in self.elements if isinstance(element, Label))


@dataclass(frozen=True)
class Image:
    """A picture made elsewhere, a logo: its file, its size, and what it says to those who do not see it."""

    content: bytes
    media_type: str
    width: float
    height: float
    alternative: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """A straight scale from values to places on the page."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where `value` lies; values outside are held at the border."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + max(0.0, min(1.0, share)) * (self.end - self.start)


def mark(x: float, y: float, shape: str, ink: str, size: float = 5, hollow: bool = False) -> Path:
    """A point: triangle, circle or square, filled or hollow."""
    s = size
    outlines = {
        "triangle": (
            f"M{x:.2f} {y - s * 1.15:.2f}L{x + s * 1.1:.2f} {y + s * 0.8:.2f}L{x - s * 1.1:.2f} {y + s * 0.8:.2f}Z"
        ),
        "circle": (
            f"M{x - s:.2f} {y:.2f}A{s:g} {s:g} 0 1 0 {x + s:.2f} {y:.2f}A{s:g} {s:g} 0 1 0 {x - s:.2f} {y:.2f}Z"
        ),
        "square": f"M{x - s * 0.9:.2f} {y - s * 0.9:.2f}h{s * 1.8:.2f}v{s * 1.8:.2f}h{-s * 1.8:.2f}Z",
    }
    return Path(outlines[shape], fill=PAPER if hollow else ink, ink=ink, width=1.5 if hollow else 1)


def arrow(x1: float, y1: float, x2: float, y2: float, ink: str = QUIET) -> tuple[Line, Path]:
    """A vertical or horizontal line with a head at its end."""
    if x1 == x2:
        d = 1 if y2 > y1 else -1
        head = f"M{x2 - 3.5:.2f} {y2 - 6 * d:.2f}L{x2:.2f} {y2:.2f}L{x2 + 3.5:.2f} {y2 - 6 * d:.2f}Z"
        return Line(x1, y1, x2, y2 - 5 * d, ink, 1.2), Path(head, fill=ink, ink="none")
    d = 1 if x2 > x1 else -1
    head = f"M{x2 - 6 * d:.2f} {y2 - 3.5:.2f}L{x2:.2f} {y2:.2f}L{x2 - 6 * d:.2f} {y2 + 3.5:.2f}Z"
    return Line(x1, y1, x2 - 5 * d, y2, ink, 1.2), Path(head, fill=ink, ink="none")


def paragraph(
    x: float,
    y: float,
    text: str,
    width: float,
    *,
    size: float = 11,
    leading: float = 1.3,
    ink: str = INK,
    bold: bool = False,
    anchor: Anchor = "start",
) -> tuple[Label, ...]:
    """A text broken into lines no wider than `width`."""
    lines = broken(text, width, size, bold)
    return tuple(Label(x, y + i * size * leading, line, size, anchor, ink, bold) for i, line in enumerate(lines))


def broken(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text set to a width; a word that alone is too wide is cut."""
    lines: list[str] = []
    for word in _pieces(text, width, size, bold):
        if lines and measure(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)


def measure(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is when set in the report's sans serif."""
    advances, per_em = _advances(bold)
    return sum(advances.get(ord(letter), per_em * 0.6) for letter in text) * size / per_em


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterable[str]:
    for word in text.split(" "):
        rest = word
        while rest and measure(rest, size, bold) > width:
            fits = max(1, next(i for i in range(1, len(rest) + 1) if measure(rest[:i], size, bold) > width) - 1)
            yield rest[:fits]
            rest = rest[fits:]
        if rest:
            yield rest


@cache
def _advances(bold: bool) -> tuple[dict[int, int], int]:
    font = TTFont(fontpkg.path("Atkinson Hyperlegible", 700 if bold else 400))
    widths = font["hmtx"]
    return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm
