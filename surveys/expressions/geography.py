"""Areas and distances on a sphere the size of the earth, in square metres and metres, to two decimals as ODK has them.

A place is ODK's "latitude longitude altitude accuracy"; a line or an area several of them, joined by ";" or in a node
set. What is no place gives NaN.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TypeAlias

from surveys.expressions.coercion import XValue, to_number, to_text
from surveys.expressions.function_rows import Function, listing

RADIUS = 6_378_100  # metres, at the equator
LIMITS = (90, 180)

Point: TypeAlias = tuple[float, float]  # latitude and longitude, in radians


def _points(values: list[XValue]) -> list[Point] | None:
    written = [words for value in values for point in to_text(value).split(";") if (words := point.split()[:2])]
    degrees = [[to_number(word) for word in words] for words in written]
    if any(
        len(pair) < 2 or not all(abs(one) <= most for one, most in zip(pair, LIMITS, strict=True)) for pair in degrees
    ):
        return None
    return [(math.radians(latitude), math.radians(longitude)) for latitude, longitude in degrees]


def _area(values: list[XValue]) -> float:
    """Spherical excess of the trapezoids between each side and the equator."""
    points = _points(values)
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    sides = pairwise([*points, points[0]])
    doubled = sum((there[1] - here[1]) * (2 + math.sin(here[0]) + math.sin(there[0])) for here, there in sides)
    return _hundredths(doubled * RADIUS * RADIUS / 2)


def _distance(values: list[XValue]) -> float:
    points = _points(values)
    return math.nan if points is None else _hundredths(sum(_between(here, there) for here, there in pairwise(points)))


def _between(here: Point, there: Point) -> float:
    """The spherical law of cosines; rounding may take the cosine of no distance beyond 1."""
    cosine = math.sin(here[0]) * math.sin(there[0])
    cosine += math.cos(here[0]) * math.cos(there[0]) * math.cos(here[1] - there[1])
    return math.acos(min(1.0, max(-1.0, cosine))) * RADIUS


def _hundredths(number: float) -> float:
    return math.floor(abs(number) * 100 + 0.5) / 100


GEOGRAPHY = (
    Function("area", 1, None, "number", listing(_area)),
    Function("distance", 1, None, "number", listing(_distance)),
)
