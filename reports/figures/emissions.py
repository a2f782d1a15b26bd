"""Emissions before (hollow) and after (filled), activity by activity and together, each with its factor's range."""

from __future__ import annotations

from analysis.economics.results import Amount
from analysis.environment.results import EnvironmentalEvidence
from reports.environment.quantities import between, ends, worded
from reports.environment.words import GROUPS, say
from reports.figures.primitives import (
    DIMENSION_INK,
    INK,
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
from reports.numbers import ABSENT, Language
from reports.units import unit_words

WIDTH = 657.0
NAMES, LEFT, RIGHT = 170.0, 184.0, 470.0
ROW, TOP = 36.0, 22.0
GREEN = DIMENSION_INK["environmental"]
Bars = tuple[str, Amount, Amount]


def rows(found: EnvironmentalEvidence, language: Language) -> tuple[Bars, ...]:
    """Name, before, after; the sum last when there are several."""
    each = [
        (name(one.series, one.rebound, language), one.emitted_before, one.emitted_after)
        for one in found.activities
        if one.emitted_before is not None and one.emitted_after is not None
    ]
    if len(each) > 1 and found.before is not None and found.after is not None:
        each.append((say("total", language), found.before, found.after))
    return tuple(each)


def name(series: str, rebound: bool, language: Language) -> str:
    """The name of a series; a rebound says that it is one."""
    return say("of_rebound", language, name=series) if rebound else series


def draw(found: EnvironmentalEvidence, language: Language) -> Drawing | None:
    """Two bars a row on one scale from zero; None without any emission."""
    shown = rows(found, language)
    reach = [end for _, *both in shown for one in both for end in (one.value, one.low, one.high) if end is not None]
    if not reach or max(reach) <= 0 or min(reach) < 0:
        return None
    scale = Scale(0, max(reach), LEFT, RIGHT)
    height = TOP + ROW * len(shown) + 4
    elements: list[Element] = [
        Box(LEFT, 1, 12, 10, PAPER, GREEN, 1.4),
        Label(LEFT + 18, 10, say("before", language), 10.8, ink=QUIET),
        Box(LEFT + 90, 1, 12, 10, GREEN, GREEN, 1.4),
        Label(LEFT + 108, 10, say("after", language), 10.8, ink=QUIET),
        Label(WIDTH, 10, unit_words(found.before.unit, language) if found.before else "", 10.8, "end", QUIET),
    ]
    for place, (title, before, after) in enumerate(shown):
        y = TOP + ROW * place
        elements.append(Line(0, y - 2, WIDTH, y - 2, LINE, 0.6))
        elements.extend(paragraph(0, y + 14, title, NAMES, size=11.5, leading=1.2, bold=place == len(shown) - 1)[:2])
        for shift, amount, fill in ((2.0, before, PAPER), (17.0, after, GREEN)):
            elements.extend(_bar(amount, scale, y + shift, fill, language))
    elements.append(Line(LEFT, TOP - 4, LEFT, height - 4, QUIET, 1))
    return Drawing(WIDTH, height, tuple(elements), alternative(found, language))


def _bar(amount: Amount, scale: Scale, y: float, fill: str, language: Language) -> list[Element]:
    drawn: list[Element] = [Box(LEFT, y, max(scale.at(amount.value or 0.0) - LEFT, 1), 13, fill, GREEN, 1.3)]
    words = worded(Amount(amount.value, "", amount.low, amount.high), language)
    if amount.low is not None and amount.high is not None:
        low, high = scale.at(amount.low), scale.at(amount.high)
        drawn += [Line(low, y + 6.5, high, y + 6.5, INK, 1.6)]
        drawn += [Line(x, y + 3, x, y + 10, INK, 1.4) for x in (low, high)]
        words += f" ({' – '.join(ends(amount, language))})"
    return [*drawn, Label(WIDTH, y + 10.5, words, 10.8, "end")]


def alternative(found: EnvironmentalEvidence, language: Language) -> str:
    """Each pair in words."""
    said = " ".join(
        say("row", language, name=title, before=between(before, language), after=between(after, language))
        for title, before, after in rows(found, language)
    )
    return f"{say('bars', language)}. {said}"


def grid(found: EnvironmentalEvidence, language: Language) -> Grid:
    """The table twin: quantities and emissions per unit of the driver, activity by activity."""
    keys = ("activity", "group", "unit", "before", "after", "emitted_before", "emitted_after")
    made = tuple(
        (
            name(one.series, one.rebound, language),
            GROUPS[one.group][language],
            unit_words(one.unit, language),
            worded(Amount(one.before, ""), language),
            worded(Amount(one.after, ""), language),
            *(ABSENT if each is None else _cell(each, language) for each in (one.emitted_before, one.emitted_after)),
        )
        for one in found.activities
    )
    return Grid(tuple(say(key, language) for key in keys), made, (False, False, False, True, True, True, True))


def _cell(amount: Amount, language: Language) -> str:
    value = worded(Amount(amount.value, "", amount.low, amount.high), language)
    return value if amount.low is None else f"{value} ({' – '.join(ends(amount, language))})"
