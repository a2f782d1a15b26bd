"""Areas and distances on a sphere the size of the earth, in square metres and metres, to two decimals as ODK has them.

A place is ODK's "latitude longitude altitude accuracy"; a line or an area several of them, joined by ";" or in a node
set. What is no place gives NaN.
"""

from __future__ import annotations

import math
from itertools import islice, pairwise, takewhile
from typing import TypeAlias

from surveys.expressions.coercion import XValue, to_number, to_text
from surveys.expressions.function_rows import Function, listing, plain

RADIUS = 6_378_100  # metres, at the equator
LIMITS = (90, 180)

Point: TypeAlias = tuple[float, float]  # latitude and longitude
Side: TypeAlias = tuple[Point, Point]


def _points(values: list[XValue]) -> list[Point] | None:
    written = [words for value in values for point in to_text(value).split(";") if (words := point.split()[:2])]
    degrees = [[to_number(word) for word in words] for words in written]
    if not degrees or any(
        len(pair) < 2 or not all(abs(one) <= most for one, most in zip(pair, LIMITS, strict=True)) for pair in degrees
    ):
        return None
    return [(latitude, longitude) for latitude, longitude in degrees]


def _on_the_sphere(values: list[XValue]) -> list[Point] | None:
    """The places in radians."""
    points = _points(values)
    return (
        None
        if points is None
        else [(math.radians(latitude), math.radians(longitude)) for latitude, longitude in points]
    )


def _area(values: list[XValue]) -> float:
    """Spherical excess of the trapezoids between each side and the equator."""
    points = _on_the_sphere(values)
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    sides = pairwise([*points, points[0]])
    doubled = sum((there[1] - here[1]) * (2 + math.sin(here[0]) + math.sin(there[0])) for here, there in sides)
    return _hundredths(doubled * RADIUS * RADIUS / 2)


def _distance(values: list[XValue]) -> float:
    points = _on_the_sphere(values)
    return math.nan if points is None else _hundredths(sum(_between(here, there) for here, there in pairwise(points)))


def _between(here: Point, there: Point) -> float:
    """The spherical law of cosines; rounding may take the cosine of no distance beyond 1."""
    cosine = math.sin(here[0]) * math.sin(there[0])
    cosine += math.cos(here[0]) * math.cos(there[0]) * math.cos(here[1] - there[1])
    return math.acos(min(1.0, max(-1.0, cosine))) * RADIUS


def _hundredths(number: float) -> float:
    return math.floor(abs(number) * 100 + 0.5) / 100


def _geofence(place: XValue, shape: XValue) -> bool:
    """Whether a place stands inside a closed shape: a ray to the east leaves it an odd number of times."""
    here, corners = _points([place]), _points([shape])
    if not here or not corners or len(corners) < 2 or corners[0] != corners[-1]:
        return False
    return sum(_is_east(here[0], one, other) for one, other in pairwise(corners)) % 2 == 1


def _is_east(here: Point, one: Point, other: Point) -> bool:
    latitude, longitude = here
    if (other[0] > latitude) == (one[0] > latitude):
        return False
    return longitude < (one[1] - other[1]) * (latitude - other[0]) / (one[0] - other[0]) + other[1]


def _intersects(line: XValue) -> bool:
    """Whether a line, or the outline of a shape, crosses itself. Sides that only touch do not."""
    sides = sorted((sorted(side) for side in pairwise(_points([line]) or ())), key=lambda side: side[0][0])
    for number, (one, other) in enumerate(sides, 1):
        beside = takewhile(lambda side, most=other[0]: side[0][0] <= most, islice(sides, number, None))  # type: ignore[misc]
        if any(_cross((one, other), (first, second)) for first, second in beside):
            return True
    return False


def _cross(one: Side, other: Side) -> bool:
    """The ends of each stand on opposite sides of the other (as ODK Collect has it, on a plane)."""
    return _turn(*one, other[0]) * _turn(*one, other[1]) < 0 and _turn(*other, one[0]) * _turn(*other, one[1]) < 0


def _turn(here: Point, there: Point, point: Point) -> float:
    """The sign of the turn from one side to a point: 0 when they are in line."""
    cross = (there[0] - here[0]) * (point[1] - here[1]) - (there[1] - here[1]) * (point[0] - here[0])
    return math.copysign(1.0, cross) if cross else 0.0


GEOGRAPHY = (
    Function("geofence", 2, 2, "truth", plain(_geofence)),
    Function("intersects", 1, 1, "truth", plain(_intersects)),
    Function("area", 1, None, "number", listing(_area)),
    Function("enclosed-area", 1, None, "number", listing(_area)),  # what JavaRosa also calls it
    Function("distance", 1, None, "number", listing(_distance)),
)
