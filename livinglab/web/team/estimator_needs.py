"""What each way of comparing asks of an outcome and of the plan, told beside the choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from analysis.estimators.catalogue import EstimatorRow

Need: TypeAlias = Literal["needed", "optional", "unused"]
BASELINES: Mapping[str, Need] = {"required": "needed", "optional": "optional", "unused": "unused"}


def fields_asked(row: EstimatorRow | None) -> Mapping[str, Need]:
    """Whether each field of an outcome is needed, may be filled, or is not used; before a choice, nearly all may be."""
    if row is None:
        return {
            **dict.fromkeys(("waves", "baseline_wave", "success_values", "group"), "optional"),
            "imputations": "unused",
            "adjust_for": "unused",
        }
    return {
        "waves": "unused" if row.waves == "none" else "needed",
        "baseline_wave": BASELINES[row.baseline],
        "success_values": "needed" if row.needs_success_values else "unused",
        "group": "needed" if row.groups else "unused",
        "imputations": "optional" if row.imputes else "unused",
        "adjust_for": "optional" if row.adjusts else "unused",
    }


def needs_of(row: EstimatorRow) -> tuple[str, ...]:
    """Everything a way of comparing needs, as keys of the words `plan.needs_…`, in the order of the form."""
    told = {
        _measure(row): True,
        "two_arms": row.two_arms,
        "one_wave": row.waves == "one",
        "waves": row.waves == "one_or_more",
        "baseline": row.baseline == "required",
        "baseline_or_not": row.baseline == "optional",
        "success": row.needs_success_values,
        "group": row.groups,
        "population": row.weighs,
        "clusters": row.clusters,
        "sites": row.sites,
        "change_day": row.counts_periods and row.code != "learning_curve",
        "switch": row.switches,
        "iterations": row.code == "learning_curve",
        "harm": row.harm,
        "adjusts": row.adjusts,
        "imputes": row.imputes,
    }
    return tuple(key for key, needed in told.items() if needed)


def _measure(row: EstimatorRow) -> str:
    if row.series:
        return "measure_series"
    return "measure_any" if "categorical" in row.measures else f"measure_{row.measures[0]}"
