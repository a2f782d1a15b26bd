"""The settings of an estimate, taken from the plan alone: what the report prints and the verifier checks. Light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Outcome, Plan, Scale, Series
from analysis.results import Cell

Parameters: TypeAlias = Mapping[str, Cell | tuple[str, ...]]


def parameters_of(plan: Plan, outcome: Outcome) -> Parameters:
    """Everything besides the table that an estimate of this outcome depends on."""
    shared: dict[str, Cell | tuple[str, ...]] = {
        "measure": outcome.measure,
        "waves": outcome.waves,
        "baseline_wave": outcome.baseline_wave,
        "confidence": plan.confidence,
    }
    if CATALOGUE[outcome.estimator].two_arms:
        shared |= {"intervention": arm_of(plan, "intervention"), "comparison": arm_of(plan, "comparison")}
    if outcome.success_values:
        shared["success_values"] = outcome.success_values
    if outcome.adjust_for:
        shared["adjust_for"] = outcome.adjust_for
    if outcome.imputations:
        shared["imputations"] = outcome.imputations
    if outcome.group:
        shared["group"] = outcome.group
    series = next((each for each in plan.series if outcome.measure == f"series:{each.code}"), None)
    if series is not None:
        shared |= _of_series(series, switches=CATALOGUE[outcome.estimator].switches)
    scale = next((scale for scale in plan.scales if scale.code == outcome.measure), None)
    return shared if scale is None else {**shared, **_limits(scale)}


def _of_series(series: Series, *, switches: bool) -> Parameters:
    if switches:
        return {"switched_by": series.switched_by, "added": series.added}
    return {"period": series.period, "total": series.total, "interrupted_on": series.interrupted_on}


def _limits(scale: Scale) -> Parameters:
    """The lowest and the highest score of a scale."""
    times = len(scale.items) if scale.method == "sum" else 1
    low, high = times * scale.minimum, times * scale.maximum
    if scale.score_minimum is not None and scale.score_maximum is not None:
        low, high = scale.score_minimum, scale.score_maximum
    return {"lowest": float(low), "highest": float(high)}


def arm_of(plan: Plan, role: str) -> str:
    """The code of the plan's arm in that role; the empty text when it has none."""
    return next((arm.code for arm in plan.arms if arm.role == role), "")


def confidence_of(parameters: Parameters) -> float:
    """The confidence level among the parameters."""
    value = parameters["confidence"]
    if not isinstance(value, float):
        raise ValueError(f"confidence is a decimal number, not {value!r}")
    return value


def text_of(parameters: Parameters, name: str) -> str:
    """One parameter that is a text."""
    return str(parameters[name])
