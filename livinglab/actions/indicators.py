"""Targets of indicators: what a project aims at, set at the start; a change says why and keeps the earlier ones."""

from __future__ import annotations

from analysis.indicators import INDICATORS
from analysis.indicators.targets import BOUNDS, is_possible
from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.indicator_targets import IndicatorTarget, targets_of
from livinglab.store.projects import Project


def set_target(*, by: Member, project: Project, indicator: str, value: float, reason: str = "") -> IndicatorTarget:
    """A target under the rule in force; a change of one needs a reason. Raises Refused, Conflict, NotFound."""
    row = INDICATORS.get(indicator)
    if row is None or not row.collected:
        raise NotFound
    if not is_possible(row, value):
        least, most = BOUNDS[row.unit]
        raise Refused("target_impossible", least=f"{least:g}", most=f"{most:g}")
    why = texts.optional_text(reason)
    target = IndicatorTarget(
        project_id=project.id, indicator=row.code, rule=row.rule, value=value, reason=why, set_by_id=account_id(by)
    )
    with team_action(by, "set_target", project) as act:
        lock(project)
        earlier = targets_of(project.id).get(row.code)
        if earlier and (earlier[0].value, earlier[0].rule) == (value, row.rule):
            raise Conflict("target_unchanged")
        if earlier and not why:
            raise Refused("target_change_without_reason")
        db.session.add(target)
        act.on(target)
    return target
