"""Several outcomes, several chances to be wrong: Holm for the secondary, Benjamini-Hochberg for the exploratory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.plan import OutcomeRole


def adjusted(p_values: Sequence[float | None], role: OutcomeRole) -> tuple[float | None, ...]:
    """The p-values of one role, adjusted within it, in the order given; None stays None and counts for nothing.

    Primary: as it is, there is only one. Secondary: Holm (1979, https://www.jstor.org/stable/4615733), the chance of a
    single false alarm. Exploratory: Benjamini and Hochberg (1995, https://doi.org/10.1111/j.2517-6161.1995.tb02031.x),
    the share of false alarms among what is reported.

    Example: secondary .01, .04, .03 → .03, .06, .06.
    """
    known = [(p, place) for place, p in enumerate(p_values) if p is not None]
    found = _RULES[role](sorted(known))
    return tuple(found.get(place) for place in range(len(p_values)))


Ranked = Sequence[tuple[float, int]]  # p-values with their place, smallest first


def _as_it_is(ranked: Ranked) -> Mapping[int, float]:
    return {place: p for p, place in ranked}


def _holm(ranked: Ranked) -> Mapping[int, float]:
    adjusted_p, running = {}, 0.0
    for rank, (p, place) in enumerate(ranked):
        running = max(running, min(1.0, p * (len(ranked) - rank)))
        adjusted_p[place] = running
    return adjusted_p


def _benjamini_hochberg(ranked: Ranked) -> Mapping[int, float]:
    adjusted_p, running = {}, 1.0
    for rank in range(len(ranked), 0, -1):
        p, place = ranked[rank - 1]
        running = min(running, p * len(ranked) / rank)
        adjusted_p[place] = running
    return adjusted_p


_RULES = {"primary": _as_it_is, "secondary": _holm, "exploratory": _benjamini_hochberg}
