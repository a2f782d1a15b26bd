"""What became of one idea, for whoever wrote it: in order of time, in plain words, nothing of the team or of others.

Other people's words stay out even where the idea was merged with theirs. So do the team's notes: dissent, criteria,
changes of versions, deviations, reasons of edges, the scale of an uptake, and every learning that is not published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import defer

from livinglab.store.database import db
from livinglab.store.learnings import Learning
from livinglab.store.moderation import past_of
from livinglab.store.needs import Decision
from livinglab.store.sessions import CarriedContribution, Contribution, ResultSnapshot
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Kind, Node, edges_of
from livinglab.store.trace_things import things_at, when
from livinglab.web.moderated import reason_told
from livinglab.words import either, t

ORDER: Sequence[Kind] = (
    "contribution",
    "result",
    "decision",
    "requirement",
    "prototype_version",
    "study",
    "report",
    "learning",
    "uptake",
)
REGROUPED: Mapping[str, str] = {"merged_into": "trace.step_merged", "split_from": "trace.step_split"}


@dataclass(frozen=True)
class Told:
    """One line: when, what happened, in which words, why; `address` where anyone may read more."""

    on: date
    what: str
    words: str = ""
    why: str = ""
    address: str = ""


def paths_from(ideas: Sequence[Contribution]) -> Sequence[tuple[Contribution, Sequence[Told]]]:
    """Each idea of one person with its lines, in order of time; none when nothing happened yet."""
    edges: dict[str, dict[Node, list[Edge]]] = {}
    for project_id in {idea.project_id for idea in ideas}:
        edges[project_id] = {}
        for edge in edges_of(project_id):
            edges[project_id].setdefault(edge.earlier, []).append(edge)
    return [(idea, _path(idea, _after(edges[idea.project_id], idea))) for idea in ideas]


def _after(leaving: Mapping[Node, Sequence[Edge]], idea: Contribution) -> Sequence[Edge]:
    """The few edges that come from an idea, without walking those of the whole project again."""
    reached = [Node("contribution", idea.id)]
    for here in reached:  # grows as it goes
        reached += [end for end in dict.fromkeys(edge.later for edge in leaving.get(here, ())) if end not in reached]
    return [edge for here in reached for edge in leaving.get(here, ())]


def _path(idea: Contribution, walked: Sequence[Edge]) -> Sequence[Told]:
    found = things_at(idea.project_id, [edge.later for edge in walked])
    told = [(node.kind, TELLS[node.kind](thing)) for node, thing in found.items() if node.kind in TELLS]
    told += [("contribution", line) for line in (*_moderated(idea), *_regrouped(idea, walked))]
    forms = {idea.id, *(node.id for node in found if node.kind == "contribution")}
    activities = _activities(idea, forms)
    told += [("result", line) for line in _judged(forms, activities)]
    told += [("decision", _not_chosen(one)) for one in _other_decisions(idea, forms, activities, found)]
    return [line for _kind, line in sorted(told, key=lambda each: (each[1].on, ORDER.index(each[0])))]


def _decision(found: Decision) -> Told:
    return Told(when(found), t("trace.step_decision"), found.title, t("trace.because", reason=found.reason))


def _not_chosen(found: Decision) -> Told:
    return Told(when(found), t("trace.step_not_chosen"), found.title, t("trace.because", reason=found.reason))


def _study(found: Study) -> Told:
    moments: Mapping[str, datetime | None] = {
        "open": found.opened_at,
        "closing": found.opened_at,
        "closed": found.closed_at,
    }
    on = moments.get(found.state) or found.created_at
    return Told(on.date(), t(f"trace.study_{found.state}"), either(found.title))


def _learning(found: Learning) -> Told:
    public = found.published
    if public is None or found.published_at is None:
        return Told(found.created_at.date(), t("trace.step_learning_inside"))
    step = t(f"learnings.step_{public.next_step or 'none'}")
    why = t("trace.because", reason=either(public.next_reason)) if public.next_reason else ""
    return Told(
        found.published_at.date(),
        t("trace.step_learning"),
        either(public.title),
        f"{t('learnings.next_step')}{t('trace.colon')}{step}. {why}".strip(),
        url_for("public.learning", learning_id=found.id),
    )


TELLS: Mapping[Kind, Callable[[Any], Told]] = {
    "decision": _decision,
    "requirement": lambda found: Told(when(found), t("trace.step_requirement"), found.statement),
    "prototype_version": lambda found: Told(
        when(found), t("trace.step_prototype_version"), f"{found.prototype.name} {found.label}"
    ),
    "study": _study,
    "report": lambda found: Told(when(found), t("trace.step_report")),
    "learning": _learning,
    "uptake": lambda found: Told(found.adopted_on, t("trace.step_uptake"), found.organisation),
}


def _moderated(idea: Contribution) -> Sequence[Told]:
    """That it was hidden and came back; while it is hidden, its page says so at the top."""
    if idea.state == "moderated":
        return ()
    past = [each for each in past_of([idea.id]).get(idea.id, ()) if each.move != "read"]
    return [
        Told(each.at.date(), t(f"trace.step_{each.move}"), why=reason_told(each.move, each.code, each.words))
        for each in past
    ]


def _regrouped(idea: Contribution, walked: Sequence[Edge]) -> Sequence[Told]:
    """That it was merged or split, without the words of the others."""
    here = Node("contribution", idea.id)
    edges = {edge.relation: edge.later for edge in walked if edge.earlier == here and edge.relation in REGROUPED}
    found = things_at(idea.project_id, edges.values())
    return [Told(when(found[end]), t(REGROUPED[how])) for how, end in edges.items() if end in found]


def _activities(idea: Contribution, forms: Collection[str]) -> Sequence[str]:
    """Its own activity and those that took it over, as itself, as its theme or as its parts."""
    taken = select(CarriedContribution.item_id).where(CarriedContribution.contribution_id.in_(forms))
    written = select(Contribution.item_id).where(Contribution.id.in_(forms))
    return list(dict.fromkeys((idea.item_id, *db.session.scalars(written), *db.session.scalars(taken))))


def _judged(forms: Collection[str], activities: Sequence[str]) -> Sequence[Told]:
    """That people gave their view of it; of an activity closed twice, the last result."""
    chosen = select(ResultSnapshot).where(ResultSnapshot.item_id.in_(activities)).order_by(ResultSnapshot.created_at)
    last = {one.item_id: one for one in db.session.scalars(chosen.options(defer(ResultSnapshot.counts)))}
    return [
        Told(when(one), t("trace.step_result"), either(one.item.prompt) or either(one.item.title))
        for one in last.values()
        if one.result["people"] and any(standing["subject"] in forms for standing in one.result["standings"])
    ]


def _other_decisions(
    idea: Contribution, forms: Collection[str], activities: Sequence[str], found: Mapping[Node, Any]
) -> Sequence[Decision]:
    """Decisions taken where it was judged that did not rest on it: silence would not be honest."""
    taken = db.session.scalars(select(Decision).where(Decision.item_id.in_(activities)))
    return [one for one in taken if Node("decision", one.id) not in found and _was_on_the_table(idea, forms, one)]


def _was_on_the_table(idea: Contribution, forms: Collection[str], decision: Decision) -> bool:
    """Whether the result it rests on has it; a decision older than frozen options tells by its activity."""
    if decision.options is None or "options" not in decision.options:
        return decision.item_id == idea.item_id and decision.created_at >= idea.created_at
    return any(option["contribution"] in forms for option in decision.options["options"])
