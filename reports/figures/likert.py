"""Diverging bars: for each group the answers on both sides of a middle, each part labelled with its count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.figures.answer_words import say, short
from reports.figures.primitives import (
    ACTION,
    INK,
    LINE,
    PAPER,
    QUIET,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    measure,
    paragraph,
)
from reports.grid import Grid
from reports.numbers import Language, number, percent

Side: TypeAlias = Literal["left", "middle", "right"]
WIDTH = 657.0
NAME, START, END, PEOPLE = 146.0, 196.0, 560.0, 657.0  # where names end, bars may lie, and n ends
BAR, STEP = 17.0, 27.0
FILL = {"left": "#c9c4bb", "middle": "#ece8e1", "right": ACTION}
INKS = {"left": INK, "middle": INK, "right": PAPER}


@dataclass(frozen=True)
class Segment:
    """Answers counted together, on one side of the middle or astride it."""

    words: str
    count: int
    side: Side


@dataclass(frozen=True)
class Bar:
    """A group of people and what they answered, in the order of the question."""

    name: str
    segments: tuple[Segment, ...]

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(each.count for each in self.segments)

    def share(self, side: Side) -> float:
        """The share of a side."""
        return sum(each.count for each in self.segments if each.side == side) / self.n


def draw(bars: Sequence[Bar], language: Language, said: str) -> Drawing | None:
    """The bars on one scale, wide enough for the widest side. `said` is the finding, for those who do not see it."""
    shown = [bar for bar in bars if bar.n]
    if not shown:
        return None
    scale, middle = _scale(shown)
    heads, y = _heads(shown, language, middle)
    foot = y + STEP * (len(shown) - 1) + BAR
    elements: list[Element] = [*heads, Line(middle, y - 5, middle, foot + 5, QUIET, 1, "2 2")]
    for place, bar in enumerate(shown):
        elements.extend(_bar(bar, language, middle, scale, y + STEP * place))
    return Drawing(WIDTH, foot + 10, tuple(elements), alternative(shown, language, said))


def alternative(bars: Sequence[Bar], language: Language, said: str) -> str:
    """The finding, then every count of every group."""
    colon = "\u00a0: " if language == "fr" else ": "
    between = "\u00a0; " if language == "fr" else "; "
    each = (
        f"{bar.name} (n = {number(bar.n, language)}). "
        + between.join(f"{part.words}{colon}{number(part.count, language)}" for part in bar.segments)
        + "."
        for bar in bars
    )
    return " ".join((said, *each)).strip()


def grid(bars: Sequence[Bar], language: Language) -> Grid:
    """The table twin: every group and answer with its count and its share."""
    rows = tuple(
        (bar.name, part.words, number(part.count, language), percent(part.count / bar.n if bar.n else None, language))
        for bar in bars
        for part in bar.segments
    )
    columns = tuple(say(key, language) for key in ("group", "answer", "answers", "share"))
    return Grid(columns, rows, (False, False, True, True))


def _scale(bars: Sequence[Bar]) -> tuple[float, float]:
    """Pixels for the whole of a group, and where the middle stands."""
    left = max(bar.share("left") + bar.share("middle") / 2 for bar in bars)
    right = max(bar.share("right") + bar.share("middle") / 2 for bar in bars)
    room = END - START - 2 * _room()
    return room / (left + right), START + _room() + room * left / (left + right)


def _room() -> float:
    """For the share written at the end of a bar."""
    return measure("100 %", 11) + 8


def _heads(bars: Sequence[Bar], language: Language, middle: float) -> tuple[list[Element], float]:
    """What lies on each side, in words, above the bars: nobody has to learn a key."""
    sides: dict[Side, list[str]] = {
        side: list(dict.fromkeys(part.words for bar in bars for part in bar.segments if part.side == side))
        for side in ("left", "middle", "right")
    }
    left = paragraph(middle - 8, 12, " · ".join(sides["left"]), middle - 12, size=10.8, ink=QUIET, anchor="end")
    right = paragraph(middle + 8, 12, " · ".join(sides["right"]), WIDTH - middle - 12, size=10.8, ink=QUIET)
    y = 12 + 14.1 * max(len(left), len(right), 1)
    elements: list[Element] = [*left, *right]
    if sides["middle"]:
        elements.append(Label(middle, y, short(" · ".join(sides["middle"]), 300, 10.8), 10.8, "middle", QUIET))
        y += 14.1
    return elements, y


def _bar(bar: Bar, language: Language, middle: float, scale: float, y: float) -> Iterator[Element]:
    yield Label(0, y + BAR - 4, short(bar.name, NAME, 12), 12, bold=True)
    whole = scale / bar.n
    at = middle - (bar.share("left") + bar.share("middle") / 2) * scale
    yield Label(at - 6, y + BAR - 4, percent(bar.share("left"), language), 11, "end", QUIET)
    ordered = sorted(bar.segments, key=lambda part: ("left", "middle", "right").index(part.side))
    for part in ordered:
        width = part.count * whole
        if not part.count:
            continue
        yield Box(at, y, width, BAR, fill=FILL[part.side], ink=PAPER, stroke=1)
        count = number(part.count, language)
        if measure(count, 11) + 6 <= width:
            yield Label(at + width / 2, y + BAR - 4, count, 11, "middle", INKS[part.side])
        at += width
    yield Label(at + 6, y + BAR - 4, percent(bar.share("right"), language), 11, "start", QUIET)
    yield Label(PEOPLE, y + BAR - 4, f"n\u00a0=\u00a0{number(bar.n, language)}", 11, "end", QUIET)
    yield Line(0, y + STEP - 5, WIDTH, y + STEP - 5, LINE, 0.5)
