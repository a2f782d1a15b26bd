"""The plan of a study against its questionnaires: what keeps it from being locked."""

from __future__ import annotations

from analysis.plan import Plan
from analysis.plan_problems import PlanProblem, problems_of
from livinglab.store.measurements import cited_in
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.studies import Study
from surveys.codebook import Codebook, union


def problems_found(study: Study, current: Plan | None) -> tuple[PlanProblem, ...]:
    """What keeps a plan from being locked; nothing once it is, or before there is a questionnaire."""
    codebook = codebook_of(study)
    if not current or not codebook or study.locked:
        return ()
    return problems_of(current, codebook, cited_in(study.id))


def codebook_of(study: Study) -> Codebook | None:
    """The questions of every questionnaire of the project."""
    versions = questionnaire_versions_of(study.project_id)
    return union([version.content for version in reversed(versions)]) if versions else None
