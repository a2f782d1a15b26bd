"""Social return on investment: a range before a ratio, and every share taken off is a cited range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from analysis.economics.cash import YEAR, whole_years
from analysis.economics.chance import draw_all, ranged
from analysis.economics.plan import SocialShares
from analysis.economics.results import Amount, Input, Refusal
from analysis.economics.worth import AS_PLANNED, Model, Value, Values, inputs_of, spread


def codes_of(shares: SocialShares) -> tuple[str, ...]:
    """The four codes, in the order of the guide."""
    return tuple(getattr(shares, one.name) for one in fields(shares))


def refusals(model: Model, shares: SocialShares) -> tuple[Refusal, ...]:
    """Shares that are unknown, or outside 0 and 1, or without a range: a lone ratio is not printed."""
    codes = codes_of(shares)
    missing = tuple(code for code in codes if code not in model.known)
    if missing:
        return (Refusal("share_missing", missing),)
    absurd = tuple(code for code in codes if not 0 <= model.known[code].value <= 1)
    point = tuple(code for code in codes if model.known[code].low is None or model.known[code].high is None)
    found = [Refusal("share_absurd", absurd)] if absurd else []
    return (*found, *([Refusal("share_without_range", point)] if point else []))


def social_value(model: Model, shares: SocialShares, values: Values = AS_PLANNED) -> tuple[Value, Value]:
    """Present value of the benefits after the four shares, and of the costs.

    Each benefit × (1 − deadweight) (1 − attribution) (1 − displacement) (1 − drop-off) ^ whole years since the start
    (Cabinet Office, A guide to social return on investment, 2009, stages 4 and 5).
    """
    share: Mapping[str, Value] = {
        one.name: values.get(getattr(shares, one.name), model.known[getattr(shares, one.name)].value)
        for one in fields(shares)
    }
    rate = values.get(model.plan.discount_rate, model.known[model.plan.discount_rate].value)
    kept = (1 - share["deadweight"]) * (1 - share["attribution"]) * (1 - share["displacement"])
    benefits: Value = 0.0
    flows = [(line.on, model.amount(line, values)) for line in model.lines if line.kind == "benefit"]
    if model.effect is not None:
        flows.append((model.effect.on, model.valued(values)))
    for on, amount in flows:
        years, faded = (on - model.start).days / YEAR, max(0, whole_years(model.start, on))
        benefits = benefits + amount * (1 - share["drop_off"]) ** faded / (1 + rate) ** years
    return benefits * kept, model.present(values)[1]


def social_return(model: Model, shares: SocialShares, confidence: float) -> tuple[Amount, Amount, tuple[Input, ...]]:
    """The ratio with its range, the ratio before the four shares, and what was varied. Costs must be above zero."""
    inputs = inputs_of(model, codes_of(shares))
    draws = draw_all(inputs, model.plan.seed, model.plan.draws)
    value, costs = social_value(model, shares)
    many_value, many_costs = social_value(model, shares, draws)
    gross, many_gross = model.present()[0], model.present(draws)[0]
    return (
        ranged(float(value / costs), spread(many_value / many_costs), confidence, ""),
        ranged(float(gross / costs), spread(many_gross / many_costs), confidence, ""),
        inputs,
    )
