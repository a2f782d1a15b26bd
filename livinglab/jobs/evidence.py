"""From a study to its evidence: everything stored is gathered, then analysed. Heavy: for jobs and commands only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from analysis import plan_json
from analysis.indicators import INDICATORS, read_indicators
from analysis.indicators.readings import ProjectIndicators, Target
from analysis.measurements.moments import day_in
from analysis.pipeline import Beside, evidence_from, refuse_unsound
from analysis.plan import Plan
from analysis.results import Deviation as Departure
from analysis.results import Evidence, Origin, StudyFacts
from analysis.study_tally import tally_segments
from livinglab.jobs.lineage import decisions_on, lineage_of
from livinglab.jobs.segments import Reading, segmented
from livinglab.settings import Settings
from livinglab.store.consents import ConsentText
from livinglab.store.database import db, now
from livinglab.store.failures import Refused
from livinglab.store.harms import harms_counted
from livinglab.store.indicator_targets import targets_of
from livinglab.store.indicators import facts_of
from livinglab.store.measurements import cash_lines_of, measurements_of, parameters_of
from livinglab.store.overview import versions_ever
from livinglab.store.projects import Project
from livinglab.store.responses import Response
from livinglab.store.serving import codebook_of
from livinglab.store.studies import Deviation, Study
from livinglab.store.workshop_sums import account_of
from livinglab.words import either

ORIGINS: Mapping[bool, Origin] = {True: "simulated", False: "measured"}


def evidence_of(study_id: str, settings: Settings, language: str = "fr") -> Evidence:
    """The evidence of a study as it stands. `language` is that of the names of things that have only one in a report.

    Raises Refused when there is no plan, no questionnaire or no response to analyse.
    """
    study = db.session.get_one(Study, study_id)
    answered = _answered_between(study)
    if study.plan is None or answered is None:
        raise Refused("report_without_plan" if study.plan is None else "report_without_response")
    plan, origin = plan_json.loads(study.plan), ORIGINS[settings.simulated]
    reading = Reading(study.id, plan, codebook_of(study), origin)
    refuse_unsound(plan, reading.codebook)
    made = account_of(study.version).footprint
    measured, reported = measurements_of(study.id), harms_counted(study.id)
    beside = Beside(cash_lines_of(study.id), parameters_of(study.id), measured, made, reported)
    with segmented(reading, settings) as (segments, run):
        tallied = tally_segments(segments, plan, beside.measurements, run)
    found = evidence_from(tallied, plan, _facts(study, plan, answered, settings.laboratory, origin, language), beside)
    counted = facts_of(study.project_id)
    return replace(found, indicators=ProjectIndicators(counted, read_indicators(counted), _targets(study.project_id)))


def _targets(project_id: str) -> tuple[Target, ...]:
    """The last target of each indicator that has one, in the order of the indicators."""
    aimed = targets_of(project_id)
    last = [(code, aimed[code][0]) for code in INDICATORS if code in aimed]
    return tuple(Target(code, one.value, one.created_at.date(), one.rule) for code, one in last)


def _answered_between(study: Study) -> tuple[datetime, datetime] | None:
    """The moments of the first and the last response in force; None without one. When that is not kept, those between
    which they came: the study opened, and closed or is still open."""
    ends = select(func.min(Response.finished_at), func.max(Response.finished_at))
    first, last = db.session.execute(ends.where(Response.study_id == study.id, Response.superseded_at.is_(None))).one()
    if first is None:
        return None
    return (first, study.closed_at or now()) if study.anonymous else (first, last)


def _facts(
    study: Study, plan: Plan, answered: tuple[datetime, datetime], laboratory: str, origin: Origin, language: str
) -> StudyFacts:
    project = db.session.get_one(Project, study.project_id)
    nodes, edges = lineage_of(study, language)
    return StudyFacts(
        project=either(project.title, language),
        study=either(study.title, language),
        laboratory=laboratory,
        origin=origin,
        locked_on=_day(study.locked_at, plan) if study.locked_at else None,
        first_answer_on=_day(answered[0], plan),
        last_answer_on=_day(answered[1], plan),
        questionnaire_digests=tuple(version.digest for version in versions_ever(study.id)),
        consent_digests=_consent_digests(study),
        trace_nodes=nodes,
        trace_edges=edges,
        decisions=decisions_on(nodes),
        deviations=_deviations(study, plan),
        prototype=study.version.prototype.name,
        version_tested=study.version.label,
        anonymous=study.anonymous,
        sources=tuple(dict.fromkeys(scale.source for scale in plan.scales if scale.source)),
    )


def _day(moment: datetime, plan: Plan) -> str:
    """The day a moment falls on where the plan counts its days."""
    return day_in(moment, plan.zone).isoformat()


def _consent_digests(study: Study) -> tuple[str, ...]:
    order = (ConsentText.version, ConsentText.language)
    return tuple(
        db.session.scalars(select(ConsentText.digest).where(ConsentText.study_id == study.id).order_by(*order))
    )


def _deviations(study: Study, plan: Plan) -> tuple[Departure, ...]:
    rows = db.session.scalars(
        select(Deviation).where(Deviation.study_id == study.id).order_by(Deviation.created_at, Deviation.id)
    )
    return tuple(Departure(_day(row.created_at, plan), row.what, row.why) for row in rows)
