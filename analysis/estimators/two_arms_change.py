"""How much more one arm changed than the other: Welch's t on each person's change since the start."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.estimators.arm_moments import moments_form, tally_arms, welch
from analysis.estimators.arm_values import split_by_arm
from analysis.estimators.paired_values import pairs
from analysis.parameters import Parameters
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of each arm's changes. Who lacks one of the two scores is missing."""
    found = pairs(dataset, plan, outcome)
    return tally_arms(split_by_arm(dataset, plan, found["after"] - found["before"]))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm: n, missing, mean and the sum of squares about it."""
    yield moments_form(tally, plan, outcome)


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean change of the intervention arm minus mean change of the comparison arm.

    Population: participants of the two arms with both scores. Formula: Welch's t on after - before (1947,
    https://doi.org/10.1093/biomet/34.1-2.28), with Hedges' g in standard deviations of the change. For arms not
    drawn by lot: there, adjusting for the start answers another question (Lord's paradox; van Breukelen 2006,
    https://doi.org/10.1016/j.jclinepi.2006.02.007), and in a randomised trial the analysis of covariance is more
    precise. Misleads when the arms would have changed differently by themselves, which nothing here can show.

    Example: changes 1, 2, 3, 4 against 0, 0, 1, 1 → 2 [0.11, 3.89].
    """
    return welch("two_arms_change", table, parameters)
