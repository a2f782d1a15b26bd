"""Pictures of a result: strengths as points with their intervals, impact and feasibility as places. Measures only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Figures: TypeAlias = Mapping[str, float | int | None]
WIDE = 100.0  # of an interval's picture: percent
LOWEST, HIGHEST = 1, 5  # of impact and feasibility
SIDE, MARGIN, RADIUS = 320, 28, 13  # of the places' picture
TOUCHING = 1.7 * RADIUS  # centres nearer than this are one mark with both numbers


@dataclass(frozen=True)
class Interval:
    """A point on its line, from 0 to 100 across; `zero` is where the average proposal stands."""

    low: float
    point: float
    high: float
    zero: float


@dataclass(frozen=True)
class Place:
    """A mark: the numbers of the proposals that stand there."""

    x: float
    y: float
    numbers: tuple[int, ...]

    @property
    def label(self) -> str:
        """What is written in it."""
        return "·".join(map(str, self.numbers))

    @property
    def width(self) -> float:
        """Wide enough for what is written in it."""
        return max(2 * RADIUS, 9.0 * len(self.label) + 10)


def intervals(rows: Sequence[Figures]) -> tuple[Interval | None, ...]:
    """The strengths on one scale, that of all of them and of zero; None where there is none."""
    ends = [value for each in rows for name in ("low", "high") for value in (each.get(name),) if value is not None]
    least, most = min([*ends, 0.0]), max([*ends, 0.0])
    across = (most - least) or 1.0
    return tuple(_interval(each, least, across) for each in rows)


def _interval(each: Figures, least: float, across: float) -> Interval | None:
    low, point, high = each.get("low"), each.get("strength"), each.get("high")
    if low is None or point is None or high is None:
        return None
    return Interval(*(round(WIDE * (value - least) / across, 2) for value in (low, point, high, 0.0)))


def places(rows: Sequence[Figures]) -> tuple[Place, ...]:
    """Proposals numbered from 1 in their order: feasibility across, impact up. Those without a mean have no place."""
    found: list[Place] = []
    for number, each in enumerate(rows, start=1):
        impact, feasibility = each.get("impact_mean"), each.get("feasibility_mean")
        if impact is None or feasibility is None:
            continue
        x, y = _across(feasibility), SIDE - _across(impact)
        near = next((one for one in found if abs(one.x - x) < TOUCHING and abs(one.y - y) < TOUCHING), None)
        if near:
            found[found.index(near)] = Place(near.x, near.y, (*near.numbers, number))
        else:
            found.append(Place(x, y, (number,)))
    return tuple(found)


def _across(mean: float) -> float:
    return round(MARGIN + (SIDE - 2 * MARGIN) * (mean - LOWEST) / (HIGHEST - LOWEST), 2)
