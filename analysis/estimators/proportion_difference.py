"""The difference between two arms in the share of an answer that counts, with Newcombe's interval."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.distributions import newcombe, normal_p, normal_quantile
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import Successes, both_arms, forms_of, successes_in, tally_successes
from analysis.estimators.unanswered import Bounds, apart, as_details, mean_within
from analysis.parameters import Parameters, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Check, Estimate, EvidenceTable
from analysis.tallies import Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by answer at the outcome's wave, per arm."""
    return tally_successes(dataset, plan, outcome, both_arms(plan))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per answer, else of successes and others."""
    return forms_of(tally, codebook, outcome, both_arms(plan))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Share in the intervention arm minus share in the comparison arm.

    Population: participants of the two arms with an answer at the wave. Formula: p1 - p0; interval by Newcombe's hybrid
    of two Wilson intervals, method 10 (1998, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I);
    p-value of the pooled score test (chi-square without continuity correction). Misleads with few expected answers
    (check `expected_counts`): there the p-value is approximate, the interval still sound.

    Example: 56 of 70 against 48 of 80 at 95 % → 0.20 [0.05, 0.33].
    """
    source = Source("proportion_difference", table, parameters)
    treated = successes_in(table, text_of(parameters, "intervention"))
    control = successes_in(table, text_of(parameters, "comparison"))
    counted = _counted(parameters, treated, control)
    if treated.n == 0 or control.n == 0:
        return declined(source, counted, "arm_empty")
    z = normal_quantile(confidence_of(parameters))
    pooled = _pooled_error(treated, control)
    effect = treated.successes / treated.n - control.successes / control.n
    return stated(
        source,
        counted,
        effect=effect,
        interval=newcombe((treated.successes, treated.n), (control.successes, control.n), z),
        p_value=normal_p(effect / pooled) if pooled > 0 else None,
        details={
            "share_intervention": treated.successes / treated.n,
            "share_comparison": control.successes / control.n,
            "standard_error": pooled,
            **as_details(_bounds(treated, control), counted.missing),
        },
        checks=(_expected_counts(treated, control),),
        refused=() if pooled > 0 else ("p_value_no_variation",),
    )


def _counted(parameters: Parameters, treated: Successes, control: Successes) -> Counted:
    by_arm = {text_of(parameters, "intervention"): treated.n, text_of(parameters, "comparison"): control.n}
    return Counted(treated.n + control.n, treated.missing + control.missing, by_arm)


def _bounds(treated: Successes, control: Successes) -> Bounds:
    shares = (mean_within(arm.successes / arm.n, arm.n, arm.missing, (0, 1)) for arm in (treated, control))
    return apart(*shares)


def _pooled_error(treated: Successes, control: Successes) -> float:
    share = (treated.successes + control.successes) / (treated.n + control.n)
    return sqrt(share * (1 - share) * (1 / treated.n + 1 / control.n))


def _expected_counts(treated: Successes, control: Successes) -> Check:
    """The usual rule for a chi-square: at least five expected answers in every cell."""
    n = treated.n + control.n
    rarer = min(treated.successes + control.successes, n - treated.successes - control.successes)
    smallest = rarer * min(treated.n, control.n) / n
    return Check("expected_counts", smallest >= 5, smallest)
