"""Whether all that is published of one measure gives someone away: the systems a reader would solve, solved first.

Where a question offers few answers everything goes into one programme over whole people: counts, differences, sums,
sums of squares, products, the sides of a group, the missing. Where answers are many or unknown, or the programme would
be too large, counts are judged wave by wave, and sums by linear algebra over who answered when: none may be left for
too few people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

import numpy as np

from analysis.disclosure import fewest_behind_a_sum
from analysis.reconstruction.bounds import Impossible, Known, bounded, certain, possible, spanned, told
from analysis.reconstruction.kinds import ANY_OTHER, LARGEST, SIDES, Grid, Kinds, Mask, kinds_of
from analysis.reconstruction.pieces import Around, Piece, grid_of, named, offered
from analysis.reconstruction.statements import Statement, people

What: TypeAlias = Mapping[tuple[str, ...], float]  # products of the numbers at these waves, each so many times


def gives_away(around: Around, pieces: Sequence[Piece]) -> bool:
    """Whether these pieces of one measure, together, point at someone; also where that cannot be told."""
    try:
        return _of_few_answers(around, pieces)
    except Impossible:
        return _of_many_answers(around, pieces)


def _of_few_answers(around: Around, pieces: Sequence[Piece]) -> bool:
    answers = offered(around, pieces[0].measure)
    if answers is None:
        return _of_many_answers(around, pieces)
    grid = grid_of(around, pieces, answers, True)
    if grid.size > LARGEST:
        return _of_many_answers(around, pieces)
    system = _system(around, pieces, grid)
    return _counts_bounded(around, system) or _answer_certain(around, system)


def _of_many_answers(around: Around, pieces: Sequence[Piece]) -> bool:
    """Counts wave by wave; then the sums. What is too large even so is not published."""
    try:
        waves = dict.fromkeys(wave for piece in pieces for wave in piece.waves)
        if any(_counts_at(around, [piece for piece in pieces if piece.waves == (wave,)]) for wave in waves):
            return True
        return _sum_told(around, [piece for piece in pieces if piece.table.kind != "recommendation_counts"])
    except Impossible:
        return True


def _counts_at(around: Around, pieces: Sequence[Piece]) -> bool:
    counted = [piece for piece in pieces if piece.counts]
    if len(counted) < 2:
        return False
    return _counts_bounded(around, _system(around, counted, grid_of(around, counted, named(counted), False)))


@dataclass(frozen=True, eq=False)
class _System:
    kinds: Kinds
    grid: Grid
    statements: tuple[Statement, ...]


def _system(around: Around, pieces: Sequence[Piece], grid: Grid) -> _System:
    """What is said of the kinds of a grid, who was allocated included. Impossible when they are too many."""
    if grid.size > LARGEST:
        raise Impossible
    kinds = kinds_of(grid)
    allocated = (
        people(kinds.everyone if not around.plan.arms else np.asarray(kinds.arm == arm), count)
        for arm, count in around.allocated.items()
    )
    said = (statement for piece in pieces for statement in piece.statements(kinds, grid.apart))
    return _System(kinds, grid, (*allocated, *said))


def _known(kinds: Kinds, statements: Sequence[Statement]) -> Known:
    """As equations over the kinds, none twice."""
    rows = np.array([kinds.valued(statement.poly) for statement in statements])
    lines = np.column_stack([rows, [statement.total for statement in statements]])
    lines = np.unique(np.round(lines, 6), axis=0)
    return Known(lines[:, :-1], lines[:, -1])


def _counts_bounded(around: Around, system: _System) -> bool:
    """By counts alone: an answer of an arm, or of everyone, at a wave.

    What no question offers is no answer here: few may have given it because few are missing, and that is published.
    """
    kinds = system.kinds
    answers = [answer for answer, _ in system.grid.answers if answer != ANY_OTHER or not system.grid.known]
    arms = [*dict.fromkeys(arm.code for arm in around.plan.arms), None]
    targets = [
        kinds.of_arm(arm) & (kinds.answer[wave] == answer) for arm in arms for wave in kinds.waves for answer in answers
    ]
    counts = [statement for statement in system.statements if statement.counts]
    return bounded(_known(kinds, counts), targets, around.plan.minimum_cell)


def _answer_certain(around: Around, system: _System) -> bool:
    """By everything: an answer, also of those who answered some other wave or not, of a side, of those kept or left."""
    kinds = system.kinds
    cells = [kinds.answer[wave] == answer for wave in kinds.waves for answer, _ in system.grid.answers]
    targets = [who & cell for who in _scopes(system) for cell in (*cells, *_changes(kinds))]
    distinct = {target.tobytes(): target for target in targets if target.any()}
    return certain(_known(kinds, system.statements), list(distinct.values()), around.plan.minimum_cell)


def _changes(kinds: Kinds) -> Iterator[Mask]:
    """Each difference between two waves."""
    for before, after in combinations(kinds.waves, 2):
        both = kinds.numeric[before] & kinds.numeric[after]
        apart = np.round(kinds.number[after] - kinds.number[before], 9)
        yield from (both & (apart == value) for value in np.unique(apart[both]))


def _scopes(system: _System) -> Iterator[Mask]:
    """Everyone and each arm, by who answered which wave, by side, by whether an outcome kept them, by site."""
    kinds = system.kinds
    arms = [kinds.everyone, *(np.asarray(kinds.arm == arm) for arm in system.grid.arms)]
    patterns = [
        np.logical_and.reduce(
            [kinds.everyone, *(_as_asked(kinds, wave, way) for wave, way in zip(kinds.waves, ways, strict=True))]
        )
        for ways in product((None, True, False), repeat=len(kinds.waves))
    ]
    parts = [
        kinds.everyone,
        *(np.array([each == side for each in sides]) for sides in kinds.side.values() for side in SIDES),
        *(kept == wanted for kept in kinds.kept.values() for wanted in (True, False)),
        *(_at(places, place) for places in kinds.place.values() for place in dict.fromkeys(places)),
    ]
    yield from (arm & pattern & part for arm in arms for pattern in patterns for part in parts)


def _as_asked(kinds: Kinds, wave: str, way: bool | None) -> Mask:
    return kinds.everyone if way is None else np.asarray(kinds.numeric[wave] == way)


def _at(places: np.ndarray, place: object) -> Mask:
    return np.array([each == place for each in places], dtype=bool)


def _sum_told(around: Around, pieces: Sequence[Piece]) -> bool:
    """Whether a sum is left over for too few people; with its squares, for fewer than the minimum cell."""
    if all(piece.counts for piece in pieces):
        return False
    system = _system(around, pieces, grid_of(around, pieces, None, False))
    counts = _known(system.kinds, [statement for statement in system.statements if statement.counts])
    some = possible(counts)
    scopes = list({scope.tobytes(): scope for scope in (each & some for each in _scopes(system))}.values())
    sums = _Sums(system, some)
    minimum = around.plan.minimum_cell
    for waves, once, squared in _scores(system.kinds.waves):
        answered = np.logical_and.reduce([system.kinds.numeric[wave] for wave in waves])
        asked = list({who.tobytes(): who for who in (scope & answered for scope in scopes) if who.any()}.values())
        known = sums.told(asked, once)
        if bounded(counts, known, fewest_behind_a_sum(minimum)):
            return True
        if bounded(counts, sums.told(known, squared), minimum):
            return True
    return False


def _scores(waves: Sequence[str]) -> Iterator[tuple[tuple[str, ...], What, What]]:
    """The answer at each wave and each difference between two: the waves, the sum and the sum of squares."""
    for wave in waves:
        yield (wave,), {(wave,): 1.0}, {(wave, wave): 1.0}
    for one, other in combinations(sorted(waves), 2):
        yield (one, other), {(one,): 1.0, (other,): -1.0}, {(one, one): 1.0, (one, other): -2.0, (other, other): 1.0}


class _Sums:
    """The combinations of all published sums, over the kinds that may hold anybody."""

    def __init__(self, system: _System, some: Mask) -> None:
        nobody = np.zeros(len(some))
        self._keys = list(dict.fromkeys(key for statement in system.statements for key in statement.poly))
        self._some = some
        parts = [[one.poly.get(key, nobody)[some] for key in self._keys] for one in system.statements]
        self._basis = spanned(np.array([np.concatenate(each) for each in parts]))

    def told(self, asked: Sequence[Mask], what: What) -> list[Mask]:
        """Those of the asked kinds whose sum of a product a reader knows."""
        if not asked or not set(what) <= set(self._keys):
            return []
        parts = [[who[self._some] * what.get(key, 0.0) for key in self._keys] for who in asked]
        return [asked[place] for place in told(self._basis, np.array([np.concatenate(each) for each in parts]))]
