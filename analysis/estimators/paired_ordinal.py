"""Before and after on an ordered answer: who rose, who fell, and the exact signed-rank test with Pratt's zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import sqrt

import numpy as np

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.distributions import normal_p, normal_quantile
from analysis.estimators.paired_values import pairs, pairs_digest
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import as_details, mean_within
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Check, Estimate, EvidenceTable
from analysis.tallies import Counts, Tally, people_by
from surveys.codebook import Codebook

EXACT_UP_TO = 500  # pairs; beyond, the normal approximation is off by less than any printed digit
DIGITS = 9  # 4.3 - 4.1 and 0.2 must be the same difference


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by difference after - before; None for those who lack one of the two answers."""
    found = pairs(dataset, plan, outcome)
    differences = (found["after"] - found["before"]).round(DIGITS) + 0.0
    counts: Counts = {(value,): count for value, count in people_by(differences).items()}
    return Tally(pairs_digest(found), {**counts, (None,): len(dataset.participants) - len(found)})


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts of participants per difference after - before.

    Where a difference is rare, the largest are counted with the next smaller size, on both sides at once, until no
    count is small: nobody changes side, so the effect is the same; only the ranks are coarser.
    """
    differences = {float(value): count for (value,), count in tally.counts.items() if value is not None}
    yield _form(outcome, tally, differences, None)
    for cap in sorted({abs(value) for value in differences} - {0.0}, reverse=True)[1:]:
        yield _form(outcome, tally, differences, cap)


def _form(outcome: Outcome, tally: Tally, differences: Mapping[float, int], cap: float | None) -> Form:
    found: Counter[float] = Counter()
    for value, count in sorted(differences.items()):
        found[value if cap is None else max(-cap, min(cap, value))] += count
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="difference_counts",
        title=outcome.label,
        columns=("difference", "and_beyond", "participants"),
        rows=(
            *((value, int(abs(value) == cap), count) for value, count in found.items()),
            (None, None, tally.count(None)),
        ),
        verifiability="A",
        units={"participants": "participants"},
    )
    return Form(table, tuple(found.values()))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Share of participants whose answer rose minus share whose answer fell.

    Population: participants with both answers. Formula: (b - c) / n; interval of Bonett and Price (2012,
    https://doi.org/10.3102/1076998611411915); p-value of the signed-rank test, zeros ranked then dropped (Pratt 1959,
    https://doi.org/10.1080/01621459.1959.10501526), exact over all 2^n signs given the tied ranks up to 500 pairs.
    The interval is about directions, the p-value also weighs sizes: near the limit they may disagree. Misleads as
    proof of an effect of the intervention: without comparison, time alone may have done it.

    Example: 12 rose, 5 stayed, 3 fell → 0.45 [0.08, 0.73].
    """
    source = Source("paired_ordinal", table, parameters)
    counts = {float(value): int(count or 0) for value, _, count in table.rows if value is not None}
    counted = Counted(sum(counts.values()), sum(int(count or 0) for value, _, count in table.rows if value is None))
    if counted.n == 0:
        return declined(source, counted, "no_pair")
    rose = sum(count for value, count in counts.items() if value > 0)
    fell = sum(count for value, count in counts.items() if value < 0)
    ranks = pratt_ranks(counts)
    effect = (rose - fell) / counted.n
    bounds = as_details(mean_within(effect, counted.n, counted.missing, (-1, 1)), counted.missing)
    return stated(
        source,
        counted,
        effect=effect,
        interval=bonett_price(rose, fell, counted.n, normal_quantile(confidence_of(parameters))),
        p_value=signed_rank_p(counts) if ranks else None,
        details={
            "rose": rose,
            "same": counted.n - rose - fell,
            "fell": fell,
            **bounds,
            "rank_biserial": _rank_biserial(counts, ranks),
            "standard_error": sqrt(max(rose + fell, 1)) / counted.n,
        },
        checks=(Check("exact_test", counted.n <= EXACT_UP_TO), _joined(table)),
        refused=() if ranks else ("p_value_no_variation",),
    )


def _joined(table: EvidenceTable) -> Check:
    joined = sum(1 for _, beyond, _ in table.rows if beyond == 1)
    return Check("differences_collapsed", joined == 0, joined)


def bonett_price(rose: int, fell: int, n: int, z: float) -> tuple[float, float]:
    """Adjusted Wald interval for a difference of paired proportions: one is added to each direction, two to n."""
    up, down = (rose + 1) / (n + 2), (fell + 1) / (n + 2)
    half = z * sqrt(max(up + down - (up - down) ** 2, 0.0) / (n + 2))
    return max(-1.0, up - down - half), min(1.0, up - down + half)


def pratt_ranks(counts: Mapping[float, int]) -> dict[float, float]:
    """The midrank of each size of difference, zeros included in the ranking; the zeros themselves left out."""
    ranks: dict[float, float] = {}
    below = 0
    for size in sorted({abs(value) for value in counts}):
        tied = sum(counts.get(value, 0) for value in {size, -size})
        if tied and size > 0:
            ranks[size] = below + (tied + 1) / 2
        below += tied
    return ranks


def signed_rank_p(counts: Mapping[float, int]) -> float:
    """Two-sided p-value of the signed-rank statistic given the tied ranks."""
    ranks = pratt_ranks(counts)
    rising = sum(ranks[value] * count for value, count in counts.items() if value > 0)
    twice = [round(2 * ranks[abs(value)]) for value, count in counts.items() if value != 0 for _ in range(count)]
    if sum(counts.values()) > EXACT_UP_TO:
        half_squares = sum((rank / 2) ** 2 for rank in twice)
        return normal_p((rising - sum(twice) / 4) / sqrt(half_squares / 4))
    return _exact_p(twice, round(2 * rising))


def _exact_p(twice_ranks: list[int], observed: int) -> float:
    """Probability, over all signs, of a sum at least as far from its middle as the observed one."""
    probability = np.zeros(sum(twice_ranks) + 1)
    probability[0] = 1.0
    for rank in twice_ranks:
        moved = np.zeros_like(probability)
        moved[rank:] = probability[: len(probability) - rank]
        probability = (probability + moved) / 2
    distance = np.abs(2 * np.arange(len(probability)) - sum(twice_ranks))
    return min(1.0, float(probability[distance >= abs(2 * observed - sum(twice_ranks))].sum()))


def _rank_biserial(counts: Mapping[float, int], ranks: Mapping[float, float]) -> float:
    """Rank sum of rises minus that of falls, over their total; 0 when nobody changed."""
    total = sum(ranks[abs(value)] * count for value, count in counts.items() if value != 0)
    signed = sum(np.sign(value) * ranks[abs(value)] * count for value, count in counts.items() if value != 0)
    return float(signed / total) if total else 0.0
