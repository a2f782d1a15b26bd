"""Money against a slow and obvious reading: one line, one draw, one day at a time, in fractions where they exist."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from money import ECONOMICS, line, parameter, tables

from analysis.economics import cash, worth
from analysis.economics.chance import chance_above_zero, drawn, percentile, ranged
from analysis.economics.plan import EconomicPlan, SocialShares
from analysis.economics.results import Input
from analysis.economics.social_return import social_return, social_value
from analysis.measurements.shapes import CashLine

START = date(2024, 1, 1)
amounts = st.integers(0, 100_000).map(float)
lines = st.lists(
    st.tuples(st.sampled_from(["cost", "benefit"]), amounts, st.integers(0, 1800)), min_size=1, max_size=12
).map(
    lambda found: [
        line(f"l{place}", kind, amount, START + timedelta(days=days))
        for place, (kind, amount, days) in enumerate(found)
    ]
)
shares = st.floats(0, 1)


def model(found: list[CashLine], rate: float, *more: object) -> worth.Model:
    made = tables(found, parameter("discount_rate", rate, 0.0, 0.2), *more)  # type: ignore[arg-type]  # parameters
    return worth.model_of(cash.lines_of(made), ECONOMICS, cash.quantities_of(made))


@given(lines, st.floats(0, 0.2))
def test_the_value_is_the_sum_of_each_line_alone(found: list[CashLine], rate: float) -> None:
    slow = 0.0
    for each in found:
        sign = 1 if each.kind == "benefit" else -1
        slow += sign * each.amount * math.exp(-math.log1p(rate) * (each.on - START).days / 365.25)
    assert model(found, rate).worth() == pytest.approx(slow, rel=1e-9, abs=1e-6)


@given(lines)
def test_without_a_rate_the_payback_is_the_day_after_which_the_purse_is_never_empty(found: list[CashLine]) -> None:
    days = sorted({(each.on - START).days for each in found})

    def purse(day: int) -> Fraction:
        moved = (each for each in found if (each.on - START).days <= day)
        return sum((Fraction(each.amount) * (1 if each.kind == "benefit" else -1) for each in moved), Fraction(0))

    after = [day for day in days if all(purse(later) >= 0 for later in days if later >= day)]
    expected = min(after) / 365.25 if after else None
    assert worth.payback(model(found, 0.0), discounted=False).years == expected


@given(lines, st.floats(0, 0.2), shares, shares, shares, shares)
def test_the_social_value_takes_each_share_off_each_benefit(
    found: list[CashLine], rate: float, dead: float, others: float, moved: float, fading: float
) -> None:
    named = {"dead": dead, "others": others, "moved": moved, "fading": fading}
    made = model(found, rate, *(parameter(code, value) for code, value in named.items()))
    slow = 0.0
    for each in found:
        if each.kind == "benefit":
            worth_now = each.amount / (1 + rate) ** ((each.on - START).days / 365.25)
            for share in (dead, others, moved):
                worth_now -= worth_now * share
            for year in range(2025, 2031):
                worth_now -= worth_now * fading if each.on >= START.replace(year=year) else 0.0
            slow += worth_now
    assert social_value(made, SocialShares("dead", "others", "moved", "fading"))[0] == pytest.approx(slow, abs=1e-6)


@given(lines, st.floats(0.01, 0.19))
@settings(max_examples=20)
def test_every_draw_is_what_the_model_gives_for_that_draw_alone(found: list[CashLine], rate: float) -> None:
    made = model(found, rate)
    inputs = worth.inputs_of(made)
    draws = worth.simulate(made, inputs)
    together = np.broadcast_to(np.asarray(made.worth(draws)), (ECONOMICS.draws,))
    for place in (0, 17, ECONOMICS.draws - 1):
        alone = made.worth({code: float(values[place]) for code, values in draws.items()})
        assert together[place] == pytest.approx(alone, rel=1e-9, abs=1e-6)


@given(st.lists(st.integers(-50, 50).map(float), min_size=10, max_size=400), st.floats(0.02, 0.98))
def test_a_percentile_is_the_first_draw_with_enough_draws_at_or_below(values: list[float], share: float) -> None:
    slow = min(one for one in values if sum(other <= one for other in values) >= len(values) * share - 1e-9)
    assert percentile(np.array(values), share)[0] == slow


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [("triangular", (1 + 3 + 9) / 3), ("pert", (1 + 4 * 3 + 9) / 6), ("uniform", 5.0)],
)
def test_the_mean_of_the_draws_is_the_one_of_the_textbook(distribution: str, mean: float) -> None:
    values = drawn(Input("a", 3.0, 1.0, 9.0, distribution), 11, 200_000)
    assert values.mean() == pytest.approx(mean, abs=5 * values.std() / math.sqrt(len(values)))
    assert 1 <= values.min() < values.max() <= 9


def test_a_lognormal_holds_the_share_it_promises_between_its_ends() -> None:
    values = drawn(Input("a", 3.0, 1.0, 9.0, "lognormal"), 11, 200_000)
    assert np.mean((values > 1) & (values < 9)) == pytest.approx(0.95, abs=0.003)
    assert np.median(values) == pytest.approx(3, abs=0.03)


def test_the_error_of_a_percentile_is_what_repeating_with_other_seeds_shows() -> None:
    one = Input("a", 3.0, 1.0, 9.0, "triangular")
    repeated = [percentile(drawn(one, seed, 2000), 0.975) for seed in range(200)]
    spread = np.std([value for value, _ in repeated])
    assert np.mean([error for _, error in repeated]) == pytest.approx(1.96 * spread, rel=0.2)


def test_a_chance_is_a_share_of_draws() -> None:
    found = chance_above_zero(np.array([-1.0, 1.0, 2.0, 0.0]))
    assert found is not None
    assert (found.share, found.error) == (0.5, 0.25)
    assert ranged(1.0, None, 0.95, "EUR").low is None


def test_a_social_return_has_a_range_around_its_ratio() -> None:
    plan: EconomicPlan = ECONOMICS
    found = [line("oven", "cost", 1000, START), line("meals", "benefit", 4000, date(2024, 12, 30))]
    ranges = {"dead": (0.2, 0.1, 0.4), "others": (0.1, 0.0, 0.3), "moved": (0.05, 0.0, 0.1), "fading": (0.3, 0.2, 0.5)}
    made = model(found, 0.04, *(parameter(code, *values) for code, values in ranges.items()))
    ratio, before, inputs = social_return(made, SocialShares("dead", "others", "moved", "fading"), 0.95)
    assert ratio.value == pytest.approx(4000 * 0.8 * 0.9 * 0.95 / 1.04 ** (364 / 365.25) / 1000)
    assert ratio.low is not None
    assert ratio.high is not None
    assert ratio.low < ratio.value < ratio.high < before.value
    assert [one.code for one in inputs] == ["discount_rate", "dead", "others", "moved", "fading"]
    assert plan.draws == 2000
