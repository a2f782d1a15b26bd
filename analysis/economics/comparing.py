"""Which costs stand against which effect: each person's own where they were measured, else the lines of each arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.economics.cash import Line
from analysis.economics.effectiveness import ArmMoments, effectiveness, willingnesses
from analysis.economics.plan import EconomicPlan
from analysis.economics.results import Amount, CurvePoint, Effectiveness, Refusal
from analysis.parameters import arm_of
from analysis.plan import Plan
from analysis.results import Cell, EvidenceTable, Finding

NOTHING = Amount(None, "")


def effectiveness_of(
    plan: Plan,
    economics: EconomicPlan,
    tables: Sequence[EvidenceTable],
    findings: Sequence[Finding],
    lines: Sequence[Line],
) -> Effectiveness | None:
    """Extra cost against extra effect between the two arms; None when the plan names no outcome or has one group."""
    finding = next((each for each in findings if each.outcome.code == economics.outcome), None)
    arms = arm_of(plan, "intervention"), arm_of(plan, "comparison")
    if finding is None or not all(arms) or not (economics.cost_series or economics.willingness_high is not None):
        return None
    prices = willingnesses(economics.willingness_low, economics.willingness_high)
    table = next((table for table in tables if table.kind == "cost_effect"), None)
    if table is not None:
        return _from_moments(plan, economics, table, finding, prices)
    if economics.cost_series:
        return refused("cost_series_missing", economics.cost_series)
    return _from_lines(plan, economics, tables, finding, lines, prices)


def refused(code: str, *names: str) -> Effectiveness:
    """No comparison, and why."""
    return Effectiveness(NOTHING, NOTHING, NOTHING, (), {}, "", (Refusal(code, names),))


def _from_moments(
    plan: Plan, economics: EconomicPlan, table: EvidenceTable, finding: Finding, prices: Sequence[float]
) -> Effectiveness:
    if table.verifiability == "C":
        return refused("rows_withheld")
    sign = 1 if finding.outcome.better == "higher" else -1
    by_arm = {str(row[0]): row for row in table.rows}
    pair = [_moments(by_arm[arm_of(plan, role)], sign) for role in ("intervention", "comparison")]
    if any(arm.n < 2 for arm in pair):
        return refused("arm_too_small")
    counts = {arm: int(row[1] or 0) for arm, row in by_arm.items()}
    unit = finding.outcome.unit.get("en", "")
    return effectiveness(pair[0], pair[1], prices, plan.confidence, economics.currency, unit, counts)


def _moments(row: Sequence[Cell], sign: int) -> ArmMoments:
    _, n, _, cost, cost_squares, effect, effect_squares, products = row
    values = [float(value or 0) for value in (cost, cost_squares, effect, effect_squares, products)]
    return ArmMoments(int(n or 0), values[0], values[1], sign * values[2], values[3], sign * values[4])


def _from_lines(
    plan: Plan,
    economics: EconomicPlan,
    tables: Sequence[EvidenceTable],
    finding: Finding,
    lines: Sequence[Line],
    prices: Sequence[float],
) -> Effectiveness:
    """Costs known for each arm only: a difference per person without chance, against the effect's own interval."""
    arms = arm_of(plan, "intervention"), arm_of(plan, "comparison")
    counts = _allocated(tables)
    if any(line.currency != economics.currency or line.price_year != economics.price_year for line in lines):
        return refused("arm_lines_other_prices")
    if not all(counts.get(arm) for arm in arms) or not any(line.arm in arms for line in lines):
        return refused("arm_without_cost_line")
    per_person = [_per_person([line for line in lines if line.arm == arm], counts[arm]) for arm in arms]
    cost = per_person[0] - per_person[1]
    estimate, sign = finding.estimate, 1 if finding.outcome.better == "higher" else -1
    if estimate.effect is None or estimate.low is None or estimate.high is None:
        return refused("effect_without_interval", finding.outcome.code)
    gain, (low, high) = sign * estimate.effect, sorted((sign * estimate.low, sign * estimate.high))
    unit, currency = finding.outcome.unit.get("en", ""), economics.currency
    includes_zero = low <= 0 <= high
    ends = (None, None) if includes_zero else tuple(sorted((cost / low, cost / high)))
    return Effectiveness(
        Amount(cost, currency),
        Amount(gain, unit, low, high),
        Amount(None if includes_zero else cost / gain, f"{currency}/{unit}", *ends),
        tuple(CurvePoint(p, p * gain - cost, p * low - cost, p * high - cost, None) for p in prices),
        {arm: counts[arm] for arm in arms},
        "lines",
        (Refusal("ratio_effect_includes_zero"),) if includes_zero else (),
    )


def _per_person(lines: Sequence[Line], people: int) -> float:
    return sum(-line.sign * line.amount for line in lines) / people


def _allocated(tables: Sequence[EvidenceTable]) -> Mapping[str, int]:
    return {str(row[0]): int(row[2] or 0) for table in tables if table.kind == "flow" for row in table.rows}
