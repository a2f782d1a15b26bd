"""The participants of a study: enrolled, given links, withdrawn. Known by pseudonym only."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, url_for

from analysis.plan import Plan
from livinglab.actions.participants import (
    MOST_AT_ONCE,
    Enrolled,
    Newcomer,
)
from livinglab.actions.participants import enrol_participants as enrol
from livinglab.actions.participants import (
    issue_link as issue,
)
from livinglab.actions.participants import (
    withdraw_participant as withdraw,
)
from livinglab.store.failures import Refused
from livinglab.store.overview import participants_of, waves_answered
from livinglab.store.studies import Participant, Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, typed, whole
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.words import either, t
from surveys.taken_home import csv_file

AT_RANDOM = "random"


@team.get("/studies/<study_id>/participants")
def participants(study_id: str) -> Answered:
    """Who takes part, and the form to enrol more."""
    return render_template(
        "team/participants.html", **_shown(here(Study, study_id)), typed={}, errors=[], complaints={}
    )


@team.post("/studies/<study_id>/participants")
def enrol_participants(study_id: str) -> Answered:
    """Enrols people and shows their links once. The same form sent twice enrols once."""
    study = here(Study, study_id)
    fields = typed("count", "arm", "already")
    number, already = whole("count"), whole("already")
    if already != len(participants_of(study.id)):
        flash(t("studies.enrolled_already"))
        return redirect(url_for("team.participants", study_id=study.id))
    if number is None or not 1 <= number <= MOST_AT_ONCE:
        errors = [("count", t("studies.enrol_count_wrong", most=MOST_AT_ONCE))]
        return complain("team/participants.html", errors, **_shown(study), typed=fields)
    try:
        enrolled = enrol(
            by=by(),
            study=study,
            newcomers=_newcomers(study, fields["arm"], number),
            randomise=fields["arm"] == AT_RANDOM,
        )
    except Refused as refused:
        return complain("team/participants.html", [("count", refused.words())], **_shown(study), typed=fields)
    return _links(study, enrolled)


@team.post("/participants/<participant_id>/link")
def issue_link(participant_id: str) -> Answered:
    """A new personal link; the earlier one stops working."""
    participant = here(Participant, participant_id)
    try:
        enrolled = issue(by=by(), participant=participant)
    except Refused as refused:
        flash(refused.words())
        return redirect(url_for("team.participants", study_id=participant.study_id))
    return _links(participant.study, [enrolled])


@team.get("/participants/<participant_id>/withdraw")
def leaving(participant_id: str) -> Answered:
    """What leaving means, and what becomes of the responses."""
    participant = here(Participant, participant_id)
    return render_template("team/withdraw.html", participant=participant, study=participant.study)


@team.post("/participants/<participant_id>/withdraw")
def withdraw_participant(participant_id: str) -> Answered:
    """Ends the participation."""
    participant = here(Participant, participant_id)
    fields = typed("reason", "scope")
    withdraw(by=by(), participant=participant, reason=fields["reason"], erase=fields["scope"] == "all")
    flash(t("studies.withdrawn", pseudonym=participant.pseudonym))
    return redirect(url_for("team.participants", study_id=participant.study_id))


def _newcomers(study: Study, arm: str, number: int) -> Sequence[Newcomer]:
    chosen = arm if arm in _arms(plan_of(study)) else None
    return [Newcomer(arm=chosen)] * number


def _links(study: Study, enrolled: Sequence[Enrolled]) -> str:
    arms = _arms(plan_of(study))
    rows = [
        (
            one.participant.pseudonym,
            arms.get(one.participant.arm or "", ""),
            url_for("participant.home", token=one.token, _external=True),
        )
        for one in enrolled
    ]
    heading = (t("studies.pseudonym"), t("studies.arm"), t("studies.link"))
    file = base64.b64encode(csv_file([heading, *rows])).decode()
    return render_template("team/links.html", study=study, rows=rows, file=f"data:text/csv;base64,{file}", wide=True)


def _arms(plan: Plan | None) -> Mapping[str, str]:
    return {arm.code: either(arm.label) for arm in plan.arms} if plan else {}


def _waves(plan: Plan | None, answered: frozenset[str]) -> Mapping[str, str]:
    """The waves answered, in the order of the plan: code and label."""
    if plan is None:
        return {code: code for code in sorted(answered)}
    return {wave.code: either(wave.label) for wave in plan.waves if wave.code in answered}


def _shown(study: Study) -> dict[str, object]:
    plan = plan_of(study)
    answered = waves_answered(study.id)
    people = participants_of(study.id)
    return {
        "study": study,
        "participants": [(person, _waves(plan, answered.get(person.id, frozenset()))) for person in people],
        "arms": _arms(plan),
        "randomised": plan is not None and plan.design == "randomised",
        "wide": True,
    }
