"""What a prototype version costs and emits, from its bill of materials, machine runs and work log.

What lacks a price or a factor is named as not counted; it never counts as 0. Money of two currencies is never added.
Ranges combine in quadrature: factors are taken to be wrong independently of each other, while all that one factor
multiplies is wrong together (IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.2; below and above apart).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.environment.carbon import Emission, quadrature, total

Origin: TypeAlias = Literal["measured", "computed"]
Per: TypeAlias = Literal["kg", "kwh"]
ELECTRICITY: Per = "kwh"


@dataclass(frozen=True)
class Material:
    """A line of the bill of materials; `unit_mass` in kg for one unit."""

    item: str
    quantity: float
    unit_cost: float | None = None
    currency: str = "EUR"
    unit_mass: float | None = None
    material: str = ""


@dataclass(frozen=True)
class Run:
    """A machine that ran: minutes, kWh, kg of scrap and of what."""

    machine: str
    minutes: float
    energy: float | None = None
    scrap: float | None = None
    material: str = ""


@dataclass(frozen=True)
class Work:
    """Hours of one role, paid (with the cost of one hour) or given."""

    role: str
    hours: float
    paid: bool
    hourly_cost: float | None = None
    currency: str = "EUR"


@dataclass(frozen=True)
class Factor:
    """kgCO2e for a kg of a material or a kWh, its range, and where it was read."""

    name: str
    per: Per
    value: float
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Figure:
    """A number with its unit, range, origin and sources. `value` is None when no line at all could be counted."""

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    origin: Origin = "computed"
    sources: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """Everything a version's records add up to. Costs are one figure per currency."""

    materials: tuple[Figure, ...]
    paid_work: tuple[Figure, ...]
    paid_hours: Figure
    volunteer_hours: Figure
    machine_hours: Figure
    energy: Figure
    scrap: Figure
    footprint: Figure


def account(
    materials: Sequence[Material], runs: Sequence[Run], work: Sequence[Work], factors: Sequence[Factor]
) -> Account:
    """Adds up a version. Scrap is material bought and lost: it is added to the mass of the parts."""
    paid = [each for each in work if each.paid]
    return Account(
        materials=_costs([(m.item, m.quantity, m.unit_cost, m.currency) for m in materials]),
        paid_work=_costs([(w.role, w.hours, w.hourly_cost, w.currency) for w in paid]),
        paid_hours=_sum("h", [(w.role, w.hours) for w in paid]),
        volunteer_hours=_sum("h", [(w.role, w.hours) for w in work if not w.paid]),
        machine_hours=_sum("h", [(r.machine, r.minutes / 60) for r in runs]),
        energy=_sum("kWh", [(r.machine, r.energy) for r in runs]),
        scrap=_sum("kg", [(r.machine, r.scrap) for r in runs]),
        footprint=_footprint(materials, runs, factors),
    )


def _sum(unit: str, lines: Sequence[tuple[str, float | None]]) -> Figure:
    known = [amount for _, amount in lines if amount is not None]
    value = math.fsum(known) if known else None
    return Figure(value, unit, value, value, "measured", (), _names(name for name, amount in lines if amount is None))


def _costs(lines: Sequence[tuple[str, float, float | None, str]]) -> tuple[Figure, ...]:
    figures = []
    for currency in dict.fromkeys(currency for *_, currency in lines):
        own = [(name, None if price is None else n * price) for name, n, price, money in lines if money == currency]
        total = _sum(currency, own)
        figures.append(Figure(total.value, currency, total.low, total.high, "computed", (), total.uncounted))
    return tuple(figures)


def _footprint(materials: Sequence[Material], runs: Sequence[Run], factors: Sequence[Factor]) -> Figure:
    known = {(factor.per, _key(factor.name)): factor for factor in factors}
    counted: list[tuple[float, Factor]] = []
    uncounted: list[str] = []
    for name, amount, factor in _activities(materials, runs, known):
        if amount is None or factor is None:
            uncounted.append(name)
        else:
            counted.append((amount, factor))
    sources = _names(factor.source for _, factor in counted)
    if not counted:
        return Figure(None, "kgCO2e", uncounted=_names(uncounted))
    lines = _by_factor(counted)
    return Figure(total(lines), "kgCO2e", *quadrature(lines), "computed", sources, _names(uncounted))


def _by_factor(counted: Sequence[tuple[float, Factor]]) -> list[Emission]:
    """All that one factor multiplies, as one amount: it is wrong together, whatever the lines it stands in.

    Misleads when factors of one source share an error: the range is then too narrow, at most 1/√(number of factors)
    of the widest case.
    """
    amounts: dict[Factor, float] = {}
    for amount, factor in counted:
        amounts[factor] = amounts.get(factor, 0.0) + amount
    return [Emission(amount, factor.value, factor.low, factor.high) for factor, amount in amounts.items()]


def _activities(
    materials: Sequence[Material], runs: Sequence[Run], known: Mapping[tuple[Per, str], Factor]
) -> list[tuple[str, float | None, Factor | None]]:
    electricity = next((factor for (per, _), factor in known.items() if per == ELECTRICITY), None)
    parts = [
        (m.item, None if m.unit_mass is None else m.quantity * m.unit_mass, known.get(("kg", _key(m.material))))
        for m in materials
    ]
    lost = [(r.machine, r.scrap, known.get(("kg", _key(r.material)))) for r in runs if r.scrap]
    return [*parts, *((r.machine, r.energy, electricity) for r in runs), *lost]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
