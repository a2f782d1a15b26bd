"""From the results of an activity to a decision, from a decision to a requirement."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions.decisions import record_decision, record_requirement
from livinglab.actions.vote_readings import retry_readings
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.jobs.vote_readings import ask_for_readings
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.finding import find_contribution, find_project
from livinglab.store.judgements import snapshot_of
from livinglab.store.moderation import waiting_in
from livinglab.store.needs import Decision, Requirement
from livinglab.store.projects import Project
from livinglab.store.pulse import read_pulse
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.store.trace import Node, backward, edges_of
from livinglab.web.access import by, here
from livinglab.web.board.outcomes import outcome_of, reasons_of
from livinglab.web.board.stages import gathered_in
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.words import t

ROWS = 200  # of a result on one page; thousands are asked for
DECISION = {"title": "sessions.decision_title_missing", "reason": "sessions.decision_reason_missing"}
REQUIREMENT = {
    "statement": "prototypes.requirement_missing",
    "acceptance_criterion": "prototypes.criterion_missing",
}


@facilitator.get("/items/<item_id>/results")
def results(item_id: str) -> str:
    """The results of an activity, and the form of the decision."""
    return results_page(here(AgendaItem, item_id), Entry())


@facilitator.post("/items/<item_id>/readings")
def read_votes_again(item_id: str) -> Response:
    """Asks once more for the groups a job could not compute."""
    item = here(AgendaItem, item_id)
    retry_readings(by=by(), item=item)
    ask_for_readings(item.id)
    return redirect(url_for("facilitator.results", item_id=item.id), 303)


@facilitator.post("/items/<item_id>/decisions")
def decide(item_id: str) -> Response | tuple[str, int]:
    """Records a decision taken from the results of an activity."""
    item = here(AgendaItem, item_id)
    chosen = [find_contribution(by(), each, "write") for each in request.form.getlist("chosen")]
    read = entry(DECISION)
    if not chosen:
        read = Entry(read.typed, {"chosen": t("sessions.contributions_missing"), **read.complaints})
    if read.complaints:
        return results_page(item, read, chosen), 422
    try:
        decision = record_decision(
            by=by(),
            project=find_project(by(), item.project_id),
            title=read.text("title"),
            reason=read.text("reason"),
            dissent=read.text("dissent"),
            item=item,
            chosen=chosen,
        )
    except Refused as refusal:
        return results_page(item, read.refused(refusal, "title"), chosen), refusal.status
    ask_for_minutes(item.session)
    return redirect(url_for("facilitator.decision", decision_id=decision.id, done=1), 303)


@facilitator.get("/projects/<project_id>/decisions")
def decisions(project_id: str) -> str:
    """The decisions of a project, newest first."""
    project = here(Project, project_id)
    rows = select(Decision).where(Decision.project_id == project.id).order_by(Decision.created_at.desc(), Decision.id)
    return render_template("facilitator/decisions.html", project=project, rows=db.session.scalars(rows).all())


@facilitator.get("/decisions/<decision_id>")
def decision(decision_id: str) -> str:
    """A decision with its ideas, its reason, its dissent, and the requirements it led to."""
    return _decision(here(Decision, decision_id), Entry())


@facilitator.post("/decisions/<decision_id>/requirements")
def require(decision_id: str) -> Response | tuple[str, int]:
    """Records a requirement that a decision leads to."""
    found = here(Decision, decision_id)
    read = entry(REQUIREMENT)
    if read.complaints:
        return _decision(found, read), 422
    try:
        requirement = record_requirement(
            by=by(),
            decision=found,
            statement=read.text("statement"),
            acceptance_criterion=read.text("acceptance_criterion"),
        )
    except Refused as refusal:
        return _decision(found, read.refused(refusal, "statement")), refusal.status
    item = db.session.get(AgendaItem, found.item_id) if found.item_id else None
    if item is not None:
        ask_for_minutes(item.session)
    return redirect(url_for("facilitator.requirement", requirement_id=requirement.id, done=1), 303)


@facilitator.get("/projects/<project_id>/requirements")
def requirements(project_id: str) -> str:
    """The requirements of a project, newest first."""
    project = here(Project, project_id)
    rows = select(Requirement).where(Requirement.project_id == project.id)
    ordered = db.session.scalars(rows.order_by(Requirement.created_at.desc(), Requirement.id)).all()
    return render_template("facilitator/requirements.html", project=project, rows=ordered)


def results_page(item: AgendaItem, read: Entry, chosen: Sequence[Contribution] = ()) -> str:
    """The results of an activity, with what was typed and what is wrong. It watches for what a job still computes."""
    pulse = read_pulse(db.engine, item.session.code)  # before the rest: a change is shown twice at worst, never missed
    outcome = outcome_of(item)
    waiting = any(each.state == "waiting" for each in outcome.readings.values())
    every = bool(chosen) or "all" in request.args  # a form sent with errors keeps what was ticked
    return render_template(
        "facilitator/results.html",
        item=item,
        project=find_project(by(), item.project_id),
        outcome=outcome,
        listed=outcome.rows if every else outcome.rows[:ROWS],
        tag=pulse.tag("room") if pulse and waiting else "",
        gathered=gathered_in(item),
        snapshot=snapshot_of(item),
        reasons=reasons_of(item) if item.state == "closed" else {},
        unread=waiting_in(item),
        hidden=[idea for idea in item.contributions if idea.state == "moderated"],
        chosen=[contribution.id for contribution in chosen],
        entry=read,
        done=request.args.get("done") == "closed",
        wide=True,
        wrong=bool(read.complaints),
    )


def _decision(found: Decision, read: Entry) -> str:
    return render_template(
        "facilitator/decision.html",
        decision=found,
        project=find_project(by(), found.project_id),
        ideas=_ideas_behind(found),
        entry=read,
        done="done" in request.args,
        wrong=bool(read.complaints),
    )


def _ideas_behind(found: Decision) -> Sequence[Contribution]:
    walked = backward(edges_of(found.project_id), Node("decision", found.id))
    ids = [edge.earlier.id for edge in walked if edge.earlier.kind == "contribution"]
    return db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)).all()
