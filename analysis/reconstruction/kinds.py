"""The kinds of people a reader may tell apart by what is published of one measure: arm, answers, side of a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, TypeAlias

import numpy as np

from analysis.gram import Vector
from analysis.measures import as_number

Labels: TypeAlias = "np.ndarray[Any, np.dtype[np.object_]]"
Mask: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
Poly: TypeAlias = Mapping[tuple[str, ...], Vector]  # product of the numbers at these waves → how often, per kind

Place: TypeAlias = tuple[str, str]  # an arm and a site of it, or ANY_ARM and a cell of the population

ANY_ARM = "*"
POPULATION = "population"  # whose cells are the places of every outcome that is weighed
ANY_OTHER = ""  # every answer that no table names
LARGEST = 3_000  # kinds; beyond, the integer programmes take minutes, and a coarser audit is done
SIDES = ("group", "others", None)  # None: nothing is known of it


@dataclass(frozen=True)
class Grid:
    """What tells the kinds apart. `answers`: each answer and its number, None where it has none.

    `known`: no other answer has a number. `apart`: answers are told apart, not only who answered. `kept` names the
    outcomes that read only some of those who answered, because of a covariate, a category or a cost; `places` the
    sites of an outcome, each with its arm, and the cells of the population, of any arm; `within` says on which side of
    a group a cell lies, where it does.
    """

    arms: tuple[str | None, ...]
    waves: tuple[str, ...]
    answers: tuple[tuple[str, float | None], ...]
    known: bool
    apart: bool = True
    groups: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    within: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many kinds there are, before places are matched with their arms."""
        places = prod(len(each) + 1 for each in self.places.values())
        people = len(self.arms) * 3 ** len(self.groups) * 2 ** len(self.kept) * places
        return int(people * (len(self.answers) + 1) ** len(self.waves))


@dataclass(frozen=True, eq=False)
class Kinds:
    """One entry per kind in every array. `number` is 0 where an answer has none: `numeric` says which have one."""

    known: bool
    waves: tuple[str, ...]
    arm: Labels
    answer: Mapping[str, Labels]
    number: Mapping[str, Vector]
    numeric: Mapping[str, Mask]
    side: Mapping[str, Labels]
    kept: Mapping[str, Mask]
    place: Mapping[str, Labels]

    def __len__(self) -> int:
        return len(self.arm)

    @property
    def everyone(self) -> Mask:
        """All kinds."""
        return np.ones(len(self), dtype=bool)

    def of_arm(self, arm: object) -> Mask:
        """The kinds of an arm; all of them where none is named."""
        return self.everyone if arm is None else np.asarray(self.arm == arm)

    def of_arms(self, arm: object) -> Mask:
        """The kinds of an arm; those of any arm where none is named, or all of them in a study of one group."""
        placed = np.array([each is not None for each in self.arm], dtype=bool)
        return self.of_arm(arm) if arm is not None or not placed.any() else placed

    def answered(self, wave: str) -> Mask:
        """The kinds that gave any answer at a wave."""
        return np.array([answer is not None for answer in self.answer[wave]], dtype=bool)

    def at_place(self, places: str, arm: object, place: object) -> Mask:
        """The kinds at one place."""
        return np.array([each == (str(arm), str(place)) for each in self.place[places]], dtype=bool)

    def at(self, wave: str, who: Mask) -> Poly:
        """The numbers that some kinds gave at a wave."""
        return {(wave,): (who & self.numeric[wave]).astype(float)}

    def valued(self, poly: Poly) -> Vector:
        """A polynomial as what each person of a kind adds to it; only where every answer has a known number."""
        found = np.zeros(len(self))
        for waves, times in poly.items():
            found = found + times * np.prod([self.number[wave] for wave in waves], axis=0)
        return found


def kinds_of(grid: Grid) -> Kinds:
    """Every kind of a grid."""
    told = list(_each(grid))
    arms, answers, sides, kept, places = ([one[part] for one in told] for part in range(5))
    numbers = dict(grid.answers)
    by_wave = {wave: _labels([each[at] for each in answers]) for at, wave in enumerate(grid.waves)}
    return Kinds(
        known=grid.known,
        waves=grid.waves,
        arm=_labels(arms),
        answer=by_wave,
        number={wave: np.array([_number(numbers, one) for one in given]) for wave, given in by_wave.items()},
        numeric={wave: _numeric(grid, given) for wave, given in by_wave.items()},
        side={group: _labels([each[at] for each in sides]) for at, group in enumerate(grid.groups)},
        kept={code: np.array([each[at] for each in kept], dtype=bool) for at, code in enumerate(grid.kept)},
        place={code: _labels([each[at] for each in places]) for at, code in enumerate(grid.places)},
    )


def _numeric(grid: Grid, given: Labels) -> Mask:
    """Who gave a number; where other answers may be numbers too, whoever answered."""
    numbers = dict(grid.answers)
    read = [one is not None and (not grid.known or numbers[one] is not None) for one in given]
    return np.array(read, dtype=np.bool_)


def _each(grid: Grid) -> Iterator[tuple[Any, ...]]:
    answers = [None, *(answer for answer, _ in grid.answers)]
    places = [(None, *each) for each in grid.places.values()]
    sides = list(product(SIDES, repeat=len(grid.groups)))
    for arm, placed, side in product(grid.arms, product(*places), sides):
        if _can_be(grid, arm, placed, side):
            given = product(answers, repeat=len(grid.waves))
            yield from product([arm], given, [side], product([True, False], repeat=len(grid.kept)), [placed])


def _can_be(grid: Grid, arm: str | None, placed: Sequence[Place | None], side: Sequence[str | None]) -> bool:
    """Whether sites are of the arm, and sides those of the cell of the population."""
    told = dict(zip(grid.groups, side, strict=True))
    known = [place for place in placed if place is not None]
    within = [one for place in known for one in grid.within.get(place, {}).items()]
    return all(place[0] in (arm, ANY_ARM) for place in known) and all(told.get(each, of) == of for each, of in within)


def _labels(values: Sequence[object]) -> Labels:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _number(numbers: Mapping[str, float | None], answer: str | None) -> float:
    value = None if answer is None else numbers[answer]
    return 0.0 if value is None else value


def constant(who: Mask) -> Poly:
    """One for each person of some kinds."""
    return {(): who.astype(float)}


def added(*polys: Poly) -> Poly:
    """The sum of polynomials."""
    found: dict[tuple[str, ...], Vector] = {}
    for poly in polys:
        for waves, times in poly.items():
            found[waves] = found[waves] + times if waves in found else times
    return found


def scaled(poly: Poly, by: float | Mask) -> Poly:
    """A polynomial times a number, or over some kinds only."""
    return {waves: times * by for waves, times in poly.items()}


def multiplied(one: Poly, other: Poly) -> Poly:
    """The product of two polynomials."""
    return added(
        *(
            {tuple(sorted(first + second)): times * again}
            for first, times in one.items()
            for second, again in other.items()
        )
    )


def numbers_of(answers: Sequence[str]) -> tuple[tuple[str, float | None], ...]:
    """Answers with the number each one reads as."""
    return tuple((answer, as_number(answer)) for answer in answers)
