"""Vote events become one current vote per person and statement, then a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Vote:
    """One event: what a person said of a statement at that moment. `value` is 1 agree, 0 pass, -1 disagree."""

    person: str
    statement: str
    value: int

    def __post_init__(self) -> None:
        if self.value not in (AGREE, PASS, DISAGREE):
            raise ValueError(f"a vote is 1, 0 or -1, not {self.value!r}")


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """People × statements: 1 agree, 0 pass, -1 disagree, NaN not seen. Rows and columns are in order of their codes."""

    people: tuple[str, ...]
    statements: tuple[str, ...]
    values: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.people), len(self.statements)):
            raise ValueError(
                f"{self.values.shape} values for {len(self.people)} people, {len(self.statements)} columns"
            )
        self.values.setflags(write=False)

    def only(self, rows: NDArray[np.bool_]) -> VoteMatrix:
        """The same statements, for the people where `rows` is true."""
        kept = tuple(person for person, is_in in zip(self.people, rows, strict=True) if is_in)
        return VoteMatrix(kept, self.statements, self.values[rows])


def current_votes(events: Iterable[Vote]) -> Mapping[tuple[str, str], int]:
    """The vote that counts for each person and statement, events in the order they were given.

    The last one wins; a re-vote replaces and never adds. Misleads when events are not in order of time: two devices
    of one person, or a paper sheet typed in later, must be sorted by their moment first.
    """
    return {(vote.person, vote.statement): vote.value for vote in events}


def vote_matrix(events: Iterable[Vote]) -> VoteMatrix:
    """The current votes as a matrix. The order of people and statements in the events changes nothing."""
    votes = current_votes(events)
    people = tuple(sorted({person for person, _ in votes}))
    statements = tuple(sorted({statement for _, statement in votes}))
    row = {person: index for index, person in enumerate(people)}
    column = {statement: index for index, statement in enumerate(statements)}
    values = np.full((len(people), len(statements)), np.nan)
    for (person, statement), value in votes.items():
        values[row[person], column[statement]] = value
    return VoteMatrix(people, statements, values)
