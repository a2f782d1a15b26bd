"""The analysis plan: read, imported, exported, locked. `plan_editing` has its form."""

from __future__ import annotations

from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for

from analysis import plan_json
from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Plan
from analysis.plan_problems import PlanProblem, is_day
from livinglab.actions import studies as actions
from livinglab.store.failures import NotFound, Refused
from livinglab.store.overview import counts_of
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.web.team.plan_form import EMPTY, PlanFields, fields_of
from livinglab.web.team.plan_offers import Offers
from livinglab.web.team.plan_places import OF_THE_ACCOUNTS, fields_at, place_of
from livinglab.web.team.plan_standing import codebook_of, problems_found
from livinglab.web.team.readiness import plan_of
from livinglab.web.wording import format_day
from livinglab.words import t

LARGEST_PLAN = 1024 * 1024


@team.get("/studies/<study_id>/plan")
def plan(study_id: str) -> Answered:
    """The plan as it stands."""
    study = here(Study, study_id)
    return render_template("team/plan.html", **_shown(study, plan_of(study)), errors=[], complaints={})


@team.post("/studies/<study_id>/plan/import")
def import_plan(study_id: str) -> Answered:
    """Replaces the plan by the one in a file."""
    study = here(Study, study_id)
    file = request.files.get("plan_file")
    content = file.stream.read(LARGEST_PLAN + 1) if file and file.filename else b""
    if not content or len(content) > LARGEST_PLAN:
        return _import_again(study, t("plan.import_missing"))
    try:
        imported = plan_json.loads(content.decode("utf-8-sig", errors="replace"))
    except plan_json.PlanUnreadable as unreadable:
        return _import_again(study, t("plan.import_unreadable", why=unreadable.reasons[0]))
    return _saved(study, imported)


@team.get("/studies/<study_id>/plan.json")
def export_plan(study_id: str) -> Answered:
    """The plan as a file."""
    study = here(Study, study_id)
    if study.plan is None:
        raise NotFound
    headers = {"Content-Disposition": 'attachment; filename="plan.json"'}
    return Response(study.plan + "\n", mimetype="application/json", headers=headers)


@team.get("/studies/<study_id>/plan/lock")
def review_plan(study_id: str) -> Answered:
    """What locking means, the digest, and the button."""
    return _review(here(Study, study_id))


@team.post("/studies/<study_id>/plan/lock")
def lock_plan(study_id: str) -> Answered:
    """Locks the plan for good."""
    study = here(Study, study_id)
    try:
        actions.lock_plan(by=by(), study=study)
    except Refused as refused:
        return _review(study, refused.words()), refused.status
    flash(t("plan.locked_done"))
    return redirect(url_for("team.study", study_id=study.id))


def _saved(study: Study, new: Plan) -> Answered:
    try:
        actions.save_plan(by=by(), study=study, plan=new)
    except Refused as refused:
        return _import_again(study, refused.words())
    flash(t("plan.saved"))
    return redirect(url_for("team.plan", study_id=study.id))


def _import_again(study: Study, sentence: str) -> Answered:
    return complain("team/plan.html", [("plan_file", sentence)], **_shown(study, plan_of(study)))


def _review(study: Study, refused: str = "") -> str:
    current = plan_of(study)
    if current is None:
        raise NotFound
    late = counts_of(study.id).total > 0
    shown = _shown(study, current)
    return render_template("team/lock_plan.html", **shown, digest=plan_json.digest(current), late=late, refused=refused)


def _shown(study: Study, current: Plan | None) -> dict[str, object]:
    """A plan as it is read: its parts, and each problem with the address where it is put right."""
    fields = fields_of(current) if current else EMPTY
    offers = Offers(fields, codebook_of(study))
    return {
        "study": study,
        "plan": current,
        "problems": problems_found(study, current),
        "place_of": lambda problem: place_of(problem, fields),
        "address_of": lambda problem: _address(study, problem, fields),
        "named": offers.named,
        "answers_named": offers.answers_named,
        "day_said": lambda written: format_day(date.fromisoformat(written)) if is_day(written) else written,
        "catalogue": CATALOGUE,
        "wide": True,
    }


def _address(study: Study, problem: PlanProblem, fields: PlanFields) -> str:
    if problem.place.startswith(OF_THE_ACCOUNTS):
        return url_for("team.plan_accounts", study_id=study.id)
    field = next(iter(fields_at(problem, fields)), "")
    return url_for("team.edit_plan", study_id=study.id, _anchor=field or None)
