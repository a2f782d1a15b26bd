"""Lead times: how long a need, a decision, a version or a field test waits for its next stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from analysis.indicators.facts import ProjectFacts, Span
from analysis.indicators.lifetimes import Curve, Day, lifetimes
from analysis.indicators.readings import Found, LeftOut

FEWEST = 2  # one thing alone has a wait, not a median
FEW = 5  # of those still followed when the median is reached: below, one case more would move it far


def wait(code: str) -> Callable[[ProjectFacts], Found]:
    """The function that reads the spans of one indicator."""
    return lambda facts: median_wait(facts.spans.get(code, ()), facts.as_of)


def median_wait(spans: Sequence[Span], as_of: date) -> Found:
    """The median wait in days with its interval. The unfinished are censored on the day of the reading."""
    reasons = [(span, _reason(span, as_of)) for span in spans]
    kept = [span for span, reason in reasons if not reason]
    left_out = tuple(LeftOut(span.case, reason) for span, reason in reasons if reason)
    if not kept:
        return Found("nothing_yet", left_out=left_out)
    if len(kept) < FEWEST:
        finished = sum(span.ended is not None for span in kept)
        cells = {"finished": finished, "unfinished": len(kept) - finished}
        alone = tuple(span.case for span in kept)
        return Found("counted", n=len(kept), counted=alone, left_out=left_out, cells=cells, notes=("one_alone",))
    curve = lifetimes(days_of(kept, as_of))
    return Found(
        state="counted",
        value=_days(curve.median),
        n=curve.n,
        low=_days(None if curve.median is None else curve.low),
        high=_days(None if curve.median is None or curve.low is None else curve.high),
        counted=tuple(span.case for span in kept),
        left_out=left_out,
        cells={"finished": curve.finished, "unfinished": curve.unfinished},
        curve=curve,
        notes=_notes(curve),
    )


def _days(days: int | None) -> float | None:
    return None if days is None else float(days)


def _notes(curve: Curve) -> tuple[str, ...]:
    """What to know before believing the median."""
    if curve.median is None:
        return ("median_not_reached",)
    told = ["no_interval"] if curve.low is None else ["upper_not_reached"] if curve.high is None else []
    return (*told, *(["few_left"] if curve.followed(curve.median) < FEW else []))


def days_of(spans: Sequence[Span], as_of: date) -> tuple[Day, ...]:
    """How many finished, and how many were last seen unfinished, after each number of days. A day began is day 0."""
    finished = Counter((span.ended - span.began).days for span in spans if span.ended)
    unfinished = Counter((as_of - span.began).days for span in spans if not span.ended)
    return tuple(Day(day, finished[day], unfinished[day]) for day in sorted({*finished, *unfinished}))


def _reason(span: Span, as_of: date) -> str:
    if span.began > as_of or (span.ended is not None and span.ended > as_of):
        return "in_the_future"
    return "ends_before_it_begins" if span.ended is not None and span.ended < span.began else ""
