"""Acceptability curve: at each price of one unit of effect, the chance that the net benefit is above zero."""

from __future__ import annotations

from itertools import pairwise

from analysis.economics.results import CurvePoint, Effectiveness
from reports.figures.primitives import DIMENSION_INK, LINE, QUIET, Anchor, Drawing, Element, Label, Line, Scale, mark
from reports.grid import Grid
from reports.money.amounts import chance, money
from reports.money.words import say
from reports.numbers import ABSENT, Language, percent

WIDTH, HEIGHT = 657.0, 200.0
LEFT, RIGHT, TOP, FOOT = 60.0, 560.0, 20.0, 158.0
INK = DIMENSION_INK["economic"]


def draw(found: Effectiveness, language: Language) -> Drawing | None:
    """The curve; None where no chance can be said (costs known by arm only, or no price asked for)."""
    points = [point for point in found.curve if point.chance is not None]
    if len(points) < 2 or points[0].willingness >= points[-1].willingness:
        return None
    across = Scale(points[0].willingness, points[-1].willingness, LEFT, RIGHT)
    up = Scale(0, 1, FOOT, TOP)
    elements = [*_frame(points, found, language, across, up)]
    places = [(across.at(point.willingness), up.at(point.chance or 0.0)) for point in points]
    elements.extend(Line(x1, y1, x2, y2, INK, 2.2) for (x1, y1), (x2, y2) in pairwise(places))
    last = places[-1]
    elements.append(mark(*last, "triangle", INK, 4.5))
    elements.append(Label(last[0] + 10, last[1] + 4, chance(points[-1].chance, language), 11.5, bold=True))
    return Drawing(WIDTH, HEIGHT, tuple(elements), alternative(found, language))


def _frame(
    points: list[CurvePoint], found: Effectiveness, language: Language, across: Scale, up: Scale
) -> list[Element]:
    elements: list[Element] = []
    for share in (0.0, 0.5, 1.0):
        dash = "2 3" if share == 0.5 else ""
        elements.append(Line(LEFT, up.at(share), RIGHT, up.at(share), LINE, 0.8, dash))
        elements.append(Label(LEFT - 8, up.at(share) + 4, percent(share, language), 10.8, "end", QUIET))
    for place in (0, len(points) // 4, len(points) // 2, 3 * len(points) // 4, len(points) - 1):
        price = points[place].willingness
        anchor: Anchor = "middle"
        words = money(price, found.cost_difference.unit, language)
        elements.append(Label(across.at(price), FOOT + 16, words, 10.8, anchor, QUIET))
    elements.append(Label((LEFT + RIGHT) / 2, FOOT + 34, say("price", language), 10.8, "middle", QUIET))
    return elements


def alternative(found: Effectiveness, language: Language) -> str:
    """Five points of the curve in words."""
    points = found.curve
    chosen = [points[place * (len(points) - 1) // 4] for place in range(5)]
    unit = found.cost_difference.unit
    colon = " : " if language == "fr" else ": "
    each = " ".join(
        f"{money(point.willingness, unit, language)}{colon}{chance(point.chance, language)}." for point in chosen
    )
    return f"{say('curve_title', language)}. {each}"


def title(found: Effectiveness, language: Language) -> str:
    """What the points say: the chance, or the net benefit alone where no chance can be said."""
    return say("curve_title" if _has_chance(found) else "net_benefit_title", language)


def _has_chance(found: Effectiveness) -> bool:
    return any(point.chance is not None for point in found.curve)


def grid(found: Effectiveness, language: Language) -> Grid:
    """The table twin: every point, with its chance where one can be said."""
    unit = found.cost_difference.unit
    rows = tuple(
        (money(point.willingness, unit, language), money(point.net_benefit, unit, language),
         *(ABSENT if end is None else money(end, unit, language) for end in (point.low, point.high)),
         chance(point.chance, language))
        for point in found.curve
    )  # fmt: skip
    columns = tuple(say(key, language) for key in ("price", "net_benefit", "low", "high", "chance_column"))
    points = Grid(columns, rows, (True,) * len(columns))
    return points if _has_chance(found) else points.without(len(columns) - 1)
