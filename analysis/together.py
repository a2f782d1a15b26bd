"""What several tables on the same answers would show together: decided before anything is published.

Each table alone shows no small count; two of them may, by subtraction. Tables are taken in the order of the plan, the
primary outcome first; one that would bound a small count with those before it stays with the laboratory, and its
estimate is not given, since a share beside its n is a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog

from analysis.disclosure import published
from analysis.measures import as_number
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Estimate, EvidenceTable
from analysis.scales import label

ANY_OTHER = ""  # every answer that no table names
Estimated = tuple[Estimate, EvidenceTable]


@dataclass(frozen=True)
class _Sum:
    """A published count: of people in one arm (None: everyone), over some answers; None: over those not in `but`."""

    arm: Cell
    answers: frozenset[str]
    but: bool
    count: int

    def holds(self, arm: str, answer: str) -> bool:
        return self.arm in (None, arm) and (answer in self.answers) != self.but


def kept_apart(plan: Plan, outcomes: Sequence[Estimated]) -> list[Estimated]:
    """The outcomes, those whose table would give a small count away withheld."""
    order = sorted(range(len(outcomes)), key=lambda place: plan.outcomes[place].role != "primary")
    kept = list(outcomes)
    shown: dict[tuple[str, tuple[str, ...]], list[_Sum]] = {}
    for place in order:
        outcome, (estimate, table) = plan.outcomes[place], outcomes[place]
        sums = list(_sums(outcome, table))
        before = shown.setdefault((outcome.measure, outcome.waves), [])
        if before and sums and gives_away(plan, [*before, *sums]):
            kept[place] = _withheld(estimate, table)
        else:
            before.extend(sums)
    return kept


def _withheld(estimate: Estimate, table: EvidenceTable) -> Estimated:
    commitment = table.rows_digest or table.digest
    shown = published(replace(table, verifiability="C", rows_digest=commitment))
    refused = replace(
        estimate,
        effect=None,
        low=None,
        high=None,
        p_value=None,
        details={},
        checks=(),
        refused=("count_small_together",),
    )
    return replace(refused, table_digest=shown.digest, verifiability="C"), shown


def _sums(outcome: Outcome, table: EvidenceTable) -> Iterator[_Sum]:
    wanted = frozenset(label(value) for value in outcome.success_values)
    for row in table.rows:
        if table.kind == "success_counts" and row[1] is not None:
            named = row[1] not in ("success", "other")
            answers = frozenset([str(row[1])]) if named else wanted
            yield _Sum(row[0], answers, row[1] == "other", int(row[3] or 0))
        elif table.kind == "recommendation_counts" and row[0] is not None:
            yield _Sum(None, _between(row[0], row[1]), False, int(row[2] or 0))
        elif table.kind == "arm_counts" and _is_whole(row[1]):
            yield _Sum(row[0], _between(row[1], row[2]), False, int(row[3] or 0))


def _is_whole(cell: Cell) -> bool:
    number = as_number(cell)
    return number is not None and number.is_integer()


def _between(low: Cell, high: Cell) -> frozenset[str]:
    first, last = as_number(low) or 0.0, as_number(high) or 0.0
    return frozenset(label(value) for value in range(int(first), min(int(last), int(first) + 200) + 1))


def gives_away(plan: Plan, sums: Sequence[_Sum]) -> bool:
    """Whether some answer of some arm is known to have been given by few, though by somebody perhaps."""
    arms = [arm.code for arm in plan.arms] or ["everyone"]
    answers = [*sorted({answer for one in sums for answer in one.answers}), ANY_OTHER]
    cells = [(arm, answer) for arm in arms for answer in answers]
    held = np.array([[float(one.holds(*cell)) for cell in cells] for one in sums])
    totals = np.array([float(one.count) for one in sums])
    for wanted in _targets(sums, cells):
        found = linprog(-wanted, A_eq=held, b_eq=totals, bounds=[(0, None)] * len(cells))
        if found.status == 0 and 0 < round(-float(found.fun or 0.0), 6) < plan.minimum_cell:
            return True
    return False


def _targets(sums: Sequence[_Sum], cells: Sequence[tuple[str, str]]) -> Iterator[np.ndarray]:
    """Every answer of every arm, and of everyone."""
    for place in range(len(cells)):
        yield np.eye(len(cells))[place]
    for answer in dict.fromkeys(answer for _, answer in cells):
        yield np.array([float(one == answer) for _, one in cells])
