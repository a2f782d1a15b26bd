"""Profit and loss of a pilot: only saved time that became money counts, and "no measurable value" is an answer.

Believed savings are no evidence: a randomised trial of developers with AI tools found a believed gain of 20 % and a
measured loss of 19 % (Becker et al. 2025, https://doi.org/10.48550/arXiv.2507.09089). So time is measured, on weeks
drawn by lot, and each person is compared with themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from analysis.distributions import detectable, t_interval
from analysis.economics.cash import ABSURD, Quantity
from analysis.economics.chance import Draws, draw_all, ranged, student
from analysis.economics.pilot_tables import BASELINE, ITERATIONS, SAVING
from analysis.economics.plan import EconomicPlan, PilotQuestion
from analysis.economics.results import Amount, Input, IterationTime, Pilot, Refusal, Verdict
from analysis.economics.worth import input_of, problems_of
from analysis.levels import POWER
from analysis.measurements.units import UnlikeUnits, converted
from analysis.results import Cell, EvidenceTable

LEAST_PERIODS = 3
MINUTES = "saved_minutes"
AN_HOUR = 60.0


def pilot_of(
    plan: EconomicPlan, tables: Sequence[EvidenceTable], known: Mapping[str, Quantity], confidence: float
) -> Pilot | None:
    """The account of one year of the tool; None when the plan asks none. A missing piece is a reason, not a guess."""
    asked = plan.pilot
    if asked is None:
        return None
    rows = {table.kind: table for table in tables}
    reasons = _refusals(asked, rows, known)
    periods = [(float(cost or 0), float(volume or 0)) for _, cost, volume in _rows(rows, BASELINE)]
    iterations = tuple(_iteration(row, confidence) for row in _rows(rows, ITERATIONS))
    if reasons:
        return _refused(plan, reasons, periods, iterations)
    return _account(plan, asked, rows, known, confidence, periods, iterations)


def _rows(tables: Mapping[str, EvidenceTable], kind: str) -> tuple[tuple[Cell, ...], ...]:
    return tables[kind].rows if kind in tables else ()


def _refusals(
    asked: PilotQuestion, tables: Mapping[str, EvidenceTable], known: Mapping[str, Quantity]
) -> tuple[Refusal, ...]:
    found = []
    codes = (asked.hourly_cost, asked.tasks_a_year, asked.share_cash, asked.share_capacity, asked.tool_cost)
    missing = tuple(code for code in codes if code not in known)
    if missing:
        found.append(Refusal("pilot_parameter_missing", missing))
    elif _per_hour(known[asked.hourly_cost]) is None:
        found.append(Refusal("pilot_hour_unit", (known[asked.hourly_cost].unit,)))
    elif not _shares_fit(asked, known):
        found.append(Refusal("pilot_shares_absurd", (asked.share_cash, asked.share_capacity)))
    if len(_rows(tables, BASELINE)) < LEAST_PERIODS:
        found.append(Refusal("pilot_few_periods", (str(len(_rows(tables, BASELINE))),)))
    saving = tables.get(SAVING)
    if saving is not None and saving.verifiability == "C":
        found.append(Refusal("pilot_rows_withheld"))
    elif saving is None or not saving.rows or int(saving.rows[0][0] or 0) < 2:
        found.append(Refusal("pilot_few_people"))
    elif max(abs(float(cell or 0)) for cell in saving.rows[0]) > ABSURD:
        found.append(Refusal("absurd_amount", (asked.task_time,)))
    return tuple(found)


def _per_hour(cost: Quantity) -> float | None:
    """What turns the cost into that of one hour: 60 for EUR/min; None for a unit that is no money over time."""
    money, _, time = cost.unit.partition("/")
    if not time:
        return 1.0
    try:
        return converted(1.0, cost.unit, f"{money}/h")
    except UnlikeUnits:
        return None


def _shares_fit(asked: PilotQuestion, known: Mapping[str, Quantity]) -> bool:
    shares = [known[asked.share_cash], known[asked.share_capacity]]
    return all(0 <= one.value <= 1 for one in shares) and sum(one.value for one in shares) <= 1


def _refused(
    plan: EconomicPlan, reasons: tuple[Refusal, ...], periods: list[tuple[float, float]],
    iterations: tuple[IterationTime, ...],
) -> Pilot:  # fmt: skip
    none = Amount(None, plan.currency)
    return Pilot(
        Amount(None, "min"), 0, 0, none, len(periods), none, none, none, none, none, "refused", iterations, (), reasons
    )


def _account(
    plan: EconomicPlan, asked: PilotQuestion, tables: Mapping[str, EvidenceTable], known: Mapping[str, Quantity],
    confidence: float, periods: list[tuple[float, float]], iterations: tuple[IterationTime, ...],
) -> Pilot:  # fmt: skip
    n, _, mean, squares, on, off = (float(cell or 0) for cell in tables[SAVING].rows[0])
    error = math.sqrt(squares / (n - 1) / n)
    low, high = t_interval(mean, error, n - 1, confidence) if error > 0 else (mean, mean)
    codes = (asked.hourly_cost, asked.tasks_a_year, asked.share_cash, asked.share_capacity, asked.tool_cost)
    inputs = tuple(one for code in codes for one in input_of(plan, known[code]))
    wrong = problems_of(inputs)
    if wrong:
        return _refused(plan, wrong, periods, iterations)
    draws = dict(draw_all(inputs, plan.seed, plan.draws))
    if error > 0:
        draws[MINUTES] = mean + error * student(plan.seed, MINUTES, plan.draws, n - 1)
        inputs = (Input(MINUTES, mean, low, high, "student"), *inputs)
    now, many = _sums(asked, known, {MINUTES: mean}), _sums(asked, known, {MINUTES: mean, **draws})
    amounts = {
        name: ranged(float(now[name]), _spread(many[name]), confidence, plan.currency)
        for name in ("gross", "realised", "capacity", "tool", "net")
    }
    seen = detectable(error, n - 1, confidence, POWER) if error > 0 else None
    seen_value = None if seen is None else _sums(asked, known, {MINUTES: seen})["realised"]
    return Pilot(
        saved_minutes=Amount(mean, "min", low, high) if error > 0 else Amount(mean, "min"),
        participants=int(n),
        tasks=int(on + off),
        baseline_cost=_baseline(periods, plan.currency),
        baseline_periods=len(periods),
        gross_value=amounts["gross"],
        realised_value=amounts["realised"],
        capacity_value=amounts["capacity"],
        tool_cost=amounts["tool"],
        net_value=amounts["net"],
        verdict=verdict(amounts["realised"], amounts["net"]),
        iterations=iterations,
        inputs=inputs,
        detectable_minutes=None if seen is None else Amount(seen, "min"),
        detectable_value=None if seen_value is None else Amount(float(seen_value), plan.currency),
    )


def verdict(realised: Amount, net: Amount) -> Verdict:
    """No measurable value when the range of the realised saving holds zero, or there is none.

    Otherwise gain, loss, or a saving of which it is not established that it covers the cost of the tool.
    """
    if realised.low is None or realised.high is None or realised.low <= 0 <= realised.high:
        return "no_measurable_value"
    if net.low is not None and net.low > 0:
        return "value"
    return "loss" if net.high is not None and net.high < 0 else "not_covered"


def _sums(
    asked: PilotQuestion, known: Mapping[str, Quantity], values: Mapping[str, float | Draws]
) -> Mapping[str, float | Draws]:
    """A year: minutes × tasks × price of an hour is the gross value; a share of it became money, another room."""

    def number(code: str) -> float | Draws:
        return values.get(code, known[code].value)

    an_hour = number(asked.hourly_cost) * (_per_hour(known[asked.hourly_cost]) or 1.0)
    gross = values[MINUTES] / AN_HOUR * number(asked.tasks_a_year) * an_hour
    realised = gross * number(asked.share_cash)
    tool = number(asked.tool_cost)
    return {
        "gross": gross,
        "realised": realised,
        "capacity": gross * number(asked.share_capacity),
        "tool": tool,
        "net": realised - tool,
    }


def _spread(values: float | Draws) -> Draws | None:
    return None if isinstance(values, int | float) else values


def _baseline(periods: list[tuple[float, float]], currency: str) -> Amount:
    """What one unit of volume cost before: all costs over all volume, between the cheapest and the dearest period."""
    each = [cost / volume for cost, volume in periods if volume > 0]
    volume = math.fsum(volume for _, volume in periods)
    if not each or volume <= 0:
        return Amount(None, currency)
    return Amount(math.fsum(cost for cost, _ in periods) / volume, currency, min(each), max(each))


def _iteration(row: tuple[Cell, ...], confidence: float) -> IterationTime:
    place, n, tasks, mean, squares = (float(cell or 0) for cell in row)
    if n < 2 or squares <= 0:
        return IterationTime(int(place), Amount(mean, "min"), int(tasks))
    low, high = t_interval(mean, math.sqrt(squares / (n - 1) / n), n - 1, confidence)
    return IterationTime(int(place), Amount(mean, "min", low, high), int(tasks))
