"""Estimates read against their plan: which verb, which direction, threshold met or not, what could have been seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from analysis.distributions import LARGE_DF, detectable
from analysis.estimators.catalogue import CATALOGUE
from analysis.levels import POWER, level_of_outcome, one_cluster_per_arm
from analysis.many_outcomes import adjusted
from analysis.plan import Outcome, OutcomeRole, Plan
from analysis.results import Estimate, EvidenceTable, Finding, Level

Direction: TypeAlias = Literal["better", "worse", "unclear", "described", "refused"]
# Details that take people as independent of each other, as the refused interval does, or that stand beside such ends.
OF_PEOPLE_ALONE = frozenset(
    {"standard_error", "df", "standard_error_by_arm", "hc3_standard_error", "hc3_low", "hc3_high",
     "odds_ratio", "odds_ratio_low", "odds_ratio_high", "odds_ratio_log_error",
     "low_group", "high_group", "low_others", "high_others", "prediction_low", "prediction_high"}
)  # fmt: skip
ROLES: tuple[OutcomeRole, ...] = ("primary", "secondary", "exploratory")


def read_findings(
    plan: Plan, level: Level, estimates: Sequence[tuple[Estimate, EvidenceTable]], tables: tuple[EvidenceTable, ...]
) -> tuple[Finding, ...]:
    """One finding per planned outcome, F1, F2, … in the order of the plan; none is left out."""
    spoken = [without_clustered_interval(plan, estimate, tables) for estimate, _ in estimates]
    findings = [
        _finding(f"F{place}", plan, level, outcome, estimate, table)
        for place, (outcome, estimate, (_, table)) in enumerate(
            zip(plan.outcomes, spoken, estimates, strict=True), start=1
        )
    ]
    return _with_adjusted(findings)


def _finding(
    figure_id: str, plan: Plan, level: Level, outcome: Outcome, estimate: Estimate, table: EvidenceTable
) -> Finding:
    own_level, reasons = level_of_outcome(level, plan, outcome)
    return Finding(
        figure_id=figure_id,
        outcome=outcome,
        estimate=estimate,
        table_id=table.id,
        level=own_level,
        direction=direction_of(outcome, estimate),
        threshold_met=threshold_met(outcome, estimate),
        minimal_detectable=minimal_detectable(outcome, estimate),
        lowered_for=reasons,
    )


def without_clustered_interval(plan: Plan, estimate: Estimate, tables: tuple[EvidenceTable, ...]) -> Estimate:
    """The estimate without interval and p-value when whole groups were allocated: their members are not independent."""
    row = CATALOGUE[estimate.estimator]
    if plan.cluster is None or row.clusters or not row.two_arms or estimate.low is None:
        return estimate
    reason = "interval_one_cluster" if one_cluster_per_arm(tables) else "interval_clustered_allocation"
    details = {code: value for code, value in estimate.details.items() if code not in OF_PEOPLE_ALONE}
    return replace(estimate, low=None, high=None, p_value=None, details=details, refused=(*estimate.refused, reason))


def direction_of(outcome: Outcome, estimate: Estimate) -> Direction:
    """Better, worse or unclear, in the terms of the plan; a level compared with nothing is only described."""
    null = CATALOGUE[outcome.estimator].null
    if estimate.effect is None or estimate.low is None or estimate.high is None:
        return "refused"
    if null is None:
        return "described"
    if estimate.low <= null <= estimate.high:
        return "unclear"
    return "better" if (estimate.low > null) == (outcome.better == "higher") else "worse"


def threshold_met(outcome: Outcome, estimate: Estimate) -> bool | None:
    """Whether the whole interval lies at or beyond the threshold; None without a threshold or an interval.

    The stricter of two readings: a point estimate beyond the threshold may well come from an effect below it.
    """
    if outcome.threshold is None or estimate.low is None or estimate.high is None:
        return None
    if outcome.better == "higher":
        return estimate.low >= outcome.threshold
    return estimate.high <= outcome.threshold


def minimal_detectable(outcome: Outcome, estimate: Estimate) -> float | None:
    """The smallest effect a test of this size and spread would have shown at 80 % power; None without a spread."""
    error = estimate.details.get("standard_error")
    if error is None or CATALOGUE[outcome.estimator].null is None:
        return None
    return detectable(error, estimate.details.get("df", LARGE_DF), estimate.confidence, POWER)


def _with_adjusted(findings: list[Finding]) -> tuple[Finding, ...]:
    values: dict[str, float | None] = {}
    for role in ROLES:
        family = [finding for finding in findings if finding.outcome.role == role]
        p_values = adjusted([finding.estimate.p_value for finding in family], role)
        values |= {finding.figure_id: p for finding, p in zip(family, p_values, strict=True)}
    return tuple(replace(finding, p_adjusted=values[finding.figure_id]) for finding in findings)
