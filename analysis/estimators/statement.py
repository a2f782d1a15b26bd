"""What an estimator hands back: an estimate without a single NaN, or a refusal with its reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.parameters import Parameters, confidence_of
from analysis.results import Cell, Check, Estimate, EvidenceTable


@dataclass(frozen=True)
class Counted:
    """Who an estimate rests on."""

    n: int
    missing: int
    n_by_arm: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """What an estimate is computed from: the estimator's code, the table and the parameters."""

    estimator: str
    table: EvidenceTable
    parameters: Parameters


def stated(
    source: Source,
    counted: Counted,
    *,
    effect: float,
    interval: tuple[float, float] | None,
    p_value: float | None = None,
    details: Mapping[str, float] | None = None,
    checks: tuple[Check, ...] = (),
    refused: tuple[str, ...] = (),
) -> Estimate:
    """An estimate. Numbers that are not finite are left out rather than printed; an interval needs both its ends."""
    low, high = interval or (None, None)
    if not _finite(low) or not _finite(high):
        low = high = None
    return Estimate(
        estimator=source.estimator,
        parameters=source.parameters,
        table_digest=source.table.digest,
        effect=effect if math.isfinite(effect) else None,
        low=low,
        high=high,
        confidence=confidence_of(source.parameters),
        n=counted.n,
        n_by_arm=counted.n_by_arm,
        missing=counted.missing,
        verifiability=source.table.verifiability,
        p_value=p_value if _finite(p_value) else None,
        details={code: float(value) for code, value in (details or {}).items() if math.isfinite(value)},
        checks=checks,
        refused=refused,
    )


def people_in(row: tuple[Cell, ...]) -> int:
    """The last cell of a row of counts."""
    return int(row[-1] or 0)


def declined(source: Source, counted: Counted, *reasons: str) -> Estimate:
    """No effect at all, and why."""
    return stated(source, counted, effect=math.nan, interval=None, refused=reasons)


def _finite(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
