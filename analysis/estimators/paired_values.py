"""The same participants before and after."""

from __future__ import annotations

import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.plan import Outcome, Plan
from analysis.scales import scores_at


def pairs(dataset: Dataset, plan: Plan, outcome: Outcome) -> pd.DataFrame:
    """Columns before and after, one row per participant who has both."""
    before = scores_at(dataset, plan, outcome.measure, outcome.baseline_wave or "")
    after = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    return pd.DataFrame({"before": before, "after": after}).dropna().sort_index()


def pairs_digest(found: pd.DataFrame) -> str:
    """The commitment to the pairs themselves: two columns, a row per participant."""
    first, second = found.columns
    return digest_of([[str(name), row[first], row[second]] for name, row in found.iterrows()])
