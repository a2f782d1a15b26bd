"""What each of the two arms answered at one wave."""

from __future__ import annotations

from typing import TypeAlias

import pandas as pd

from analysis.dataset import Dataset, arm_members, digest_of
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.scales import scores_at

Groups: TypeAlias = "dict[str, tuple[pd.Series[float], int]]"


def by_arm(dataset: Dataset, plan: Plan, outcome: Outcome) -> Groups:
    """What each arm scored at the outcome's wave."""
    return split_by_arm(dataset, plan, scores_at(dataset, plan, outcome.measure, outcome.waves[0]).sort_index())


def split_by_arm(dataset: Dataset, plan: Plan, scores: pd.Series[float]) -> Groups:
    """Arm code → (scores of those who have one, number of members who have none)."""
    groups: Groups = {}
    for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison")):
        members = arm_members(dataset, arm)
        found = scores[scores.index.isin(members)]
        groups[arm] = (found, len(members) - len(found))
    return groups


def arm_digest(groups: Groups) -> str:
    """The commitment to the scores themselves."""
    return digest_of([[arm, str(name), score] for arm, (scores, _) in groups.items() for name, score in scores.items()])
