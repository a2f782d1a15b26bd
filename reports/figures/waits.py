"""A wait: the share still waiting, step by step, with those unfinished as ticks and how many are still followed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from analysis.indicators.lifetimes import Curve, Point
from reports.figures.primitives import ACTION, LINE, QUIET, Anchor, Box, Drawing, Element, Label, Line, Scale, measure
from reports.grid import Grid
from reports.numbers import Language, number, percent

WIDTH, HEIGHT = 320.0, 208.0
LEFT, RIGHT, TOP, FOOT = 54.0, 308.0, 26.0, 146.0
BAND = "#e4e1da"
WORDS = {
    "axis": {"fr": "attendent encore", "en": "still waiting"},
    "days": {"fr": "jours", "en": "days"},
    "at_risk": {"fr": "suivis", "en": "followed"},
    "median": {"fr": "médiane", "en": "median"},
    "after": {"fr": "Après (jours)", "en": "After (days)"},
    "followed": {"fr": "Suivis", "en": "Followed"},
    "finished": {"fr": "Arrivés", "en": "Finished"},
    "unfinished": {"fr": "Encore en attente, non suivis au-delà", "en": "Still waiting, not followed further"},
    "waiting": {"fr": "Attendent encore", "en": "Still waiting"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "alternative": {
        "fr": "{title}. {n} suivis : {finished} arrivés, {unfinished} encore en attente. {said}",
        "en": "{title}. {n} followed: {finished} finished, {unfinished} still waiting. {said}",
    },
}


def is_drawn(curve: Curve | None) -> TypeGuard[Curve]:
    """Whether there is a curve, and a day has passed: all on one day is a point, not a picture."""
    return curve is not None and curve.last > 0


def draw(curve: Curve, language: Language, title: str, said: str) -> Drawing:
    """The curve from everything waiting to what has finished. `said` is the median in words, for the alternative."""
    across, up = Scale(0, max(curve.last, 1), LEFT, RIGHT), Scale(0, 1, FOOT, TOP)
    elements = (
        *_frame(curve, language, across, up),
        *_band(curve, across, up),
        *_steps(curve, across, up),
        *_median(curve, language, across, up),
    )
    return Drawing(WIDTH, HEIGHT, elements, alternative(curve, language, title, said))


def alternative(curve: Curve, language: Language, title: str, said: str) -> str:
    """What the picture says, with its numbers."""
    counts = {name: number(getattr(curve, name), language) for name in ("n", "finished", "unfinished")}
    return WORDS["alternative"][language].format(title=title, said=said, **counts).strip()


def grid(curve: Curve, language: Language) -> Grid:
    """The table twin: every day on which something happened."""
    points = {point.days: point for point in curve.points}
    columns = ("after", "followed", "finished", "unfinished", "waiting", "low", "high")
    rows, last = [], Point(0, curve.n, 1.0, None, None)
    for day in curve.days:
        last = points.get(day.days, last)
        counts = (day.days, curve.followed(day.days), day.finished, day.unfinished)
        shares = (last.waiting, last.low, last.high)
        rows.append((*(number(count, language) for count in counts), *(percent(share, language) for share in shares)))
    return Grid(tuple(WORDS[column][language] for column in columns), tuple(rows), (True,) * len(columns))


def _frame(curve: Curve, language: Language, across: Scale, up: Scale) -> list[Element]:
    elements: list[Element] = [Label(0, 12, WORDS["axis"][language], 11, ink=QUIET)]
    for share in (0.0, 0.5, 1.0):
        elements.append(Line(LEFT, up.at(share), RIGHT, up.at(share), LINE, 0.8, "" if share != 0.5 else "2 3"))
        elements.append(Label(LEFT - 6, up.at(share) + 4, percent(share, language), 11, "end", QUIET))
    elements.append(Label(0, FOOT + 38, WORDS["at_risk"][language], 11, ink=QUIET))
    ticks = _ticks(curve.last)
    for day in ticks:
        x = across.at(day)
        anchor: Anchor = "end" if day == ticks[-1] and day else "middle"
        words = f"{number(day, language)}\u00a0{WORDS['days'][language]}" if anchor == "end" else number(day, language)
        elements.append(Label(x, FOOT + 17, words, 11, anchor, QUIET))
        elements.append(Label(x, FOOT + 38, number(curve.followed(day), language), 11, anchor))
    return elements


def _ticks(last: int) -> Sequence[int]:
    return sorted({0, last // 2, last})


def _corners(curve: Curve) -> list[tuple[int, Point]]:
    """From which day to which each share holds: (until, point)."""
    begun = [Point(0, curve.n, 1.0, 1.0, 1.0), *curve.points]
    ends = [*(point.days for point in curve.points), curve.last]
    return list(zip(ends, begun, strict=True))


def _band(curve: Curve, across: Scale, up: Scale) -> list[Element]:
    drawn: list[Element] = []
    for until, point in _corners(curve)[1:]:
        if point.low is not None and point.high is not None:
            x, y = across.at(point.days), up.at(point.high)
            drawn.append(Box(x, y, across.at(until) - x, up.at(point.low) - y, fill=BAND))
    return drawn


def _steps(curve: Curve, across: Scale, up: Scale) -> list[Element]:
    corners = _corners(curve)
    drawn: list[Element] = [
        Line(across.at(point.days), up.at(point.waiting), across.at(until), up.at(point.waiting), ACTION, 2)
        for until, point in corners
    ]
    for (_, above), (_, below) in pairwise(corners):
        x = across.at(below.days)
        drawn.append(Line(x, up.at(above.waiting), x, up.at(below.waiting), ACTION, 2))
    for day in (day.days for day in curve.days if day.unfinished):
        waiting = next(point.waiting for _, point in reversed(corners) if point.days <= day)
        drawn.append(Line(across.at(day), up.at(waiting) - 5, across.at(day), up.at(waiting) + 5, ACTION, 1.4))
    return drawn


def _median(curve: Curve, language: Language, across: Scale, up: Scale) -> list[Element]:
    if curve.median is None:
        return []
    x = across.at(curve.median)
    words = f"{WORDS['median'][language]} {number(curve.median, language)}"
    fits = x + 6 + measure(words, 11, bold=True) <= RIGHT
    place = Label(x + 6 if fits else x - 6, FOOT - 6, words, 11, "start" if fits else "end", bold=True)
    return [Line(x, up.at(0.5), x, FOOT, QUIET, 1, "2 3"), place]
