"""From a study to its evidence: everything stored is gathered, then analysed. Heavy: for jobs and commands only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from analysis import analyse, plan_json
from analysis.dataset import Participant as Person
from analysis.dataset import Response as Row
from analysis.dataset import build
from analysis.indicators import read_indicators
from analysis.indicators.readings import ProjectIndicators
from analysis.plan import Plan
from analysis.results import Deviation as Departure
from analysis.results import Evidence, StudyFacts
from livinglab.jobs.lineage import lineage_of
from livinglab.store.consents import ConsentText
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.indicators import facts_of
from livinglab.store.overview import participants_of, responses_of, versions_ever
from livinglab.store.projects import Project
from livinglab.store.responses import Response
from livinglab.store.serving import codebook_of
from livinglab.store.studies import Deviation, Participant, Study
from livinglab.words import either
from surveys.codebook import Codebook


def evidence_of(study_id: str, *, laboratory: str, simulated: bool, language: str = "fr") -> Evidence:
    """The evidence of a study as it stands. `language` is that of the names of things that have only one in a report.

    Raises Refused when there is no plan, no questionnaire or no response to analyse.
    """
    study = db.session.get_one(Study, study_id)
    responses = responses_of(study.id)
    if study.plan is None or not responses:
        raise Refused("report_without_plan" if study.plan is None else "report_without_response")
    plan = plan_json.loads(study.plan)
    codebook = codebook_of(study)
    dataset = build(
        codebook,
        [_person(participant, plan, responses) for participant in participants_of(study.id)],
        [_row(response, codebook) for response in responses],
        "simulated" if simulated else "measured",
    )
    found = analyse(dataset, plan, _facts(study, plan, responses, laboratory, simulated, language))
    counted = facts_of(study.project_id)
    return replace(found, indicators=ProjectIndicators(counted, read_indicators(counted)))


def _person(participant: Participant, plan: Plan, responses: Sequence[Response]) -> Person:
    answered = {response.wave for response in responses if response.participant_id == participant.id}
    return Person(
        pseudonym=participant.pseudonym,
        arm=participant.arm,
        withdrawn_wave=_withdrawn_wave(plan, answered) if participant.withdrawn_at else None,
        attributes={"site": participant.site} if participant.site else {},
    )


def _withdrawn_wave(plan: Plan, answered: set[str]) -> str | None:
    """The first wave someone who left did not answer any more; None when they had answered the last."""
    codes = [wave.code for wave in sorted(plan.waves, key=lambda wave: wave.order)]
    last = max((index for index, code in enumerate(codes) if code in answered), default=-1)
    return codes[last + 1] if last + 1 < len(codes) else None


def _row(response: Response, codebook: Codebook) -> Row:
    """The answers outside repeats: one person and wave is one row of the analysis."""
    answers = {name: answer for name, answer in response.answers.items() if name in codebook.names}
    return Row(response.participant.pseudonym, response.wave, answers, response.finished_at.date().isoformat())


def _facts(
    study: Study, plan: Plan, responses: Sequence[Response], laboratory: str, simulated: bool, language: str
) -> StudyFacts:
    project = db.session.get_one(Project, study.project_id)
    days = sorted(response.finished_at.date().isoformat() for response in responses)
    nodes, edges = lineage_of(study, language)
    return StudyFacts(
        project=either(project.title, language),
        study=either(study.title, language),
        laboratory=laboratory,
        origin="simulated" if simulated else "measured",
        locked_on=study.locked_at.date().isoformat() if study.locked_at else None,
        first_answer_on=days[0],
        last_answer_on=days[-1],
        questionnaire_digests=tuple(version.digest for version in versions_ever(study.id)),
        consent_digests=_consent_digests(study),
        trace_nodes=nodes,
        trace_edges=edges,
        deviations=_deviations(study),
        prototype=study.version.prototype.name,
        version_tested=study.version.label,
        sources=tuple(dict.fromkeys(scale.source for scale in plan.scales if scale.source)),
    )


def _consent_digests(study: Study) -> tuple[str, ...]:
    order = (ConsentText.version, ConsentText.language)
    return tuple(
        db.session.scalars(select(ConsentText.digest).where(ConsentText.study_id == study.id).order_by(*order))
    )


def _deviations(study: Study) -> tuple[Departure, ...]:
    rows = db.session.scalars(
        select(Deviation).where(Deviation.study_id == study.id).order_by(Deviation.created_at, Deviation.id)
    )
    return tuple(Departure(row.created_at.date().isoformat(), row.what, row.why) for row in rows)
