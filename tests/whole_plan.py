"""The plan of the standing study with every part a plan may have: places, groups, a population, a series."""

from __future__ import annotations

from dataclasses import replace

from people import PLAN
from trials import both

from analysis.plan import Group, Margin, Series

(SLEEP,) = PLAN.outcomes
EQUITY = replace(SLEEP, code="gap", role="secondary", estimator="equity_means", group="rested", threshold=None)
VISITS = replace(
    SLEEP, code="visits", role="exploratory", measure="series:visits", estimator="interrupted_series", waves=()
)
MONTHLY = Series(
    "visits", both("Visits"), "visits of the garden", "month", "mean", "2026-03-01", "open", ("rain", "wind")
)
WHOLE = replace(
    PLAN,
    outcomes=(*PLAN.outcomes, EQUITY, VISITS),
    groups=(Group("rested", both("Rested"), "rested", ("no", "yes")),),
    population=(Margin("rested", both("Rest"), {"no": 1 / 3, "yes": 2 / 3}, "Census", 2022),),
    series=(
        Series(
            "visits", both("Visits"), "visits of the garden", "month", "mean", "2026-03-01", "open", ("rain", "wind")
        ),
    ),
    cluster="site",
    sites="site",
)
