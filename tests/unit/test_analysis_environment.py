"""Emissions before and after, profit and loss of a pilot: what is found, what is refused with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from money import parameter
from office import NATURE, PARAMETERS, PILOT_PLAN, QUESTION, analysed, evidence, measured, meters, periods, times
from trials import codebook, outcome, plan, variable

from analysis import evidence_json, plan_json
from analysis.economics.pilot import verdict
from analysis.economics.plan import Alternative, SocialShares
from analysis.economics.results import Amount, Pilot, Refusal
from analysis.environment.account import Sums, level_of_change, scale_of
from analysis.environment.plan import Activity
from analysis.environment.results import EnvironmentalEvidence
from analysis.measurements.shapes import WithoutSource
from analysis.plan import Plan
from analysis.plan_problems import problems_of
from analysis.recompute import recompute
from analysis.results import Evidence


def pilot(value: Evidence) -> Pilot:
    assert value.economics is not None
    assert value.economics.pilot is not None
    return value.economics.pilot


def nature(value: Evidence) -> EnvironmentalEvidence:
    assert value.environment is not None
    return value.environment


def differing(value: Evidence) -> list[str]:
    return [each.figure_id for each in recompute(value) if each.holds is False]


def test_a_tool_that_saves_nothing_has_no_measurable_value() -> None:
    found = pilot(evidence(gain=0.7))
    assert found.verdict == "no_measurable_value"
    assert found.realised_value.low is not None
    assert found.realised_value.high is not None
    assert found.realised_value.low <= 0 <= found.realised_value.high


def test_time_truly_saved_may_still_cost_more_than_it_brings() -> None:
    assert pilot(evidence(gain=3.0)).verdict == "loss"


def test_only_the_share_that_became_money_counts() -> None:
    found = pilot(evidence())
    assert found.gross_value.value is not None
    assert found.realised_value.value == pytest.approx(found.gross_value.value * 0.2)
    assert found.capacity_value.value == pytest.approx(found.gross_value.value * 0.5)
    assert found.net_value.value == pytest.approx(found.gross_value.value * 0.2 - 9800)


@pytest.mark.parametrize(
    ("realised", "net", "expected"),
    [
        ((-1.0, 5.0), (-9.0, 1.0), "no_measurable_value"),
        ((1.0, 5.0), (0.5, 4.0), "value"),
        ((1.0, 5.0), (-4.0, 1.0), "not_covered"),
        ((1.0, 5.0), (-9.0, -1.0), "loss"),
        ((None, None), (None, None), "no_measurable_value"),
    ],
)
def test_the_verdict_follows_the_two_ranges(
    realised: tuple[float | None, float | None], net: tuple[float | None, float | None], expected: str
) -> None:
    assert verdict(Amount(2.0, "EUR", *realised), Amount(1.0, "EUR", *net)) == expected


def test_minutes_of_review_and_rework_are_minutes_of_the_task() -> None:
    with_review = pilot(evidence(gain=3.0))
    without = pilot(analysed((*times(3.0), *periods()), replace(PILOT_PLAN, pilot=replace(QUESTION, review="")), None))
    assert with_review.saved_minutes.value is not None
    assert without.saved_minutes.value == pytest.approx(with_review.saved_minutes.value + 2 / 3)


def test_fewer_than_three_periods_before_are_refused() -> None:
    found = pilot(evidence(months=2))
    assert found.verdict == "refused"
    assert found.refused == (Refusal("pilot_few_periods", ("2",)),)
    assert found.iterations != ()


def test_too_few_people_are_not_published() -> None:
    assert Refusal("pilot_rows_withheld") in pilot(evidence(people=3)).refused


def test_a_parameter_that_nobody_cites_is_refused_by_name() -> None:
    known = tuple(one for one in PARAMETERS if one.code != "cash_share")
    found = pilot(analysed((*times(), *periods()), PILOT_PLAN, None, parameters=known))
    assert found.refused == (Refusal("pilot_parameter_missing", ("cash_share",)),)


def test_shares_beyond_the_whole_are_refused() -> None:
    known = (*(one for one in PARAMETERS if one.code != "cash_share"), parameter("cash_share", 0.8))
    found = pilot(analysed((*times(), *periods()), PILOT_PLAN, None, parameters=known))
    assert found.refused == (Refusal("pilot_shares_absurd", ("cash_share", "room_share")),)


def test_a_tool_that_learns_shows_it_month_after_month() -> None:
    months = pilot(evidence(gain=1.0, learning=0.5)).iterations
    means = [each.minutes.value for each in months]
    assert len(means) == 4
    assert means == sorted(means, key=lambda value: -(value or 0.0))


def test_emissions_fall_less_with_the_rebound_than_without() -> None:
    found = nature(evidence())
    assert found.change is not None
    assert found.change_without_rebound is not None
    expected = ((4600 - 5200) * 0.052 + (150 - 410) * 0.9 + (400 - 20) * 0.052) / 4120
    assert found.change.value == pytest.approx(expected)
    assert found.change_without_rebound.value == pytest.approx(expected - 380 * 0.052 / 4120)


def test_the_same_factor_is_wrong_in_the_same_way_before_and_after() -> None:
    """Nothing changes, so nothing is uncertain, whatever the factor."""
    same = (*(measured(s, when, 100.0, u) for s, u in (("electricity", "kWh"), ("output", "letters"))
              for when in {one.start for one in meters()}),)  # fmt: skip
    found = nature(analysed(same, None, replace(NATURE, activities=(Activity("electricity", "grid"),))))
    assert found.change is not None
    assert (found.change.value, found.change.low, found.change.high) == (0.0, 0.0, 0.0)


def test_the_three_ranges_hold_the_value_and_the_widest_holds_the_others() -> None:
    spread = nature(evidence()).change_spread
    assert spread is not None
    assert spread.drawn is not None
    assert spread.widest[0] <= spread.quadrature[0] < spread.quadrature[1] <= spread.widest[1]


def test_a_factor_that_nobody_cites_is_refused() -> None:
    known = tuple(one for one in PARAMETERS if one.code != "grid")
    found = nature(analysed(tuple(meters()), None, NATURE, parameters=known))
    assert found.refused == (Refusal("factor_without_source", ("grid", "grid")),)
    assert found.activities == ()


def test_a_factor_without_source_is_never_even_a_parameter() -> None:
    with pytest.raises(WithoutSource):
        replace(PARAMETERS[0], source=" ")


def test_a_factor_for_another_unit_is_refused() -> None:
    known = (*(one for one in PARAMETERS if one.code != "grid"), parameter("grid", 0.05, unit="kgCO2e/kg"))
    assert nature(analysed(tuple(meters()), None, NATURE, parameters=known)).refused == (
        Refusal("factor_of_another_unit", ("grid", "grid")),
    )


@pytest.mark.parametrize(
    ("factor", "unit", "scale"),
    [
        ("kgCO2e/kWh", "kWh", 1.0),
        ("gCO2e/kWh", "kWh", 0.001),
        ("kgCO2e/MJ", "kWh", 3.6),
        ("kgCO2e/letters", "letters", 1.0),
        ("kWh", "kWh", None),
        ("kgCO2e/kWh", "m3", None),
    ],
)
def test_a_factor_is_brought_to_the_unit_of_its_series(factor: str, unit: str, scale: float | None) -> None:
    assert scale_of(factor, unit) == (None if scale is None else pytest.approx(scale))


def test_an_hour_may_be_priced_by_the_minute_but_not_by_the_kilogram() -> None:
    others = tuple(one for one in PARAMETERS if one.code != "hour")
    measurements = (*times(), *periods())
    by_minute = (*others, parameter("hour", 34 / 60, 0.5, 0.6, "EUR/min"))
    found = pilot(analysed(measurements, PILOT_PLAN, None, parameters=by_minute))
    assert found.gross_value.value == pytest.approx(pilot(evidence()).gross_value.value)
    by_kilo = (*others, parameter("hour", 34.0, unit="EUR/kg"))
    assert pilot(analysed(measurements, PILOT_PLAN, None, parameters=by_kilo)).refused == (
        Refusal("pilot_hour_unit", ("EUR/kg",)),
    )


def test_a_series_without_a_value_after_is_refused_by_name() -> None:
    kept = tuple(one for one in meters() if one.series != "paper")
    assert nature(analysed(kept, None, NATURE)).refused == (Refusal("activity_missing", ("paper",)),)


def test_a_reading_too_large_to_be_true_is_refused_by_name() -> None:
    huge = tuple(replace(one, value=1e200) if one.series == "paper" else one for one in meters())
    assert nature(analysed(huge, None, NATURE)).refused == (Refusal("absurd_amount", ("paper",)),)


def test_evidence_with_a_verdict_nobody_words_is_unreadable() -> None:
    text = evidence_json.dumps(evidence()).replace('"verdict":"loss"', '"verdict":"triumph"')
    with pytest.raises(evidence_json.EvidenceUnreadable):
        evidence_json.loads(text)


def test_two_units_in_one_series_are_refused() -> None:
    mixed = (*meters(), replace(next(meters()), unit="parcels"))
    assert nature(analysed(mixed, None, NATURE)).refused == (Refusal("activity_units_mixed", ("output",)),)


def test_before_and_after_only_follows_and_declared_readings_only_say() -> None:
    assert level_of_change("caused", [Sums("kWh", 1.0, 1.0, ("measured",))]) == "followed"
    assert level_of_change("caused", [Sums("kWh", 1.0, 1.0, ("declared", "measured"))]) == "says"


def test_a_reading_that_was_changed_is_found() -> None:
    value = evidence()
    assert differing(value) == []
    tables = tuple(
        replace(
            table,
            rows=tuple((*row[:3], (row[3] or 0) * 1.1, *row[4:]) if row[0] == "paper" else row for row in table.rows),
        )  # type: ignore[operator]  # numbers
        if table.kind == "activity"
        else table
        for table in value.tables
    )
    assert differing(replace(value, tables=tables)) == ["N1", "N2"]


def test_a_verdict_that_was_turned_is_found() -> None:
    value = evidence()
    assert value.economics is not None
    turned = replace(value.economics, pilot=replace(pilot(value), verdict="value"))
    assert differing(replace(value, economics=turned)) == ["E6"]


def test_evidence_reads_back_as_it_was_written() -> None:
    assert evidence_json.loads(evidence_json.dumps(evidence())) == evidence()


def asked(**changes: object) -> Plan:
    made = plan(outcome("two_arms_mean", waves=("t1",)), economics=PILOT_PLAN, environment=NATURE)
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Plan


def codes(made: Plan, cited: frozenset[str] | None = None) -> list[str]:
    return [problem.code for problem in problems_of(made, codebook(variable("score")), cited)]


def test_a_plan_with_its_accounts_may_be_locked_and_reads_back() -> None:
    assert codes(asked()) == []
    assert plan_json.loads(plan_json.dumps(asked())) == asked()


def test_a_code_that_no_sheet_cites_keeps_the_plan_from_being_locked() -> None:
    known = frozenset(one.code for one in PARAMETERS)
    assert codes(asked(), known) == []
    assert codes(asked(), known - {"grid", "tool"}) == ["parameter_not_cited"] * 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "magic"}, "unknown_valued_outcome"),
        ({"value_of_effect": "price"}, "valued_outcome_missing"),
        ({"discount_rate": ""}, "discount_rate_unnamed"),
        ({"currency": "euros"}, "currency_unknown"),
        ({"horizon_years": 0.0}, "horizon_out_of_range"),
        ({"horizon_years": float("nan")}, "horizon_out_of_range"),
        ({"price_year": 24}, "price_year_out_of_range"),
        ({"willingness_low": 5.0, "willingness_high": 1.0}, "willingness_out_of_order"),
        ({"willingness_high": 0.0}, "willingness_out_of_order"),
        ({"draws": 10}, "draws_out_of_range"),
        ({"seed": -1}, "seed_negative"),
        ({"perspective": {"fr": "la ville"}}, "text_missing"),
        ({"alternatives": (Alternative("buy", {}, "exit"),)}, "one_alternative"),
        ({"shares": SocialShares("a", "b", "", "d")}, "share_code_missing"),
        ({"pilot": replace(QUESTION, volume="")}, "pilot_name_missing"),
    ],
)
def test_what_is_wrong_with_the_economic_questions_is_said(change: dict[str, object], code: str) -> None:
    assert code in codes(asked(economics=replace(PILOT_PLAN, **change)))  # type: ignore[arg-type]  # names of fields


def test_what_is_wrong_with_the_environmental_questions_is_said() -> None:
    assert codes(asked(environment=replace(NATURE, activities=()))) == ["no_activity"]
    assert codes(asked(environment=replace(NATURE, driver=""))) == ["driver_unnamed"]
    twice = (*NATURE.activities, NATURE.activities[0])
    assert codes(asked(environment=replace(NATURE, activities=twice))) == ["duplicate_code"]
