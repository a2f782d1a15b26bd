"""The sufficient table of a random-intercept model: sums over answers, and over people by how often they answered.

The covariance of a participant's answers depends only on m, how many waves they answered. So the likelihood needs the
cross-products over all answers, and for each m the cross-products of the participants' sums: moments, not rows, even
when people drop out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.estimators.covariates import (
    BASELINE,
    Covariates,
    covariates,
    entered,
    levels_of,
    off_the_commonest,
    people_by_level,
    people_by_number,
)
from analysis.gram import COLUMNS, Gram, Matrix, Vector, matrix_rows, symmetric, values_of
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Counts, Grams, Tally
from surveys.codebook import Codebook

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


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of all answers, and those of people's sums by how many waves they answered; people by arm."""
    rows = _rows(dataset, plan, outcome)
    counts: Counts = {("allocated", arm): count for arm, count in _allocated(dataset, plan).items()}
    grams: Grams = {(ANSWERS,): Gram.of(rows)} if len(rows) else {}
    sums = rows.groupby(level=0, sort=True).sum()
    times = sums[INTERCEPT].round().astype(int)
    for size in sorted(set(times)):
        of_size = sums[times == size]
        grams["answered", int(size)] = Gram.of(of_size)
        treated = int((of_size[ARM] > 0).sum())
        counts["answered", int(size), arm_of(plan, "intervention")] = treated
        counts["answered", int(size), arm_of(plan, "comparison")] = len(of_size) - treated
        own = rows[~rows.index.duplicated()].loc[of_size.index]
        counts |= people_by_number(own, dataset.codebook, plan, outcome, int(size))
    return Tally(_digest(rows), counts, grams)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Moments by number of waves answered.

    Each class of participants must hold at least the minimum cell. Within a class, a sum over an arm or a wave must
    rest on half the minimum cell, and never on one person, whose answer it would be.
    """
    levels = levels_of(codebook, plan, outcome)
    classes = _classes(tally)
    by_level = [of for size, gram in classes.items() for of in people_by_level(gram, levels, size).items()]
    present = {name for (name, *others), count in by_level if count and not others}
    all_answers = tally.grams.get((ANSWERS,), Gram.empty((INTERCEPT, ARM, OUTCOME)))
    names = entered(all_answers.names, levels, present)
    moments = _Moments(names, all_answers.only(names), {size: gram.only(names) for size, gram in classes.items()})
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="wave_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(_table_rows(moments, tally, plan)),
        verifiability="B",
    )
    counts = (*(gram.n for gram in classes.values()), *(count for _, count in by_level), *off_the_commonest(tally))
    yield Form(table, counts, tuple(_supports(moments, tally, plan, outcome)))


def _classes(tally: Tally) -> dict[int, Gram]:
    """The moments of people's sums by number of waves answered, the fewest first."""
    found = {int(key[1] or 0): gram for key, gram in tally.grams.items() if key[0] == "answered"}
    return {size: found[size] for size in sorted(found)}


@dataclass(frozen=True, eq=False)
class _Moments:
    """Of all answers, and of people's sums by number of waves answered, over the columns of the model."""

    names: tuple[str, ...]
    answers: Gram
    classes: Mapping[int, Gram]

    @property
    def origin(self) -> Vector:
        """A round number near the middle of each number that is measured, so that sums of squares keep their digits."""
        measured = [name in (OUTCOME, BASELINE) for name in self.names]
        return np.where(measured, np.round(self.answers.means), 0.0)


def _rows(dataset: Dataset, plan: Plan, outcome: Outcome) -> pd.DataFrame:
    """One row per answer of the two arms: the columns of the model."""
    arms = dataset.participants["arm"]
    treated, control = arm_of(plan, "intervention"), arm_of(plan, "comparison")
    known = covariates(dataset, plan, outcome)
    rows = pd.concat([_wave_rows(dataset, plan, outcome, known, place) for place in range(len(outcome.waves))])
    rows = rows[arms.reindex(rows.index).isin([treated, control])]
    rows.insert(1, ARM, (arms.reindex(rows.index) == treated).astype(float))
    return rows.sort_index(kind="stable")


def _wave_rows(dataset: Dataset, plan: Plan, outcome: Outcome, known: Covariates, place: int) -> pd.DataFrame:
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[place])
    rows = known.columns.loc[known.columns.index.isin(scores.index)].copy()
    for other, wave in list(enumerate(outcome.waves))[:0:-1]:
        rows.insert(0, f"wave={wave}", float(other == place))
    rows.insert(0, INTERCEPT, 1.0)
    rows[OUTCOME] = scores.reindex(rows.index)
    return rows


def _allocated(dataset: Dataset, plan: Plan) -> dict[str, int]:
    arms = dataset.participants["arm"]
    return {arm: int((arms == arm).sum()) for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison"))}


def _table_rows(moments: _Moments, tally: Tally, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    names, origin = moments.names, moments.origin
    for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison")):
        yield "allocated", arm, None, tally.count("allocated", arm)
    for name, value in zip(names, origin, strict=True):
        if name in (OUTCOME, BASELINE):
            yield "origin", name, None, float(value)
    for place, name in enumerate(names):
        yield "columns", name, None, place
    yield from matrix_rows(ANSWERS, names, _products(moments.answers, origin))
    for size, gram in moments.classes.items():
        for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison")):
            yield f"answered {size}", "participants", arm, tally.count("answered", size, arm)
        yield from matrix_rows(f"answered {size}", names, _products(gram, size * origin))


def _products(gram: Gram, origin: Vector) -> Matrix:
    """Sums of products about an origin; of two columns of zeros and ones they are counts, so whole."""
    products = gram.about(origin)[1:, 1:]
    whole = np.array(["=" in name or name in (INTERCEPT, ARM) for name in gram.names])
    both = np.outer(whole, whole)
    return np.where(both, np.round(products), products)


def _supports(moments: _Moments, tally: Tally, plan: Plan, outcome: Outcome) -> Iterator[int]:
    """How many people stand in each arm and in each wave of each class, and how many do not."""
    for size, gram in moments.classes.items():
        yield from (
            tally.count("answered", size, arm) for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison"))
        )
        sums = dict(zip(gram.names, gram.n * gram.means, strict=True))
        later = [round(float(sums[f"wave={wave}"])) for wave in outcome.waves[1:]]
        for count in (*later, gram.n * size - sum(later)):
            yield count
            yield gram.n - count


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
