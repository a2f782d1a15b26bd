"""Tornado: how far each input alone moves the net present value, the widest on top; low end hollow, high end filled."""

from __future__ import annotations

from collections.abc import Callable

from analysis.economics.results import Amount, Input, Swing
from reports.figures.primitives import (
    DIMENSION_INK,
    LINE,
    PAPER,
    QUIET,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    paragraph,
)  # fmt: skip
from reports.grid import Grid
from reports.money.amounts import money
from reports.money.words import LAWS, said, say
from reports.numbers import Language, exact

WIDTH = 657.0
NAMES, LEFT, RIGHT = 210.0, 296.0, 580.0
ROW, TOP, MOST = 27.0, 34.0, 8
INK = DIMENSION_INK["economic"]
KEY = {
    "low": {"fr": "entrée en bas de sa fourchette", "en": "input at its low end"},
    "high": {"fr": "entrée en haut", "en": "input at its high end"},
    "one": {
        "fr": "{name}, de {low} à {high} : de {at_low} à {at_high}.",
        "en": "{name}, from {low} to {high}: from {at_low} to {at_high}.",
    },
}  # fmt: skip
Named = Callable[[str], str]


def draw(swings: tuple[Swing, ...], worth: Amount, named: Named, language: Language) -> Drawing | None:
    """The widest swings around the value at the planned numbers; None when nothing was varied."""
    if not swings or worth.value is None:
        return None
    shown = swings[:MOST]
    reach = [end for swing in shown for end in (swing.at_low, swing.at_high)]
    scale = Scale(min(reach), max(max(reach), min(reach) + 1e-9), LEFT, RIGHT)
    middle, height = scale.at(worth.value), TOP + ROW * len(shown) + 6
    elements: list[Element] = [
        Box(0, 2, 12, 10, PAPER, INK, 1.4),
        Label(18, 11, KEY["low"][language], 10.8, ink=QUIET),
        Box(204, 2, 12, 10, INK, INK, 1.4),
        Label(222, 11, KEY["high"][language], 10.8, ink=QUIET),
        Label(middle, 24, _sum(worth.value, worth, language), 10.8, "middle", bold=True),
    ]
    for place, swing in enumerate(shown):
        elements.extend(_row(swing, worth, scale, TOP + ROW * place, named, language))
    elements.append(Line(middle, TOP - 6, middle, height - 4, QUIET, 1.2, "2 2"))
    if scale.low < 0 < scale.high:
        elements.append(Line(scale.at(0), TOP - 2, scale.at(0), height - 4, LINE, 1.6))
    return Drawing(WIDTH, height, tuple(elements), alternative(shown, worth, named, language))


def _row(swing: Swing, worth: Amount, scale: Scale, y: float, named: Named, language: Language) -> list[Element]:
    middle = scale.at(worth.value or 0.0)
    drawn: list[Element] = [
        Line(0, y - 2, WIDTH, y - 2, LINE, 0.6),
        *paragraph(0, y + 9, named(swing.code), NAMES, size=10.6, leading=1.1)[:2],
    ]
    for end, fill in ((swing.at_low, PAPER), (swing.at_high, INK)):
        near, far = sorted((middle, scale.at(end)))
        drawn.append(Box(near, y + 4, max(far - near, 1), 13, fill, INK, 1.4))
    low, high = sorted((swing.at_low, swing.at_high))
    drawn.append(Label(scale.at(low) - 6, y + 14, _sum(low, worth, language), 10.2, "end", QUIET))
    drawn.append(Label(scale.at(high) + 6, y + 14, _sum(high, worth, language), 10.2, "start", QUIET))
    return drawn


def _sum(value: float, worth: Amount, language: Language) -> str:
    return money(value, worth.unit, language, 0)


def alternative(swings: tuple[Swing, ...], worth: Amount, named: Named, language: Language) -> str:
    """Each swing in words."""
    each = " ".join(
        said(
            KEY["one"], language, name=named(swing.code), low=exact(swing.low, language),
            high=exact(swing.high, language), at_low=_sum(swing.at_low, worth, language),
            at_high=_sum(swing.at_high, worth, language),
        )
        for swing in swings
    )  # fmt: skip
    return f"{say('tornado_title', language)}. {each}"


def _input(value: float, language: Language) -> str:
    """An end of an input as it was written, with six digits at most: an effect was computed and has many more."""
    return exact(float(f"{value:.6g}"), language)


def grid(swings: tuple[Swing, ...], inputs: tuple[Input, ...], worth: Amount, named: Named, language: Language) -> Grid:
    """The table twin: every swing, those too small to draw too, with the distribution each input was drawn from."""
    laws = {one.code: LAWS[one.distribution][language] for one in inputs}
    rows = tuple(
        (named(swing.code), _input(swing.low, language), _input(swing.high, language), laws.get(swing.code, ""),
         _sum(swing.at_low, worth, language), _sum(swing.at_high, worth, language))
        for swing in swings
    )  # fmt: skip
    columns = tuple(say(key, language) for key in ("input", "low", "high", "law", "at_low", "at_high"))
    return Grid(columns, rows, (False, True, True, False, True, True))
