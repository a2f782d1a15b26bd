"""The pooled numbers of a multiple imputation as a table of class C: they need rows, which it commits to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.disclosure import is_small
from analysis.estimators.catalogue import CATALOGUE
from analysis.imputation.analyses import ANALYSES
from analysis.imputation.draws import CannotImpute, completed
from analysis.imputation.rows import ARM, MISSING, OUTCOME, PEOPLE, secret_seed
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, EvidenceTable
from analysis.tallies import Tally

TABLE = "imputation"  # the kind
DECLINED = "declined"


def imputed_id(outcome: Outcome) -> str:
    """Of the table of an outcome's imputation."""
    return f"imputed.{outcome.code}"


def imputed_table(tally: Tally, plan: Plan, outcome: Outcome) -> EvidenceTable:
    """How many people were completed, the mean effect, its variance within and between the draws, and its freedom; or
    the code of why not."""
    try:
        rows = tuple(_pooled(tally, plan, outcome))
    except CannotImpute as reason:
        rows = ((DECLINED, str(reason)),)
    return EvidenceTable(
        id=imputed_id(outcome),
        kind=TABLE,
        title=outcome.label,
        columns=("quantity", "value"),
        rows=rows,
        verifiability="C",
        rows_digest=tally.digest,
    )


def _pooled(tally: Tally, plan: Plan, outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    rows, times = tally.rows, outcome.imputations or 0
    if tally.count(MISSING) == 0:
        raise CannotImpute("imputation_nothing_missing")
    if rows is None:
        raise CannotImpute("imputation_too_many")
    by_arm = rows[OUTCOME].isna().groupby(rows[ARM]).sum()
    if by_arm.sum() == 0:
        raise CannotImpute("imputation_no_baseline")
    if any(is_small(int(count), plan.minimum_cell) for count in by_arm):
        raise CannotImpute("imputation_few_missing")
    analyse = ANALYSES[outcome.estimator]
    codes = [arm.code for arm in plan.arms]
    treated = arm_of(plan, "intervention")
    place = float(codes.index(treated)) if treated in codes else 0.0
    if CATALOGUE[outcome.estimator].two_arms and rows[ARM].nunique() < 2:
        raise CannotImpute("imputation_too_few")
    found = np.array([analyse(one, place) for one in completed(rows, times, secret_seed(rows))])
    yield "imputations", times
    yield "people", tally.count(PEOPLE)
    yield "completed", int(by_arm.sum())
    yield "effect", float(found[:, 0].mean())
    yield "variance_within", float(found[:, 1].mean())
    yield "variance_between", float(found[:, 0].var(ddof=1))
    yield "df_complete", float(found[:, 2].mean())
