"""Judgements counted: the small table from which every result of a session is computed, and can be computed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Judgement:
    """What a person now says of a subject on a scale; compared with `against` when it is a choice between two.

    `value` is the step of the scale (dots: how many); None says that they saw it and skipped.
    """

    person: str
    subject: str
    scale: str
    value: int | None
    against: str = ""


@dataclass(frozen=True)
class Count:
    """How many people gave that value."""

    subject: str
    scale: str
    value: int | None
    people: int
    against: str = ""


@dataclass(frozen=True)
class Counts:
    """The table of a session's item: its subjects in their order, the people who judged at least one, the counts."""

    subjects: tuple[str, ...]
    people: int
    rows: tuple[Count, ...]

    def given(self, subject: str, scale: str) -> Mapping[int | None, int]:
        """Value → people, of one subject on one scale."""
        return {row.value: row.people for row in self.rows if (row.subject, row.scale) == (subject, scale)}


def count_judgements(subjects: Iterable[str], judgements: Iterable[Judgement]) -> Counts:
    """The counts of the current judgements, one per person, subject, scale and opponent.

    Judgements of other subjects (hidden since) are left out. The rows stand in one order whatever the order of the
    judgements: the same votes give the same table, from phones or from paper.
    """
    listed = tuple(subjects)
    known = frozenset(listed)
    kept = [each for each in judgements if each.subject in known and (not each.against or each.against in known)]
    counted = Counter((each.subject, each.scale, each.against, each.value) for each in kept)
    rows = (
        Count(subject, scale, value, people, against) for (subject, scale, against, value), people in counted.items()
    )
    ordered = sorted(rows, key=lambda row: (row.subject, row.scale, row.against, row.value is None, row.value or 0))
    return Counts(listed, len({each.person for each in kept}), tuple(ordered))
