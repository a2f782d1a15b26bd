"""From a dataset and a locked plan to the evidence: tabulate, choose what to publish, estimate, read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.choosing import choose_tables, items_id, table_id
from analysis.codes import coded
from analysis.dataset import Dataset
from analysis.economics.account import economics_of
from analysis.economics.pilot_tables import pilot_tables
from analysis.economics.tables import COST_EFFECT, cash_tables, parameter_tables
from analysis.environment.account import environment_of
from analysis.environment.tables import activity_table, prototype_table
from analysis.estimators import CATALOGUE, ESTIMATORS
from analysis.findings import read_findings
from analysis.harms_reported import HarmReport, harms_table
from analysis.imputation import imputed_table, with_imputed
from analysis.inclusion import inclusion_table
from analysis.levels import conventions_of, level_of
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.parameters import parameters_of
from analysis.plan import Outcome, Plan
from analysis.plan_json import digest
from analysis.plan_problems import problems_of
from analysis.quality import quality_table
from analysis.reliability import reliability
from analysis.results import CODE_VERSION, Estimate, Evidence, EvidenceTable, Reliability, StudyFacts
from analysis.series import tabulate_series
from analysis.study_tally import StudyTally, scale_waves, tally_segments
from analysis.tables import clusters_table, flow_table
from analysis.together import Chosen
from analysis.withholding import as_said
from analysis.workshop import Figure
from surveys.codebook import Codebook


class PlanUnsound(ValueError):
    """The plan has problems, so nothing is computed. The store locks no such plan: this is a fault of the caller."""


@dataclass(frozen=True)
class Beside:
    """What was collected beside answers: lines of money, cited parameters, measured series.

    `prototype` is what making the version tested emitted (`analysis.workshop`), None when nobody counted it. `harms`
    are the unwanted effects that somebody reported, None where no place was kept for them.
    """

    lines: tuple[CashLine, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    prototype: Figure | None = None
    harms: tuple[HarmReport, ...] | None = None


NOTHING = Beside()


def analyse(dataset: Dataset, plan: Plan, facts: StudyFacts, beside: Beside = NOTHING) -> Evidence:
    """Everything a report may draw on, in plan order; PlanUnsound when the plan does not fit the dataset's codebook.

    Figures: F1 … Fk are the outcomes, the next is the flow of participants, the following the reliabilities.
    """
    refuse_unsound(plan, dataset.codebook)
    return evidence_from(tally_segments((lambda: dataset,), plan, beside.measurements), plan, facts, beside)


def refuse_unsound(plan: Plan, codebook: Codebook) -> None:
    """PlanUnsound when the plan asks for what the codebook cannot give."""
    problems = problems_of(plan, codebook)
    if problems:
        raise PlanUnsound("; ".join(f"{problem.place}: {problem.what['en']}" for problem in problems))


def evidence_from(tallied: StudyTally, plan: Plan, facts: StudyFacts, beside: Beside = NOTHING) -> Evidence:
    """The evidence from what was tallied: from here on nothing depends on how many answers there were."""
    study_tables = tuple(_study_tables(tallied, plan))
    chosen = choose_tables(tallied, plan)
    imputed = dict(_imputed(tallied, chosen, plan))
    outcomes = [_estimated(chosen, plan, outcome, beside, imputed.get(outcome.code)) for outcome in plan.outcomes]
    scales = list(_reliabilities(chosen, plan))
    level = level_of(plan, facts, study_tables)
    findings = read_findings(plan, level.level, outcomes, study_tables)
    beside_answers = _tables_beside(chosen, plan, beside)
    of_outcomes = (*(table for _, table in outcomes), *imputed.values())
    tables = (*study_tables, *of_outcomes, *(table for _, table in scales), *beside_answers)
    return Evidence(
        facts=facts,
        plan=plan,
        plan_digest=digest(plan),
        dataset_digest=tallied.digest,
        level=level,
        tables=tables,
        findings=findings,
        reliabilities=tuple(found for found, _ in scales),
        code_version=CODE_VERSION,
        conventions=conventions_of(plan),
        flow_figure_id=flow_figure_id(plan),
        codebook=coded(tallied.codebook),
        economics=economics_of(plan, tables, findings, level.level, facts.last_answer_on),
        environment=environment_of(plan, tables, level.level),
    )


def flow_figure_id(plan: Plan) -> str:
    """The figure that follows the outcomes."""
    return f"F{len(plan.outcomes) + 1}"


def _study_tables(tallied: StudyTally, plan: Plan) -> Iterator[EvidenceTable]:
    yield flow_table(tallied.flow, plan)
    yield quality_table(tallied.quality, tallied.codebook, plan)
    clusters = clusters_table(tallied.clusters, plan)
    if clusters is not None:
        yield clusters
    inclusion = None if tallied.inclusion is None else inclusion_table(tallied.inclusion, plan)
    if inclusion is not None:
        yield inclusion


def _tables_beside(chosen: Mapping[str, Chosen], plan: Plan, beside: Beside) -> Iterator[EvidenceTable]:
    """The tables of what was collected beside answers, as far as the plan asks for them."""
    if beside.harms is not None:
        yield harms_table(beside.harms, plan)
    if plan.economics is not None or plan.environment is not None:
        yield from parameter_tables(beside.parameters)
    if plan.environment is not None:
        yield activity_table(plan.environment, beside.measurements, plan.minimum_cell, plan.zone)
        made = beside.prototype
        if made is not None and made.value is not None and made.low is not None and made.high is not None:
            yield prototype_table(made.value, made.low, made.high, len(made.uncounted))
    if plan.economics is not None:
        yield from cash_tables(beside.lines)
        known = {one.series for one in beside.measurements}
        if COST_EFFECT in chosen and plan.economics.cost_series in known:
            yield chosen[COST_EFFECT].shown
        if plan.economics.pilot is not None:
            yield from pilot_tables(plan.economics.pilot, beside.measurements, plan.minimum_cell, plan.zone)


def _imputed(tallied: StudyTally, chosen: Mapping[str, Chosen], plan: Plan) -> Iterator[tuple[str, EvidenceTable]]:
    """By code of an outcome: its multiple imputation, where one was planned and its own table is published."""
    for outcome in plan.outcomes:
        if outcome.code in tallied.imputed and chosen[table_id(outcome)].kept_for is None:
            yield outcome.code, imputed_table(tallied.imputed[outcome.code], plan, outcome)


def _estimated(
    chosen: Mapping[str, Chosen], plan: Plan, outcome: Outcome, beside: Beside, imputed: EvidenceTable | None
) -> tuple[Estimate, EvidenceTable]:
    """The estimate and its published table. What is withheld is still estimated, here, where the tally is."""
    if CATALOGUE[outcome.estimator].series:
        table = tabulate_series(beside.measurements, plan, outcome)
        one = Chosen(table)
    else:
        one = chosen[table_id(outcome)]
    estimate = ESTIMATORS[outcome.estimator].estimate(one.table, parameters_of(plan, outcome))
    if one.kept_for is not None:
        estimate = as_said(estimate, one.table.kind, one.kept_for, plan.minimum_cell)
    return with_imputed(replace(estimate, table_digest=one.shown.digest), imputed), one.shown


def _reliabilities(chosen: Mapping[str, Chosen], plan: Plan) -> Iterator[tuple[Reliability, EvidenceTable]]:
    place = len(plan.outcomes) + 1
    for scale, wave in scale_waves(plan):
        place += 1
        one = chosen[items_id(scale, wave)]
        yield reliability(f"F{place}", scale, wave, one.table, plan.confidence), one.shown
