"""How long things wait: Kaplan and Meier's curve from counts per day. What is unfinished is censored, never dropped.

Light on purpose: the pages that show it are served by a process without statistics libraries.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True)
class Day:
    """What happened `days` after the beginning: how many reached the next stage, how many were last seen waiting."""

    days: int
    finished: int
    unfinished: int


@dataclass(frozen=True)
class Point:
    """The curve just after a day: how many were still at risk, the share still waiting and its interval.

    An interval is None where the share is 0: nothing is left to estimate a spread from.
    """

    days: int
    at_risk: int
    waiting: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Curve:
    """The whole wait. A median of None was not reached, nor was a `high` of None; a `low` of None: no interval at all.

    `days` are the counts it came from, in order: anyone can draw it again.
    """

    n: int
    finished: int
    unfinished: int
    points: tuple[Point, ...]
    days: tuple[Day, ...]
    median: int | None
    low: int | None
    high: int | None
    last: int

    def followed(self, days: int) -> int:
        """How many were still waiting and in sight just before that day."""
        return sum(day.finished + day.unfinished for day in self.days if day.days >= days)


def lifetimes(days: Sequence[Day]) -> Curve:
    """The curve of the share still waiting, its median and the median's interval.

    Population: every thing that entered the stage. Formula: S(t) = Π (1 - d/n) over the days t with d events among n
    at risk (Kaplan & Meier 1958, https://doi.org/10.1080/01621459.1958.10501452); variance by Greenwood; interval of S
    on the log(-log) scale; that of the median holds every day whose interval of S holds one half (Brookmeyer & Crowley
    1982, https://doi.org/10.2307/2530286). The median is the first day with S ≤ 1/2. Units: days, shares of 1;
    confidence 95 %. Misleads when things are abandoned without it being written down: they are counted as still
    waiting, and make the wait look longer.

    Example: finished after 2 and 6 days, one unfinished at 4 → median 6.
    """
    ordered = sorted((day for day in days if day.finished or day.unfinished), key=lambda day: day.days)
    n = sum(day.finished + day.unfinished for day in ordered)
    points = tuple(_points(ordered, n))
    return Curve(
        n=n,
        finished=sum(day.finished for day in ordered),
        unfinished=sum(day.unfinished for day in ordered),
        points=points,
        days=tuple(ordered),
        median=next((point.days for point in points if _at_most_half(point.waiting)), None),
        low=next((p.days for p in points if p.low is not None and _at_most_half(p.low)), None),
        high=next((p.days for p in points if p.high is not None and _at_most_half(p.high)), None),
        last=ordered[-1].days if ordered else 0,
    )


def _points(ordered: Sequence[Day], n: int) -> Iterator[Point]:
    """One for each day on which something finished. Those last seen that day were still at risk on it."""
    at_risk, waiting, spread = n, 1.0, 0.0
    for day in ordered:
        if day.finished:
            left = at_risk - day.finished
            waiting = waiting * left / at_risk
            spread = spread + day.finished / (at_risk * left) if left else math.inf
            yield Point(day.days, at_risk, waiting, *_interval(waiting, spread))
        at_risk -= day.finished + day.unfinished


def _interval(waiting: float, spread: float) -> tuple[float | None, float | None]:
    """S to the power exp(± z · √spread / ln S): stays within 0 and 1."""
    if waiting <= 0:
        return None, None
    bend = math.exp(Z * math.sqrt(spread) / -math.log(waiting))
    return waiting**bend, waiting ** (1 / bend)


def _at_most_half(share: float) -> bool:
    return share <= 0.5 + 1e-12  # a product of shares that is one half on paper may end a hair above it
