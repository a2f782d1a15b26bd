"""Counts of answers, each marked a success or not: the table of both estimators of a proportion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form
from analysis.measures import find_variable
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, EvidenceTable
from analysis.scales import label, labels_at
from analysis.tallies import Counts, Tally, people_by
from surveys.codebook import Codebook

COLUMNS = ("arm", "answer", "success", "participants")
SUCCESS, OTHER = "success", "other"
ELSE = ""  # an answer that is neither offered nor wanted
Arms: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True)
class Successes:
    """How many of the participants who answered gave an answer that counts."""

    successes: int
    n: int
    missing: int


def tally_successes(dataset: Dataset, plan: Plan, outcome: Outcome, arms: Arms) -> Tally:
    """People by arm and answer: those offered or wanted by name, all others together, None for those who gave none."""
    labels = labels_at(dataset, plan, outcome.measure, outcome.waves[0])
    named = {*offered_answers(dataset.codebook, outcome), *wanted_answers(outcome)}
    counts: Counts = {}
    behind: list[object] = []
    for arm in arms:
        members = arm_members(dataset, arm)
        given = labels[labels.index.isin(members)]
        found = people_by(given.where(given.isin(named), ELSE))
        counts |= {(arm, answer): count for answer, count in found.items()}
        counts[arm, None] = len(members) - len(given)
        behind += [[arm, name, answer] for name, answer in sorted(given.items())]
    return Tally(digest_of(behind), counts)


def both_arms(plan: Plan) -> Arms:
    """The intervention arm, then the comparison arm."""
    return arm_of(plan, "intervention"), arm_of(plan, "comparison")


def forms_of(tally: Tally, codebook: Codebook, outcome: Outcome, arms: Arms) -> Iterator[Form]:
    """Counts per answer; collapsed to success and other where an answer was given by too few."""
    wanted, offered = wanted_answers(outcome), offered_answers(codebook, outcome)
    if offered:
        cells = {arm: {answer: tally.count(arm, answer) for answer in offered} for arm in arms}
        yield _form(outcome, cells, tally, {answer: answer in wanted for answer in offered})
    yield _form(outcome, {arm: _collapsed(tally, arm, wanted) for arm in arms}, tally, {SUCCESS: True, OTHER: False})


def _collapsed(tally: Tally, arm: str | None, wanted: set[str]) -> dict[str, int]:
    given = {answer: count for (answer,), count in tally.under(arm).items() if answer is not None}
    successes = sum(count for answer, count in given.items() if answer in wanted)
    return {SUCCESS: successes, OTHER: sum(given.values()) - successes}


def wanted_answers(outcome: Outcome) -> set[str]:
    """The answers that count, as labels."""
    return {label(value) for value in outcome.success_values}


def offered_answers(codebook: Codebook, outcome: Outcome) -> tuple[str, ...]:
    """The answers a question offers, as labels, in its order; none for a scale or an open question."""
    variable = find_variable(codebook, outcome.measure)
    return tuple(label(choice.name) for choice in variable.choices) if variable else ()


def _form(outcome: Outcome, given: dict[str | None, dict[str, int]], tally: Tally, answers: Mapping[str, bool]) -> Form:
    rows: list[tuple[Cell, ...]] = []
    counts: list[int] = []
    for arm, cells in given.items():
        rows += [(arm, answer, int(answers[answer]), count) for answer, count in cells.items()]
        rows.append((arm, None, None, tally.count(arm, None)))
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
