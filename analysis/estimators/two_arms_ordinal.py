"""Two arms on an ordered answer: how often one answers higher than the other, tested by Brunner and Munzel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import TypeAlias

import numpy as np

from analysis.dataset import Dataset
from analysis.disclosure import Form, is_small
from analysis.distributions import normal_quantile, t_p, t_quantile
from analysis.estimators.arm_values import arm_digest, by_arm
from analysis.estimators.proportional_odds import odds_ratio
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import as_details
from analysis.gram import Vector
from analysis.parameters import Parameters, arm_of, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.tallies import Counts, Tally, people_by
from surveys.codebook import Codebook

COLUMNS = ("arm", "lowest", "highest", "participants")
Given: TypeAlias = Mapping[str, Mapping[float, int]]  # arm → answer → people
Bins: TypeAlias = "list[tuple[float, ...]]"  # each bin holds the answers counted together


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by arm and answer; None for those who gave none."""
    groups = by_arm(dataset, plan, outcome)
    counts: Counts = {}
    for arm, (scores, missing) in groups.items():
        counts |= {(arm, score): count for score, count in people_by(scores).items()}
        counts[arm, None] = missing
    return Tally(arm_digest(groups), counts)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per arm and answer; neighbouring answers are counted together while one of them is too rare.

    A row says the lowest and the highest answer it counts. Collapsed answers become ties, which draws the effect
    towards zero: the check `categories_collapsed` says so.
    """
    arms = (arm_of(plan, "intervention"), arm_of(plan, "comparison"))
    given = {arm: {float(score): n for (score,), n in tally.under(arm).items() if score is not None} for arm in arms}
    bins: Bins = [(value,) for value in sorted({score for counts in given.values() for score in counts})]
    yield _form(outcome, tally, given, bins)
    while len(bins) > 2:
        bins = _merged(bins, given, plan.minimum_cell)
        yield _form(outcome, tally, given, bins)


def _within(counts: Mapping[float, int], one: tuple[float, ...]) -> int:
    return sum(counts.get(value, 0) for value in one)


def _merged(bins: Bins, given: Given, minimum: int) -> Bins:
    """The first bin with a small count joined to its smaller neighbour."""
    sizes = [[_within(counts, one) for counts in given.values()] for one in bins]
    place = next((i for i, counts in enumerate(sizes) if any(is_small(count, minimum) for count in counts)), 0)
    neighbours = [i for i in (place - 1, place + 1) if 0 <= i < len(bins)]
    other = min(neighbours, key=lambda i: sum(sizes[i]))
    first, second = sorted((place, other))
    return [*bins[:first], bins[first] + bins[second], *bins[second + 1 :]]


def _form(outcome: Outcome, tally: Tally, given: Given, bins: Bins) -> Form:
    cells = [(arm, one, _within(counts, one)) for arm, counts in given.items() for one in bins]
    silent: list[tuple[Cell, ...]] = [(arm, None, None, tally.count(arm, None)) for arm in given]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="arm_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=(*((arm, one[0], one[-1], count) for arm, one, count in cells), *silent),
        verifiability="A",
        units={"participants": "participants"},
    )
    return Form(table, tuple(count for _, _, count in cells))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Chance that a random member of the intervention arm answers higher minus chance that they answer lower.

    Population: participants of the two arms with an answer at the wave. Formula: 2 p - 1 with p = P(higher) +
    P(equal)/2, the probability of superiority; its variance from placements, Student's t with Satterthwaite's degrees
    of freedom (Brunner and Munzel 2000,
    https://doi.org/10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U). Refused without any overlap of the
    two arms: the variance would be zero. Beside it, the odds ratio of a proportional-odds model on the same counts.
    Misleads with fewer than 10 per arm, where the test rejects too often.

    Example: pain scores of Brunner and Munzel's trial → 2 x 0.789 - 1 = 0.578 [0.190, 0.965].
    """
    source = Source("two_arms_ordinal", table, parameters)
    arms = tuple(text_of(parameters, role) for role in ("intervention", "comparison"))
    treated, control = (_counts(table, arm) for arm in arms)
    by_code = {arm: int(counts.sum()) for arm, counts in zip(arms, (treated, control), strict=True)}
    counted = Counted(sum(by_code.values()), _missing(table, arms), by_code)
    if min(by_code.values(), default=0) == 0:
        return declined(source, counted, "arm_empty")
    superiority = _superiority(treated, control)
    if min(by_code.values()) < 2:
        refused = ("interval_one_participant",)
        return stated(source, counted, effect=2 * superiority - 1, interval=None, refused=refused)
    return _brunner_munzel(source, counted, treated, control)


def _counts(table: EvidenceTable, arm: str) -> Vector:
    rows = [
        (float(lowest or 0), int(n or 0)) for where, lowest, _, n in table.rows if where == arm and lowest is not None
    ]
    return np.array([count for _, count in sorted(rows)], dtype=float)


def _missing(table: EvidenceTable, arms: tuple[str, ...]) -> int:
    return sum(int(n or 0) for where, lowest, _, n in table.rows if where in arms and lowest is None)


def _placements(counts: Vector) -> Vector:
    """For each answer, the share of an arm below it plus half the share at it."""
    return np.asarray((np.cumsum(counts) - counts / 2) / counts.sum())


def _superiority(treated: Vector, control: Vector) -> float:
    return float(treated @ _placements(control) / treated.sum())


def _brunner_munzel(source: Source, counted: Counted, treated: Vector, control: Vector) -> Estimate:
    superiority = _superiority(treated, control)
    parts = (_variance(treated, _placements(control)), _variance(control, _placements(treated)))
    effect, error = 2 * superiority - 1, 2 * sqrt(sum(parts))
    if error <= 1e-12:
        reason = "interval_no_overlap" if abs(effect) > 0.5 else "interval_no_variation"
        return stated(source, counted, effect=effect, interval=None, refused=(reason,))
    df = sum(parts) ** 2 / sum(part**2 / (arm.sum() - 1) for part, arm in zip(parts, (treated, control), strict=True))
    half = t_quantile(confidence_of(source.parameters), df) * error
    return stated(
        source,
        counted,
        effect=effect,
        interval=(max(-1.0, effect - half), min(1.0, effect + half)),
        p_value=t_p(effect / error, df),
        details={
            "probability_of_superiority": superiority,
            "standard_error": error,
            "df": df,
            **_odds(source, treated, control),
            **_bounds(source, counted, treated, control),
        },
        checks=(_enough(counted), _collapsed(source.table)),
    )


def _odds(source: Source, treated: Vector, control: Vector) -> dict[str, float]:
    """The odds ratio over every cut of the answers, with its interval; nothing where the arms do not overlap."""
    found = odds_ratio(treated, control)
    if found is None:
        return {}
    ratio, low, high = found.within(normal_quantile(confidence_of(source.parameters)))
    return {"odds_ratio": ratio, "odds_ratio_low": low, "odds_ratio_high": high, "odds_ratio_log_error": found.error}


def _bounds(source: Source, counted: Counted, treated: Vector, control: Vector) -> Mapping[str, float]:
    """Whoever is missing answers below, then above, everyone who answered in the other arm."""
    absent = [_missing(source.table, (text_of(source.parameters, role),)) for role in ("intervention", "comparison")]
    ends = []
    for low in (True, False):
        first, second = _at_end(treated, absent[0], low), _at_end(control, absent[1], not low)
        ends.append(2 * _superiority(first, second) - 1)
    return as_details((ends[0], ends[1]), counted.missing)


def _at_end(counts: Vector, missing: int, low: bool) -> Vector:
    return np.concatenate([[missing if low else 0], counts, [0 if low else missing]])


def _variance(counts: Vector, placements: Vector) -> float:
    """Variance of the mean placement of an arm."""
    n = counts.sum()
    mean = counts @ placements / n
    return float(counts @ (placements - mean) ** 2 / (n - 1) / n)


def _enough(counted: Counted) -> Check:
    fewest = min(counted.n_by_arm.values())
    return Check("enough_per_arm", fewest >= 10, fewest)


def _collapsed(table: EvidenceTable) -> Check:
    together = sum(1 for _, lowest, highest, _ in table.rows if lowest != highest)
    return Check("categories_collapsed", together == 0, together)
