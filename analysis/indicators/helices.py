"""The balance of helices: how evenly those who take part come from each world, and who is missing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from analysis.indicators.facts import HELICES, QUADRUPLE, Case, ProjectFacts, UptakeSeen
from analysis.indicators.readings import Found, LeftOut


def people(facts: ProjectFacts) -> Found:
    """How evenly the participations in sessions spread over the helices. No person is listed."""
    counts = {helix: facts.people.get(helix, 0) for helix in HELICES}
    cells = {**counts, "undeclared": facts.undeclared}
    if all(count == 0 for count in counts.values()):
        return Found("nothing_yet", cells=cells, notes=("nobody_declared",) if facts.undeclared != 0 else ())
    shown = {helix: count for helix, count in counts.items() if count is not None}
    if len(shown) < len(counts):
        return Found("withheld", cells=cells, notes=("small_cells",))
    return Found("counted", evenness(shown), sum(shown.values()), cells=cells, notes=_missing(shown))


def organisations(facts: ProjectFacts) -> Found:
    """The same over the organisations that adopted something, each counted once."""
    adopters = first_of_each(facts.uptakes)
    counts = {helix: sum(one.helix == helix for one in adopters) for helix in HELICES}
    again = [one for one in facts.uptakes if one not in adopters]
    if not adopters:
        return Found("nothing_yet", cells=dict.fromkeys(HELICES, 0))
    return Found(
        state="counted",
        value=evenness(counts),
        n=len(adopters),
        counted=tuple(Case("uptake", one.id) for one in adopters),
        left_out=tuple(LeftOut(Case("uptake", one.id), "organisation_counted_already") for one in again),
        cells=counts,
        notes=_missing(counts),
    )


def represented(facts: ProjectFacts) -> Found:
    """The share of the four helices of the quadruple helix from which somebody took part: 100 when all four."""
    counts = {helix: facts.people.get(helix, 0) for helix in QUADRUPLE}
    if all(count == 0 for count in counts.values()):
        return Found("nothing_yet", cells=counts)
    there = sum(count != 0 for count in counts.values())  # a hidden count is small, never 0
    return Found("counted", 100 * there / len(QUADRUPLE), cells=counts, notes=_missing(counts))


def evenness(counts: Mapping[str, int]) -> float:
    """Pielou's evenness: 1 when every helix counts as much, 0 when all come from one.

    Formula: -Σ p ln p / ln k, over k helices, absent ones included; p is a helix's share of those who declared one
    (Pielou 1966, https://doi.org/10.1016/0022-5193(66)90013-0). Misleads when read as quality: one citizen for each
    expert may be even and unfair. Nobody: 0. Example: 10, 10, 0, 0, 0 → 0.43.
    """
    total = sum(counts.values())
    shares = [count / total for count in counts.values() if count]
    return abs(math.fsum(share * math.log(share) for share in shares)) / math.log(len(counts)) if total else 0.0


def first_of_each(uptakes: Sequence[UptakeSeen]) -> tuple[UptakeSeen, ...]:
    """The first uptake of each organisation."""
    first: dict[str, UptakeSeen] = {}
    for one in uptakes:
        first.setdefault(one.organisation, one)
    return tuple(first.values())


def _missing(counts: Mapping[str, int | None]) -> tuple[str, ...]:
    return tuple(f"missing_{helix}" for helix, count in counts.items() if count == 0)
