"""Where a study stands, read from the store: the facts that `steps` turns into the next thing to do."""

from __future__ import annotations

from analysis import plan_json
from analysis.plan import Plan
from livinglab.store.consents import consent_texts
from livinglab.store.overview import counts_of, questionnaire_versions_of
from livinglab.store.serving import served_now
from livinglab.store.studies import Study
from livinglab.web.team.steps import Facts, Next, next_of


def facts_of(study: Study) -> Facts:
    """The facts of a study."""
    plan = plan_of(study)
    served = served_now(study)
    return Facts(
        state=study.state,
        has_questionnaire=bool(questionnaire_versions_of(study.project_id)),
        has_plan=plan is not None,
        all_waves_served=plan is not None and all(wave.code in served for wave in plan.waves),
        has_consent=bool(consent_texts(study)),
        locked=study.locked,
        participants=counts_of(study.id).participants + (study.open_token is not None),
    )


def next_step_of(study: Study) -> Next:
    """The one thing to do next."""
    return next_of(facts_of(study))


def plan_of(study: Study) -> Plan | None:
    """The plan as it stands, if one was saved."""
    return plan_json.loads(study.plan) if study.plan else None
