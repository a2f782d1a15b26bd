"""The unwanted effects reported during a field test: those noted, one more, those taken off."""

from __future__ import annotations

from typing import get_args

from flask import redirect, render_template, request, url_for

from analysis.harms_reported import Relation, Seriousness
from livinglab.actions.harms import Told, arms_of, record_harm, withdraw_harm
from livinglab.store.failures import Refused
from livinglab.store.harms import ReportedHarm, Reporter, harms_of
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.forms import Answered, day
from livinglab.web.team.blueprint import team
from livinglab.words import t

NEEDED = {
    "what": "harms.what_missing",
    "seriousness": "harms.seriousness_missing",
    "relation": "harms.relation_missing",
    "done": "harms.done_missing",
    "reporter": "harms.reporter_missing",
}


@team.get("/studies/<study_id>/unwanted-effects")
def reported_harms(study_id: str) -> Answered:
    """What was reported, and the form for one more."""
    return _page(here(Study, study_id), Entry())


@team.post("/studies/<study_id>/unwanted-effects")
def report_harm(study_id: str) -> Answered:
    """Notes one."""
    study, read, happened_on = here(Study, study_id), entry(NEEDED), day("happened_on")
    if happened_on is None:
        read = Entry(read.typed, {"happened_on": t("harms.date_wrong"), **read.complaints})
    if read.complaints or happened_on is None:
        return _page(study, read), 422
    words = (read.text(name) for name in ("what", "seriousness", "relation", "reporter", "done", "arm"))
    try:
        record_harm(by=by(), study=study, told=Told(happened_on, *words))
    except Refused as refusal:
        return _page(study, read.refused(refusal, "happened_on")), refusal.status
    return redirect(url_for("team.reported_harms", study_id=study.id, done="recorded"), 303)


@team.post("/unwanted-effects/<harm_id>/withdraw")
def take_harm_off(harm_id: str) -> Answered:
    """Takes one off, with a reason."""
    harm, read = here(ReportedHarm, harm_id), entry({})
    try:
        withdraw_harm(by=by(), harm=harm, reason=read.text("reason"))
    except Refused as refusal:
        return _page(harm.study, read.refused(refusal, f"reason-{harm.id}")), refusal.status
    return redirect(url_for("team.reported_harms", study_id=harm.study_id, done="withdrawn"), 303)


def _page(study: Study, read: Entry) -> str:
    done = request.args.get("done", "")
    return render_template(
        "team/harms.html",
        study=study,
        harms=harms_of(study.id),
        withdrawn=harms_of(study.id, withdrawn=True),
        words_of={"seriousness": get_args(Seriousness), "relation": get_args(Relation), "reporter": get_args(Reporter)},
        arms=arms_of(study),
        entry=read,
        done=done if done in ("recorded", "withdrawn") else "",
        wrong=bool(read.complaints),
    )
