"""Unwanted effects that somebody reported: written down by the team, taken off with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from analysis import plan_json
from analysis.harms_reported import Relation, Seriousness
from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.harms import ReportedHarm, Reporter
from livinglab.store.studies import Study


@dataclass(frozen=True)
class Told:
    """What was reported, as it was typed."""

    happened_on: date
    what: str
    seriousness: str
    relation: str
    reporter: str
    done: str
    arm: str = ""


def record_harm(*, by: Member, study: Study, told: Told) -> ReportedHarm:
    """Writes one report down. Raises Refused."""
    if told.happened_on > now().date():
        raise Refused("happened_in_the_future")
    words = ((told.seriousness, Seriousness), (told.relation, Relation), (told.reporter, Reporter))
    if any(word not in get_args(known) for word, known in words) or told.arm not in ("", *arms_of(study)):
        raise Refused("harm_word_unknown")
    harm = ReportedHarm(
        study_id=study.id,
        happened_on=told.happened_on,
        what=texts.required_text(told.what, texts.LONG),
        seriousness=cast(Seriousness, told.seriousness),
        relation=cast(Relation, told.relation),
        reporter=cast(Reporter, told.reporter),
        done=texts.required_text(told.done, texts.LONG),
        arm=told.arm,
        recorded_by_id=account_id(by),
    )
    with team_action(by, "record_harm", study) as act:
        db.session.add(harm)
        act.on(harm)
    return harm


def withdraw_harm(*, by: Member, harm: ReportedHarm, reason: str) -> ReportedHarm:
    """Takes a report off, with a reason; it stays readable. Raises Refused, Conflict."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "withdraw_harm", harm) as act:
        lock(harm)
        if harm.withdrawn_at is not None:
            raise Conflict("harm_withdrawn_already")
        harm.withdrawn_at, harm.withdrawn_because = now(), why
        act.on(harm)
    return harm


def arms_of(study: Study) -> dict[str, dict[str, str]]:
    """The arms of the plan with their names; none where there is no plan."""
    if study.plan is None:
        return {}
    return {arm.code: dict(arm.label) for arm in plan_json.loads(study.plan).arms}
