"""A histogram of differences: how many people changed by how much, from published counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.answer_words import say, signed
from reports.figures.primitives import ACTION, INK, LINE, QUIET, Box, Drawing, Element, Label, Line, arrow, measure
from reports.grid import Grid
from reports.numbers import Language, number, percent

WIDTH, FOOT, TOP = 657.0, 102.0, 36.0
START, END = 60.0, 600.0
WIDEST = 64.0
WORSE, SAME = "#c9c4bb", "#ece8e1"


@dataclass(frozen=True)
class Change:
    """A difference, after minus before; `beyond` when it also counts the larger ones."""

    value: float
    count: int
    beyond: bool = False

    def words(self, language: Language) -> str:
        """The difference with its sign."""
        written = signed(self.value, language)
        return say("beyond", language, value=written) if self.beyond else written


def draw(changes: Sequence[Change], higher_is_better: bool, language: Language, said: str) -> Drawing | None:
    """A column for each difference, the ones for the better dark, the ones for the worse light, none left out."""
    n = sum(change.count for change in changes)
    if not n:
        return None
    ordered = sorted(changes, key=lambda change: change.value)
    step = min(WIDEST, (END - START) / len(ordered))
    start = (START + END - step * len(ordered)) / 2
    most = max(change.count for change in ordered)
    elements: list[Element] = [Line(START, FOOT, END, FOOT, LINE, 1)]
    for place, change in enumerate(ordered):
        elements.extend(_column(change, start + place * step, step, most, higher_is_better, language))
    elements.append(Label(WIDTH, 13, f"n\u00a0=\u00a0{number(n, language)}", 11, "end", QUIET))
    elements.extend(_sides(higher_is_better, language))
    return Drawing(WIDTH, FOOT + 42, tuple(elements), alternative(ordered, language, said))


def alternative(changes: Sequence[Change], language: Language, said: str) -> str:
    """The finding, then every difference with its count."""
    colon = "\u00a0: " if language == "fr" else ": "
    each = (f"{change.words(language)}{colon}{number(change.count, language)}." for change in changes)
    return " ".join((said, f"{say('difference', language)}{colon}", *each)).strip()


def grid(changes: Sequence[Change], language: Language) -> Grid:
    """The table twin: every difference with its count and its share."""
    n = sum(change.count for change in changes)
    rows = tuple(
        (change.words(language), number(change.count, language), percent(change.count / n if n else None, language))
        for change in sorted(changes, key=lambda change: change.value)
    )
    columns = tuple(say(key, language) for key in ("difference", "people", "share"))
    return Grid(columns, rows, (True, True, True))


def _column(
    change: Change, x: float, step: float, most: int, higher_is_better: bool, language: Language
) -> list[Element]:
    height = (FOOT - TOP) * change.count / most
    better = change.value != 0 and (change.value > 0) == higher_is_better
    fill = SAME if change.value == 0 else ACTION if better else WORSE
    drawn: list[Element] = []
    if change.count:
        drawn.append(
            Box(x + 2, FOOT - height, step - 4, height, fill=fill, ink=QUIET if not better else "none", stroke=0.8)
        )
    middle, count, value = x + step / 2, number(change.count, language), signed(change.value, language)
    drawn.append(Label(middle, FOOT - height - 5, count, 11, "middle", INK))
    if measure(value, 11) <= step:
        drawn.append(Label(middle, FOOT + 16, value, 11, "middle", INK))
    if change.beyond and change.value:
        drawn.append(Label(middle, FOOT + 30, "≥" if change.value > 0 else "≤", 11, "middle", QUIET))
    return drawn


def _sides(higher_is_better: bool, language: Language) -> list[Element]:
    left, right = ("worse", "better") if higher_is_better else ("better", "worse")
    return [
        Label(START + 14, 13, say(left, language), 11, "start", QUIET),
        Label(END - 14, 13, say(right, language), 11, "end", QUIET),
        *arrow(START + 10, 9, START, 9),
        *arrow(END - 10, 9, END, 9),
    ]
