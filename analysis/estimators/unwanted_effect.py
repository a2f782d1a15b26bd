"""An unwanted effect that was asked about: how many report it, in each arm, with an exact interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.distributions import clopper_pearson
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import Arms, both_arms, forms_of, successes_in, tally_successes
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Estimate, EvidenceTable
from analysis.tallies import Key, Tally
from surveys.codebook import Codebook


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by arm and answer at the outcome's wave; everyone together where there are no two arms."""
    return tally_successes(dataset, plan, outcome, _arms(plan))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per answer by arm, else over both arms together, where one arm's are too small to be shown."""
    yield from forms_of(tally, codebook, outcome, _arms(plan))
    if len(plan.arms) > 1:
        yield from forms_of(_joined(tally), codebook, outcome, (None,))


def _arms(plan: Plan) -> Arms:
    return both_arms(plan) if len(plan.arms) > 1 else (None,)


def _joined(tally: Tally) -> Tally:
    counts: Counter[Key] = Counter()
    for (_, answer), count in tally.counts.items():
        counts[None, answer] += count
    return Tally(tally.digest, dict(counts))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """The share of those asked who report the effect.

    Population: participants with an answer at the wave, all arms together; each arm stands among the details. Formula:
    x / n with the exact interval of Clopper and Pearson (1934, https://doi.org/10.1093/biomet/26.4.404). Nobody out of
    n is not "safe": up to 3 / n is compatible with it (rule of three, Hanley and Lippman-Hand 1983,
    https://doi.org/10.1001/jama.1983.03330370053031). Misleads when those who left had the effect: `missing`.

    Example: 0 of 60 → 0 [0, 0.060]; 3 / n = 0.050 one-sided.
    """
    source = Source("unwanted_effect", table, parameters)
    arms = tuple(dict.fromkeys(row[0] for row in table.rows))
    found = {None if arm is None else str(arm): successes_in(table, None if arm is None else str(arm)) for arm in arms}
    n, missing = sum(one.n for one in found.values()), sum(one.missing for one in found.values())
    by_arm = {arm: one.n for arm, one in found.items() if arm is not None}
    counted = Counted(n, missing, by_arm)
    if n == 0:
        return declined(source, counted, "no_answer")
    if table.verifiability == "C":
        return declined(source, counted, "count_small")
    reported = sum(one.successes for one in found.values())
    counts = {f"reported.{arm}": one.successes for arm, one in found.items() if arm is not None}
    return stated(
        source,
        counted,
        effect=reported / n,
        interval=clopper_pearson(reported, n, confidence_of(parameters)),
        details={
            "reported": reported,
            **counts,
            **({"rule_of_three": min(1.0, 3 / n)} if reported == 0 else {}),
        },
    )
