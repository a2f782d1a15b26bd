"""What the judgements of an item amount to, for tests: counted as the platform does when it closes it."""

from __future__ import annotations

from analysis.deliberation.results import result_of
from livinglab.store.judgements import counts_of
from livinglab.store.sessions import AgendaItem


def dots_given(item: AgendaItem) -> list[tuple[str, int, int]]:
    """(contribution, dots, people who gave some), from first to last."""
    standings = result_of("dots", counts_of(item)).standings
    return [(each.subject, int(each.figures["dots"] or 0), int(each.figures["people"] or 0)) for each in standings]
