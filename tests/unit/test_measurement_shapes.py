"""The shapes that economics and environment take in hold what they promise."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from analysis.measurements.shapes import CashLine, Measurement, Parameter, WithoutSource

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _measured(start: datetime = NOON, end: datetime | None = None, value: float = 1.5) -> Measurement:
    return Measurement("electricity", "site", "north", start, end, value, "kWh", "measured")


def test_a_measurement_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        _measured(start=NOON.replace(tzinfo=None))


def test_a_measurement_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        _measured(end=NOON.replace(hour=11))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_measurement_is_a_finite_number(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        _measured(value=value)


@pytest.mark.parametrize(("source", "year"), [("", 2024), ("  ", 2024), ("RTE", 0)])
def test_a_factor_without_source_or_year_is_refused(source: str, year: int) -> None:
    with pytest.raises(WithoutSource, match="electricity_fr"):
        Parameter("electricity_fr", "French electricity", 0.052, "kgCO2e/kWh", None, None, source, year)


def test_a_credit_is_a_negative_cost_and_an_infinite_one_is_none() -> None:
    line = {"id": "1", "label": "Refund", "kind": "cost", "payer": "city", "on": date(2026, 3, 2), "currency": "EUR"}
    assert CashLine(**line, amount=-20.0, price_year=2026).amount == -20.0
    with pytest.raises(ValueError, match="finite"):
        CashLine(**line, amount=math.inf, price_year=2026)
