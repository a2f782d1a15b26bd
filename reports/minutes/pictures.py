"""The pictures of results: a line for each proposal (dots, stacked bars, strengths), or a plane of two marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.deliberation.results import Standing
from reports.figures.primitives import (
    ACTION,
    INK,
    LINE,
    PAPER,
    QUIET,
    Anchor,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    mark,
    measure,
)
from reports.minutes.methods import Method
from reports.numbers import Language, number

WIDTH, HEIGHT = 280.0, 18.0  # of what is drawn on one line
PLANE_WIDTH, LEFT, RIGHT, TOP, BOTTOM = 480.0, 110.0, 460.0, 14.0, 214.0
SMALL = 10.0
MIDDLE = 385.0  # of the lines of a page: where their zero stands under the words that name it
# Fill, outline and ink of the number, for each part of a bar: the shades stay apart in grey, the outline marks the no.
Shade = tuple[str, str, str]
SHADES: Mapping[int, tuple[Shade, ...]] = {
    3: ((ACTION, ACTION, PAPER), (LINE, LINE, INK), (PAPER, INK, INK)),
    6: (
        (ACTION, ACTION, PAPER),
        ("#3c7f80", "#3c7f80", PAPER),
        ("#8db6b6", "#8db6b6", INK),
        ("#cfe0df", "#cfe0df", INK),
        ("#efe9df", LINE, INK),
        (PAPER, INK, INK),
    ),
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "told": {"fr": "{subject}. {figures}.", "en": "{subject}. {figures}."},
    "key": {"fr": "Légende, de gauche à droite : {parts}.", "en": "Key, from left to right: {parts}."},
    "zero": {"fr": "ni plus ni moins que les autres", "en": "no more, no less than the others"},
    "impact": {"fr": "effet", "en": "impact"},
    "feasibility": {"fr": "faisabilité", "en": "feasibility"},
    "low": {"fr": "1 · faible", "en": "1 · low"},
    "high": {"fr": "5 · forte", "en": "5 · high"},
    "great": {"fr": "5 · grand", "en": "5 · great"},
    "small": {"fr": "1 · petit", "en": "1 · small"},
}


@dataclass(frozen=True)
class Shown:
    """A subject of a result: its number, its words, its figures."""

    number: int
    words: str
    standing: Standing


Drawn = Callable[[Method, Shown, Scale, Language], Sequence[Element]]


def lines(method: Method, rows: Sequence[Shown], language: Language) -> Sequence[tuple[Drawing, str]]:
    """What is drawn of each row, on one scale, and what stands beside it; nothing for a picture of another kind."""
    if method.picture not in LINES:
        return ()
    scale_of, drawn = LINES[method.picture]
    along = scale_of(method, rows)
    return [
        (Drawing(WIDTH, HEIGHT, tuple(drawn(method, row, along, language)), told(method, row, language)),
         _beside(method, row, language))
        for row in rows
    ]  # fmt: skip


def key(method: Method, language: Language) -> Drawing | None:
    """What the parts of the bars are, in their order; the middle of strengths. None where the words say it."""
    if method.picture == "intervals":
        words = WORDS["zero"][language]
        middle = Label(MIDDLE, 11, words, SMALL, "middle", QUIET)
        return Drawing(PLANE_WIDTH + 177, 16, (middle,), words)
    if not method.parts:
        return None
    elements = tuple(_key(method, language))
    parts = ", ".join(part.label[language] for part in method.parts)
    return Drawing(PLANE_WIDTH + 177, 16, elements, WORDS["key"][language].format(parts=parts))


def plane(method: Method, rows: Sequence[Shown], language: Language) -> Drawing:
    """Impact up, feasibility along; each mark carries the numbers of the subjects that fall there."""
    along, up = Scale(1, 5, LEFT, RIGHT), Scale(1, 5, BOTTOM, TOP)
    elements: list[Element] = list(_frame(along, up, language))
    for (x, y), numbers in _places(rows, along, up).items():
        elements.append(mark(x, y, "circle", ACTION, 4.5))
        elements.append(Label(x + 8, y + 4, ", ".join(str(each) for each in numbers), 11, "start", INK, True))
    alternative = " ".join(told(method, row, language) for row in rows)
    return Drawing(PLANE_WIDTH + 177, BOTTOM + 36, tuple(elements), alternative)


def told(method: Method, row: Shown, language: Language) -> str:
    """A row in words, with all its figures."""
    colon = "\u00a0: " if language == "fr" else ": "
    between = "\u00a0; " if language == "fr" else "; "
    figures = [
        f"{column.label[language].partition(' [')[0].lower()}{colon}{column.aloud(row.standing.figures, language)}"
        for column in method.columns
    ]
    said = between.join(figures)
    return WORDS["told"][language].format(
        subject=f"{row.number}. {row.words.rstrip('.')}", figures=said[:1].upper() + said[1:]
    )


def _beside(method: Method, row: Shown, language: Language) -> str:
    colon = "\u00a0: " if language == "fr" else ": "
    cells = ((column.label[language], column.cell(row.standing.figures, language)) for column in method.beside)
    return ", ".join(f"{label}{colon}{cell}" if label else cell for label, cell in cells)


def _from_zero(method: Method, rows: Sequence[Shown]) -> Scale:
    names = [part.figure for part in method.parts] or [method.columns[0].figure]
    return Scale(0, max([1.0, *(sum(_value(row, name) for name in names) for row in rows)]), 0, WIDTH)


def _around_zero(method: Method, rows: Sequence[Shown]) -> Scale:
    widest = max([1.0, *(abs(_value(row, name)) for row in rows for name in ("low", "high"))]) * 1.05
    return Scale(-widest, widest, 0, WIDTH)


def _bar(method: Method, row: Shown, along: Scale, language: Language) -> Sequence[Element]:
    end = along.at(_value(row, method.columns[0].figure))
    axis = Line(0.5, 0, 0.5, HEIGHT, LINE)
    return (axis, Box(1, 2, end - 1, 14, ACTION)) if end > 1 else (axis,)


def _stack(method: Method, row: Shown, along: Scale, language: Language) -> Sequence[Element]:
    elements: list[Element] = []
    x = 0.0
    for part, (fill, ink, text) in zip(method.parts, SHADES[len(method.parts)], strict=True):
        people = _value(row, part.figure)
        width, said = along.at(people), number(people, language)
        if not people:
            continue
        elements.append(Box(x + 0.5, 1, max(width - 1, 1), 16, fill, ink))
        if measure(said, SMALL) + 4 <= width:
            elements.append(Label(x + width / 2, 12.7, said, SMALL, "middle", text))
        x += width
    return elements


def _interval(method: Method, row: Shown, along: Scale, language: Language) -> Sequence[Element]:
    low, high, strength = (along.at(_value(row, name)) for name in ("low", "high", "strength"))
    middle = HEIGHT / 2
    zero = Line(along.at(0), 0, along.at(0), HEIGHT, QUIET, 1, "3 3")
    return (zero, Line(low, middle, high, middle, ACTION, 2), mark(strength, middle, "circle", ACTION, 4.5))


def _value(row: Shown, name: str) -> float:
    return float(row.standing.figures.get(name) or 0)


def _key(method: Method, language: Language) -> Iterator[Element]:
    x = 0.0
    for part, (fill, ink, _) in zip(method.parts, SHADES[len(method.parts)], strict=True):
        words = part.label[language]
        yield Box(x + 0.5, 2, 10, 10, fill, ink)
        yield Label(x + 15, 11, words, SMALL, "start", QUIET)
        x += 15 + measure(words, SMALL) + 16


def _frame(along: Scale, up: Scale, language: Language) -> Iterator[Element]:
    yield Box(LEFT - 12, TOP - 10, RIGHT - LEFT + 24, BOTTOM - TOP + 20, PAPER, LINE)
    yield Line(along.at(3), TOP - 10, along.at(3), BOTTOM + 10, LINE)
    yield Line(LEFT - 12, up.at(3), RIGHT + 12, up.at(3), LINE)
    ends: tuple[tuple[float, float, str, Anchor], ...] = (
        (LEFT - 20, TOP + 4, "great", "end"),
        (LEFT - 20, BOTTOM + 4, "small", "end"),
        (LEFT - 12, BOTTOM + 26, "low", "start"),
        (RIGHT + 12, BOTTOM + 26, "high", "end"),
    )
    yield from (Label(x, y, WORDS[name][language], SMALL, anchor, QUIET) for x, y, name, anchor in ends)
    yield Label(LEFT - 20, (TOP + BOTTOM) / 2 + 4, WORDS["impact"][language], 11, "end", INK, True)
    yield Label((LEFT + RIGHT) / 2, BOTTOM + 26, WORDS["feasibility"][language], 11, "middle", INK, True)


def _places(rows: Sequence[Shown], along: Scale, up: Scale) -> Mapping[tuple[float, float], Sequence[int]]:
    """Where marks fall, with the numbers there: those too near to be told apart share one."""
    placed: dict[tuple[float, float], list[int]] = {}
    for row in rows:
        impact, feasibility = (row.standing.figures.get(f"{name}_mean") for name in ("impact", "feasibility"))
        if impact is None or feasibility is None:
            continue
        x, y = along.at(float(feasibility)), up.at(float(impact))
        near = next((at for at in placed if abs(at[0] - x) < 18 and abs(at[1] - y) < 11), (x, y))
        placed.setdefault(near, []).append(row.number)
    return placed


LINES: Mapping[str, tuple[Callable[[Method, Sequence[Shown]], Scale], Drawn]] = {
    "dots": (_from_zero, _bar),
    "stacked": (_from_zero, _stack),
    "intervals": (_around_zero, _interval),
}
