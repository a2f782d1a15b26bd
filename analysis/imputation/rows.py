"""Who can be completed: everyone whose start and covariates are known, whether or not they answered later."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.estimators.catalogue import CATALOGUE
from analysis.estimators.covariates import covariates
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.scales import scores_at
from analysis.tallies import Tally, few

ARM, OUTCOME = "arm", "outcome"
BETWEEN = "between "  # starts the name of a column of a wave between the start and the one compared
UNPLACED = -1.0  # the arm of someone who stands in none
PEOPLE, MISSING = "people", "missing"


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """A row per person: arm (its place in the plan), baseline, covariates, waves between, outcome; NaN where missing.

    Counts those who have such a row, and those without an answer at the wave whether they have one or not.
    """
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    known = covariates(dataset, plan, outcome).columns
    arms = _arms(dataset, plan, outcome)
    later = {f"{BETWEEN}{wave}": scores_at(dataset, plan, outcome.measure, wave) for wave in _between(plan, outcome)}
    everyone = pd.concat([known, pd.DataFrame({**later, OUTCOME: scores}, dtype=float)], axis=1)
    rows = everyone.loc[everyone.index.isin(known.index) & everyone.index.isin(arms.index)].sort_index()
    rows.insert(0, ARM, arms.reindex(rows.index).astype(float))
    unanswered = len(arms) - int(arms.index.isin(scores.index).sum())
    return Tally(
        digest_of(_plain(rows)),
        {(PEOPLE,): len(rows), (MISSING,): unanswered},
        rows=few(rows),
    )


def _between(plan: Plan, outcome: Outcome) -> list[str]:
    """The waves after the start and before the one compared, in their order."""
    order = {wave.code: wave.order for wave in plan.waves}
    first, last = order[outcome.baseline_wave or ""], order[outcome.waves[0]]
    return [wave.code for wave in sorted(plan.waves, key=lambda wave: wave.order) if first < wave.order < last]


def secret_seed(rows: pd.DataFrame) -> int:
    """The seed of the draws: the laboratory finds it again in its answers, nobody else can.

    It covers the participants' random pseudonyms and is never published. Were the draws known outside, the pooled
    numbers would be equations to the last digit in the answers of the few people completed.
    """
    return int(digest_of(["imputation", _plain(rows)]).removeprefix("sha256:"), 16)


def _plain(rows: pd.DataFrame) -> list[list[object]]:
    return [[str(name), *map(_or_none, row)] for name, row in zip(rows.index, rows.to_numpy(float), strict=True)]


def _or_none(value: float) -> float | None:
    return float(value) if value == value else None


def _arms(dataset: Dataset, plan: Plan, outcome: Outcome) -> pd.Series[float]:
    """The arm of everyone the outcome concerns: the two arms it compares, or all participants."""
    codes: Sequence[str] = [arm.code for arm in plan.arms]
    found = dataset.participants["arm"].map(lambda arm: float(codes.index(arm)) if arm in codes else UNPLACED)
    if not CATALOGUE[outcome.estimator].two_arms:
        return found.astype(float)
    compared = [float(codes.index(arm_of(plan, role))) for role in ("intervention", "comparison")]
    return found[found.isin(compared)].astype(float)
