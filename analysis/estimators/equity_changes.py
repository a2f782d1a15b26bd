"""Whether a declared group changed as much as everyone else, in one group followed before and after."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.estimators.group_cells import GROUP, OTHERS, cells_form, contrast, counted_in, read_cell, tally_cells
from analysis.estimators.paired_values import pairs
from analysis.estimators.statement import Source
from analysis.parameters import Parameters
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """Moments of the change on each side of the group."""
    found = pairs(dataset, plan, outcome)
    return tally_cells(dataset, plan, outcome, found["after"] - found["before"], (None,))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm and side of the group: n, missing, mean and squares."""
    yield cells_form(tally, outcome, (None,))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean change in the declared group minus mean change among the others.

    Population: participants with both scores and a known side. Formula: Welch's t on the two changes (1947,
    https://doi.org/10.1093/biomet/34.1-2.28). Misleads when the group began lower: whoever is far from the mean comes
    back to it without help.

    Example: changes 3, 5 in the group, 1, 1 among the others → 3.
    """
    source = Source("equity_changes", table, parameters)
    group, others = ((read_cell(table, None, side), 1.0) for side in (GROUP, OTHERS))
    return contrast(source, counted_in(table, (None,)), (group,), (others,))
