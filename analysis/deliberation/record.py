"""The votes of an item as a record without names: what each person said, the people in one order that tells no one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LETTERS = {1: "+", 0: "0", -1: "-"}  # agree, pass, disagree
NOT_SEEN = "."


@dataclass(frozen=True)
class VoteRecord:
    """One row per person who voted: the capacity they declared ("" when none) and a letter per statement.

    Rows stand in order of their content: neither who came first, nor the channel, nor an identifier changes anything.
    """

    statements: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


def record_of(
    statements: Iterable[str], votes: Mapping[tuple[str, str], int], capacities: Mapping[str, str]
) -> VoteRecord:
    """The record of current votes ((person, statement) → 1, 0, -1) on these statements; others are left out."""
    listed = tuple(statements)
    place = {statement: column for column, statement in enumerate(listed)}
    said: dict[str, list[str]] = {}
    for (person, statement), value in votes.items():
        if statement in place:
            row = said.setdefault(person, [NOT_SEEN] * len(listed))
            row[place[statement]] = LETTERS[value]
    return VoteRecord(listed, tuple(sorted((capacities.get(person, ""), "".join(row)) for person, row in said.items())))
