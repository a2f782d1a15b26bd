"""What was set aside: the list, and for each the reasons, the answers as given, and how to settle it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions import quarantine as actions
from livinglab.store.attachments import files_set_aside
from livinglab.store.failures import NotFound, Refused
from livinglab.store.finding import response_of
from livinglab.store.paper_entries import paper_of_response
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Quarantine, set_aside_of
from livinglab.store.serving import ever_served
from livinglab.store.studies import Study
from livinglab.web.access import by, here, here_within
from livinglab.web.downloads import download
from livinglab.web.forms import Answered, typed
from livinglab.web.participant.cards import engine_fields
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.web.team.repair import Repair, removed, repair_of, repaired
from livinglab.words import either, t


@dataclass(frozen=True)
class Refusal:
    """What could not be done, and the field where it is put right."""

    field: str = ""
    sentence: str = ""


@team.get("/studies/<study_id>/set-aside")
def set_aside(study_id: str) -> Answered:
    """Everything a study has set aside, what waits first."""
    study = here(Study, study_id)
    return render_template(
        "team/set_aside.html", study=study, rows=set_aside_of(study.id), waves=_waves(study), wide=True
    )


@team.get("/set-aside/<quarantine_id>")
def one_set_aside(quarantine_id: str) -> Answered:
    """One of them: who, why, what was answered, and what to do."""
    return _page(here(Quarantine, quarantine_id))


@team.get("/set-aside/<quarantine_id>/original.xml")
def original(quarantine_id: str) -> Answered:
    """What the device sent, byte for byte."""
    found = here(Quarantine, quarantine_id)
    if found.original is None:
        raise NotFound
    return download(io.BytesIO(found.original), "application/xml", f"{found.response_id}.xml")


@team.post("/set-aside/<quarantine_id>/person")
def attribute_set_aside(quarantine_id: str) -> Answered:
    """Says who it is from, and which version it answers."""
    found = here(Quarantine, quarantine_id)
    fields = typed("code", "version")
    version = here_within(found.project_id, QuestionnaireVersion, fields["version"]) if fields["version"] else None
    try:
        actions.attribute_set_aside(by=by(), quarantine=found, code=fields["code"], version=version)
    except Refused as refused:
        return _page(found, Refusal("code", refused.words())), refused.status
    return _again(found)


@team.post("/set-aside/<quarantine_id>/repair")
def repair_set_aside(quarantine_id: str) -> Answered:
    """Keeps the answers put right on the page, or takes one away."""
    found = here(Quarantine, quarantine_id)
    repair = repair_of(found)
    if repair is None:
        raise NotFound
    fields = request.form.to_dict(flat=False)
    if "remove" in request.form:
        answers = removed(repair, request.form["remove"])
    else:
        answers = repaired(repair, engine_fields(repair.sheet, repair.page, fields))
    try:
        actions.repair_set_aside(by=by(), quarantine=found, answers=answers)
    except Refused as refused:
        return _page(found, Refusal("", refused.words())), refused.status
    return _again(found)


@team.post("/set-aside/<quarantine_id>/accept")
def accept_set_aside(quarantine_id: str) -> Answered:
    """Makes a response of it, and gives it its files."""
    found = here(Quarantine, quarantine_id)
    try:
        actions.accept_set_aside(by=by(), quarantine=found, replace="replace" in request.form)
    except Refused as refused:
        return _page(found, Refusal("accept", _said(refused))), refused.status
    flash(t("set_aside.accepted"))
    return redirect(url_for("team.set_aside", study_id=found.study_id))


@team.post("/set-aside/<quarantine_id>/reject")
def reject_set_aside(quarantine_id: str) -> Answered:
    """Leaves it out of the study, with the reason."""
    found = here(Quarantine, quarantine_id)
    try:
        actions.reject_set_aside(by=by(), quarantine=found, note=typed("note")["note"])
    except Refused as refused:
        return _page(found, Refusal("note", refused.words())), refused.status
    flash(t("set_aside.rejected"))
    return redirect(url_for("team.set_aside", study_id=found.study_id))


def _said(refused: Refused) -> str:
    """The sentence for the team; the other one is for the person who answers."""
    if refused.code in ("already_answered", "response_differs"):
        return t("set_aside.accept_replaces")
    return t("set_aside.accept_not_yet") if refused.code == "answers_to_put_right" else refused.words()


def _again(found: Quarantine) -> Answered:
    flash(t("set_aside.kept"))
    return redirect(url_for("team.one_set_aside", quarantine_id=found.id))


def _page(found: Quarantine, refusal: Refusal | None = None) -> str:
    repair = repair_of(found)
    person = found.participant
    return render_template(
        "team/one_set_aside.html",
        study=found.study,
        waves=_waves(found.study),
        found=found,
        paper=paper_of_response(found.response_id),
        repair=repair,
        files=files_set_aside(found),
        versions=_versions(found, repair),
        answered=person is not None and response_of(person, found.wave or "") is not None,
        errors=[(refusal.field, refusal.sentence)] if refusal and refusal.field else [],
        complaints={refusal.field: refusal.sentence} if refusal else {},
        refused=refusal.sentence if refusal and not refusal.field else "",
        wrong=refusal is not None,
        wide=True,
    )


def _waves(study: Study) -> dict[str, str]:
    plan = plan_of(study)
    return {wave.code: either(wave.label) for wave in plan.waves} if plan else {}


def _versions(found: Quarantine, repair: Repair | None) -> list[tuple[str, str]]:
    """The versions its wave ever asked, the one it answers first; nothing to choose when there is one."""
    ever = ever_served(found.study, found.wave or "")
    own = repair.sheet.version.id if repair else ""
    ordered = sorted(ever, key=lambda version: version.id != own)
    return [(version.id, f"{version.content.version} – {version.digest[7:15]}") for version in ordered]
