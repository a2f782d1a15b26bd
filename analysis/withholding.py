"""What may still be said of an outcome whose table stays with the laboratory: who answered, and rarely an effect.

A share beside its n is a count; a difference of means beside two other means is a sum. So an effect is given only where
no published number gives a count or a sum back: a model fitted over everyone, or arms compared that each hold enough
people, and the table was kept for a small part of them.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.results import Estimate
from analysis.together import Reason

OVER_EVERYONE = frozenset(
    {"wave_moments", "arm_cross_moments", "site_moments"}
)  # kinds of table: many sums, one effect
SAID = frozenset({"standard_error", "df", "variance_between", "variance_within", "icc", "answers"})


def as_said(estimate: Estimate, kind: str, kept_for: Reason, minimum: int) -> Estimate:
    """The estimate without what would give the table back; without any effect where the effect would."""
    small_arm = any(count < minimum for count in estimate.n_by_arm.values())
    if kept_for == "count_small" and kind in OVER_EVERYONE and not small_arm:
        return replace(estimate, details={name: value for name, value in estimate.details.items() if name in SAID})
    refused = estimate.refused if estimate.effect is None else (kept_for,)
    return replace(estimate, effect=None, low=None, high=None, p_value=None, details={}, checks=(), refused=refused)
