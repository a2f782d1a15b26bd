"""The difference between the means of two arms: Welch's t, with Hedges' g."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.estimators.arm_moments import moments_form, tally_arms, welch
from analysis.estimators.arm_values import by_arm
from analysis.parameters import Parameters
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of each arm at the outcome's wave."""
    return tally_arms(by_arm(dataset, plan, outcome))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm: n, missing, mean and the sum of squares about it."""
    yield moments_form(tally, plan, outcome)


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean of the intervention arm minus mean of the comparison arm.

    Population: participants of the two arms with a score at the wave. Formula: Welch's t with Satterthwaite's degrees
    of freedom, equal variances not assumed (1947, https://doi.org/10.1093/biomet/34.1-2.28); Hedges' g with the exact
    small-sample factor (1981, https://doi.org/10.3102/10769986006002107). Misleads when a few extreme values carry the
    means, or when one arm lost other people than the other.

    Example: BtheB against usual care at two months: -4.76 [-9.06, -0.45] points.
    """
    return welch("two_arms_mean", table, parameters)
