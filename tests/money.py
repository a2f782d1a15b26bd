"""Cash lines, parameters and economic plans for tests: a small kitchen garden, invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analysis.economics.plan import EconomicPlan
from analysis.economics.tables import cash_tables, parameter_tables
from analysis.measurements.shapes import CashLine, Parameter
from analysis.results import EvidenceTable

RATE = Parameter("discount_rate", "Taux d’actualisation", 4.0, "%", 2.5, 6.0, "Rapport public, page 12", 2024)
ECONOMICS = EconomicPlan(
    perspective={"fr": "la ville", "en": "the city"},
    horizon_years=5,
    currency="EUR",
    price_year=2024,
    discount_rate="discount_rate",
    start=date(2024, 1, 1),
    seed=7,
    draws=2000,
)


def line(name: str, kind: str, amount: float, on: date, **changes: object) -> CashLine:
    """A line paid by the city, in euros of 2024."""
    made = CashLine(id=name, label=name, kind=kind, payer="city", on=on, amount=amount, currency="EUR", price_year=2024)  # type: ignore[arg-type]  # the two kinds
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of CashLine


def parameter(
    code: str, value: float, low: float | None = None, high: float | None = None, unit: str = ""
) -> Parameter:
    """A parameter read somewhere in 2024."""
    return Parameter(code, code, value, unit, low, high, "Une étude publiée", 2024)


def tables(lines: Sequence[CashLine], *parameters: Parameter) -> tuple[EvidenceTable, ...]:
    """The evidence tables of some lines and parameters."""
    return (*cash_tables(lines), *parameter_tables(parameters or (RATE,)))
