"""The environmental evidence of a study, from its locked plan and published tables alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.economics.cash import ABSURD, Quantity, quantities_of
from analysis.economics.chance import Draws, draw_all, problem_of, ranged
from analysis.economics.results import Amount, Input, Refusal
from analysis.environment.carbon import Emission, quadrature, total, widest
from analysis.environment.plan import Activity, EnvironmentPlan
from analysis.environment.results import ActivityChange, EnvironmentalEvidence, Spread
from analysis.environment.tables import SEVERAL
from analysis.levels import LADDER
from analysis.measurements.units import UnlikeUnits, converted, known_unit
from analysis.plan import Plan
from analysis.results import Cell, EvidenceTable, Level

UNIT = "kgCO2e"


@dataclass(frozen=True)
class Sums:
    """A series: its unit, its sum before and after (None when withheld or absent), and where its values come from."""

    unit: str
    before: float | None
    after: float | None
    origins: tuple[str, ...]


def environment_of(plan: Plan, tables: Sequence[EvidenceTable], study: Level) -> EnvironmentalEvidence | None:
    """Everything the plan asks; None when it asks nothing. What cannot be computed says why."""
    asked = plan.environment
    if asked is None:
        return None
    sums, known = sums_of(tables), quantities_of(tables)
    made, uncounted = _prototype(tables)
    reasons = refusals(asked, sums, known)
    if reasons:
        return EnvironmentalEvidence(prototype=made, prototype_uncounted=uncounted, refused=reasons)
    return _account(plan, asked, sums, known, study, (made, uncounted))


def sums_of(tables: Sequence[EvidenceTable]) -> Mapping[str, Sums]:
    """The activity table, series by series."""
    rows = [row for table in tables if table.kind == "activity" for row in table.rows]
    found: dict[str, Sums] = {}
    for series in dict.fromkeys(str(row[0]) for row in rows):
        own = [row for row in rows if row[0] == series]
        units = sorted({str(row[2]) for row in own})
        found[series] = Sums(
            units[0] if len(units) == 1 else SEVERAL,
            _sum(own, "before"),
            _sum(own, "after"),
            tuple(sorted({str(row[5]) for row in own})),
        )
    return found


def _sum(rows: Sequence[Sequence[Cell]], period: str) -> float | None:
    cell = next((row[3] for row in rows if row[1] == period), None)
    return None if cell is None else float(cell)


def refusals(plan: EnvironmentPlan, sums: Mapping[str, Sums], known: Mapping[str, Quantity]) -> tuple[Refusal, ...]:
    """A series without values on both sides, of several units, a factor without source, or for another unit."""
    series = (plan.driver, *(one.series for one in plan.activities))
    absent = tuple(name for name in dict.fromkeys(series) if not _is_whole(sums.get(name)))
    if absent:
        return (Refusal("activity_missing", absent),)
    mixed = tuple(name for name in dict.fromkeys(series) if sums[name].unit == SEVERAL)
    if mixed:
        return (Refusal("activity_units_mixed", mixed),)
    absurd = tuple(name for name in dict.fromkeys(series) if max(map(abs, _ends_of(sums[name]))) > ABSURD)
    if absurd:
        return (Refusal("absurd_amount", absurd),)
    found = []
    driver = sums[plan.driver]
    if not (driver.before and driver.before > 0 and driver.after and driver.after > 0):
        found.append(Refusal("driver_not_positive", (plan.driver,)))
    cited = [one for one in plan.activities if one.factor]
    unknown = tuple(one.factor for one in cited if one.factor not in known)
    if unknown:
        found.append(Refusal("factor_without_source", unknown))
    else:
        found += _of_units(cited, sums, known)
    return tuple(found)


def _ends_of(sums: Sums) -> tuple[float, float]:
    return sums.before or 0.0, sums.after or 0.0


def _is_whole(sums: Sums | None) -> bool:
    return sums is not None and sums.before is not None and sums.after is not None


def _of_units(cited: Sequence[Activity], sums: Mapping[str, Sums], known: Mapping[str, Quantity]) -> list[Refusal]:
    wrong = tuple(one.factor for one in cited if scale_of(known[one.factor].unit, sums[one.series].unit) is None)
    odd = tuple(one.factor for one in cited if problem_of(_input(known[one.factor], sums[one.series].unit)))
    mixed = _of_several_units(cited, sums)
    found = [Refusal("factor_of_another_unit", wrong or mixed)] if wrong or mixed else []
    return [*found, *([Refusal("value_outside_range", odd)] if odd else [])]


def _of_several_units(cited: Sequence[Activity], sums: Mapping[str, Sums]) -> tuple[str, ...]:
    """Factors that serve series of different units: one number cannot stand for both."""
    units: dict[str, set[str]] = {}
    for one in cited:
        units.setdefault(one.factor, set()).add(sums[one.series].unit)
    return tuple(code for code, found in units.items() if len(found) > 1)


def scale_of(factor: str, unit: str) -> float | None:
    """What turns a factor into kgCO2e for one unit of its series: 1 for "kgCO2e/kWh" and kWh, 3.6 for "kgCO2e/MJ".

    None when the two do not fit.
    """
    try:
        return converted(1.0, known_unit(factor) or factor, f"{UNIT}/{known_unit(unit) or unit}")
    except UnlikeUnits:
        return None


def _input(factor: Quantity, unit: str) -> Input:
    scale = scale_of(factor.unit, unit) or 1.0
    low = factor.value if factor.low is None else factor.low
    high = factor.value if factor.high is None else factor.high
    return Input(factor.code, factor.value * scale, low * scale, high * scale, "lognormal" if low > 0 else "triangular")


def _prototype(tables: Sequence[EvidenceTable]) -> tuple[Amount | None, int]:
    row = next((row for table in tables if table.kind == "prototype_footprint" for row in table.rows), None)
    if row is None:
        return None, 0
    value, low, high = (float(cell or 0) for cell in row[:3])
    return Amount(value, UNIT, low, high), int(row[3] or 0)


def _account(
    plan: Plan, asked: EnvironmentPlan, sums: Mapping[str, Sums], known: Mapping[str, Quantity], study: Level,
    prototype: tuple[Amount | None, int],
) -> EnvironmentalEvidence:  # fmt: skip
    driver = sums[asked.driver]
    confidence = plan.confidence
    factors = {one.factor: _input(known[one.factor], sums[one.series].unit) for one in asked.activities if one.factor}
    inputs = tuple(one for one in factors.values() if one.low < one.high)
    draws = draw_all(inputs, asked.seed, asked.draws)
    per = [(one, _per(sums[one.series], driver)) for one in asked.activities]
    before = [(one, first) for one, (first, _) in per if one.factor]
    after = [(one, last) for one, (_, last) in per if one.factor]
    change = [(one, last - first) for one, (first, last) in per if one.factor]
    unit = f"{UNIT}/{driver.unit}"

    def summed(parts: Sequence[tuple[Activity, float]], times: float = 1.0, of: str = unit) -> Amount:
        value = total(_emissions(parts, factors)) * times
        return ranged(value, _drawn(parts, draws, factors, times), confidence, of)

    counted = bool(factors)
    return EnvironmentalEvidence(
        driver_unit=driver.unit,
        driver_before=driver.before or 0.0,
        driver_after=driver.after or 0.0,
        activities=tuple(_activity(one, both, sums, summed) for one, both in per),
        before=summed(before) if counted else None,
        after=summed(after) if counted else None,
        change=summed(change) if counted else None,
        change_without_rebound=_without_rebound(change, summed),
        change_spread=_spread(change, factors, draws, confidence) if counted else None,
        avoided=summed(change, -(driver.after or 0.0), UNIT) if counted else None,
        prototype=prototype[0],
        prototype_uncounted=prototype[1],
        inputs=inputs,
        draws=asked.draws if inputs else 0,
        seed=asked.seed,
        level=level_of_change(study, [sums[one.series] for one in asked.activities]),
    )


def _per(sums: Sums, driver: Sums) -> tuple[float, float]:
    return (sums.before or 0.0) / (driver.before or 1.0), (sums.after or 0.0) / (driver.after or 1.0)


def _emissions(parts: Sequence[tuple[Activity, float]], factors: Mapping[str, Input]) -> list[Emission]:
    return [
        Emission(amount, factor.value, factor.low, factor.high)
        for one, amount in parts
        for factor in [factors[one.factor]]
    ]


def _drawn(
    parts: Sequence[tuple[Activity, float]], draws: Mapping[str, Draws], factors: Mapping[str, Input], times: float
) -> Draws | None:
    """The sum for each draw: one factor serves every activity and both periods, as it does in the world."""
    many: float | Draws = 0.0
    for one, amount in parts:
        many = many + times * amount * draws.get(one.factor, factors[one.factor].value)
    return None if isinstance(many, int | float) else many


def _activity(
    one: Activity, both: tuple[float, float], sums: Mapping[str, Sums], summed: Callable[..., Amount]
) -> ActivityChange:
    before, after = (summed([(one, amount)]) if one.factor else None for amount in both)
    return ActivityChange(
        one.series, one.group, one.rebound, sums[one.series].unit, both[0], both[1], one.factor, before, after
    )


def _without_rebound(change: Sequence[tuple[Activity, float]], summed: Callable[..., Amount]) -> Amount | None:
    direct = [(one, amount) for one, amount in change if not one.rebound]
    return summed(direct) if direct and len(direct) < len(change) else None


def _spread(
    change: Sequence[tuple[Activity, float]],
    factors: Mapping[str, Input],
    draws: Mapping[str, Draws],
    confidence: float,
) -> Spread:
    """Amounts with the same factor are added first: their errors are one error."""
    by_factor: dict[str, float] = {}
    for one, amount in change:
        by_factor[one.factor] = by_factor.get(one.factor, 0.0) + amount
    lines = [Emission(amount, *_ends(factors[code])) for code, amount in by_factor.items()]
    many = _drawn(change, draws, factors, 1.0)
    drawn = None if many is None else ranged(0.0, many, confidence, "")
    ends = None if drawn is None or drawn.low is None or drawn.high is None else (drawn.low, drawn.high)
    return Spread(ends, quadrature(lines), widest(lines))


def _ends(factor: Input) -> tuple[float, float, float]:
    return factor.value, factor.low, factor.high


def level_of_change(study: Level, sums: Sequence[Sums]) -> Level:
    """Before and after without comparison is "followed" at most; what was declared or assumed, what people say."""
    ceiling: Level = "followed" if all(set(one.origins) <= {"measured", "simulated"} for one in sums) else "says"
    return min(study, ceiling, key=LADDER.index)
