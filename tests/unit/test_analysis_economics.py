"""Money from dated lines: what is added, what is refused, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from money import ECONOMICS, RATE, line, parameter, tables
from trials import FACTS, outcome, plan, two_arms

import analysis
from analysis import evidence_json, plan_json
from analysis.economics.account import economics_of
from analysis.economics.effectiveness import ArmMoments, effectiveness
from analysis.economics.plan import Alternative, EconomicPlan, SocialShares
from analysis.economics.results import EconomicEvidence, Refusal
from analysis.economics.tables import identified
from analysis.measurements.shapes import CashLine, Parameter
from analysis.plan import Plan

DAY = date(2024, 1, 1)
OVEN = line("oven", "cost", 1000.0, DAY)
MEALS = line("meals", "benefit", 2000.0, date(2025, 1, 1), payer="hospital", low=1500.0, high=2600.0)


def planned(economics: EconomicPlan = ECONOMICS) -> Plan:
    return replace(plan(outcome("two_arms_mean", waves=("t1",))), economics=economics)


def found(lines: list[CashLine], *parameters: Parameter, economics: EconomicPlan = ECONOMICS) -> EconomicEvidence:
    made = economics_of(planned(economics), tables(lines, *parameters), (), "caused", "2024-06-01")
    assert made is not None
    return made


def test_lines_add_up_by_payer_and_by_year() -> None:
    cash = found([OVEN, MEALS]).cash
    assert cash is not None
    assert [(total.name, total.cost.value, total.benefit.value) for total in cash.by_payer] == [
        ("city", 1000.0, 0.0),
        ("hospital", 0.0, 2000.0),
    ]
    assert [(total.name, total.cost.value, total.benefit.value) for total in cash.by_year] == [
        ("1", 1000.0, 0.0),
        ("2", 0.0, 2000.0),
    ]
    assert (cash.benefit.low, cash.benefit.high) == (1500.0, 2600.0)


def test_yearly_amounts_fall_in_one_year_each_whatever_leap_years_there_are() -> None:
    days = [date(year, 1, 1) for year in range(2023, 2029)]
    rent = [replace(MEALS, id=f"rent{day.year}", on=day) for day in days]
    cash = found(rent, economics=replace(ECONOMICS, start=days[0])).cash
    assert cash is not None
    assert [(total.name, total.benefit_lines) for total in cash.by_year] == [
        ("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 2),  # the last day of the horizon is in its last year
    ]  # fmt: skip


def test_an_amount_of_another_year_is_brought_to_the_prices_of_the_plan() -> None:
    old = replace(OVEN, price_year=2020)
    index = (parameter("cpi_2020", 104.0), parameter("cpi_2024", 120.0))
    cash = found([old], RATE, *index, economics=replace(ECONOMICS, price_index="cpi")).cash
    assert cash is not None
    assert cash.cost.value == pytest.approx(1000 * 120 / 104)


def test_an_amount_of_another_year_is_refused_without_its_index() -> None:
    old = replace(OVEN, price_year=2020)
    assert found([old], RATE).refused == (Refusal("price_index_missing", ("2020",)),)
    named = replace(ECONOMICS, price_index="cpi")
    half = found([old], RATE, parameter("cpi_2024", 120.0), economics=named)
    assert half.refused == (Refusal("price_index_missing", ("cpi_2020",)),)


def test_two_moneys_are_never_added() -> None:
    assert found([OVEN, replace(MEALS, currency="CHF")]).refused == (Refusal("other_currency", ("meals",)),)


def test_a_discount_rate_is_cited_or_nothing_is_discounted() -> None:
    assert found([OVEN], parameter("other", 1.0)).refused == (Refusal("discount_rate_missing", ("discount_rate",)),)


def test_a_percentage_is_read_as_the_share_it_is() -> None:
    worth = found([OVEN, MEALS]).worth
    assert worth is not None
    assert (worth.rate.value, worth.rate.low, worth.rate.high) == (0.04, 0.025, 0.06)


@pytest.mark.parametrize("unit", ["percent", "percent/year", "%"])
def test_a_rate_is_a_share_a_year_however_its_sheet_writes_it(unit: str) -> None:
    worth = found([OVEN, MEALS], parameter("discount_rate", 4.0, unit=unit)).worth
    assert worth is not None
    assert worth.rate.value == 0.04


def test_a_rate_a_month_is_refused() -> None:
    monthly = parameter("discount_rate", 0.4, unit="percent/month")
    assert found([OVEN], monthly).refused == (Refusal("discount_rate_unit", ("/month",)),)


def test_lines_without_an_id_or_with_the_same_are_told_apart() -> None:
    named = identified([replace(OVEN, id=""), replace(OVEN, id="a"), replace(OVEN, id="a"), replace(OVEN, id="L1")])
    assert len({each.id for each in named}) == 4
    assert [each.id for each in named][3] == "L1"


def test_a_credit_is_a_negative_cost_and_costs_nothing_twice() -> None:
    refund = line("refund", "cost", -250.0, DAY)
    cash = found([OVEN, refund]).cash
    assert cash is not None
    assert cash.cost.value == 750.0


def test_of_a_parameter_of_several_years_the_latest_counts_and_an_index_has_one_a_year() -> None:
    old, new = replace(RATE, year=2020, value=9.0, high=9.5), RATE
    index = (replace(parameter("cpi", 104.0), year=2020), replace(parameter("cpi", 120.0), year=2024))
    made = found([replace(OVEN, price_year=2020)], new, old, *index, economics=replace(ECONOMICS, price_index="cpi"))
    assert made.worth is not None
    assert made.cash is not None
    assert made.worth.rate.value == 0.04
    assert made.cash.cost.value == pytest.approx(1000 * 120 / 104)


@pytest.mark.parametrize("start", [date(2021, 1, 1), date(2022, 6, 30), date(2023, 1, 1), date(2024, 2, 29)])
def test_the_horizon_ends_on_an_anniversary_whatever_leap_years_lie_between(start: date) -> None:
    last = date(2027, 3, 1) if (start.month, start.day) == (2, 29) else start.replace(year=start.year + 3)
    lines = [line(str(k), "cost", 1.0, on) for k, on in enumerate((start, last, last + timedelta(days=1)))]
    cash = found(lines, economics=replace(ECONOMICS, horizon_years=3, start=None)).cash
    assert cash is not None
    assert (cash.cost.value, [year.name for year in cash.by_year]) == (2.0, ["1", "3"])


def test_without_costs_above_zero_there_is_no_return() -> None:
    worth = found([MEALS]).worth
    assert worth is not None
    assert worth.return_on_investment.value is None


def test_numbers_too_large_to_be_true_are_refused_by_name() -> None:
    assert found([replace(OVEN, amount=1e300)]).refused == (Refusal("absurd_amount", ("oven",)),)


@pytest.mark.parametrize("low", [-1.0, -3.0])
def test_a_rate_whose_range_reaches_minus_one_is_refused(low: float) -> None:
    rate = parameter("discount_rate", 0.04, low, 0.06)
    assert found([OVEN], rate).refused == (Refusal("discount_rate_absurd", ("discount_rate",)),)


def test_an_index_that_may_be_zero_is_no_index() -> None:
    index = (parameter("cpi_2020", 104.0, 0.0, 110.0), parameter("cpi_2024", 120.0))
    made = found([replace(OVEN, price_year=2020)], RATE, *index, economics=replace(ECONOMICS, price_index="cpi"))
    assert made.refused == (Refusal("price_index_missing", ("cpi_2020",)),)


def test_what_lies_beyond_the_horizon_is_counted_apart() -> None:
    late = line("late", "benefit", 9999.0, date(2040, 1, 1))
    cash = found([OVEN, MEALS, late]).cash
    assert cash is not None
    assert (cash.lines, cash.beyond_horizon, cash.benefit.value) == (2, 1, 2000.0)


def test_a_payback_that_never_comes_is_never() -> None:
    worth = found([OVEN, line("little", "benefit", 10.0, date(2025, 1, 1))]).worth
    assert worth is not None
    assert worth.payback.years is None


def test_a_purse_emptied_again_has_not_been_paid_back() -> None:
    again = line("repair", "cost", 5000.0, date(2026, 1, 1))
    worth = found([OVEN, MEALS, again]).worth
    assert worth is not None
    assert worth.payback.years is None


def test_each_input_is_swung_alone_and_the_widest_comes_first() -> None:
    swings = found([OVEN, MEALS]).tornado
    years = 366 / 365.25
    assert [swing.code for swing in swings] == ["line.meals", "discount_rate"]
    assert swings[0].at_low == pytest.approx(1500 / 1.04**years - 1000)
    assert swings[1].at_high == pytest.approx(2000 / 1.06**years - 1000)


def test_the_same_seed_gives_the_same_range_and_another_seed_another() -> None:
    first, again = found([OVEN, MEALS]), found([OVEN, MEALS])
    other = found([OVEN, MEALS], economics=replace(ECONOMICS, seed=8))
    assert first == again
    assert first.worth is not None
    assert other.worth is not None
    assert first.worth.net_present_value.low != other.worth.net_present_value.low


def test_a_value_outside_its_own_range_is_refused_by_name() -> None:
    odd = replace(MEALS, low=2100.0)
    assert found([OVEN, odd]).refused == (Refusal("value_outside_range", ("line.meals",)),)


def test_a_lognormal_of_a_range_that_holds_zero_is_refused() -> None:
    named = replace(ECONOMICS, distributions={"discount_rate": "lognormal"})
    zero = parameter("discount_rate", 0.02, 0.0, 0.05)
    assert found([OVEN], zero, economics=named).refused == (Refusal("lognormal_not_positive", ("discount_rate",)),)


def test_declared_benefits_are_what_people_say_whatever_the_design() -> None:
    worth = found([OVEN, MEALS]).worth
    assert worth is not None
    assert (worth.level, worth.lowered_for) == ("says", ("benefit_declared",))


def test_measured_money_compared_with_nothing_only_followed() -> None:
    worth = found([OVEN, replace(MEALS, origin="measured")]).worth
    assert worth is not None
    assert (worth.level, worth.lowered_for) == ("followed", ("benefit_without_comparison",))


def test_without_any_range_there_is_a_value_and_no_interval() -> None:
    worth = found([OVEN], parameter("discount_rate", 0.04)).worth
    assert worth is not None
    assert (worth.net_present_value.value, worth.net_present_value.low, worth.draws) == (-1000.0, None, 0)
    assert worth.chance_positive is None


def test_a_social_return_without_ranges_is_not_printed() -> None:
    shares = SocialShares("dead", "others", "moved", "fading")
    named = [parameter(code, 0.1) for code in ("dead", "others", "moved", "fading")]
    made = found([OVEN, MEALS], RATE, *named, economics=replace(ECONOMICS, shares=shares))
    assert made.social_return is None
    assert made.refused == (Refusal("share_without_range", ("dead", "others", "moved", "fading")),)


def test_buying_and_building_differ_by_their_lines_and_the_cost_of_leaving() -> None:
    ways = (Alternative("buy", {"fr": "Acheter", "en": "Buy"}, "exit_buy"),
            Alternative("build", {"fr": "Bâtir", "en": "Build"}, "exit_build"))  # fmt: skip
    lines = [
        line("licence", "cost", 500.0, DAY, arm="buy"),
        line("developers", "cost", 1200.0, DAY, arm="build"),
    ]
    exits = (parameter("exit_buy", 300.0, 100.0, 900.0), parameter("exit_build", 50.0))
    flat = parameter("discount_rate", 0.0)
    made = found(lines, flat, *exits, economics=replace(ECONOMICS, alternatives=ways)).alternatives
    assert made is not None
    assert [each.net_present_value.value for each in made.each] == [-800.0, -1250.0]
    assert made.incremental.value == 450.0
    assert made.incremental.low is not None
    assert -150.0 < made.incremental.low < 450.0


def test_a_way_without_cited_exit_cost_is_refused() -> None:
    ways = (Alternative("buy", {}, "exit_buy"), Alternative("build", {}, "exit_build"))
    lines = [line("licence", "cost", 500.0, DAY, arm="buy"), line("developers", "cost", 1.0, DAY, arm="build")]
    made = found(lines, RATE, parameter("exit_buy", 1.0), economics=replace(ECONOMICS, alternatives=ways))
    assert Refusal("exit_cost_missing", ("exit_build",)) in made.refused


def test_a_ratio_has_no_interval_when_the_effect_may_be_zero() -> None:
    one, other = ArmMoments(10, 100.0, 90.0, 1.0, 90.0, 0.0), ArmMoments(10, 50.0, 90.0, 0.5, 90.0, 0.0)
    made = effectiveness(one, other, (0.0, 10.0), 0.95, "EUR", "points", {})
    assert made.refused == (Refusal("ratio_effect_includes_zero"),)
    assert (made.ratio.value, made.ratio.low, made.ratio.high) == (None, None, None)
    assert len(made.curve) == 2


def test_a_plan_without_economic_questions_keeps_the_digest_it_was_locked_with() -> None:
    made = plan(outcome("two_arms_mean", waves=("t1",)))
    assert "economics" not in plan_json.dumps(made)
    assert plan_json.loads(plan_json.dumps(planned())) == planned()


def test_evidence_with_money_reads_back_as_it_was_written() -> None:
    made = analysis.analyse(two_arms([1, 2, 3], [2, 3, 4]), planned(), FACTS)
    kept = replace(made, economics=found([OVEN, MEALS]))
    assert evidence_json.loads(evidence_json.dumps(kept)) == kept
