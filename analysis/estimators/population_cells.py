"""Everyone by their place in the declared population, and the weights that make who answered look like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.attributes import facts_of
from analysis.dataset import Dataset
from analysis.plan import Plan
from analysis.raking import Cell as Place
from analysis.raking import DidNotSettle, MarginEmpty, Weighted, rake
from analysis.results import Cell, EvidenceTable
from analysis.scales import label

MARGIN = "margin"
HIGH_DESIGN_EFFECT = 2.0  # beyond, half of what the answers could say is lost to the weights
WHY_NOT: Mapping[type[ValueError], str] = {MarginEmpty: "margin_empty", DidNotSettle: "raking_did_not_settle"}


def cells_of(dataset: Dataset, plan: Plan) -> pd.Series[str]:
    """The cell of everyone whose place in every margin is known: "1.2", the places of their categories from one on."""
    known = pd.DataFrame(
        {str(place): _places(dataset, plan, place) for place in range(len(plan.population))},
        index=dataset.participants.index if plan.population else [],
    ).dropna()
    cells = [".".join(str(int(place)) for place in row) for row in known.to_numpy(dtype=float)]
    return pd.Series(cells, index=known.index, dtype=object)


def _places(dataset: Dataset, plan: Plan, place: int) -> pd.Series[float]:
    """The place of everyone's category in one margin; unknown where the population does not name it."""
    margin = plan.population[place]
    places = {label(value): float(at) for at, value in enumerate(margin.shares, start=1)}
    return facts_of(dataset, plan, margin.attribute).map(places)


def margin_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """The declared shares: block, cell ("margin:category"), what it means, nothing, share."""
    for place, margin in enumerate(plan.population, start=1):
        for at, (value, share) in enumerate(margin.shares.items(), start=1):
            yield MARGIN, f"{place}:{at}", f"{margin.attribute}={value}", None, float(share)


def weighted_in(table: EvidenceTable, people: Mapping[str, int]) -> Weighted | str:
    """The weights of the cells of a table that begins with `margin_rows`, or why there are none."""
    margins: dict[str, list[float]] = {}
    for block, cell, _, _, share, *_ in table.rows:
        if block == MARGIN:
            margins.setdefault(str(cell).split(":")[0], []).append(float(share or 0))
    shares = [[share / sum(margin) for share in margin] for margin in margins.values()]
    try:
        return rake({place_of(cell): n for cell, n in people.items()}, shares)
    except (MarginEmpty, DidNotSettle) as why:
        return WHY_NOT[type(why)]


def place_of(cell: str) -> Place:
    """A cell written in a table, as places from zero on."""
    return tuple(int(part) - 1 for part in cell.split("."))
