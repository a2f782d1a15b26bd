"""The analysis plan: read, edited, imported, exported, locked."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, request, url_for

from analysis import plan_json
from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Plan
from analysis.plan_problems import PlanProblem, problems_of
from livinglab.actions import studies as actions
from livinglab.store.failures import NotFound, Refused
from livinglab.store.measurements import cited_in
from livinglab.store.overview import counts_of, questionnaire_versions_of
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.web.team.instruments_asked import instruments_asked
from livinglab.web.team.plan_form import EMPTY, PlanFields, changed, fields_of, fields_of_form, with_instrument
from livinglab.web.team.plan_reading import plan_of as read_plan
from livinglab.web.team.plan_reading import with_kept
from livinglab.web.team.readiness import plan_of
from livinglab.words import t
from surveys.codebook import Codebook, Variable, union

LARGEST_PLAN = 1024 * 1024


@team.get("/studies/<study_id>/plan")
def plan(study_id: str) -> Answered:
    """The plan as it stands."""
    study = here(Study, study_id)
    current = plan_of(study)
    return render_template(
        "team/plan.html", study=study, plan=current, problems=_problems(study, current), catalogue=CATALOGUE, wide=True,
        errors=[], complaints={},
    )  # fmt: skip


@team.get("/studies/<study_id>/plan/edit")
def edit_plan(study_id: str) -> Answered:
    """The form of the plan."""
    study = here(Study, study_id)
    current = plan_of(study)
    if study.locked:
        return redirect(url_for("team.plan", study_id=study.id))
    return _form(study, fields_of(current) if current else EMPTY)


@team.post("/studies/<study_id>/plan/edit")
def save_plan(study_id: str) -> Answered:
    """Saves the plan; "add another" and "remove" only show the form again."""
    study = here(Study, study_id)
    fields = fields_of_form(request.form)
    if "add" in request.form or "remove" in request.form:
        return _form(study, _changed(study, fields))
    reading = read_plan(fields)
    if reading.plan is None:
        errors = [(complaint.field, t(f"plan.complaint_{complaint.code}")) for complaint in reading.complaints]
        return complain("team/plan_form.html", errors, **_fields_shown(study, fields))
    current = plan_of(study)
    kept = current or reading.plan  # what the form does not show stays as it was
    return _saved(study, with_kept(reading.plan, kept))


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


def _changed(study: Study, fields: PlanFields) -> PlanFields:
    """The fields after a button that adds or removes a part; an instrument brings its scale filled in."""
    add = request.form.get("add", "")
    asked = next((one for one in instruments_asked(study) if add == f"instrument-{one.code}"), None)
    if asked is not None:
        return with_instrument(fields, asked)
    return changed(fields, add=add, remove=request.form.get("remove"))


def _saved(study: Study, new: Plan) -> Answered:
    try:
        actions.save_plan(by=by(), study=study, plan=new)
    except Refused as refused:
        return _import_again(study, refused.words())
    flash(t("plan.saved"))
    return redirect(url_for("team.plan", study_id=study.id))


def _import_again(study: Study, sentence: str) -> Answered:
    current = plan_of(study)
    return complain(
        "team/plan.html", [("plan_file", sentence)], study=study, plan=current, problems=_problems(study, current),
        catalogue=CATALOGUE, wide=True,
    )  # fmt: skip


def _review(study: Study, refused: str = "") -> str:
    current = plan_of(study)
    if current is None:
        raise NotFound
    return render_template(
        "team/lock_plan.html", study=study, plan=current, digest=plan_json.digest(current),
        problems=_problems(study, current), late=counts_of(study.id).total > 0, refused=refused,
        catalogue=CATALOGUE, wide=True,
    )  # fmt: skip


def _form(study: Study, fields: PlanFields) -> str:
    return render_template("team/plan_form.html", **_fields_shown(study, fields), errors=[], complaints={})


def _fields_shown(study: Study, fields: PlanFields) -> dict[str, object]:
    return {
        "study": study,
        "fields": fields,
        "variables": _variables(study),
        "instruments": instruments_asked(study),
        "catalogue": CATALOGUE,
        "unknown": _unknown,
        "wide": True,
    }


def _unknown(values: Sequence[str], offered: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """What the plan names and nothing offers any more: kept on the form, so that saving loses nothing."""
    known = {option[0] for option in offered}
    return [(value, value) for value in values if value and value not in known]


def _problems(study: Study, current: Plan | None) -> tuple[PlanProblem, ...]:
    codebook = _codebook(study)
    if not current or not codebook or study.locked:
        return ()
    return problems_of(current, codebook, cited_in(study.id))


def _codebook(study: Study) -> Codebook | None:
    versions = questionnaire_versions_of(study.project_id)
    return union([version.content for version in reversed(versions)]) if versions else None


def _variables(study: Study) -> tuple[Variable, ...]:
    codebook = _codebook(study)
    return codebook.variables if codebook else ()
