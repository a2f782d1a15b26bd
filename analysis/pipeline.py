"""From a dataset and a locked plan to the evidence: tabulate, choose what to publish, estimate, read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.codes import coded
from analysis.dataset import Dataset
from analysis.disclosure import published
from analysis.economics.account import economics_of
from analysis.economics.tables import cash_tables, cost_effect_table, parameter_tables
from analysis.estimators import ESTIMATORS
from analysis.findings import read_findings
from analysis.levels import conventions_of, level_of
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.parameters import parameters_of
from analysis.plan import Outcome, Plan, Scale
from analysis.plan_json import digest
from analysis.plan_problems import problems_of
from analysis.quality import quality_table
from analysis.reliability import reliability
from analysis.results import Estimate, Evidence, EvidenceTable, Reliability, StudyFacts
from analysis.scales import tabulate_items
from analysis.tables import clusters_table, flow_table

CODE_VERSION = "2"  # of the computations: raise it when the same dataset and plan would give another number


class PlanUnsound(ValueError):
    """The plan has problems, so nothing is computed. The store locks no such plan: this is a fault of the caller."""


@dataclass(frozen=True)
class Beside:
    """What was collected beside answers: lines of money, cited parameters, measured series."""

    lines: tuple[CashLine, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    measurements: tuple[Measurement, ...] = ()


NOTHING = Beside()


def analyse(dataset: Dataset, plan: Plan, facts: StudyFacts, beside: Beside = NOTHING) -> Evidence:
    """Everything a report may draw on, in plan order; PlanUnsound when the plan does not fit the dataset's codebook.

    Figures: F1 … Fk are the outcomes, the next is the flow of participants, the following the reliabilities.
    """
    problems = problems_of(plan, dataset.codebook)
    if problems:
        raise PlanUnsound("; ".join(f"{problem.place}: {problem.what['en']}" for problem in problems))
    study_tables = tuple(_study_tables(dataset, plan))
    outcomes = [_estimated(dataset, plan, outcome) for outcome in plan.outcomes]
    scales = list(_reliabilities(dataset, plan))
    level = level_of(plan, facts, study_tables)
    findings = read_findings(plan, level.level, outcomes, study_tables)
    tables = (*study_tables, *(table for _, table in outcomes), *(table for _, table in scales),
              *_tables_beside(dataset, plan, beside))  # fmt: skip
    return Evidence(
        facts=facts,
        plan=plan,
        plan_digest=digest(plan),
        dataset_digest=dataset.digest,
        level=level,
        tables=tables,
        findings=findings,
        reliabilities=tuple(found for found, _ in scales),
        code_version=CODE_VERSION,
        conventions=conventions_of(plan),
        flow_figure_id=flow_figure_id(plan),
        codebook=coded(dataset.codebook),
        economics=economics_of(plan, tables, findings, level.level, facts.last_answer_on),
    )


def flow_figure_id(plan: Plan) -> str:
    """The figure that follows the outcomes."""
    return f"F{len(plan.outcomes) + 1}"


def _study_tables(dataset: Dataset, plan: Plan) -> Iterator[EvidenceTable]:
    yield flow_table(dataset, plan)
    yield quality_table(dataset, plan)
    clusters = clusters_table(dataset, plan)
    if clusters is not None:
        yield clusters


def _tables_beside(dataset: Dataset, plan: Plan, beside: Beside) -> Iterator[EvidenceTable]:
    """The tables of what was collected beside answers, as far as the plan asks for them."""
    if plan.economics is not None:
        yield from cash_tables(beside.lines)
        yield from parameter_tables(beside.parameters)
        outcome = next((each for each in plan.outcomes if each.code == plan.economics.outcome), None)
        known = {one.series for one in beside.measurements}
        if outcome is not None and plan.economics.cost_series in known and len(plan.arms) > 1:
            yield published(cost_effect_table(dataset, plan, outcome, beside.measurements))


def _estimated(dataset: Dataset, plan: Plan, outcome: Outcome) -> tuple[Estimate, EvidenceTable]:
    """The estimate and its published table. What is withheld is still estimated, here, where the rows are."""
    estimator = ESTIMATORS[outcome.estimator]
    table = estimator.tabulate(dataset, plan, outcome)
    shown = published(table)
    return replace(estimator.estimate(table, parameters_of(plan, outcome)), table_digest=shown.digest), shown


def _reliabilities(dataset: Dataset, plan: Plan) -> Iterator[tuple[Reliability, EvidenceTable]]:
    place = len(plan.outcomes) + 1
    for scale, wave in scale_waves(plan):
        place += 1
        table = tabulate_items(dataset, plan, scale, wave)
        yield reliability(f"F{place}", scale, wave, table, plan.confidence), published(table)


def scale_waves(plan: Plan) -> Iterator[tuple[Scale, str]]:
    """Every scale an outcome uses, at every wave it is used, in plan order."""
    waves = sorted(plan.waves, key=lambda wave: wave.order)
    for scale in plan.scales:
        used = [outcome for outcome in plan.outcomes if scale.code in (outcome.measure, *outcome.adjust_for)]
        named = {wave for outcome in used for wave in (*outcome.waves, outcome.baseline_wave)}
        yield from ((scale, wave.code) for wave in waves if wave.code in named)
