"""Who took part against the population the plan declares: a table, small counts hidden before anything is shown."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.attributes import facts_of
from analysis.dataset import Dataset
from analysis.disclosure import is_small
from analysis.plan import Margin, Plan, Text
from analysis.results import Cell, EvidenceTable
from analysis.scales import label

TITLE: Text = {"fr": "Qui a pris part, et la population", "en": "Who took part, and the population"}
COLUMNS = ("attribute", "category", "participants", "population_share")


def inclusion_table(dataset: Dataset, plan: Plan) -> EvidenceTable | None:
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
        rows=tuple(row for margin in plan.population for row in _rows(dataset, plan, margin)),
        verifiability="A",
        units={"participants": "participants", "population_share": "share"},
    )


def _rows(dataset: Dataset, plan: Plan, margin: Margin) -> Iterator[tuple[Cell, ...]]:
    found = facts_of(dataset, plan, margin.attribute)
    counts = {value: int((found == label(value)).sum()) for value in margin.shares}
    unknown = len(dataset.participants) - sum(counts.values())
    shown = not any(is_small(count, plan.minimum_cell) for count in (*counts.values(), unknown))
    for value, share in margin.shares.items():
        yield margin.attribute, value, counts[value] if shown else None, float(share)
    yield margin.attribute, None, unknown if shown else None, None
