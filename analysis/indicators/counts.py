"""Counting things: prototypes, versions, field tests, the footprint of versions, recommendation after field tests."""

from __future__ import annotations

import math
from collections.abc import Iterable

from analysis.indicators.facts import Case, FieldTest, ProjectFacts
from analysis.indicators.lifetimes import Z
from analysis.indicators.readings import Found, LeftOut, State

Sorted = tuple[Case, str]  # a case with the reason to leave it out, "" for none


def tally(cases: Iterable[Sorted], state: State = "counted") -> Found:
    """How many cases there are without a reason to leave them out. No case at all: nothing yet, never a 0."""
    seen = tuple(cases)
    counted = tuple(case for case, reason in seen if not reason)
    left_out = tuple(LeftOut(case, reason) for case, reason in seen if reason)
    if not seen:
        return Found("nothing_yet")
    return Found(state, float(len(counted)), counted=counted, left_out=left_out)


def prototypes(facts: ProjectFacts) -> Found:
    """Prototypes of which something was released."""
    return tally((Case("prototype", one.id), "" if one.versions else "no_version") for one in facts.prototypes)


def versions(facts: ProjectFacts) -> Found:
    """Versions released."""
    return tally((Case("prototype_version", version), "") for version in facts.versions)


def tests_started(facts: ProjectFacts) -> Found:
    """Field tests that opened."""
    return tally((Case("study", test.id), "" if test.opened_on else "not_opened") for test in facts.tests)


def tests_finished(facts: ProjectFacts) -> Found:
    """Field tests that opened, were answered and closed."""
    return tally((Case("study", test.id), unfinished(test)) for test in facts.tests)


def unfinished(test: FieldTest) -> str:
    """Why a field test is not finished; "" when it is."""
    if test.opened_on is None:
        return "not_opened"
    if test.closed_on is None:
        return "still_open"
    return "" if test.answered else "nobody_answered"


def footprint(facts: ProjectFacts) -> Found:
    """The kgCO2e of every version that can be counted; ranges of versions add up: they share factors."""
    seen = [(Case("prototype_version", one.id), one) for one in facts.footprints]
    counted = [(case, one) for case, one in seen if one.value is not None]
    return Found(
        state="counted" if counted else "nothing_yet",
        value=_sum(one.value for _, one in counted) if counted else None,
        n=len(counted),
        low=_sum(one.low for _, one in counted) if counted else None,
        high=_sum(one.high for _, one in counted) if counted else None,
        counted=tuple(case for case, _ in counted),
        left_out=tuple(LeftOut(case, "no_line_counted") for case, one in seen if one.value is None),
        notes=("lines_uncounted",) if any(one.uncounted for _, one in counted) else (),
    )


def satisfaction(facts: ProjectFacts) -> Found:
    """Promoters less detractors, in points, over the closed field tests that asked the recommendation question.

    Formula: 100 · (p - d), interval 100 · (p - d ± z √((p + d - (p - d)²) / n)), held within -100 and 100. Misleads
    when those who stayed to the end are the ones who liked it.
    """
    closed = [Case("study", test.id) for test in facts.tests if not unfinished(test)]
    asked = {one.study: one for one in facts.recommendations}
    hidden = {one.study for one in facts.recommendations if None in (one.promoters, one.passives, one.detractors)}
    reasons = [(c, "too_few_answers" if c.id in hidden else "" if c.id in asked else "not_asked") for c in closed]
    found = tally(reasons)
    shown = [asked[case.id] for case in found.counted]
    for_it, against = _count(one.promoters for one in shown), _count(one.detractors for one in shown)
    n = for_it + against + _count(one.passives for one in shown)
    if not n:
        state: State = "withheld" if hidden else "not_collected"
        return Found(state, left_out=found.left_out)
    score = (for_it - against) / n
    half = Z * math.sqrt(((for_it + against) / n - score**2) / n)
    cells = {"promoters": for_it, "passives": n - for_it - against, "detractors": against}
    low, high = max(-1.0, score - half), min(1.0, score + half)
    return Found("counted", 100 * score, n, 100 * low, 100 * high, found.counted, found.left_out, cells)


def _sum(values: Iterable[float | None]) -> float:
    return math.fsum(value for value in values if value is not None)


def _count(values: Iterable[int | None]) -> int:
    return sum(value for value in values if value is not None)
