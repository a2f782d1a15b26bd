"""A pilot at work, invented: a writing tool on and off in weeks drawn by lot, meters before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from money import ECONOMICS, RATE, line, parameter
from trials import before_after, both, outcome, plan

import analysis
from analysis.economics.plan import EconomicPlan, PilotQuestion
from analysis.environment.plan import Activity, EnvironmentPlan
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.pipeline import Beside
from analysis.plan import Arm, Wave
from analysis.results import Evidence, StudyFacts
from analysis.workshop import Figure

MONDAY = datetime(2024, 3, 4, 8, tzinfo=UTC)
FACTS = StudyFacts(
    project="Écrire autrement",
    study="Assistant d’écriture",
    laboratory="Laboratoire du travail",
    origin="simulated",
    locked_on="2024-01-05",
    first_answer_on="2024-03-04",
    last_answer_on="2024-06-28",
    prototype="Assistant d’écriture",
    version_tested="1",
)
QUESTION = PilotQuestion(
    task_time="minutes", switched_on="weeks", period_cost="payroll", volume="letters", hourly_cost="hour",
    tasks_a_year="tasks", share_cash="cash_share", share_capacity="room_share", tool_cost="tool", rework="rework",
    review="review",
)  # fmt: skip
PILOT_PLAN = replace(
    ECONOMICS, perspective={"fr": "l’employeur", "en": "the employer"}, pilot=QUESTION, draws=4000, horizon_years=3
)
NATURE = EnvironmentPlan(
    activities=(
        Activity("electricity", "grid", "energy"),
        Activity("paper", "paper_factor", "materials"),
        Activity("computing", "grid", "energy", rebound=True),
        Activity("water", "", "water"),
    ),
    driver="output",
    split=date(2024, 3, 1),
    seed=3,
    draws=4000,
)
LINES: tuple[CashLine, ...] = (
    line("licence", "cost", 9000.0, date(2024, 3, 1), low=8500.0, high=10_500.0, payer="employeur"),
    line("training", "cost", 2500.0, date(2024, 3, 1), payer="employeur"),
)
PARAMETERS: tuple[Parameter, ...] = (
    RATE,
    parameter("hour", 34.0, 30.0, 38.0, "EUR/h"),
    parameter("tasks", 12_000.0, 10_000.0, 14_000.0),
    parameter("cash_share", 20.0, 5.0, 40.0, "%"),
    parameter("room_share", 50.0, 30.0, 60.0, "%"),
    parameter("tool", 9800.0, 9000.0, 11_500.0, "EUR"),
    parameter("grid", 0.052, 0.045, 0.06, "kgCO2e/kWh"),
    parameter("paper_factor", 0.9, 0.7, 1.3, "kgCO2e/kg"),
)


def measured(series: str, start: datetime, value: float, unit: str, **changes: object) -> Measurement:
    """One value of the whole study, or of someone."""
    made = Measurement(series, "study", "", start, None, value, unit, "measured")
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Measurement


def times(gain: float = 3.0, people: int = 12, learning: float = 0.0) -> Iterator[Measurement]:
    """Sixteen weeks, on and off by turns of a fixed draw; `gain` minutes less with the tool, more as weeks go by."""
    draw = (1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1)
    for week, state in enumerate(draw):
        start = MONDAY + timedelta(weeks=week)
        yield measured("weeks", start, float(state), "", end=start + timedelta(weeks=1))
        for person in range(people):
            for task in range(3):
                when = start + timedelta(days=task, minutes=person)
                own = 30 + person % 5 + (7 * person + 5 * week + 3 * task) % 9
                minutes = own - state * (gain + learning * week)
                someone = {"subject_kind": "participant", "subject": f"p{person:02d}"}
                yield measured("minutes", when, minutes, "min", **someone)
                if state and task == 0:
                    yield measured("review", when, 2.0, "min", **someone)


def periods(months: int = 4) -> Iterator[Measurement]:
    """Payroll and letters of the months before the pilot."""
    for month in range(months):
        start = datetime(2023, 9 + month, 1, tzinfo=UTC)
        yield measured("payroll", start, 21_000.0 + 400 * month, "EUR")
        yield measured("letters", start, 1000.0 + 20 * month, "letters")


def meters(rebound: float = 400.0) -> Iterator[Measurement]:
    """What is used before and after: less paper, more computing."""
    after = datetime(2024, 4, 1, tzinfo=UTC)
    before = datetime(2023, 10, 1, tzinfo=UTC)
    yield measured("output", before, 4120.0, "letters")
    yield measured("output", after, 4120.0, "letters")
    for series, unit, first, last in (
        ("electricity", "kWh", 5200.0, 4600.0), ("paper", "kg", 410.0, 150.0), ("computing", "kWh", 20.0, rebound),
        ("water", "m3", 80.0, 79.0),
    ):  # fmt: skip
        yield measured(series, before, first, unit)
        yield measured(series, after, last, unit)


@cache
def evidence(
    gain: float = 3.0, people: int = 12, learning: float = 0.0, months: int = 4, rebound: float = 400.0
) -> Evidence:
    """The pilot analysed."""
    return analysed(
        (*times(gain, people, learning), *periods(months), *meters(rebound)), PILOT_PLAN, NATURE,
        Figure(38.0, "kgCO2e", 25.0, 60.0),
    )  # fmt: skip


def analysed(
    measurements: tuple[Measurement, ...], economics: EconomicPlan | None, nature: EnvironmentPlan | None,
    prototype: Figure | None = None, parameters: tuple[Parameter, ...] = PARAMETERS,
) -> Evidence:  # fmt: skip
    """Analysed with other measurements or other questions."""
    planned = outcome("paired_mean", waves=("t1",), baseline_wave="t0",
                      label={"fr": "Satisfaction au travail", "en": "Satisfaction at work"})  # fmt: skip
    made = replace(
        plan(planned),
        title={"fr": "Assistant d’écriture", "en": "Writing assistant"},
        research_question=both("?"),
        design="one_group",
        arms=(Arm("all", both("All"), "intervention"),),
        waves=(Wave("t0", both("Start"), 0, 0, baseline=True), Wave("t1", both("End"), 1, 100)),
        economics=economics,
        environment=nature,
    )
    data = before_after([(3 + place % 3, 3 + place % 4) for place in range(14)])
    return analysis.analyse(data, made, FACTS, Beside(LINES, parameters, measurements, prototype))
