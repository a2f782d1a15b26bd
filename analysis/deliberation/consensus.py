"""Consensus across declared groups, such as the helices: what every group agrees with, however large it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, TypeAlias

import numpy as np

from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix

SMALLEST_CELL = 5
Side: TypeAlias = Literal["agreed", "rejected", ""]


@dataclass(frozen=True)
class Cell:
    """What one group said of one statement."""

    group: str
    agree: int
    disagree: int
    seen: int


@dataclass(frozen=True)
class Consensus:
    """One statement: how far all groups agree, and disagree, with it. `withheld` are groups whose cell is not shown.

    `agreement` and `disagreement` are None when one of the compared groups gave too few votes, or fewer than two
    groups are compared. `side`: more than half of those who saw it, in every compared group, agree ("agreed") or
    disagree ("rejected"); "" otherwise.
    """

    statement: str
    agreement: float | None
    disagreement: float | None
    cells: tuple[Cell, ...]
    withheld: tuple[str, ...]
    side: Side = ""


def consensus_of_each(
    matrix: VoteMatrix, groups: Mapping[str, str], minimum: int = SMALLEST_CELL
) -> tuple[Consensus, ...]:
    """Consensus of every statement across the groups people declared (`groups`: person → group), in matrix order.

    Population: people with a declared group; the others are left out. Formula: product over groups of (agree + 1) /
    (seen + 2), passes in `seen` (group-aware consensus, Small et al. 2021, https://doi.org/10.6035/recerca.5516).
    Only groups of at least `minimum` people are compared, the same for every statement, so that the products stand
    side by side. Misleads when a group's few present are taken for their kind: it is consensus in the room. Refused
    (None) with fewer than two groups, or when a compared group has fewer than `minimum` votes on the statement.
    Cells of fewer than `minimum` votes are withheld, and one more when the rest could be had from the totals by
    subtraction. What this does not protect: the product narrows what a cell withheld for that second reason may be.

    Example: citizens 8 of 10 agree, public 3 of 6 → 9/12 · 4/8 = 0.375.
    """
    names = sorted({groups[person] for person in matrix.people if person in groups})
    members = {name: np.array([groups.get(person) == name for person in matrix.people]) for name in names}
    compared = [name for name in names if members[name].sum() >= minimum]
    return tuple(
        _consensus(statement, matrix.values[:, column], members, compared, minimum)
        for column, statement in enumerate(matrix.statements)
    )


def _consensus(
    statement: str, votes: np.ndarray, members: Mapping[str, np.ndarray], compared: list[str], minimum: int
) -> Consensus:
    cells = tuple(_cell(name, votes[rows]) for name, rows in members.items())
    shown = _shown(cells, int((~np.isnan(votes)).sum()), minimum)
    taken = [cell for cell in cells if cell.group in compared]
    refused = len(taken) < 2 or any(cell.seen < minimum for cell in taken)
    return Consensus(
        statement,
        None if refused else prod((cell.agree + 1) / (cell.seen + 2) for cell in taken),
        None if refused else prod((cell.disagree + 1) / (cell.seen + 2) for cell in taken),
        shown,
        tuple(cell.group for cell in cells if cell not in shown),
        "" if refused else _side(taken),
    )


def _side(taken: Sequence[Cell]) -> Side:
    """Where the majority of every group stands, when it is the same."""
    if all(2 * cell.agree > cell.seen for cell in taken):
        return "agreed"
    return "rejected" if all(2 * cell.disagree > cell.seen for cell in taken) else ""


def _cell(group: str, votes: np.ndarray) -> Cell:
    return Cell(group, int((votes == AGREE).sum()), int((votes == DISAGREE).sum()), int((~np.isnan(votes)).sum()))


def _shown(cells: tuple[Cell, ...], seen_by_all: int, minimum: int) -> tuple[Cell, ...]:
    """The cells large enough; the smallest goes too while what is not shown is fewer than `minimum` votes."""
    shown = [cell for cell in cells if cell.seen >= minimum]
    while shown and 0 < seen_by_all - sum(cell.seen for cell in shown) < minimum:
        shown.remove(min(shown, key=lambda cell: (cell.seen, cell.group)))
    return tuple(shown)
