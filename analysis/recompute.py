"""Recomputing every figure of the evidence from its published tables: no dataset, no server, no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from analysis.estimators import ESTIMATORS
from analysis.findings import read_findings
from analysis.frozen_json import plain
from analysis.levels import conventions_of, level_of
from analysis.parameters import parameters_of
from analysis.pipeline import scale_waves
from analysis.plan_json import digest
from analysis.reliability import reliability
from analysis.results import Cell, Estimate, Evidence, EvidenceTable, Finding

TOLERANCE = 1e-9
Leaf: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True)
class Recomputed:
    """What became of one figure. `holds` is None when its table is withheld (class C): nobody outside can check it.

    `place` names the first part that differs, `expected` is what the tables give there, `found` what the evidence
    says; `difference` is the largest relative difference between any two numbers of the figure.
    """

    figure_id: str
    holds: bool | None
    expected: Leaf = None
    found: Leaf = None
    difference: float = 0.0
    place: str = ""


def recompute(evidence: Evidence) -> tuple[Recomputed, ...]:
    """One line per figure: findings, flow, reliabilities; then `level`, `plan`, `conventions` and `figures`."""
    return (
        *_findings(evidence),
        _flow(evidence),
        *_reliabilities(evidence),
        _compared("level", level_of(evidence.plan, evidence.facts, evidence.tables), evidence.level),
        _compared("plan", digest(evidence.plan), evidence.plan_digest),
        _compared("conventions", conventions_of(evidence.plan), evidence.conventions),
        _compared("figures", _figure_ids(evidence), _ids_present(evidence)),
    )


def _findings(evidence: Evidence) -> Iterator[Recomputed]:
    tables = {table.id: table for table in evidence.tables}
    said = {finding.outcome.code: finding for finding in evidence.findings}
    pairs = [
        (_estimate(evidence, place, said.get(outcome.code), table), table)
        for place, outcome in enumerate(evidence.plan.outcomes)
        if (table := tables.get(f"outcome.{outcome.code}"))
    ]
    if len(pairs) < len(evidence.plan.outcomes):
        yield Recomputed("F1", False, "a table per outcome", f"{len(pairs)} tables", 0.0, "tables")
        return
    level = level_of(evidence.plan, evidence.facts, evidence.tables).level
    for expected, (_, table) in zip(read_findings(evidence.plan, level, pairs, evidence.tables), pairs, strict=True):
        result = _compared(expected.figure_id, expected, said.get(expected.outcome.code))
        yield replace(result, holds=None) if result.holds and table.verifiability == "C" else result


def _estimate(evidence: Evidence, place: int, said: Finding | None, table: EvidenceTable) -> Estimate:
    """The estimate from the table; for a withheld table the one that is said, so that the reading of it is checked."""
    outcome = evidence.plan.outcomes[place]
    parameters = parameters_of(evidence.plan, outcome)
    if table.verifiability == "C" and said is not None:
        return replace(said.estimate, parameters=parameters, table_digest=table.digest, verifiability="C")
    return ESTIMATORS[outcome.estimator].estimate(table, parameters)


def _flow(evidence: Evidence) -> Recomputed:
    """The flow holds when its rows are possible and every outcome counts the same allocated participants."""
    flow = next((table for table in evidence.tables if table.kind == "flow"), None)
    if flow is None:
        return Recomputed(evidence.flow_figure_id, False, "a table of kind flow", None, 0.0, "tables")
    for arm, wave, *counts in flow.rows:
        allocated, answered, withdrawn = (int(count or 0) for count in counts)
        if not 0 <= answered <= allocated or not 0 <= withdrawn <= allocated:
            return Recomputed(evidence.flow_figure_id, False, allocated, max(answered, withdrawn), 0.0, f"{arm} {wave}")
    return _compared(evidence.flow_figure_id, _allocated(evidence, flow), _counted(evidence))


def _allocated(evidence: Evidence, flow: EvidenceTable) -> dict[str, int]:
    """Per outcome: the participants allocated to the arms it concerns."""
    by_arm = {arm: int(allocated or 0) for arm, _, allocated, *_ in flow.rows}
    named = {finding.outcome.code: set[Cell](finding.estimate.n_by_arm) or set(by_arm) for finding in evidence.findings}
    return {code: sum(count for arm, count in by_arm.items() if arm in arms) for code, arms in named.items()}


def _counted(evidence: Evidence) -> dict[str, int]:
    return {finding.outcome.code: finding.estimate.n + finding.estimate.missing for finding in evidence.findings}


def _reliabilities(evidence: Evidence) -> Iterator[Recomputed]:
    tables = {table.id: table for table in evidence.tables}
    said = {one.figure_id: one for one in evidence.reliabilities}
    for place, (scale, wave) in enumerate(scale_waves(evidence.plan), start=len(evidence.plan.outcomes) + 2):
        figure_id, table = f"F{place}", tables.get(f"items.{scale.code}.{wave}")
        if table is None:
            yield Recomputed(figure_id, False, f"items.{scale.code}.{wave}", None, 0.0, "tables")
        elif table.verifiability == "C":
            yield Recomputed(figure_id, None)
        else:
            expected = reliability(figure_id, scale, wave, table, evidence.plan.confidence)
            yield _compared(figure_id, expected, said.get(figure_id))


def _figure_ids(evidence: Evidence) -> list[str]:
    """The figures the plan asks for, so that none can be left out."""
    count = len(evidence.plan.outcomes) + 1 + sum(1 for _ in scale_waves(evidence.plan))
    return [f"F{place}" for place in range(1, count + 1)]


def _ids_present(evidence: Evidence) -> list[str]:
    findings = [finding.figure_id for finding in evidence.findings]
    return [*findings, evidence.flow_figure_id, *(one.figure_id for one in evidence.reliabilities)]


def _compared(figure_id: str, expected: object, found: object) -> Recomputed:
    """Both values leaf by leaf: numbers within 1e-9 of each other, everything else equal."""
    here, there = dict(_leaves("", plain(expected))), dict(_leaves("", plain(found)))
    differences = {place: _difference(here.get(place), there.get(place)) for place in {**here, **there}}
    wrong = [place for place, difference in differences.items() if difference > TOLERANCE]
    largest = max(differences.values(), default=0.0)
    if not wrong:
        return Recomputed(figure_id, True, difference=largest)
    first = wrong[0]
    return Recomputed(figure_id, False, here.get(first), there.get(first), largest, first)


def _leaves(place: str, value: object) -> Iterator[tuple[str, Leaf]]:
    """Every text, number and absence of a value, each with its path; an empty list or mapping counts as one too."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves(f"{place}.{key}".lstrip("."), part)
    elif isinstance(value, list | tuple) and value:
        for index, part in enumerate(value):
            yield from _leaves(f"{place}[{index}]", part)
    else:
        yield place, value if isinstance(value, str | int | float | bool) else None


def _difference(expected: Leaf, found: Leaf) -> float:
    """Relative difference of two numbers; 0 or infinity for everything else."""
    if (
        isinstance(expected, int | float)
        and isinstance(found, int | float)
        and bool not in (type(expected), type(found))
    ):
        return abs(expected - found) / max(abs(expected), abs(found), 1e-300) if expected != found else 0.0
    return 0.0 if expected == found and type(expected) is type(found) else float("inf")
