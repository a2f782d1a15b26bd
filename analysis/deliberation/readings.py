"""Two readings of votes on statements: what the capacities people declared share, and the groups the votes show.

Each takes a record without names and gives a value that holds no person: sizes, counts of cells large enough, codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np

from analysis.deliberation import opinion_groups as mined
from analysis.deliberation.consensus import SMALLEST_CELL, Cell, Consensus, consensus_of_each
from analysis.deliberation.record import LETTERS, VoteRecord
from analysis.deliberation.representative import LARGEST_P, Z_TO_PROPOSE, Representative, representative
from analysis.deliberation.votes import VoteMatrix

Kind: TypeAlias = Literal["capacities", "opinions"]
REFUSALS = ("nobody_declared", "too_few_groups")
SEED = 20261127  # the same for every activity: nobody can draw again until the result suits
DECIMALS = 9  # of a figure kept: two machines may differ in the fifteenth
PARAMETERS: Mapping[Kind, Mapping[str, Any]] = {
    "capacities": {"minimum": SMALLEST_CELL},
    "opinions": {
        "minimum": SMALLEST_CELL,
        "fewest_people": mined.FEWEST_PEOPLE,
        "fewest_votes": mined.FEWEST_VOTES,
        "choices_of_k": list(mined.CHOICES_OF_K),
        "permutations": mined.PERMUTATIONS,
        "largest_p": mined.LARGEST_P,
        "bootstraps": mined.BOOTSTRAPS,
        "least_stability": mined.LEAST_STABILITY,
        "smallest_group": mined.SMALLEST_GROUP,
        "silhouette_people": mined.SILHOUETTE_PEOPLE,
        "apart_z": Z_TO_PROPOSE,
        "apart_p": LARGEST_P,
        "decimals": DECIMALS,
    },
}


@dataclass(frozen=True)
class Capacities:
    """What every capacity agrees with, the most shared first; with `refused` (of REFUSALS), no statement.

    `compared` are the capacities of at least five people with their number, `small` the names of the others.
    """

    refused: str
    compared: Mapping[str, int]
    small: tuple[str, ...]
    statements: tuple[Consensus, ...]


@dataclass(frozen=True)
class Apart:
    """A statement that sets group number `group` apart: `value` 1 it agrees more, -1 it disagrees more.

    The shares are those of the half of the people that confirmed it; the cells count everyone.
    """

    group: int
    statement: str
    value: int
    share_inside: float
    share_outside: float
    p_value: float
    cells: tuple[Cell, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class Opinions:
    """Groups of people who vote alike, from the largest, or the reasons why none are shown (`opinion_groups`).

    `statements` say what the groups share. Cells name a group by its number, from "0".
    """

    reasons: tuple[str, ...]
    sizes: tuple[int, ...]
    figures: Mapping[str, float | int | None]
    apart: tuple[Apart, ...]
    statements: tuple[Consensus, ...]


def capacities_of(record: VoteRecord) -> Capacities:
    """Consensus across declared capacities: see `consensus_of_each`. Refused with fewer than two of five people."""
    matrix, declared = _matrix(record)
    people = {name: list(declared.values()).count(name) for name in sorted(set(declared.values()))}
    compared = {name: n for name, n in people.items() if n >= SMALLEST_CELL}
    small = tuple(name for name in people if name not in compared)
    if len(compared) < 2:
        return Capacities("too_few_groups" if people else "nobody_declared", compared, small, ())
    return Capacities("", compared, small, _most_shared(consensus_of_each(matrix, declared), record.statements))


def opinions_of(record: VoteRecord, seed: int = SEED) -> Opinions:
    """Opinion groups, what sets each apart and what they share: see `opinion_groups` and `representative`."""
    matrix, _ = _matrix(record)
    found = mined.opinion_groups(matrix, seed)
    measured = ("placed", "left_out", "silhouette", "p_value", "stability", "smallest")
    figures = {name: _rounded(getattr(found, name)) for name in measured}
    if not found.are_stable:
        return Opinions(found.reasons, (), figures, (), ())
    of_person = {person: str(number) for number, group in enumerate(found.groups) for person in group}
    shared = consensus_of_each(matrix, of_person)
    cells = {each.statement: each for each in shared}
    apart = tuple(
        _apart(each, cells[each.statement], record.statements) for each in representative(matrix, found.groups, seed)
    )
    sizes = tuple(map(len, found.groups))
    return Opinions((), sizes, figures, apart, _most_shared(shared, record.statements))


def reading_of(kind: Kind, record: VoteRecord, seed: int | None = None) -> dict[str, Any]:
    """A reading as plain values, ready for JSON."""
    found = capacities_of(record) if kind == "capacities" else opinions_of(record, SEED if seed is None else seed)
    return asdict(found)


def _matrix(record: VoteRecord) -> tuple[VoteMatrix, dict[str, str]]:
    """The votes, and person → capacity. Codes are places in the record, which keep its order."""
    values = np.full((len(record.rows), len(record.statements)), np.nan)
    written = np.array([list(letters) for _, letters in record.rows], dtype="U1").reshape(values.shape)
    for vote, letter in LETTERS.items():
        values[written == letter] = vote
    people = tuple(f"{row:07d}" for row in range(len(record.rows)))
    statements = tuple(f"{column:07d}" for column in range(len(record.statements)))
    declared = {person: capacity for person, (capacity, _) in zip(people, record.rows, strict=True) if capacity}
    return VoteMatrix(people, statements, values), declared


def _apart(found: Representative, shared: Consensus, statements: Sequence[str]) -> Apart:
    return Apart(
        found.group,
        statements[int(found.statement)],
        found.value,
        round(found.share_inside, DECIMALS),
        round(found.share_outside, DECIMALS),
        round(found.p_value, DECIMALS),
        shared.cells,
        shared.withheld,
    )


def _most_shared(found: Sequence[Consensus], statements: Sequence[str]) -> tuple[Consensus, ...]:
    """With their own names and rounded, the highest agreement first; those refused last; ties as they were listed."""
    named = (
        replace(
            each,
            statement=statements[int(each.statement)],
            agreement=_rounded(each.agreement),
            disagreement=_rounded(each.disagreement),
        )
        for each in found
    )
    return tuple(sorted(named, key=lambda each: (each.agreement is None, -(each.agreement or 0.0))))


def _rounded(figure: float | None) -> float | None:
    return round(figure, DECIMALS) if isinstance(figure, float) else figure
