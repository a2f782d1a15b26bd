"""The environmental questions of a plan: which series are counted, with which factors, per unit of what. Light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

ActivityGroup: TypeAlias = Literal["energy", "water", "waste", "transport", "materials", "other"]


@dataclass(frozen=True)
class Activity:
    """A measured series, and the code of the parameter that turns one unit of it into kgCO2e.

    Without factor only its quantity is compared. A rebound is what the prototype adds: more journeys, more heating.
    """

    series: str
    factor: str = ""
    group: ActivityGroup = "energy"
    rebound: bool = False


@dataclass(frozen=True)
class EnvironmentPlan:
    """What is compared before and after a day, per unit of a driver (heating degree days, visits, tasks)."""

    activities: tuple[Activity, ...]
    driver: str
    split: date
    seed: int = 1
    draws: int = 10_000
