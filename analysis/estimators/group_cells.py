"""Arms crossed with a declared group: who scored what in each cell, and the contrast of four means or of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from analysis.attributes import in_group
from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_interval, t_p
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import Arms
from analysis.gram import Gram
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.tallies import Counts, Grams, Tally

COLUMNS = ("arm", "group", "participants", "missing", "mean", "squares")
GROUP, OTHERS = "group", "others"
ENOUGH = 10  # people in each cell; below, Student's distribution leans on a shape that so few cannot show


@dataclass(frozen=True)
class Mean:
    """The moments of one cell."""

    n: int
    mean: float
    squares: float

    @property
    def error_squared(self) -> float:
        """Of the mean."""
        return self.squares / (self.n - 1) / self.n


def tally_cells(dataset: Dataset, plan: Plan, outcome: Outcome, scores: pd.Series[float], arms: Arms) -> Tally:
    """Per arm and side of the group: the moments of the scores, and how many have none. Of unknown side: missing."""
    member = in_group(dataset, plan, outcome.group)
    counts: Counts = {}
    grams: Grams = {}
    for arm in arms:
        people = arm_members(dataset, arm)
        for side, wanted in ((GROUP, True), (OTHERS, False)):
            inside = people[people.isin(member.index[member == wanted])]
            found = scores[scores.index.isin(inside)]
            counts[arm, side] = len(inside) - len(found)
            if len(found):
                grams[arm, side] = Gram.of(found.to_frame("score"))
        counts[arm, None] = int((~people.isin(member.index)).sum())
    behind = [[str(name), bool(member.get(name, False)), float(score)] for name, score in scores.sort_index().items()]
    return Tally(digest_of(behind), counts, grams)


def cells_form(tally: Tally, outcome: Outcome, arms: Arms) -> Form:
    """Per arm and side of the group: n, missing, mean and the sum of squares about it."""
    rows: list[tuple[Cell, ...]] = []
    counts: list[int] = []
    for arm in arms:
        for side in (GROUP, OTHERS):
            gram = tally.grams.get((arm, side), Gram.empty(("score",)))
            moments = (float(gram.means[0]), float(gram.centred[0, 0])) if gram.n else (None, None)
            rows.append((arm, side, gram.n, tally.count(arm, side), *moments))
            counts.append(gram.n)
        rows.append((arm, None, 0, tally.count(arm, None), None, None))
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="group_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(rows),
        verifiability="B",
        units={"participants": "participants", "missing": "participants"},
    )
    return Form(table, tuple(counts))


def read_cell(table: EvidenceTable, arm: str | None, side: str) -> Mean:
    """One cell of a table written by `cells_form`."""
    for where, group, n, _, mean, squares in table.rows:
        if (where, group) == (arm, side):
            return Mean(int(n or 0), float(mean or 0), float(squares or 0))
    return Mean(0, 0.0, 0.0)


def counted_in(table: EvidenceTable, arms: Sequence[str | None]) -> Counted:
    """Who scored and who did not, by arm where there are arms."""
    column = table.columns.index("participants")
    n = {arm: sum(int(row[column] or 0) for row in table.rows if row[0] == arm) for arm in arms}
    missing = sum(int(row[column + 1] or 0) for row in table.rows if row[0] in arms)
    return Counted(sum(n.values()), missing, {arm: size for arm, size in n.items() if arm is not None})


Sides = tuple[tuple[Mean, float], ...]  # the cells of one side with their weights


def contrast(source: Source, counted: Counted, group: Sides, others: Sides) -> Estimate:
    """The weighted sum over the group's cells minus that over the others', with Welch's t for any number of cells."""
    cells = [cell for cell, _ in (*group, *others)]
    if min(cell.n for cell in cells) == 0:
        return declined(source, counted, "group_empty")
    effects = {
        side: sum(weight * cell.mean for cell, weight in part) for side, part in ((GROUP, group), (OTHERS, others))
    }
    effect = effects[GROUP] - effects[OTHERS]
    details = {f"effect_{side}": value for side, value in effects.items()}
    if min(cell.n for cell in cells) < 2:
        return stated(
            source, counted, effect=effect, interval=None, details=details, refused=("interval_one_participant",)
        )
    error, df = _error(cells)
    if error <= 1e-12 * max(*(abs(cell.mean) for cell in cells), 1e-300) or error <= 0:
        return stated(
            source, counted, effect=effect, interval=None, details=details, refused=("interval_no_variation",)
        )
    confidence = confidence_of(source.parameters)
    return stated(
        source,
        counted,
        effect=effect,
        interval=t_interval(effect, error, df, confidence),
        p_value=t_p(effect / error, df),
        details={
            **details,
            **_ends(group, GROUP, confidence),
            **_ends(others, OTHERS, confidence),
            "standard_error": error,
            "df": df,
        },
        checks=(Check("enough_per_group", min(cell.n for cell in cells) >= ENOUGH, min(cell.n for cell in cells)),),
    )


def _error(cells: Sequence[Mean]) -> tuple[float, float]:
    """Standard error of a contrast with weights ±1, and Satterthwaite's degrees of freedom."""
    squared = sum(cell.error_squared for cell in cells)
    below = sum(cell.error_squared**2 / (cell.n - 1) for cell in cells)
    return sqrt(squared), squared**2 / below if below > 0 else 1.0


def _ends(part: Sides, side: str, confidence: float) -> Mapping[str, float]:
    """The interval of one side alone, for the picture: the gap is judged by the interaction, never by these."""
    cells = [cell for cell, _ in part]
    error, df = _error(cells)
    if error <= 0:
        return {}
    low, high = t_interval(sum(weight * cell.mean for cell, weight in part), error, df, confidence)
    return {f"low_{side}": low, f"high_{side}": high}


def two_arms(source: Source, arms: tuple[str, str], parameters: Parameters) -> Estimate:
    """Intervention minus comparison in the group, minus the same among the others."""
    cells = {
        side: tuple((read_cell(source.table, arm, side), sign) for arm, sign in zip(arms, (1.0, -1.0), strict=True))
        for side in (GROUP, OTHERS)
    }
    return contrast(source, counted_in(source.table, arms), cells[GROUP], cells[OTHERS])
