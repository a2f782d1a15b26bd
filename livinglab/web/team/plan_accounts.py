"""The economic and environmental questions of a plan: one page, without script, saved with the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import flash, redirect, render_template, request, url_for

from analysis.environment.factors import CHECKED_ON, FACTORS
from analysis.plan import Plan
from livinglab.actions import studies as actions
from livinglab.store.failures import Refused
from livinglab.store.measurements import parameters_of, series_measured_in
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.team.account_form import AccountFields, fields_of, fields_of_form, spared
from livinglab.web.team.account_reading import GROUPS, LAWS, accounts_of
from livinglab.web.team.blueprint import team
from livinglab.web.team.plan_kept import with_words_kept
from livinglab.web.team.plan_offers import unknown, with_mark
from livinglab.web.team.readiness import plan_of
from livinglab.words import t


@team.get("/studies/<study_id>/plan/accounts")
def plan_accounts(study_id: str) -> Answered:
    """The form of the accounts; without a plan, the plan comes first."""
    study = here(Study, study_id)
    current = plan_of(study)
    if study.locked or current is None:
        return redirect(url_for("team.plan", study_id=study.id))
    shown = _shown(study, current, fields_of(current))
    return render_template("team/plan_accounts.html", **shown, errors=[], complaints={})


@team.post("/studies/<study_id>/plan/accounts")
def save_plan_accounts(study_id: str) -> Answered:
    """Saves the accounts with the plan, which stays as it was in all else."""
    study = here(Study, study_id)
    current = plan_of(study)
    if current is None:
        return redirect(url_for("team.plan", study_id=study.id))
    sent = fields_of_form(request.form)
    reading = accounts_of(sent)
    if reading.complaints:
        errors = [(one.field, t(f"plan_accounts.complaint_{one.code}")) for one in reading.complaints]
        return complain("team/plan_accounts.html", errors, **_shown(study, current, spared(sent)))
    economics = with_words_kept(reading.economics, current.economics)
    new = replace(current, economics=economics, environment=reading.environment)
    try:
        actions.save_plan(by=by(), study=study, plan=new)
    except Refused as refused:
        flash(refused.words())
        return redirect(url_for("team.plan", study_id=study.id))
    flash(t("plan.saved"))
    return redirect(url_for("team.plan", study_id=study.id))


def _shown(study: Study, current: Plan, shown: AccountFields) -> dict[str, object]:
    return {
        "study": study,
        "plan": current,
        "fields": shown,
        "unknown": unknown,
        "with_mark": with_mark,
        "laws": LAWS,
        "groups": GROUPS,
        "parameters": parameters_of(study.id),
        "measured": series_measured_in(study.id),
        "factors": FACTORS,
        "checked_on": date.fromisoformat(CHECKED_ON),
        "wide": True,
    }
