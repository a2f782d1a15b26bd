"""Which tables are published, chosen before anything is computed: none shows a small count, nor do all together.

Tables are taken in the order of the plan, the primary outcome first, those beside the outcomes last. Of each, the first
form is published that is safe by itself and with those already taken; where none is, it stays with the laboratory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.disclosure import Form, published, withheld
from analysis.reconstruction.audit import gives_away
from analysis.reconstruction.pieces import Around, Piece
from analysis.results import EvidenceTable

Reason: TypeAlias = Literal["count_small", "count_small_together", "answers_found"]


@dataclass(frozen=True)
class Wanted:
    """A table that the evidence asks for: its forms, what each says of which measure, and its place in the order."""

    forms: tuple[Form, ...]
    rows_digest: str
    pieces: Callable[[EvidenceTable], tuple[Piece, ...]]
    rank: int = 1


@dataclass(frozen=True)
class Chosen:
    """The table as chosen, its rows still inside where it is kept, and why it is; None when it is published."""

    table: EvidenceTable
    kept_for: Reason | None = None

    @property
    def shown(self) -> EvidenceTable:
        """The table as the report carries it."""
        return published(self.table)


def choose(around: Around, wanted: Sequence[Wanted]) -> list[Chosen]:
    """The form of each table, in the order they were given."""
    shown: dict[str, list[Piece]] = {}
    chosen: dict[int, Chosen] = {}
    for place in sorted(range(len(wanted)), key=lambda each: wanted[each].rank):
        chosen[place] = _chosen(around, wanted[place], shown)
    return [chosen[place] for place in range(len(wanted))]


def _chosen(around: Around, wanted: Wanted, shown: dict[str, list[Piece]]) -> Chosen:
    if not wanted.forms:
        raise ValueError("a table needs at least one form")
    safe = [form.table for form in wanted.forms if form.is_safe(around.plan.minimum_cell)]
    for table in safe:
        if _taken(around, wanted.pieces(table), shown):
            return Chosen(table)
    kept = withheld(wanted.forms[0].table, wanted.rows_digest)
    if not safe and _taken(around, wanted.pieces(kept), shown):
        return Chosen(kept, "count_small")
    alone = bool(safe) and all(_told(around, wanted.pieces(table), {}) for table in safe)
    return Chosen(kept, "answers_found" if alone else "count_small_together")


def _taken(around: Around, pieces: Sequence[Piece], shown: dict[str, list[Piece]]) -> bool:
    """Whether these pieces may join what is shown; if so they have."""
    if _told(around, pieces, shown):
        return False
    for piece in pieces:
        shown.setdefault(piece.measure, []).append(piece)
    return True


def _told(around: Around, pieces: Sequence[Piece], shown: dict[str, list[Piece]]) -> bool:
    """Whether somebody's answer would be known with these pieces beside what is shown already."""
    by_measure: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_measure.setdefault(piece.measure, []).append(piece)
    return any(gives_away(around, [*shown.get(measure, []), *new]) for measure, new in by_measure.items())
