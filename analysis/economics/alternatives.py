"""Buy against build: the net present value of each way with its exit cost, and what choosing one adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.economics.cash import Line, Quantity, end_of, start_of
from analysis.economics.chance import Draws, chance_above_zero, draw_all, ranged
from analysis.economics.plan import Alternative, EconomicPlan
from analysis.economics.results import Alternatives, AlternativeWorth, Amount, Chance, Input, Refusal
from analysis.economics.worth import AS_PLANNED, Model, Value, Values, inputs_of, spread


@dataclass(frozen=True)
class Way:
    """One way to have the same thing: its lines, and the cost of leaving it."""

    model: Model
    exit_cost: str

    def worth(self, values: Values = AS_PLANNED) -> Value:
        """Net present value, the exit cost paid at the end of the horizon."""
        plan, known = self.model.plan, self.model.known
        rate = values.get(plan.discount_rate, known[plan.discount_rate].value)
        leaving = values.get(self.exit_cost, known[self.exit_cost].value)
        return self.model.worth(values) - leaving / (1 + rate) ** plan.horizon_years


def refusals(lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity]) -> tuple[Refusal, ...]:
    """An exit cost that nobody cited, or a way without a single line."""
    unknown = tuple(way.exit_cost for way in plan.alternatives if way.exit_cost not in known)
    empty = tuple(way.code for way in plan.alternatives if not any(line.arm == way.code for line in lines))
    found = [Refusal("exit_cost_missing", unknown)] if unknown else []
    return (*found, *([Refusal("alternative_without_line", empty)] if empty else []))


def alternatives(
    lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity], confidence: float
) -> Alternatives:
    """Each way alone, then the first against the second: the same draws serve both, so that what they share cancels."""
    ways = [(way, _way(way, lines, plan, known)) for way in plan.alternatives]
    inputs = _inputs([way for _, way in ways])
    draws = draw_all(inputs, plan.seed, plan.draws)
    worths = [(float(way.worth()), spread(way.worth(draws))) for _, way in ways]
    return Alternatives(
        tuple(
            AlternativeWorth(
                named.code,
                ranged(value, many, confidence, plan.currency),
                _exit(known[named.exit_cost], plan.currency),
                len(way.model.lines),
            )
            for (named, way), (value, many) in zip(ways, worths, strict=True)
        ),
        *_against(worths, confidence, plan.currency),
        inputs,
    )


def _against(worths: list[tuple[float, Draws | None]], confidence: float, unit: str) -> tuple[Amount, Chance | None]:
    (value, many), (other, many_other) = worths[0], worths[1]
    if many is None and many_other is None:
        return Amount(value - other, unit), None
    difference = (value if many is None else many) - (other if many_other is None else many_other)
    drawn = spread(difference)
    return ranged(value - other, drawn, confidence, unit), chance_above_zero(drawn)


def _way(way: Alternative, lines: Sequence[Line], plan: EconomicPlan, known: Mapping[str, Quantity]) -> Way:
    """Years are counted from the first line of all ways: one that starts later is not helped by it."""
    named = {one.code for one in plan.alternatives}
    start = start_of([line for line in lines if line.arm in named], plan)
    end = end_of(start, plan)
    own = tuple(line for line in lines if line.arm == way.code and line.on <= end)
    return Way(Model(own, plan, known, start), way.exit_cost)


def _exit(cost: Quantity, unit: str) -> Amount:
    return Amount(cost.value, unit, cost.low, cost.high)


def _inputs(ways: Sequence[Way]) -> tuple[Input, ...]:
    found = [one for way in ways for one in inputs_of(way.model, (way.exit_cost,))]
    return tuple({one.code: one for one in found}.values())
