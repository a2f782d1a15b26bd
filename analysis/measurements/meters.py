"""Positions of a meter become what was consumed between them; what cannot be known is left unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from analysis.measurements.shapes import Measurement
from analysis.measurements.units import converted, dimension


@dataclass(frozen=True, slots=True)
class Position:
    """A reading of a meter, and after how many digits its register returns to zero, when someone said so."""

    reading: Measurement
    digits: int | None = None
    gap_times: float = 3.0


def consumed(before: float, after: float, digits: int | None) -> float | None:
    """What passed between two readings; None when the register fell back and may have been replaced.

    A register of known digits that fell back has turned over once, if it was in its upper half and is now in the lower.
    """
    if after >= before:
        return after - before
    if digits is None:
        return None
    whole = 10.0**digits
    return whole - before + after if before < whole and before >= whole / 2 and after < whole / 2 else None


def is_gap(hours: float, usual: float, times: float) -> bool:
    """Whether a pause is longer than so many usual intervals."""
    return usual > 0 and hours > times * usual * (1 + 1e-9)


def usual_interval(moments: Sequence[float]) -> float:
    """The median of the intervals between moments in order, in their unit; 0 when there are fewer than two."""
    return median(after - before for before, after in pairwise(moments)) if len(moments) > 1 else 0.0


def differences(positions: Iterable[Position]) -> Iterator[Measurement]:
    """What each meter consumed between consecutive readings, each pair over its true time.

    After a fall that nothing explains there is no measurement for that time. Across a pause longer than usual the
    difference holds and its note says `gap`; after a turn over its note says `turned`. Readings of each series and
    subject are put in order of time; those of unlike units are other meters.
    """
    meters: dict[tuple[str, str, str, str], list[Position]] = {}
    for each in positions:
        one = each.reading
        meters.setdefault((one.series, one.subject_kind, one.subject, dimension(one.unit)), []).append(each)
    for readings in meters.values():
        readings.sort(key=lambda each: each.reading.start)
        usual = usual_interval([each.reading.start.timestamp() for each in readings])
        for before, after in pairwise(readings):
            difference = _between(before, after, usual)
            if difference is not None:
                yield difference


def _between(before: Position, after: Position, usual: float) -> Measurement | None:
    earlier, later = before.reading, after.reading
    start = converted(earlier.value, earlier.unit, later.unit)
    passed = consumed(start, later.value, after.digits)
    if passed is None or earlier.start == later.start:
        return None
    seconds = (later.start - earlier.start).total_seconds()
    turned = later.value < start
    note = "turned" if turned else "gap" if is_gap(seconds, usual, after.gap_times) else ""
    return replace(later, start=earlier.start, end=later.start, value=passed, note=note)
