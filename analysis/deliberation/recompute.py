"""Computing a frozen result again from its counts, from a file nobody vouches for: within bounds, or with a reason."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from analysis.deliberation.counts import Counts
from analysis.deliberation.results import METHODS, PARAMETERS, Parameters, Result, Standing, result_of
from analysis.results import Figure

MOST_JUDGEMENTS = 1_000_000
MOST_SUBJECTS = 5_000
CLOSE = 1e-9  # relative: linear algebra may differ in the last digits from one machine to the next


def discrepancies(method: str, parameters: Parameters, counts: Counts, result: Result) -> tuple[str, ...]:
    """Where the counts, by the method and its parameters, do not give the result; empty when they do.

    Methods draw nothing at random: the same counts give the same result. A place is `standings[2].dots: 5 ≠ 4`.
    """
    refused = _refused(method, parameters, counts)
    if refused:
        return (refused,)
    try:
        found = result_of(method, counts, parameters)
    except (ArithmeticError, KeyError, ValueError) as error:  # counts no session can give
        return (f"{type(error).__name__}",)
    return tuple(_differences(found, result))


def _refused(method: str, parameters: Parameters, counts: Counts) -> str:
    """Why it is not even tried: a method unknown, parameters it does not have, counts beyond bounds."""
    if method not in METHODS:
        return f"method: {method[:40]}"
    expected = PARAMETERS.get(method, {})
    if set(parameters) != set(expected):
        return f"parameters: {', '.join(sorted(set(parameters) ^ set(expected)))[:80]}"
    wrong = [name for name, value in parameters.items() if not BOUNDS[name](value)]
    if wrong:
        return f"parameters: {', '.join(wrong)}"
    people = [row.people for row in counts.rows]
    if min(people, default=0) < 0 or sum(people) > MOST_JUDGEMENTS or len(counts.subjects) > MOST_SUBJECTS:
        return f"counts: {sum(people)}"
    return ""


def _differences(found: Result, said: Result) -> Iterator[str]:
    for name in ("method", "people", "parameters"):
        if getattr(found, name) != getattr(said, name):
            yield f"{name}: {getattr(found, name)} ≠ {getattr(said, name)}"
    if len(found.standings) != len(said.standings):
        yield f"standings: {len(found.standings)} ≠ {len(said.standings)}"
    for place, (here, there) in enumerate(zip(found.standings, said.standings, strict=False), start=1):
        yield from (f"standings[{place}].{what}" for what in _standing(here, there))


def _standing(found: Standing, said: Standing) -> Iterator[str]:
    for name in ("subject", "rank"):
        if getattr(found, name) != getattr(said, name):
            yield f"{name}: {getattr(found, name)} ≠ {getattr(said, name)}"
    for name in sorted({*found.figures, *said.figures}):
        here, there = found.figures.get(name), said.figures.get(name)
        if name not in found.figures or name not in said.figures or not _same(here, there):
            yield f"{name}: {here} ≠ {there}"


def _same(here: Figure, there: Figure) -> bool:
    if here is None or there is None:
        return here is there
    return math.isclose(here, there, rel_tol=CLOSE, abs_tol=CLOSE)


def _share(value: Any) -> bool:
    return isinstance(value, float) and 0 < value < 1


def _few(value: Any) -> bool:
    return type(value) is int and 2 <= value <= 100


BOUNDS: Mapping[str, Callable[[Any], bool]] = {
    "confidence": _share,
    "grades": _few,
    "steps": _few,
    "prior_sd": lambda value: isinstance(value, float) and 0 < value < 1_000,
}
