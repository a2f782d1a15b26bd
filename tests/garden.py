"""A whole invented study with money: a kitchen garden, two arms, costs and savings measured or declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from money import RATE, line, parameter
from trials import both, codebook, dataset, outcome, plan, variable

import analysis
from analysis.economics.plan import Alternative, EconomicPlan, SocialShares
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.pipeline import Beside
from analysis.results import Evidence, StudyFacts

FACTS = StudyFacts(
    project="Bien manger aux Tilleuls",
    study="Potager partagé",
    laboratory="Laboratoire des Tilleuls",
    origin="simulated",
    locked_on="2024-01-02",
    first_answer_on="2024-01-10",
    last_answer_on="2024-06-30",
    prototype="Potager partagé",
    version_tested="2",
)
PLAN = EconomicPlan(
    perspective={"fr": "la ville et ses habitants", "en": "the city and its residents"},
    horizon_years=4,
    currency="EUR",
    price_year=2024,
    discount_rate="discount_rate",
    start=date(2024, 1, 1),
    price_index="cpi",
    outcome="main",
    cost_series="cost_per_person",
    willingness_low=0.0,
    willingness_high=120.0,
    threshold=1000.0,
    distributions={"line.tools": "pert", "discount_rate": "uniform"},
    seed=20241,
    draws=4000,
    shares=SocialShares("deadweight", "attribution", "displacement", "drop_off"),
    alternatives=(
        Alternative("buy", {"fr": "Acheter des bacs", "en": "Buying planters"}, "exit_buy"),
        Alternative("build", {"fr": "Bâtir des bacs", "en": "Building planters"}, "exit_build"),
    ),
)
LINES: tuple[CashLine, ...] = (
    line("tools", "cost", 4200.0, date(2024, 1, 15), low=3800.0, high=5200.0, label="Outils et bacs",
         source="Facture 12"),
    line("gardener", "cost", 3000.0, date(2024, 6, 1), price_year=2022, label="Jardinier, 60 heures", quantity=60.0,
         unit="h", unit_value=50.0, low=2700.0, high=3300.0, source="Contrat"),
    line("soil", "cost", 800.0, date(2025, 3, 1), payer="association", label="Terre et semences"),
    *(
        line(f"food{year}", "benefit", 2600.0, date(year, 10, 1), payer="residents", low=1500.0, high=3400.0,
             label=f"Légumes récoltés en {year}", origin="monetised", source="Pesées et prix du marché")
        for year in (2024, 2025, 2026)
    ),
    line("waste", "benefit", 900.0, date(2025, 12, 1), low=600.0, high=1100.0, label="Déchets évités",
         origin="measured"),
    line("bins", "cost", 2500.0, date(2024, 1, 5), arm="buy", low=2300.0, high=2900.0, label="Bacs achetés"),
    line("wood", "cost", 1200.0, date(2024, 1, 5), arm="build", low=1000.0, high=1500.0, label="Bois"),
    line("hours", "cost", 1100.0, date(2024, 2, 5), arm="build", low=700.0, high=1900.0, label="Heures de menuiserie"),
)  # fmt: skip
PARAMETERS: tuple[Parameter, ...] = (
    RATE,
    parameter("cpi_2022", 112.0),
    parameter("cpi_2024", 120.0),
    parameter("deadweight", 25.0, 10.0, 40.0, "%"),
    parameter("attribution", 20.0, 10.0, 35.0, "%"),
    parameter("displacement", 5.0, 0.0, 10.0, "%"),
    parameter("drop_off", 15.0, 5.0, 30.0, "%"),
    parameter("exit_buy", 200.0, 100.0, 400.0),
    parameter("exit_build", 500.0, 300.0, 900.0),
)


def scores(place: int) -> dict[str, tuple[str | None, dict[str, dict[str, object]]]]:
    """Someone of each arm, with a score before and after."""
    before, gain = 3 + place % 4, 2 + place % 3
    return {
        f"w{place:02d}": ("walks", {"t0": {"score": before}, "t1": {"score": before + gain}}),
        f"u{place:02d}": ("usual", {"t0": {"score": before}, "t1": {"score": before + place % 2}}),
    }


def costs() -> tuple[Measurement, ...]:
    """What each participant cost, measured once."""
    when = datetime(2024, 6, 1, tzinfo=UTC)
    return tuple(
        Measurement("cost_per_person", "participant", f"{arm}{place:02d}", when, None, base + 7.0 * (place % 5), "EUR",
                    "measured")
        for arm, base in (("w", 90.0), ("u", 40.0))
        for place in range(24)
    )  # fmt: skip


def evidence(economics: EconomicPlan | None = PLAN, lines: tuple[CashLine, ...] = LINES) -> Evidence:
    """The study analysed, with what was collected beside its answers."""
    return _as_it_is() if economics is PLAN and lines is LINES else analysed(economics, lines)


@cache
def _as_it_is() -> Evidence:
    return analysed(PLAN, LINES)


def analysed(economics: EconomicPlan | None, lines: tuple[CashLine, ...]) -> Evidence:
    """Analysed anew."""
    people = {name: person for place in range(24) for name, person in scores(place).items()}
    planned = outcome("two_arms_change", waves=("t1",), baseline_wave="t0",
                      label={"fr": "Repas partagés par semaine", "en": "Shared meals per week"},
                      unit={"fr": "repas", "en": "meals"})  # fmt: skip
    made = replace(
        plan(planned),
        title={"fr": "Potager partagé", "en": "Shared garden"},
        research_question=both("Un potager ?"),
        economics=economics,
    )
    beside = Beside(lines, PARAMETERS, costs())
    return analysis.analyse(dataset(codebook(variable("score")), people), made, FACTS, beside)
