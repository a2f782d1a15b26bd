"""How far what is published pins down how many people gave an answer: linear and integer programmes over the kinds.

Two questions. Of counts alone: is an answer bounded below the minimum cell, though not to nobody? Of everything: is it
certain that somebody, and fewer than the minimum cell, gave an answer? A programme looks for one way the study may have
been in which that is not so; each way found settles many answers at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack

from analysis.gram import Matrix, Vector
from analysis.reconstruction.kinds import Mask

NODES = 2_000  # of a search; a search that ends here has found no way out, and the table is not published
CLOSE = 1e-6


class Impossible(ValueError):
    """No study fits what is published: an answer was read that nobody offered."""


@dataclass(frozen=True, eq=False)
class Known:
    """Sums over the kinds with their totals."""

    sums: Matrix
    totals: Vector
    found: list[Vector] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many kinds."""
        return int(self.sums.shape[1])


def bounded(known: Known, targets: Iterable[Mask], minimum: int) -> bool:
    """Whether some target has a greatest possible count between one and the minimum cell; people may be divided."""
    for target in targets:
        if any(one[target].sum() >= minimum - CLOSE for one in known.found):
            continue
        most = _most(known, target)
        if CLOSE < most < minimum - CLOSE:
            return True
    return False


def _most(known: Known, target: Mask) -> float:
    found = linprog(-target.astype(float), A_eq=known.sums, b_eq=known.totals, bounds=(0, None))
    if found.status == 3:
        return np.inf
    if found.status != 0:
        raise Impossible
    known.found.append(np.asarray(found.x))
    return -float(found.fun or 0.0)


def certain(known: Known, targets: Sequence[Mask], minimum: int) -> bool:
    """Whether some target is certain to hold at least one person and fewer than the minimum cell, in whole people."""
    ways = [_way(known, None, 0, np.inf)]
    if ways[0] is None:
        raise Impossible
    for target in targets:
        if any(_settled(way, target, minimum) for way in ways if way is not None):
            continue
        for least, most in ((0.0, 0.0), (float(minimum), np.inf)):
            way = _way(known, target, least, most)
            if way is not None:
                ways.append(way)
                break
        else:
            return True
    return False


def _settled(way: Vector, target: Mask, minimum: int) -> bool:
    count = way[target].sum()
    return bool(count == 0 or count >= minimum)


def _way(known: Known, target: Mask | None, least: float, most: float) -> Vector | None:
    """Whole numbers of people that fit what is published, and the target's span; None where none was found."""
    asked = [LinearConstraint(csr_array(known.sums), known.totals, known.totals)]
    if target is not None:
        asked.append(LinearConstraint(csr_array(target.astype(float)[None, :]), least, most))
    found = milp(
        np.zeros(known.size),
        constraints=asked,
        integrality=np.ones(known.size, dtype=int),
        bounds=Bounds(0, np.inf),
        options={"node_limit": NODES, "presolve": False},  # with it HiGHS may print a line of its own
    )
    return None if found.x is None else np.round(found.x)


def possible(known: Known) -> Mask:
    """The kinds that may hold anybody: one programme fills as many as it can at once, a little each."""
    little = 0.5 / known.size
    size = known.size
    sums = hstack([csr_array(known.sums), csr_array(known.sums.shape)])
    apart = hstack([eye_array(size), -eye_array(size)])
    found = milp(
        np.repeat([0.0, -1.0], size),
        constraints=[
            LinearConstraint(csr_array(sums), known.totals, known.totals),
            LinearConstraint(csr_array(apart), 0.0, np.inf),
        ],
        bounds=Bounds(0.0, np.repeat([np.inf, little], size)),
    )
    if found.x is None:
        raise Impossible
    return np.asarray(found.x[size:] > little / 2)


def spanned(sums: Matrix) -> Matrix:
    """An orthonormal basis of all combinations of some sums."""
    scale = np.linalg.norm(sums, axis=1)
    rows = sums[scale > 0] / scale[scale > 0][:, None]
    if not len(rows):
        return np.zeros((0, sums.shape[1]))
    _, sizes, basis = np.linalg.svd(rows, full_matrices=False)
    return np.asarray(basis[sizes > 1e-9 * sizes[0]])


def told(basis: Matrix, targets: Matrix) -> list[int]:
    """The places of the targets that are a combination of published sums, so that a reader knows their value."""
    left = targets - (targets @ basis.T) @ basis
    off = np.linalg.norm(left, axis=1) / np.maximum(np.linalg.norm(targets, axis=1), 1e-300)
    return [int(place) for place in np.flatnonzero(off < CLOSE)]
