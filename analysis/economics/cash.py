"""Cash lines in one money and at the prices of one year, added up by payer and by year; refused, not guessed."""

from __future__ import annotations

import math
from calendar import isleap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.economics.plan import EconomicPlan
from analysis.economics.results import Amount, CashAccount, Refusal, Total
from analysis.results import Cell, EvidenceTable

YEAR = 365.25  # days
CASH_COLUMNS = ("id", "kind", "payer", "arm", "on", "amount", "low", "high", "currency", "price_year", "origin")
PARAMETER_COLUMNS = ("code", "value", "low", "high", "unit", "year")
ABSURD = 1e15  # no sum of a living lab is larger; beyond it, sums would lose their cents or overflow
PERCENT = ("%", "percent")
A_YEAR = frozenset({"", "1", "ratio", "/year", "ratio/year", "1/year"})  # units of a rate, once a percentage is a share
UNPAID = ("monetised",)  # benefits that nobody paid or saved in money


@dataclass(frozen=True)
class Line:
    """A cash line as the evidence publishes it."""

    id: str
    kind: str
    payer: str
    arm: str
    on: date
    amount: float
    low: float | None
    high: float | None
    currency: str
    price_year: int
    origin: str

    @property
    def sign(self) -> int:
        """+1 for a benefit, -1 for a cost."""
        return 1 if self.kind == "benefit" else -1


@dataclass(frozen=True)
class Quantity:
    """A parameter as the evidence publishes it."""

    code: str
    value: float
    low: float | None
    high: float | None
    unit: str
    year: int


def lines_of(tables: Iterable[EvidenceTable]) -> tuple[Line, ...]:
    """The lines of the cash table; empty without one."""
    rows = [row for table in tables if table.kind == "cash" for row in table.rows]
    return tuple(
        Line(str(i), str(kind), str(payer), str(arm), date.fromisoformat(str(on)), float(amount or 0),
             _maybe(low), _maybe(high), str(currency), int(year or 0), str(origin))
        for i, kind, payer, arm, on, amount, low, high, currency, year, origin in rows
    )  # fmt: skip


def quantities_of(tables: Iterable[EvidenceTable]) -> Mapping[str, Quantity]:
    """The parameters, by code; of several years, the latest, and each also as CODE_YEAR (an index has one a year).

    A percentage is read as the share it is: 4 % is 0.04.
    """
    rows = [row for table in tables if table.kind == "parameters" for row in table.rows]
    rows.sort(key=lambda row: int(row[5] or 0))
    by_code = {str(row[0]): _quantity(*row) for row in rows}
    by_year = {f"{row[0]}_{row[5]}": _quantity(f"{row[0]}_{row[5]}", *row[1:]) for row in rows}
    return {**by_year, **by_code}


def _quantity(code: Cell, value: Cell, low: Cell, high: Cell, unit: Cell, year: Cell) -> Quantity:
    head, slash, per = str(unit).partition("/")
    part = 100.0 if head in PERCENT else 1.0
    ends = [None if end is None else end / part for end in (_maybe(low), _maybe(high))]
    own = slash + per if head in PERCENT else str(unit)
    return Quantity(str(code), float(value or 0) / part, ends[0], ends[1], own, int(year or 0))


def _maybe(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def index_code(plan: EconomicPlan, year: int) -> str:
    """The code of the price index of a year."""
    return f"{plan.price_index}_{year}"


def refusals(lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity]) -> tuple[Refusal, ...]:
    """Why these lines cannot be added up: another money, a year without price index, no cited discount rate."""
    found = []
    if not lines:
        found.append(Refusal("no_cash_line"))
    absurd = tuple(line.id for line in lines if max(map(abs, (line.amount, line.low or 0, line.high or 0))) > ABSURD)
    if absurd:
        found.append(Refusal("absurd_amount", absurd))
    foreign = tuple(line.id for line in lines if line.currency != plan.currency)
    if foreign:
        found.append(Refusal("other_currency", foreign))
    years = sorted({line.price_year for line in lines} - {plan.price_year})
    needed = [index_code(plan, year) for year in (*years, plan.price_year)] if years else []
    missing = tuple(code for code in needed if not plan.price_index or not _is_above_zero(known.get(code)))
    if missing:
        found.append(Refusal("price_index_missing", missing if plan.price_index else tuple(map(str, years))))
    if plan.discount_rate not in known:
        found.append(Refusal("discount_rate_missing", (plan.discount_rate,)))
    elif known[plan.discount_rate].unit not in A_YEAR:
        found.append(Refusal("discount_rate_unit", (known[plan.discount_rate].unit,)))
    elif not _is_a_rate(known[plan.discount_rate]):
        found.append(Refusal("discount_rate_absurd", (plan.discount_rate,)))
    return tuple(found)


def _is_above_zero(index: Quantity | None) -> bool:
    return index is not None and least(index) > 0 and index.value < ABSURD


def _is_a_rate(rate: Quantity) -> bool:
    return least(rate) > -1 and max(rate.value, rate.high or rate.value) < ABSURD


def least(one: Quantity) -> float:
    """The lowest a parameter may be."""
    return one.value if one.low is None else min(one.value, one.low)


def start_of(lines: Sequence[Line], plan: EconomicPlan) -> date:
    """The day from which years are counted: the plan's, else that of the first line."""
    return plan.start or min(line.on for line in lines)


def within(lines: Sequence[Line], plan: EconomicPlan) -> tuple[Line, ...]:
    """The lines up to the end of the horizon."""
    end = end_of(start_of(lines, plan), plan) if lines else date.max
    return tuple(line for line in lines if line.on <= end)


def end_of(start: date, plan: EconomicPlan) -> date:
    """The last day of the horizon: an anniversary of the start, and part of a year where the plan asks for one."""
    whole, part = divmod(plan.horizon_years, 1)
    year = min(start.year + int(whole), date.max.year)
    leap_day = (start.month, start.day) == (2, 29) and not isleap(year)
    anniversary = date(year, 3, 1) if leap_day else start.replace(year=year)
    return anniversary + timedelta(days=round(part * YEAR))


def price_factor(line: Line, plan: EconomicPlan, known: Mapping[str, Quantity]) -> float:
    """What turns an amount of the line's year into prices of the plan's year."""
    if line.price_year == plan.price_year:
        return 1.0
    return known[index_code(plan, plan.price_year)].value / known[index_code(plan, line.price_year)].value


def account(lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity]) -> CashAccount:
    """Totals by payer and by year. Ranges add the lows and the highs: the widest case."""
    kept, start = within(lines, plan), start_of(lines, plan)
    benefits = [line for line in kept if line.kind == "benefit"]
    whole = _sum(benefits, plan, known).value or 0.0
    unpaid = _sum([line for line in benefits if line.origin in UNPAID], plan, known).value or 0.0
    return CashAccount(
        unit=plan.currency,
        price_year=plan.price_year,
        start=start.isoformat(),
        lines=len(kept),
        beyond_horizon=len(lines) - len(kept),
        cost=_sum([line for line in kept if line.kind == "cost"], plan, known),
        benefit=_sum(benefits, plan, known),
        by_payer=_totals(kept, plan, known, lambda line: line.payer),
        by_year=_totals(sorted(kept, key=lambda line: line.on), plan, known, lambda line: year_of(line, start, plan)),
        monetised=unpaid / whole if whole > 0 else None,
    )


def whole_years(start: date, on: date) -> int:
    """Anniversaries of the start up to that day; that of 29 February is 1 March in other years.

    Not the days over 365.25: yearly amounts would then fall in the years 1, 1, 3, 4 from a start on 1 January 2023.
    """
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def year_of(line: Line, start: date, plan: EconomicPlan) -> str:
    """The year of the horizon a line falls in, 1 for the first; the last day of the horizon is in its last year."""
    return str(min(whole_years(start, line.on) + 1, math.ceil(plan.horizon_years)))


def _totals(
    lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity], key: Callable[[Line], str]
) -> tuple[Total, ...]:
    names = dict.fromkeys(key(line) for line in lines)
    groups = {name: [line for line in lines if key(line) == name] for name in names}
    return tuple(
        Total(
            name,
            _sum([line for line in group if line.kind == "cost"], plan, known),
            _sum([line for line in group if line.kind == "benefit"], plan, known),
            sum(line.kind == "cost" for line in group),
            sum(line.kind == "benefit" for line in group),
        )
        for name, group in groups.items()
    )


def _sum(lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity]) -> Amount:
    factors = [price_factor(line, plan, known) for line in lines]
    value = math.fsum(line.amount * factor for line, factor in zip(lines, factors, strict=True))
    if all(line.low is None and line.high is None for line in lines):
        return Amount(value, plan.currency)
    pairs = list(zip(lines, factors, strict=True))
    low = math.fsum((line.amount if line.low is None else line.low) * factor for line, factor in pairs)
    high = math.fsum((line.amount if line.high is None else line.high) * factor for line, factor in pairs)
    return Amount(value, plan.currency, low, high)
