"""Studies: planned, locked before the first answer, opened, closed; what departs from the plan is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from analysis import plan_json
from analysis.plan import Plan
from analysis.plan_problems import problems_of
from livinglab.actions import texts
from livinglab.actions.action import draw_edge, node, team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.consents import ConsentText
from livinglab.store.database import db, now
from livinglab.store.failures import Refused
from livinglab.store.measurements import cited_in
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.serving import codebook_of, served
from livinglab.store.studies import Deviation, Study
from livinglab.store.tokens import new_token

RETENTION_DAYS = 5 * 365  # what funders usually ask for; the team may say less or more


def plan_study(
    *,
    by: Member,
    version: PrototypeVersion,
    title: Mapping[str, str],
    retain_until: date | None = None,
    anonymous: bool = False,
) -> Study:
    """A study that will test a prototype version. Answers are kept until `retain_until`, five years unless said.

    `anonymous`, for good: nobody is enrolled, and nothing that is kept tells who answered, or when.
    """
    with team_action(by, "plan_study", version) as act:
        study = begun(version, title, retain_until, anonymous=anonymous)
        act.on(study)
    return study


def begun(
    version: PrototypeVersion, title: Mapping[str, str], retain_until: date | None = None, *, anonymous: bool = False
) -> Study:
    """A new study of a version, inside the running action."""
    study = Study(
        project_id=version.project_id,
        version_id=version.id,
        title=texts.in_languages(title),
        retain_until=retain_until or now().date() + timedelta(days=RETENTION_DAYS),
        anonymous=anonymous,
    )
    db.session.add(study)
    draw_edge(study.project_id, node("study", study), "tests", node("prototype_version", version))
    return study


def save_plan(*, by: Member, study: Study, plan: Plan) -> Study:
    """Keeps the plan as it stands, with or without problems; refused once it is locked."""
    with team_action(by, "save_plan", study) as act:
        _require_draft(study)
        study.plan = plan_json.dumps(plan)
        act.on(study)
    return study


def lock_plan(*, by: Member, study: Study) -> Study:
    """The plan can no longer change. Refused with its problems (`details`) while there are any."""
    with team_action(by, "lock_plan", study) as act:
        _require_draft(study)
        plan = _planned(study)
        _require_questionnaires(study, plan)
        _require_nothing_that_joins(study, plan)
        problems = problems_of(plan, codebook_of(study), cited_in(study.id))
        if problems:
            raise Refused("plan_has_problems", problems, n=len(problems))
        study.plan_digest, study.minimum_cell = plan_json.digest(plan), plan.minimum_cell
        study.state, study.locked_at, study.locked_by_id = "locked", now(), account_id(by)
        act.on(study)
    return study


def open_study(*, by: Member, study: Study) -> Study:
    """From now on answers are taken. A closing study may be opened again."""
    with team_action(by, "open_study", study) as act:
        if study.state not in ("locked", "closing"):
            raise Refused("study_not_locked")
        if not db.session.scalar(select(ConsentText.id).where(ConsentText.study_id == study.id).limit(1)):
            raise Refused("consent_text_missing")
        study.state, study.opened_at = "open", study.opened_at or now()
        act.on(study)
    return study


def close_study(*, by: Member, study: Study, at_once: bool = True) -> Study:
    """No more answers. With `at_once=False`: nobody new, but answers begun are still taken."""
    with team_action(by, "close_study", study) as act:
        if not study.takes_answers:
            raise Refused("study_not_open")
        study.state = "closed" if at_once else "closing"
        study.closed_at = now() if at_once else None
        act.on(study)
    return study


def issue_open_link(*, by: Member, study: Study) -> Study:
    """A public link (`study.open_token`) anyone may join by; an earlier one stops working."""
    with team_action(by, "issue_open_link", study) as act:
        study.open_token = new_token()
        act.on(study)
    return study


def revoke_open_link(*, by: Member, study: Study) -> Study:
    """The public link stops working."""
    with team_action(by, "revoke_open_link", study) as act:
        study.open_token = None
        act.on(study)
    return study


def record_deviation(*, by: Member, study: Study, what: str, why: str) -> Deviation:
    """Writes down something that departed from the plan, and why."""
    deviation = deviation_of(study, by, what, why)
    with team_action(by, "record_deviation", study) as act:
        db.session.add(deviation)
        draw_edge(study.project_id, node("deviation", deviation), "derived_from", node("study", study))
        act.on(deviation)
    return deviation


def deviation_of(study: Study, by: Member, what: str, why: str) -> Deviation:
    """A deviation not yet kept, its texts checked."""
    return Deviation(
        study_id=study.id,
        what=texts.required_text(what, texts.LONG),
        why=texts.required_text(why, texts.LONG),
        recorded_by_id=account_id(by),
    )


def _planned(study: Study) -> Plan:
    if study.plan is None:
        raise Refused("plan_missing")
    return plan_json.loads(study.plan)


def _require_draft(study: Study) -> None:
    if study.locked:
        raise Refused("plan_locked")


def _require_nothing_that_joins(study: Study, plan: Plan) -> None:
    """Several waves would join the answers of a person; arms are drawn in the order in which people come."""
    if study.anonymous and (len(plan.waves) > 1 or len(plan.arms) > 1):
        raise Refused("anonymous_plan_joins")


def _require_questionnaires(study: Study, plan: Plan) -> None:
    without = [wave.code for wave in plan.waves if served(study, wave.code) is None]
    if without:
        raise Refused("wave_without_questionnaire", waves=", ".join(without))
