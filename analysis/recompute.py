"""Recomputing every figure of the evidence from its published tables: no dataset, no server, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TypeAlias, TypeVar

from analysis.economics import results as money
from analysis.economics.account import economics_of
from analysis.environment import results as nature
from analysis.environment.account import environment_of
from analysis.estimators import CATALOGUE, ESTIMATORS
from analysis.findings import read_findings
from analysis.frozen_json import plain
from analysis.harms_reported import HARMS, harms_hold
from analysis.imputation import imputed_id, with_imputed
from analysis.indicators import INDICATORS, read_indicators
from analysis.indicators.catalogue import GROUPS
from analysis.levels import conventions_of, level_of
from analysis.parameters import parameters_of
from analysis.plan import Outcome
from analysis.plan_json import digest
from analysis.reliability import reliability
from analysis.results import Cell, Convention, Estimate, Evidence, EvidenceTable, Finding
from analysis.study_tally import scale_waves

TOLERANCE = 1e-9
REASONS = "conventions.reasons"  # the one line that compares words
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
    """One line per figure: findings, flow, reliabilities; then `level`, `plan`, `conventions` and their reasons,
    and `figures`.

    Evidence comes from outside: a table that is missing or of another shape is a figure that does not hold, never an
    exception.
    """
    count = len(evidence.plan.outcomes)
    steps: list[tuple[str, Callable[[Evidence], Iterable[Recomputed]]]] = [
        *((f"F{place}", partial(_finding, place=place)) for place in range(1, count + 1)),
        (evidence.flow_figure_id, _flow),
        ("reliabilities", _reliabilities),
        ("level", _level),
        ("plan", _plan),
        ("indicators", _indicators),
        ("economics", _economics),
        ("environment", _environment),
        ("harms", _harms),
    ]
    return tuple(result for figure_id, step in steps for result in _read(figure_id, step, evidence))


def _read(
    figure_id: str, step: Callable[[Evidence], Iterable[Recomputed]], evidence: Evidence
) -> tuple[Recomputed, ...]:
    try:
        return tuple(step(evidence))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        return (Recomputed(figure_id, False, "a table that can be read", str(error)[:80], 0.0, "tables"),)


def _finding(evidence: Evidence, place: int) -> Iterator[Recomputed]:
    """One outcome from its table. The other outcomes, on which its adjusted p-value depends, have their own lines."""
    outcome = evidence.plan.outcomes[place - 1]
    table = _table(evidence, f"outcome.{outcome.code}")
    said = _said(evidence, outcome)
    estimates = [
        (_estimate(evidence, outcome, said.estimate, table), table)
        if one is outcome
        else (_said(evidence, one).estimate, _table(evidence, f"outcome.{one.code}"))
        for one in evidence.plan.outcomes
    ]
    level = level_of(evidence.plan, evidence.facts, evidence.tables).level
    expected = read_findings(evidence.plan, level, estimates, evidence.tables)[place - 1]
    result = _compared(expected.figure_id, expected, said)
    yield replace(result, holds=None) if result.holds and table.verifiability == "C" else result


def _estimate(evidence: Evidence, outcome: Outcome, said: Estimate, table: EvidenceTable) -> Estimate:
    """The estimate from the table; for a withheld table the one that is said, so that its reading is checked."""
    parameters = parameters_of(evidence.plan, outcome)
    if table.verifiability == "C":
        return replace(said, parameters=parameters, table_digest=table.digest, verifiability="C")
    again = ESTIMATORS[outcome.estimator].estimate(table, parameters)
    return with_imputed(again, _table(evidence, imputed_id(outcome))) if outcome.imputations else again


def _said(evidence: Evidence, outcome: Outcome) -> Finding:
    return _one([finding for finding in evidence.findings if finding.outcome.code == outcome.code], outcome.code)


def _table(evidence: Evidence, table_id: str) -> EvidenceTable:
    return _one([table for table in evidence.tables if table.id == table_id], table_id)


T = TypeVar("T")


def _one(found: list[T], name: str) -> T:
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} instead of one")
    return found[0]


def _flow(evidence: Evidence) -> Iterator[Recomputed]:
    """The flow holds when its rows are possible and every outcome counts the same allocated participants."""
    flow = _table(evidence, "flow")
    for arm, wave, *counts in flow.rows:
        allocated, answered, withdrawn = (int(count or 0) for count in counts)
        if not 0 <= answered <= allocated or not 0 <= withdrawn <= allocated:
            most = max(answered, withdrawn)
            yield Recomputed(evidence.flow_figure_id, False, allocated, most, 0.0, f"{arm} {wave}")
            return
    yield _compared(evidence.flow_figure_id, _allocated(evidence, flow), _counted(evidence))


def _allocated(evidence: Evidence, flow: EvidenceTable) -> dict[str, int]:
    """Per outcome: the participants allocated to the arms it concerns."""
    by_arm = {arm: int(allocated or 0) for arm, _, allocated, *_ in flow.rows}
    named = {
        finding.outcome.code: set[Cell](finding.estimate.n_by_arm) or set(by_arm) for finding in _of_people(evidence)
    }
    return {code: sum(count for arm, count in by_arm.items() if arm in arms) for code, arms in named.items()}


def _counted(evidence: Evidence) -> dict[str, int]:
    return {finding.outcome.code: finding.estimate.n + finding.estimate.missing for finding in _of_people(evidence)}


def _of_people(evidence: Evidence) -> list[Finding]:
    """The findings that count participants; the others count periods of a series."""
    return [finding for finding in evidence.findings if not CATALOGUE[finding.outcome.estimator].series]


def _reliabilities(evidence: Evidence) -> Iterator[Recomputed]:
    said = {one.figure_id: one for one in evidence.reliabilities}
    for place, (scale, wave) in enumerate(scale_waves(evidence.plan), start=len(evidence.plan.outcomes) + 2):
        figure_id, table = f"F{place}", _table(evidence, f"items.{scale.code}.{wave}")
        if table.verifiability == "C":
            yield Recomputed(figure_id, None)
        else:
            expected = reliability(figure_id, scale, wave, table, evidence.plan.confidence)
            yield _compared(figure_id, expected, said.get(figure_id))


def _level(evidence: Evidence) -> Iterator[Recomputed]:
    yield _compared("level", level_of(evidence.plan, evidence.facts, evidence.tables), evidence.level)


def _plan(evidence: Evidence) -> Iterator[Recomputed]:
    """The plan is the one locked, its constants are declared, and every figure it asks for is there, none twice."""
    yield _compared("plan", digest(evidence.plan), evidence.plan_digest)
    yield from _conventions(conventions_of(evidence.plan), evidence.conventions)
    count = len(evidence.plan.outcomes) + 1 + sum(1 for _ in scale_waves(evidence.plan))
    findings = [finding.figure_id for finding in evidence.findings]
    present = [*findings, evidence.flow_figure_id, *(one.figure_id for one in evidence.reliabilities)]
    yield _compared("figures", [f"F{place}" for place in range(1, count + 1)], present)


def _conventions(declared: tuple[Convention, ...], said: tuple[Convention, ...]) -> Iterator[Recomputed]:
    """The constants, then the reasons given for them: another edition may word a reason otherwise."""
    bare = [[replace(one, reason={}) for one in each] for each in (declared, said)]
    yield _compared("conventions", *bare)
    yield _compared(REASONS, [one.reason for one in declared], [one.reason for one in said])


def _indicators(evidence: Evidence) -> Iterator[Recomputed]:
    """The indicators of each group, counted again from the dated things of the project."""
    if evidence.indicators is None:
        return
    under = {reading.code: reading.rule for reading in evidence.indicators.readings}
    expected = read_indicators(evidence.indicators.facts, under)
    found = {reading.code: reading for reading in evidence.indicators.readings}
    yield _compared("indicators", [reading.code for reading in expected], list(found))
    for group, figure_id in GROUPS.items():
        of_group = [reading for reading in expected if INDICATORS[reading.code].group == group]
        yield _compared(figure_id, of_group, [found.get(reading.code) for reading in of_group])


def _harms(evidence: Evidence) -> Iterator[Recomputed]:
    """The reports of unwanted effects add up to the same whichever way they are counted."""
    for table in evidence.tables:
        if table.kind == HARMS:
            yield _compared("harms", True, harms_hold(table, evidence.plan))


ECONOMIC_PARTS = {
    money.CASH: "cash",
    money.WORTH: "worth",
    money.TORNADO: "tornado",
    money.EFFECTIVENESS: "effectiveness",
    money.SOCIAL_RETURN: "social_return",
    money.PILOT: "pilot",
    money.ALTERNATIVES: "alternatives",
    "economics": "refused",
}


def _economics(evidence: Evidence) -> Iterator[Recomputed]:
    """Money from its tables, the draws repeated from their seed; findings have lines of their own."""
    level = level_of(evidence.plan, evidence.facts, evidence.tables).level
    last = evidence.facts.last_answer_on
    expected, found = economics_of(evidence.plan, evidence.tables, evidence.findings, level, last), evidence.economics
    if expected is None or found is None:
        if expected is not found:
            yield _compared("economics", expected, found)
        return
    for figure_id, part in ECONOMIC_PARTS.items():
        here, there = getattr(expected, part), getattr(found, part)
        if here or there or part == "refused":
            yield _compared(figure_id, here, there)


def _environment(evidence: Evidence) -> Iterator[Recomputed]:
    """Activities, their change and the prototype's own footprint, from the tables."""
    level = level_of(evidence.plan, evidence.facts, evidence.tables).level
    expected, found = environment_of(evidence.plan, evidence.tables, level), evidence.environment
    if expected is None or found is None:
        if expected is not found:
            yield _compared("environment", expected, found)
        return
    named = {nature.ACTIVITIES: ("activities",), nature.FOOTPRINT: ("prototype", "prototype_uncounted")}
    for figure_id, parts in named.items():
        here, there = ([getattr(each, part) for part in parts] for each in (expected, found))
        if any(here) or any(there):
            yield _compared(figure_id, here, there)
    told = {part for parts in named.values() for part in parts}
    rest = [part.name for part in fields(expected) if part.name not in told]
    change = [{part: getattr(each, part) for part in rest} for each in (expected, found)]
    yield _compared(nature.CHANGE if expected.change else "environment", *change)


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
