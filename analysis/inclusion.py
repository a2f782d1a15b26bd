"""Who took part against the population the plan declares: a table, small counts hidden before anything is shown."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.attributes import facts_of
from analysis.dataset import Dataset
from analysis.disclosure import is_small
from analysis.plan import Margin, Plan, Text
from analysis.results import Cell, EvidenceTable
from analysis.scales import label
from analysis.tallies import Counts, Tally

TITLE: Text = {"fr": "Qui a pris part, et la population", "en": "Who took part, and the population"}
COLUMNS = ("attribute", "category", "participants", "population_share")


def tally_inclusion(dataset: Dataset, plan: Plan) -> Tally:
    """People by declared respect and category; None for those of whom it is unknown."""
    counts: Counts = {}
    for margin in plan.population:
        found = facts_of(dataset, plan, margin.attribute)
        for value in margin.shares:
            counts[margin.attribute, value] = int((found == label(value)).sum())
        known = sum(counts[margin.attribute, value] for value in margin.shares)
        counts[margin.attribute, None] = len(dataset.participants) - known
    return Tally(dataset.digest, counts)


def inclusion_table(tally: Tally, plan: Plan) -> EvidenceTable | None:
    """Per declared respect and category: participants, and the share in the population; None without a declaration.

    A row without category counts those of whom it is unknown. Where one count is small, no count of that respect is
    shown: everyone's number is public, and a single hidden one would be found by subtraction.
    """
    if not plan.population:
        return None
    return EvidenceTable(
        id="inclusion",
        kind="inclusion",
        title=TITLE,
        columns=COLUMNS,
        rows=tuple(row for margin in plan.population for row in _rows(tally, plan, margin)),
        verifiability="A",
        units={"participants": "participants", "population_share": "share"},
    )


def _rows(tally: Tally, plan: Plan, margin: Margin) -> Iterator[tuple[Cell, ...]]:
    name = margin.attribute
    counts = {value: tally.count(name, value) for value in (*margin.shares, None)}
    shown = not any(is_small(count, plan.minimum_cell) for count in counts.values())
    for value, count in counts.items():
        yield name, value, count if shown else None, None if value is None else float(margin.shares[value])
