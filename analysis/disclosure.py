"""Which form of a table may be published: chosen before anything is computed, never suppressed afterwards.

Forms are tried in the order of the method: counts, collapsed categories, moments. The first in which no count of
people lies between one and the plan's minimum cell is published. When none is safe the table stays with the
laboratory (class C): its rows are withheld and the report commits to the digest of the answers behind it. That digest
covers the participants' random pseudonyms, so a small table cannot be guessed back from it.

What this protects: the answers' cells. Counts of allocated, answering and missing participants are denominators, not
answers, and are always published. Tables on the same answers are judged together by `analysis.together`; what may still
be said of a table that is withheld is in `analysis.withholding`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.results import EvidenceTable


@dataclass(frozen=True)
class Form:
    """One way to tabulate: the table, every count of people that it shows or lets one subtract, on how many people
    each of its sums over part of a class rests, and on how many its products of answers to two questions."""

    table: EvidenceTable
    counts: tuple[int, ...]
    supports: tuple[int, ...] = ()
    crossed: int = 0

    def is_safe(self, minimum: int) -> bool:
        """Whether no count is small and no sum or product leans on too few people."""
        few = (
            *(is_small(count, minimum) for count in self.counts),
            *(is_small(count, fewest_behind_a_sum(minimum)) for count in self.supports),
            is_small(self.crossed, fewest_behind_products(minimum)),
        )
        return not any(few)


def is_small(count: int, minimum: int) -> bool:
    """Whether a count could point at someone: neither nobody nor at least `minimum` people."""
    return 0 < count < minimum


def safe_counts(counts: Mapping[str, int], minimum: int) -> dict[str, int | None]:
    """The counts that may be shown; None for one that could point at someone. No total is ever published beside them.

    Without a total, a hidden count cannot be found by subtraction: one alone may be hidden.
    """
    return {name: None if is_small(count, minimum) else count for name, count in counts.items()}


def fewest_behind_a_sum(minimum: int) -> int:
    """Half the minimum cell, for a sum over part of a published class; never one person, whose answer it would be."""
    return max(2, minimum // 2)


def fewest_behind_products(minimum: int) -> int:
    """For the products of answers to two questions: with fewer people they may have one solution only (0007)."""
    return 6 * minimum


def first_safe(forms: Iterable[Form], minimum: int, rows_digest: str) -> EvidenceTable:
    """The first form without a small count; the first form of all, marked to be withheld, when none is safe."""
    first: EvidenceTable | None = None
    for form in forms:
        first = first or form.table
        if form.is_safe(minimum):
            return form.table
    if first is None:
        raise ValueError("a table needs at least one form")
    return withheld(first, rows_digest)


def withheld(table: EvidenceTable, rows_digest: str) -> EvidenceTable:
    """The table marked class C. It still holds its rows, for the estimate: `published` takes them out."""
    return replace(table, verifiability="C", rows_digest=rows_digest)


def published(table: EvidenceTable) -> EvidenceTable:
    """The table as the report carries it: a class C table keeps its digest and loses its rows."""
    return replace(table, rows=()) if table.verifiability == "C" else table
