"""Counts of answers, each marked a success or not: the table of both estimators of a proportion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form, first_safe
from analysis.measures import find_variable
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, EvidenceTable
from analysis.scales import label, labels_at

COLUMNS = ("arm", "answer", "success", "participants")
SUCCESS, OTHER = "success", "other"


@dataclass(frozen=True)
class Successes:
    """How many of the participants who answered gave an answer that counts."""

    successes: int
    n: int
    missing: int


def tabulate_successes(dataset: Dataset, plan: Plan, outcome: Outcome, arms: tuple[str | None, ...]) -> EvidenceTable:
    """Counts per answer; collapsed to success and other where an answer was given by too few; else withheld."""
    labels = labels_at(dataset, plan, outcome.measure, outcome.waves[0])
    groups = {arm: labels[labels.index.isin(arm_members(dataset, arm))] for arm in arms}
    missing = {arm: len(arm_members(dataset, arm)) - len(groups[arm]) for arm in arms}
    digest = digest_of([[arm, name, answer] for arm in arms for name, answer in sorted(groups[arm].items())])
    return first_safe(_forms(dataset, outcome, groups, missing), plan.minimum_cell, digest)


def both_arms(plan: Plan) -> tuple[str | None, ...]:
    """The intervention arm, then the comparison arm."""
    return arm_of(plan, "intervention"), arm_of(plan, "comparison")


Groups = dict[str | None, "pd.Series[str]"]


def _forms(dataset: Dataset, outcome: Outcome, groups: Groups, missing: dict[str | None, int]) -> Iterator[Form]:
    wanted = {label(value) for value in outcome.success_values}
    offered = offered_answers(dataset, outcome)
    if offered:
        yield _form(outcome, groups, missing, {answer: answer in wanted for answer in offered})
    collapsed = {arm: labels.isin(wanted).map({True: SUCCESS, False: OTHER}) for arm, labels in groups.items()}
    yield _form(outcome, collapsed, missing, {SUCCESS: True, OTHER: False})


def offered_answers(dataset: Dataset, outcome: Outcome) -> tuple[str, ...]:
    """The answers a question offers, as labels, in its order; none for a scale or an open question."""
    variable = find_variable(dataset.codebook, outcome.measure)
    return tuple(label(choice.name) for choice in variable.choices) if variable else ()


def _form(outcome: Outcome, groups: Groups, missing: dict[str | None, int], answers: dict[str, bool]) -> Form:
    rows: list[tuple[Cell, ...]] = []
    counts: list[int] = []
    for arm, labels in groups.items():
        found = labels.value_counts()
        cells = {answer: int(found.get(answer, 0)) for answer in answers}
        rows += [(arm, answer, int(answers[answer]), count) for answer, count in cells.items()]
        rows.append((arm, None, None, missing[arm]))
        successes = sum(count for answer, count in cells.items() if answers[answer])
        counts += [*cells.values(), successes, sum(cells.values()) - successes]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="success_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(rows),
        verifiability="A",
        units={"participants": "participants"},
    )
    return Form(table, tuple(counts))


def successes_in(table: EvidenceTable, arm: str | None) -> Successes:
    """The counts of one arm, read back from the table; a row without answer counts those who gave none."""
    rows = [(answer, success, count) for where, answer, success, count in table.rows if where == arm]
    return Successes(
        successes=sum(int(count or 0) for answer, success, count in rows if success == 1),
        n=sum(int(count or 0) for answer, _, count in rows if answer is not None),
        missing=sum(int(count or 0) for answer, _, count in rows if answer is None),
    )
