"""What the environmental analysis hands on. Frozen values without statistics, so that the evidence can hold them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.economics.results import Amount, Input, Refusal, ValueLevel
from analysis.environment.plan import ActivityGroup

ACTIVITIES, CHANGE, FOOTPRINT = (f"N{place}" for place in range(1, 4))


@dataclass(frozen=True)
class ActivityChange:
    """One series: quantity per unit of the driver before and after, and kgCO2e per unit where it has a factor."""

    series: str
    group: ActivityGroup
    rebound: bool
    unit: str
    before: float
    after: float
    factor: str
    emitted_before: Amount | None
    emitted_after: Amount | None


@dataclass(frozen=True)
class Spread:
    """The same range by three ways: drawn from lognormal factors, in quadrature, and all factors wrong together."""

    drawn: tuple[float, float] | None
    quadrature: tuple[float, float]
    widest: tuple[float, float]


@dataclass(frozen=True)
class EnvironmentalEvidence:
    """Everything chapter "environment" draws on. Emissions are in kgCO2e per unit of the driver.

    The range is that of the factors alone: what varies from one period to the next is not in it.
    """

    driver_unit: str = ""
    driver_before: float = 0.0
    driver_after: float = 0.0
    activities: tuple[ActivityChange, ...] = ()
    before: Amount | None = None
    after: Amount | None = None
    change: Amount | None = None
    change_without_rebound: Amount | None = None
    change_spread: Spread | None = None
    avoided: Amount | None = None
    prototype: Amount | None = None
    prototype_uncounted: int = 0
    inputs: tuple[Input, ...] = ()
    draws: int = 0
    seed: int = 0
    level: ValueLevel = "says"
    refused: tuple[Refusal, ...] = ()
