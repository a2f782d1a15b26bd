"""The form of the plan: filled, extended by a row, saved."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan_problems import is_day
from livinglab.actions import studies as actions
from livinglab.store.failures import Refused
from livinglab.store.measurements import series_measured_in
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.web.team.estimator_needs import needs_of
from livinglab.web.team.instruments_asked import instruments_asked
from livinglab.web.team.plan_form import PlanFields, blank, changed, fields_of, fields_of_form, line_of, with_instrument
from livinglab.web.team.plan_kept import with_kept
from livinglab.web.team.plan_offers import Offers, ticked_first, unknown, with_answers, with_mark
from livinglab.web.team.plan_places import complaints_of
from livinglab.web.team.plan_reading import coded
from livinglab.web.team.plan_reading import plan_of as read_plan
from livinglab.web.team.plan_standing import codebook_of, problems_found
from livinglab.web.team.readiness import plan_of
from livinglab.web.zones import ZONES, zone_here
from livinglab.words import t

ONLY_SHOWS = frozenset({"add", "remove", "show"})  # buttons that save nothing


@team.get("/studies/<study_id>/plan/edit")
def edit_plan(study_id: str) -> Answered:
    """The form of the plan; what keeps a saved one from being locked is told at its fields."""
    study = here(Study, study_id)
    current = plan_of(study)
    if study.locked:
        return redirect(url_for("team.plan", study_id=study.id))
    fields = fields_of(current) if current else blank(zone_here())
    return _form(study, fields, complaints_of(problems_found(study, current), fields))


@team.post("/studies/<study_id>/plan/edit")
def save_plan(study_id: str) -> Answered:
    """Saves the plan; the buttons that add, remove or show a part only show the form again."""
    study = here(Study, study_id)
    fields = fields_of_form(request.form)
    if ONLY_SHOWS & {*request.form}:
        return _form(study, _changed(study, fields))
    reading = read_plan(fields)
    if reading.plan is None:
        errors = [(complaint.field, t(f"plan.complaint_{complaint.code}")) for complaint in reading.complaints]
        return complain("team/plan_form.html", errors, **_shown(study, fields))
    kept = plan_of(study) or reading.plan
    try:
        actions.save_plan(by=by(), study=study, plan=with_kept(reading.plan, kept))
    except Refused as refused:
        flash(refused.words())
        return redirect(url_for("team.plan", study_id=study.id))
    flash(t("plan.saved"))
    return redirect(url_for("team.plan", study_id=study.id))


def _changed(study: Study, fields: PlanFields) -> PlanFields:
    """The fields after a button that adds or removes a part; an instrument brings its scale filled in."""
    add = request.form.get("add", "")
    asked = next((one for one in instruments_asked(study) if add == f"instrument-{one.code}"), None)
    fields = coded(fields)
    if asked is not None:
        return with_instrument(fields, asked)
    return changed(with_answers(fields, codebook_of(study)), add=add, remove=request.form.get("remove"))


def _form(study: Study, fields: PlanFields, complaints: Mapping[str, str] | None = None) -> str:
    return render_template("team/plan_form.html", **_shown(study, fields), errors=[], complaints=complaints or {})


def _shown(study: Study, fields: PlanFields) -> dict[str, object]:
    return {
        "study": study,
        "fields": fields,
        "offers": Offers(fields, codebook_of(study)),
        "measured": series_measured_in(study.id),
        "instruments": instruments_asked(study),
        "catalogue": CATALOGUE,
        "needs_of": needs_of,
        "unknown": unknown,
        "with_mark": with_mark,
        "ticked_first": ticked_first,
        "here": lambda part: {"formnovalidate": True, "formaction": f"{request.path}#{part}"},
        "zones": ZONES,
        "is_day": lambda written: not written or is_day(written),
        "line_of": line_of,
        "wide": True,
    }
