"""What keeps the economic and environmental questions of a plan from being locked. Light: no statistics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields

from analysis.economics.plan import EconomicPlan, PilotQuestion
from analysis.environment.plan import EnvironmentPlan
from analysis.plan import Plan

Found = Iterator[tuple[str, str, Mapping[str, object]]]
FEWEST_DRAWS, MOST_DRAWS = 1_000, 1_000_000
NEEDED_BY_PILOT = ("task_time", "switched_on", "period_cost", "volume", "hourly_cost", "tasks_a_year", "share_cash",
                   "share_capacity", "tool_cost")  # fmt: skip


def economics_found(plan: Plan) -> Found:
    """Problems of the economic plan that can be seen without any data."""
    asked = plan.economics
    if asked is None:
        return
    yield from _words(asked)
    yield from _numbers(asked)
    yield from _draws("economics", asked.seed, asked.draws)
    known = {outcome.code for outcome in plan.outcomes}
    if asked.outcome and asked.outcome not in known:
        yield "unknown_valued_outcome", "economics.outcome", {"name": asked.outcome, "known": ", ".join(sorted(known))}
    for name in ("value_of_effect", "cost_series"):
        if getattr(asked, name) and not asked.outcome:
            yield "valued_outcome_missing", "economics.outcome", {"name": name}
    yield from _ways(plan, asked)
    if asked.shares is not None and not all(getattr(asked.shares, one.name) for one in fields(asked.shares)):
        yield "share_code_missing", "economics.shares", {}
    if asked.pilot is not None:
        yield from _pilot(asked.pilot)
        if asked.pilot.believed and asked.pilot.believed not in known:
            values = {"name": asked.pilot.believed, "known": ", ".join(sorted(known))}
            yield "unknown_valued_outcome", "economics.pilot.believed", values


def _words(asked: EconomicPlan) -> Found:
    for language in ("fr", "en"):
        if not asked.perspective.get(language, "").strip():
            yield "text_missing", "economics.perspective", {"language": language}
    if not asked.discount_rate:
        yield "discount_rate_unnamed", "economics.discount_rate", {}
    if len(asked.currency) != 3 or not asked.currency.isalpha() or not asked.currency.isupper():
        yield "currency_unknown", "economics.currency", {"name": asked.currency}


def _numbers(asked: EconomicPlan) -> Found:
    if not (math.isfinite(asked.horizon_years) and 0 < asked.horizon_years <= 100):
        yield "horizon_out_of_range", "economics.horizon_years", {"value": asked.horizon_years}
    if not 1900 <= asked.price_year <= 2200:
        yield "price_year_out_of_range", "economics.price_year", {"value": asked.price_year}
    low, high = asked.willingness_low, asked.willingness_high
    if (low, high) != (None, None) and (high is None or not 0 <= (low or 0.0) < high):
        yield "willingness_out_of_order", "economics.willingness_low", {}


def _draws(place: str, seed: int, draws: int) -> Found:
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        yield "draws_out_of_range", f"{place}.draws", {"low": FEWEST_DRAWS, "high": MOST_DRAWS}
    if seed < 0:
        yield "seed_negative", f"{place}.seed", {}


def _ways(plan: Plan, asked: EconomicPlan) -> Found:
    ways = asked.alternatives
    if len(ways) == 1:
        yield "one_alternative", "economics.alternatives", {"name": ways[0].code}
    for code, times in Counter(way.code for way in ways).items():
        if times > 1 or code in {arm.code for arm in plan.arms}:
            yield "duplicate_code", f"economics.alternatives.{code}", {"name": code}
    for way in ways:
        if not way.exit_cost:
            yield "exit_cost_unnamed", f"economics.alternatives.{way.code}", {"name": way.code}


def _pilot(asked: PilotQuestion) -> Found:
    for name in NEEDED_BY_PILOT:
        if not getattr(asked, name):
            yield "pilot_name_missing", f"economics.pilot.{name}", {"name": name}


def environment_found(plan: Plan) -> Found:
    """Problems of the environmental plan that can be seen without any data."""
    asked = plan.environment
    if asked is None:
        return
    if not asked.activities:
        yield "no_activity", "environment.activities", {}
    if not asked.driver:
        yield "driver_unnamed", "environment.driver", {}
    for series, times in Counter(one.series for one in asked.activities).items():
        if times > 1 or series == asked.driver:
            yield "duplicate_code", f"environment.activities.{series}", {"name": series}
    yield from _draws("environment", asked.seed, asked.draws)


def codes_found(plan: Plan, cited: frozenset[str]) -> Found:
    """Parameters that the plan names and no parameter sheet cites."""
    for place, code in named(plan):
        if code and code not in cited:
            yield "parameter_not_cited", place, {"name": code}


def named(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every parameter the plan names, with its place."""
    asked = plan.economics
    if asked is not None:
        yield "economics.discount_rate", asked.discount_rate
        yield "economics.value_of_effect", asked.value_of_effect
        for way in asked.alternatives:
            yield f"economics.alternatives.{way.code}", way.exit_cost
        if asked.shares is not None:
            yield from (
                (f"economics.shares.{one.name}", getattr(asked.shares, one.name)) for one in fields(asked.shares)
            )
        if asked.pilot is not None:
            for name in ("hourly_cost", "tasks_a_year", "share_cash", "share_capacity", "tool_cost"):
                yield f"economics.pilot.{name}", getattr(asked.pilot, name)
    yield from _factors(plan.environment)


def _factors(asked: EnvironmentPlan | None) -> Iterator[tuple[str, str]]:
    for one in asked.activities if asked else ():
        yield f"environment.activities.{one.series}", one.factor
