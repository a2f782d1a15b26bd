"""Whether a declared group gains as much as everyone else, on an answer that counts: a difference of differences."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from analysis.attributes import in_group
from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form
from analysis.distributions import newcombe, normal_p, normal_quantile
from analysis.estimators.group_cells import ENOUGH, GROUP, OTHERS, counted_in
from analysis.estimators.statement import Source, declined, stated
from analysis.estimators.success_counts import both_arms, wanted_answers
from analysis.parameters import Parameters, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import labels_at
from analysis.tallies import Counts, Tally
from surveys.codebook import Codebook

COLUMNS = ("arm", "group", "successes", "participants", "missing")


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by arm, side of the group and whether their answer counts; None for those who gave none."""
    labels = labels_at(dataset, plan, outcome.measure, outcome.waves[0]).sort_index()
    success = labels.isin(wanted_answers(outcome))
    member = in_group(dataset, plan, outcome.group)
    counts: Counts = {}
    for arm in both_arms(plan):
        people = arm_members(dataset, arm)
        for side, inside in ((GROUP, member.index[member]), (OTHERS, member.index[~member])):
            members = people[people.isin(inside)]
            found = success[success.index.isin(members)]
            counts[arm, side, 1] = int(found.sum())
            counts[arm, side, 0] = len(found) - int(found.sum())
            counts[arm, side, None] = len(members) - len(found)
        counts[arm, None, None] = int((~people.isin(member.index)).sum())
    behind = [[str(name), bool(member.get(name, False)), answer] for name, answer in labels.items()]
    return Tally(digest_of(behind), counts)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm and side of the group: successes, answers, missing. Of unknown side: missing."""
    rows: list[tuple[Cell, ...]] = []
    counts: list[int] = []
    for arm in both_arms(plan):
        for side in (GROUP, OTHERS):
            yes, no = tally.count(arm, side, 1), tally.count(arm, side, 0)
            rows.append((arm, side, yes, yes + no, tally.count(arm, side, None)))
            counts += [yes, no]
        rows.append((arm, None, None, 0, tally.count(arm, None, None)))
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="group_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(rows),
        verifiability="A",
        units=dict.fromkeys(COLUMNS[2:], "participants"),
    )
    yield Form(table, tuple(counts))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Difference of shares in the declared group minus difference of shares among the others.

    Population: participants of the two arms with an answer and a known side. Formula: (p₁₁ − p₁₀) − (p₀₁ − p₀₀); each
    difference with Newcombe's interval, the two joined by their own margins (MOVER, Zou and Donner 2008,
    https://doi.org/10.1002/sim.2929); p-value from the four binomial variances. One interaction, never two p-values
    (Altman and Bland 2003). Misleads on the scale of ratios: equal differences are unequal ratios where starts differ.

    Example: 8 of 10 and 5 of 10 in the group, 6 of 10 and 5 of 10 among the others → 0.20 [-0.34, 0.69].
    """
    source = Source("equity_shares", table, parameters)
    arms = (text_of(parameters, "intervention"), text_of(parameters, "comparison"))
    counted = counted_in(table, arms)
    cells = {(row[0], row[1]): (int(row[2] or 0), int(row[3] or 0)) for row in table.rows if row[1] is not None}
    found = {side: (cells.get((arms[0], side), (0, 0)), cells.get((arms[1], side), (0, 0))) for side in (GROUP, OTHERS)}
    if min(n for pair in found.values() for _, n in pair) == 0:
        return declined(source, counted, "group_empty")
    z = normal_quantile(confidence_of(parameters))
    effects = {side: first[0] / first[1] - second[0] / second[1] for side, (first, second) in found.items()}
    ends = {side: newcombe(first, second, z) for side, (first, second) in found.items()}
    effect = effects[GROUP] - effects[OTHERS]
    error = sqrt(sum(x / n * (1 - x / n) / n for pair in found.values() for x, n in pair))
    fewest = min(n for pair in found.values() for _, n in pair)
    return stated(
        source,
        counted,
        effect=effect,
        interval=mover((effects[GROUP], *ends[GROUP]), (effects[OTHERS], *ends[OTHERS])),
        p_value=normal_p(effect / error) if error > 0 else None,
        details={
            "standard_error": error,
            **{f"effect_{side}": value for side, value in effects.items()},
            **{f"low_{side}": low for side, (low, _) in ends.items()},
            **{f"high_{side}": high for side, (_, high) in ends.items()},
        },
        checks=(Check("enough_per_group", fewest >= ENOUGH, fewest),),
        refused=() if error > 0 else ("p_value_no_variation",),
    )


Known = tuple[float, float, float]  # a value and the ends of its interval


def mover(first: Known, second: Known) -> tuple[float, float]:
    """The interval of a difference of two values from the interval of each."""
    effect = first[0] - second[0]
    below = sqrt((first[0] - first[1]) ** 2 + (second[2] - second[0]) ** 2)
    above = sqrt((first[2] - first[0]) ** 2 + (second[0] - second[1]) ** 2)
    return effect - below, effect + above
