"""Partners of a project: recorded by the team, taken off with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.partners import Partner, PartnerTest
from livinglab.store.projects import Project
from livinglab.store.sessions import Helix
from livinglab.store.studies import Study
from livinglab.words.countries import is_country


def record_partner(
    *, by: Member, project: Project, organisation: str, country: str, helix: str, tests: Sequence[Study] = ()
) -> Partner:
    """A partner, its country, and the field tests it developed together with others. Raises Refused, NotFound."""
    if helix not in get_args(Helix):
        raise Refused("helix_missing")
    if not is_country(country):
        raise Refused("country_missing")
    if any(study.project_id != project.id for study in tests):
        raise NotFound
    partner = Partner(
        project_id=project.id,
        organisation=texts.required_text(organisation),
        country=country,
        helix=helix,
        recorded_by_id=account_id(by),
        tests=[PartnerTest(study_id=study.id) for study in dict.fromkeys(tests)],
    )
    with team_action(by, "record_partner", project) as act:
        db.session.add(partner)
        act.on(partner)
    return partner


def withdraw_partner(*, by: Member, partner: Partner, reason: str) -> Partner:
    """Takes a partner off, with a reason; it stays readable. Raises Refused, Conflict."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "withdraw_partner", partner) as act:
        lock(partner)
        if partner.withdrawn_at is not None:
            raise Conflict("partner_withdrawn_already")
        partner.withdrawn_at, partner.withdrawn_because = now(), why
        act.on(partner)
    return partner
