"""What a prototype is worth over time: net present value, return, payback, from dated lines and a cited rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from analysis.economics.cash import YEAR, Line, Quantity, index_code, start_of, within
from analysis.economics.chance import Draws, chance_above_zero, draw_all, problem_of, ranged
from analysis.economics.plan import EconomicPlan
from analysis.economics.results import Amount, Chance, Input, Payback, Refusal, Swing

Value: TypeAlias = float | Draws
Values: TypeAlias = Mapping[str, Value]
EFFECT = "effect"
AS_PLANNED: Values = {}


@dataclass(frozen=True)
class ValuedEffect:
    """An effect per person turned into money: `gain` is in the better direction, `code` the price of one unit of it."""

    gain: float
    low: float | None
    high: float | None
    people: int
    on: date
    code: str


@dataclass(frozen=True)
class Model:
    """Everything the value of a prototype follows from. Any number in it can be replaced, by one or by many draws."""

    lines: tuple[Line, ...]
    plan: EconomicPlan
    known: Mapping[str, Quantity]
    start: date
    effect: ValuedEffect | None = None

    def present(self, values: Values = AS_PLANNED) -> tuple[Value, Value]:
        """Benefits and costs at the start, in the money and prices of the plan.

        Sum of amount × price index of the plan's year / index of the line's year / (1 + rate) ^ years.
        """
        rate = values.get(self.plan.discount_rate, self.known[self.plan.discount_rate].value)
        sums: dict[str, Value] = {"benefit": 0.0, "cost": 0.0}
        for line in self.lines:
            years = (line.on - self.start).days / YEAR
            sums[line.kind] = sums[line.kind] + self.amount(line, values) / (1 + rate) ** years
        if self.effect is not None:
            years = (self.effect.on - self.start).days / YEAR
            sums["benefit"] = sums["benefit"] + self.valued(values) / (1 + rate) ** years
        return sums["benefit"], sums["cost"]

    def amount(self, line: Line, values: Values = AS_PLANNED) -> Value:
        """A line at the prices of the plan's year."""
        own = values.get(line_code(line), line.amount)
        if line.price_year == self.plan.price_year:
            return own
        to, since = (index_code(self.plan, year) for year in (self.plan.price_year, line.price_year))
        return own * values.get(to, self.known[to].value) / values.get(since, self.known[since].value)

    def valued(self, values: Values = AS_PLANNED) -> Value:
        """What the effect is worth: gain per person × people × price of one unit."""
        if self.effect is None:
            return 0.0
        price = values.get(self.effect.code, self.known[self.effect.code].value)
        return values.get(EFFECT, self.effect.gain) * self.effect.people * price

    def worth(self, values: Values = AS_PLANNED) -> Value:
        """Net present value: benefits less costs."""
        benefits, costs = self.present(values)
        return benefits - costs


def line_code(line: Line) -> str:
    """The name of a line among the inputs."""
    return f"line.{line.id}"


def model_of(
    lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity], effect: ValuedEffect | None = None
) -> Model:
    """The model of these lines, within the horizon."""
    return Model(within(lines, plan), plan, known, start_of(lines, plan), effect)


def inputs_of(model: Model, more: Sequence[str] = ()) -> tuple[Input, ...]:
    """Every number of the model that has a range, in a fixed order. `more` names further parameters it uses."""
    years = {line.price_year for line in model.lines} - {model.plan.price_year}
    index = [index_code(model.plan, year) for year in sorted({*years, model.plan.price_year})] if years else []
    used = [model.plan.discount_rate, *index, *([model.effect.code] if model.effect else []), *more]
    found = [one for code in dict.fromkeys(used) for one in parameter_input(model, code)]
    for line in model.lines:
        found += _input(model.plan, line_code(line), line.amount, line.low, line.high)
    effect = model.effect
    if effect is not None and effect.low is not None and effect.high is not None:
        found.append(Input(EFFECT, effect.gain, effect.low, effect.high, "normal"))
    return tuple(found)


def parameter_input(model: Model, code: str) -> list[Input]:
    """A parameter as an input, when it is known and has a range."""
    one = model.known.get(code)
    return [] if one is None else input_of(model.plan, one)


def input_of(plan: EconomicPlan, one: Quantity) -> list[Input]:
    """A parameter as an input; empty without a range."""
    return _input(plan, one.code, one.value, one.low, one.high)


def _input(plan: EconomicPlan, code: str, value: float, low: float | None, high: float | None) -> list[Input]:
    least, most = value if low is None else low, value if high is None else high
    if not least < most:
        return []
    return [Input(code, value, least, most, plan.distributions.get(code, plan.distribution))]


def problems_of(inputs: Sequence[Input]) -> tuple[Refusal, ...]:
    """Ranges that cannot be drawn from, one refusal per kind."""
    found: dict[str, list[str]] = {}
    for one in inputs:
        code = problem_of(one)
        if code:
            found.setdefault(code, []).append(one.code)
    return tuple(Refusal(code, tuple(names)) for code, names in found.items())


def simulate(model: Model, inputs: Sequence[Input]) -> Mapping[str, Draws]:
    """The draws of every input; empty when nothing has a range."""
    return draw_all(inputs, model.plan.seed, model.plan.draws)


def net_present_value(model: Model, draws: Mapping[str, Draws], confidence: float) -> tuple[Amount, Chance | None]:
    """The value at the planned numbers, the middle of the draws, and the share of draws above zero."""
    value, many = float(model.worth()), spread(model.worth(draws))
    return ranged(value, many, confidence, model.plan.currency), chance_above_zero(many)


def return_on_investment(model: Model, draws: Mapping[str, Draws], confidence: float) -> Amount:
    """(benefits − costs) / costs, both discounted; None when costs are not above zero."""
    benefits, costs = model.present()
    if not costs > 0:
        return Amount(None, "")
    many_benefits, many_costs = model.present(draws)
    many = spread((many_benefits - many_costs) / many_costs) if draws else None
    return ranged(float((benefits - costs) / costs), many, confidence, "")


def spread(values: Value) -> Draws | None:
    """Draws as draws; a single number is none."""
    return None if isinstance(values, int | float) else values


def payback(model: Model, *, discounted: bool) -> Payback:
    """Years until the sum of all flows reaches zero and never falls below it again; None when it does not.

    Stricter than the first day at zero, which a later cost may undo.
    """
    rate = model.known[model.plan.discount_rate].value if discounted else 0.0
    flows: dict[float, float] = {}
    for line in model.lines:
        years = (line.on - model.start).days / YEAR
        flows[years] = flows.get(years, 0.0) + line.sign * float(model.amount(line))
    if model.effect is not None:
        years = (model.effect.on - model.start).days / YEAR
        flows[years] = flows.get(years, 0.0) + float(model.valued())
    total, since = 0.0, None
    for years in sorted(flows):
        total += flows[years] / (1 + rate) ** years
        if total < 0:
            since = None
        elif since is None:
            since = max(years, 0.0)
    return Payback(since, discounted)


def tornado(model: Model, inputs: Sequence[Input]) -> tuple[Swing, ...]:
    """The net present value with one input at each end of its range and all others as planned; widest first."""
    swings = [
        Swing(one.code, one.low, one.high, float(model.worth({one.code: one.low})),
              float(model.worth({one.code: one.high})))
        for one in inputs
    ]  # fmt: skip
    return tuple(sorted(swings, key=lambda swing: (-abs(swing.at_high - swing.at_low), swing.code)))
