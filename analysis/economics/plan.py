"""The economic questions of a plan: decided with it, locked with it. Light: no statistics, no import of the rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Text: TypeAlias = Mapping[str, str]
Distribution: TypeAlias = Literal["triangular", "pert", "lognormal", "uniform"]


@dataclass(frozen=True)
class SocialShares:
    """Codes of the parameters that take from a benefit what is not the project's.

    All four are shares *taken off*, as in the Guide to Social Return on Investment (Cabinet Office, 2009): what would
    have happened anyway, what others brought, what was only moved elsewhere, what fades each year.
    """

    deadweight: str
    attribution: str
    displacement: str
    drop_off: str


@dataclass(frozen=True)
class Alternative:
    """A way to have the same thing, e.g. to buy it or to build it.

    `code` is the arm written on its cash lines; `exit_cost` is the code of the parameter that says what it costs to
    leave it at the end of the horizon.
    """

    code: str
    label: Text
    exit_cost: str


@dataclass(frozen=True)
class PilotQuestion:
    """A pilot that asks whether a tool pays. Names of measured series, then codes of parameters.

    `task_time` holds timestamped minutes per task; `switched_on` holds 1 and 0 over the weeks drawn by lot; `rework`
    and `review` are minutes per task too. `period_cost` and `volume` are one value per period before the pilot.
    `believed` is the outcome that says how many minutes per task people believe to save: told beside what is measured.
    The three shares say what becomes of saved time: money, room for other work, nothing.
    """

    task_time: str
    switched_on: str
    period_cost: str
    volume: str
    hourly_cost: str
    tasks_a_year: str
    share_cash: str
    share_capacity: str
    tool_cost: str
    rework: str = ""
    review: str = ""
    before: date | None = None
    believed: str = ""


@dataclass(frozen=True)
class EconomicPlan:
    """What is counted, for whom, over how long, and in which money; every rate is the code of a cited parameter.

    `price_index` is the beginning of the codes of an index, one per year ("cpi": cpi_2023, cpi_2024).
    `outcome` and `value_of_effect` turn an effect per person into money. `threshold` is the net present value that
    counts as success. `cost_series` is what each participant cost, measured, for the cost of one unit of effect.
    """

    perspective: Text
    horizon_years: float
    currency: str
    price_year: int
    discount_rate: str
    start: date | None = None
    price_index: str = ""
    outcome: str = ""
    value_of_effect: str = ""
    cost_series: str = ""
    willingness_low: float | None = None
    willingness_high: float | None = None
    threshold: float | None = None
    distribution: Distribution = "triangular"
    distributions: Mapping[str, Distribution] = field(default_factory=dict)
    seed: int = 1
    draws: int = 10_000
    shares: SocialShares | None = None
    alternatives: tuple[Alternative, ...] = ()
    pilot: PilotQuestion | None = None
