"""A fact about each participant: of the allocation, or answered before the test began."""

from __future__ import annotations

import pandas as pd

from analysis.dataset import Dataset
from analysis.plan import Plan
from analysis.scales import labels_at

OF_ALLOCATION = frozenset({"arm", "withdrawn_wave"})


def facts_of(dataset: Dataset, plan: Plan, attribute: str) -> pd.Series[str]:
    """What is known of each participant in one respect, as text; only those of whom it is known."""
    if attribute in dataset.participants.columns and attribute not in OF_ALLOCATION:
        return dataset.participants[attribute].dropna().map(str)
    first = next((wave for wave in sorted(plan.waves, key=lambda wave: wave.order)), None)
    if first is None or attribute not in dataset.answers.columns:
        return pd.Series([], index=pd.Index([], dtype=object), dtype=object)
    return labels_at(dataset, plan, attribute, first.code)


def in_group(dataset: Dataset, plan: Plan, code: str | None) -> pd.Series[bool]:
    """Whether each participant belongs to a declared group; only those of whom it is known."""
    group = next((group for group in plan.groups if group.code == code), None)
    known = facts_of(dataset, plan, group.attribute if group else "")
    return known.isin(group.values if group else ()).astype(bool)
