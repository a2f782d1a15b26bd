"""Decisions and requirements: what a session leads to, written down with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from livinglab.actions import texts
from livinglab.actions.action import draw_edge, draw_once, node, team_action
from livinglab.actions.minutes_due import minutes_due
from livinglab.actions.snapshots import digest, freeze
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.judgements import snapshot_of
from livinglab.store.needs import Decision, Requirement
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Contribution, ResultSnapshot


def record_decision(
    *,
    by: Member,
    project: Project,
    title: str,
    reason: str,
    dissent: str = "",
    item: AgendaItem | None = None,
    chosen: Sequence[Contribution] = (),
) -> Decision:
    """A decision with its reason and its dissent; the item's result is frozen with it, the ideas chosen are traced."""
    decision = Decision(
        project_id=project.id,
        decided_by_id=account_id(by),
        title=texts.required_text(title),
        reason=texts.required_text(reason, texts.LONG),
        dissent=texts.optional_text(dissent),
    )
    with team_action(by, "record_decision", project) as act:
        _require_here(project, item, chosen)
        if item is not None:
            if item.state != "closed":
                raise Refused("item_not_closed")
            snapshot = snapshot_of(item) or freeze(item)  # closed by a version that froze no result
            db.session.add(snapshot)
            db.session.flush()
            decision.item_id = item.id
            decision.options = _frozen(snapshot, item)
            decision.options_digest = digest(decision.options)
            _rests_on(decision, item, snapshot)
        db.session.add(decision)
        for contribution in chosen:
            draw_edge(project.id, node("contribution", contribution), "decided_by", node("decision", decision))
        act.on(decision)
        if item is not None:
            minutes_due(item.session)
    return decision


def record_requirement(*, by: Member, decision: Decision, statement: str, acceptance_criterion: str) -> Requirement:
    """What the prototype must do because of a decision, and how anyone will see that it does."""
    requirement = Requirement(
        project_id=decision.project_id,
        decision_id=decision.id,
        statement=texts.required_text(statement, texts.LONG),
        acceptance_criterion=texts.required_text(acceptance_criterion, texts.LONG),
    )
    with team_action(by, "record_requirement", decision) as act:
        db.session.add(requirement)
        source, target = node("requirement", requirement), node("decision", decision)
        draw_edge(decision.project_id, source, "derived_from", target)
        act.on(requirement)
        item = db.session.get(AgendaItem, decision.item_id) if decision.item_id else None
        if item is not None:
            minutes_due(item.session)
    return requirement


def _rests_on(decision: Decision, item: AgendaItem, snapshot: ResultSnapshot) -> None:
    """The way back from a decision: to the frozen result, to the activity, and through it to all that was judged."""
    db.session.add(decision)
    activity, result, decided = node("agenda_item", item), node("result", snapshot), node("decision", decision)
    draw_once(item.project_id, result, "derived_from", activity)
    draw_edge(item.project_id, result, "decided_by", decided)
    draw_edge(item.project_id, activity, "decided_by", decided)


def _frozen(snapshot: ResultSnapshot, item: AgendaItem) -> dict[str, Any]:
    """What was on the table, in words, with its result: the decision keeps it whatever becomes of the session."""
    texts_of = {subject.id: subject.text for subject in item.subjects}
    return {
        "item": item.id,
        "kind": item.kind,
        "snapshot": snapshot.id,
        "input_digest": snapshot.input_digest,
        "parameters": snapshot.parameters,
        "people": snapshot.result["people"],
        "options": [
            {"contribution": each["subject"], "text": texts_of.get(each["subject"], ""), **each["figures"]}
            for each in snapshot.result["standings"]
        ],
    }


def _require_here(project: Project, item: AgendaItem | None, chosen: Sequence[Contribution]) -> None:
    elsewhere = any(contribution.project_id != project.id for contribution in chosen)
    if elsewhere or (item is not None and item.project_id != project.id):
        raise NotFound
