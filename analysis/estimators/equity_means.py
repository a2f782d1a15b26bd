"""Whether a declared group gains as much as everyone else, on a score: the interaction of group and arm."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.estimators.group_cells import cells_form, tally_cells, two_arms
from analysis.estimators.paired_values import pairs
from analysis.estimators.statement import Source
from analysis.estimators.success_counts import both_arms
from analysis.parameters import Parameters, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """Moments per arm and side of the group; of the change, when the outcome names a baseline."""
    if outcome.baseline_wave is None:
        scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    else:
        found = pairs(dataset, plan, outcome)
        scores = found["after"] - found["before"]
    return tally_cells(dataset, plan, outcome, scores, both_arms(plan))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm and side of the group: n, missing, mean and squares."""
    yield cells_form(tally, outcome, both_arms(plan))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Effect in the declared group minus effect among the others.

    Population: participants of the two arms with a score and a known side. Formula: (m₁₁ − m₁₀) − (m₀₁ − m₀₀), four
    variances, Satterthwaite's degrees of freedom; one interaction, because two p-values compared say nothing of their
    difference (Altman and Bland 2003, https://doi.org/10.1136/bmj.326.7382.219). Misleads when the group differs in
    other ways: it shows that a gap exists, not why. An interaction needs four times the people of a main effect.

    Example: means 5, 3 in the group and 4, 3 among the others → 1.
    """
    arms = (text_of(parameters, "intervention"), text_of(parameters, "comparison"))
    return two_arms(Source("equity_means", table, parameters), arms, parameters)
