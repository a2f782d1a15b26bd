"""Unwanted effects that somebody reported without being asked: how many reports, never a rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from analysis.disclosure import is_small
from analysis.plan import Plan, Text
from analysis.results import Cell, EvidenceTable

Seriousness: TypeAlias = Literal["slight", "moderate", "serious"]
Relation: TypeAlias = Literal["related", "perhaps", "unrelated", "unknown"]  # to the version that is tested

HARMS = "harms_reported"
SERIOUSNESS, RELATION, ARM = "seriousness", "relation", "arm"
TITLE: Text = {"fr": "Effets indésirables signalés", "en": "Unwanted effects reported"}


@dataclass(frozen=True)
class HarmReport:
    """One report as far as it is counted: what happened stays with the team. `arm` is empty where it is not known."""

    seriousness: Seriousness
    relation: Relation
    arm: str = ""


def harms_table(reports: Sequence[HarmReport], plan: Plan) -> EvidenceTable:
    """Reports by seriousness, by relation to the tested version, and by arm; no date, and no two of them crossed.

    Arms are shown only where none has a small count: of all reports together, a single hidden one would be found by
    subtraction. A report is of an event, not of a person: one person may have several.
    """
    return EvidenceTable(
        id=HARMS,
        kind=HARMS,
        title=TITLE,
        columns=("about", "code", "reports"),
        rows=tuple(_rows(reports, plan)),
        verifiability="A",
        units={"reports": "reports"},
    )


def _rows(reports: Sequence[HarmReport], plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for about, codes in ((SERIOUSNESS, get_args(Seriousness)), (RELATION, get_args(Relation))):
        found = Counter(getattr(report, about) for report in reports)
        yield from ((about, code, found[code]) for code in codes)
    arms = [arm.code for arm in plan.arms] if len(plan.arms) > 1 else []
    by_arm = Counter(report.arm for report in reports)
    counts = {code: by_arm[code] for code in (*arms, "")} if arms else {}
    shown = not any(is_small(count, plan.minimum_cell) for count in counts.values())
    yield from ((ARM, code or None, count if shown else None) for code, count in counts.items())


def harms_hold(table: EvidenceTable, plan: Plan) -> bool:
    """Whether the three ways to count add up to the same, and no arm shows a small count."""
    counts = {about: [row[2] for row in table.rows if row[0] == about] for about in (SERIOUSNESS, RELATION, ARM)}
    shown = [int(count) for count in counts[ARM] if isinstance(count, int)]
    totals = {sum(int(count or 0) for count in counts[about]) for about in (SERIOUSNESS, RELATION)}
    arms_hold = not shown or (len(shown) == len(counts[ARM]) and sum(shown) in totals)
    return len(totals) == 1 and arms_hold and not any(is_small(count, plan.minimum_cell) for count in shown)
