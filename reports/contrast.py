"""Contrast of two colours, as WCAG 2 measures it, and the nearest colour that can be read."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

PAPER, WASH = "#ffffff", "#faf8f4"  # what the colour of a report stands on
LEAST = 4.5
COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 1_000  # of lightness, between the colour asked for and black


@dataclass(frozen=True)
class Judged:
    """A colour with its contrast on the page; `nearest` is the same hue as light as may be read."""

    colour: str
    ratio: float
    nearest: str

    @property
    def readable(self) -> bool:
        """Whether the colour itself may be used."""
        return self.ratio >= LEAST


def judged(colour: str) -> Judged:
    """The contrast of a colour (#rrggbb) on the darkest ground it stands on; ValueError for what is no colour."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour such as #0b5d5e")
    ratio = on_the_page(colour)
    return Judged(colour, ratio, colour if ratio >= LEAST else _darkened(colour))


def on_the_page(colour: str) -> float:
    """The lower of the contrasts on paper and on the wash: white letters on the colour have that on paper."""
    return min(contrast(colour, PAPER), contrast(colour, WASH))


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white). https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _darkened(colour: str) -> str:
    """The first colour that can be read, going from this one straight to black."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(_STEPS + 1):
        parts = colorsys.hls_to_rgb(hue, lightness * (1 - step / _STEPS), saturation)
        darker = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
        if on_the_page(darker) >= LEAST:
            return darker
    return "#000000"
