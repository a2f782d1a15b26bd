"""The sufficient table of a random-intercept model: sums over answers, and over people by how often they answered.

The covariance of a participant's answers depends only on m, how many waves they answered. So the likelihood needs the
cross-products over all answers, and for each m the cross-products of the participants' sums: moments, not rows, even
when people drop out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form, first_safe
from analysis.estimators.covariates import BASELINE, Covariates, covariates
from analysis.gram import COLUMNS, Matrix, matrix_rows, symmetric, values_of
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, EvidenceTable
from analysis.scales import scores_at

INTERCEPT, ARM, OUTCOME = "intercept", "arm", "outcome"
ANSWERS = "answers"


@dataclass(frozen=True, eq=False)
class WaveMoments:
    """`total`: cross-products over all answers; `between[m]`: over participants with m answers, of their sums."""

    names: tuple[str, ...]
    total: Matrix
    between: dict[int, Matrix]
    participants: dict[int, dict[str, int]]
    allocated: dict[str, int]


def tabulate(dataset: Dataset, plan: Plan, outcome: Outcome) -> EvidenceTable:
    """Moments by number of waves answered; withheld when too few people answered some number of waves.

    Each class of participants must hold at least the minimum cell. Within a class, a sum over an arm or a wave must
    rest on half the minimum cell, and never on one person, whose answer it would be.
    """
    known = covariates(dataset, plan, outcome)
    rows, origin = _rows(dataset, plan, outcome, known)
    moments = _moments(rows)
    allocated = _allocated(dataset, plan)
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="wave_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(_table_rows(rows, moments, allocated, origin, plan)),
        verifiability="B",
    )
    return first_safe([_form(table, rows, known, plan, outcome)], plan.minimum_cell, _digest(rows))


def _rows(dataset: Dataset, plan: Plan, outcome: Outcome, known: Covariates) -> tuple[pd.DataFrame, dict[str, float]]:
    """One row per answer: the columns of the model, and the arm's code beside them; numbers about a round origin."""
    arms = dataset.participants["arm"]
    treated, control = arm_of(plan, "intervention"), arm_of(plan, "comparison")
    frames = [_wave_rows(dataset, plan, outcome, known, place) for place in range(len(outcome.waves))]
    rows = pd.concat(frames)
    rows = rows[arms.reindex(rows.index).isin([treated, control])]
    rows.insert(1, ARM, (arms.reindex(rows.index) == treated).astype(float))
    origin = {name: _origin(rows[name]) for name in rows.columns if name in (OUTCOME, BASELINE)}
    for name, value in origin.items():
        rows[name] = rows[name] - value
    return rows.sort_index(kind="stable"), origin


def _origin(column: pd.Series[float]) -> float:
    """A round number near the middle, so that sums of squares keep their digits."""
    return float(np.round(column.mean())) if len(column) else 0.0


def _wave_rows(dataset: Dataset, plan: Plan, outcome: Outcome, known: Covariates, place: int) -> pd.DataFrame:
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[place])
    rows = known.columns.loc[known.columns.index.isin(scores.index)].copy()
    for other, wave in list(enumerate(outcome.waves))[:0:-1]:
        rows.insert(0, f"wave={wave}", float(other == place))
    rows.insert(0, INTERCEPT, 1.0)
    rows[OUTCOME] = scores.reindex(rows.index)
    return rows


def _moments(rows: pd.DataFrame) -> tuple[Matrix, dict[int, Matrix]]:
    values = rows.to_numpy(dtype=float)
    sums = rows.groupby(level=0, sort=True).sum()
    times = sums[INTERCEPT].round().astype(int)
    between = {}
    for size in sorted(set(times)):
        class_sums = sums[times == size].to_numpy(dtype=float)
        between[int(size)] = class_sums.T @ class_sums
    return values.T @ values, between


def _allocated(dataset: Dataset, plan: Plan) -> dict[str, int]:
    arms = dataset.participants["arm"]
    return {arm: int((arms == arm).sum()) for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison"))}


def _table_rows(
    rows: pd.DataFrame,
    moments: tuple[Matrix, dict[int, Matrix]],
    allocated: dict[str, int],
    origin: dict[str, float],
    plan: Plan,
) -> Iterator[tuple[Cell, ...]]:
    names = list(map(str, rows.columns))
    for arm, count in allocated.items():
        yield "allocated", arm, None, count
    for name, value in origin.items():
        yield "origin", name, None, value
    for name in names:
        yield "columns", name, None, names.index(name)
    total, between = moments
    yield from matrix_rows(ANSWERS, names, total)
    for size, matrix in between.items():
        for arm, count in _by_arm(rows, size, plan).items():
            yield f"answered {size}", "participants", arm, count
        yield from matrix_rows(f"answered {size}", names, matrix)


def _by_arm(rows: pd.DataFrame, size: int, plan: Plan) -> dict[str, int]:
    treated = _of_size(rows, size)[ARM].groupby(level=0).first()
    return {
        arm_of(plan, "intervention"): int((treated == 1).sum()),
        arm_of(plan, "comparison"): int((treated == 0).sum()),
    }


def _of_size(rows: pd.DataFrame, size: int) -> pd.DataFrame:
    times = rows.groupby(level=0)[INTERCEPT].transform("sum")
    return rows[times.round().astype(int) == size]


def _form(table: EvidenceTable, rows: pd.DataFrame, known: Covariates, plan: Plan, outcome: Outcome) -> Form:
    counts: list[int] = []
    supports: list[int] = []
    times = rows.groupby(level=0)[INTERCEPT].sum().round().astype(int)
    for size in sorted(set(times)):
        members = _of_size(rows, size)
        counts += [members.index.nunique(), *known.counts_among(members.index.unique())]
        supports += _supports(members, plan, outcome, size)
    return Form(table, tuple(counts), tuple(supports))


def _supports(members: pd.DataFrame, plan: Plan, outcome: Outcome, size: int) -> Iterator[int]:
    """How many people stand in each arm and in each wave of a class, and how many do not."""
    yield from _by_arm(members, size, plan).values()
    later = [int(members[f"wave={wave}"].sum()) for wave in outcome.waves[1:]]
    for count in (*later, len(members) - sum(later)):
        yield count
        yield members.index.nunique() - count


def _digest(rows: pd.DataFrame) -> str:
    return digest_of([[str(name), *map(float, row)] for name, row in zip(rows.index, rows.to_numpy(), strict=True)])


def read(table: EvidenceTable, arms: tuple[str, str]) -> WaveMoments:
    """The moments of a table written by `tabulate`."""
    names = tuple(row for row, _ in values_of(table.rows, "columns"))
    blocks = sorted({str(row[0]) for row in table.rows if str(row[0]).startswith("answered ")})
    by_size = {int(block.split()[1]): values_of(table.rows, block) for block in blocks}
    allocated = values_of(table.rows, "allocated")
    return WaveMoments(
        names=names,
        total=symmetric(values_of(table.rows, ANSWERS), names),
        between={size: symmetric(values, names) for size, values in sorted(by_size.items())},
        participants={
            size: {arm: int(values["participants", arm]) for arm in arms} for size, values in sorted(by_size.items())
        },
        allocated={arm: int(allocated.get((arm, None), 0)) for arm in arms},
    )
