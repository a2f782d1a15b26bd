"""The settings of an estimate, taken from the plan alone: what the report prints and the verifier checks. Light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Outcome, Plan
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
    return shared


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
