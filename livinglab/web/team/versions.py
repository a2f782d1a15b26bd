"""Versions of a questionnaire side by side, and which version a wave asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.questionnaires import Departure, require_files
from livinglab.actions.questionnaires import assign_questionnaire as assign
from livinglab.jobs.field_forms import ask_for_field_forms
from livinglab.store.attachments import awaited_files
from livinglab.store.comparability import Break, new_breaks
from livinglab.store.failures import Refused
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import served_now
from livinglab.store.studies import Study
from livinglab.web.access import by, here, here_within
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.web.team.readiness import plan_of
from livinglab.words import either, t
from surveys.changes import changes


def previous_versions(versions: Sequence[QuestionnaireVersion]) -> Mapping[str, QuestionnaireVersion]:
    """Version → the one published before it, of the same questionnaire. `versions` come newest first."""
    latest: dict[str, QuestionnaireVersion] = {}
    previous: dict[str, QuestionnaireVersion] = {}
    for version in reversed(versions):
        if version.questionnaire_id in latest:
            previous[version.id] = latest[version.questionnaire_id]
        latest[version.questionnaire_id] = version
    return previous


def shown(study: Study) -> dict[str, object]:
    """What the page of the questionnaires shows, but the complaints."""
    plan = plan_of(study)
    served = served_now(study)
    versions = questionnaire_versions_of(study.project_id)
    return {
        "study": study,
        "waves": plan.waves if plan else (),
        "versions": [(version, [wave for wave, one in served.items() if one.id == version.id]) for version in versions],
        "previous": previous_versions(versions),
        "awaiting": {version.id for version in versions if awaited_files(version)},
        "served": {wave: version.id for wave, version in served.items()},
        "wide": True,
    }


@team.get("/studies/<study_id>/questionnaires/<version_id>/changes")
def compare_versions(study_id: str, version_id: str) -> Answered:
    """What changed since an earlier version: the one before, or the one asked for."""
    study = here(Study, study_id)
    version = here_within(study.project_id, QuestionnaireVersion, version_id)
    versions = questionnaire_versions_of(study.project_id)
    others = [one for one in versions if one.questionnaire_id == version.questionnaire_id and one.id != version.id]
    previous = previous_versions(versions).get(version.id) or next(iter(others), None)
    wanted = request.args.get("since") or (previous.id if previous else "")
    older = next((one for one in others if one.id == wanted), None)
    if older is None:
        flash(t("questionnaires.changes_first"))
        return redirect(url_for("team.questionnaires", study_id=study.id))
    found = changes(older.content, version.content)
    return render_template(
        "team/version_changes.html", study=study, version=version, older=older, others=others, changes=found, wide=True
    )


@team.post("/studies/<study_id>/questionnaires/assign")
def assign_questionnaire(study_id: str) -> Answered:
    """Serves the version chosen at each wave; says first which planned comparisons that breaks."""
    study = here(Study, study_id)
    chosen = _chosen(study)
    for wave, version in chosen.items():
        try:
            require_files(version)
        except Refused as refused:
            return _refused(study, wave, refused)
    broken = _broken(study, chosen)
    why = request.form.get("why", "").strip()
    if broken and ("confirm" not in request.form or (study.locked and not why)):
        return _confirm(study, chosen, broken, asked="confirm" in request.form)
    departure = Departure(_told(broken), why) if broken and study.locked else None
    for wave, version in chosen.items():
        try:
            assign(by=by(), study=study, wave=wave, version=version, departure=departure)
        except Refused as refused:
            return _refused(study, wave, refused)
        departure = None
    ask_for_field_forms(study)
    flash(t("questionnaires.assigned"))
    return redirect(url_for("team.questionnaires", study_id=study.id))


def _refused(study: Study, wave: str, refused: Refused) -> Answered:
    return complain("team/questionnaires.html", [(f"wave-{wave}", refused.words())], **shown(study))


def _chosen(study: Study) -> Mapping[str, QuestionnaireVersion]:
    """Wave → version, for the waves whose version changes."""
    plan, served = plan_of(study), served_now(study)
    asked = {wave.code: request.form.get(f"wave-{wave.code}", "") for wave in (plan.waves if plan else ())}
    return {
        wave: here_within(study.project_id, QuestionnaireVersion, identifier)
        for wave, identifier in asked.items()
        if identifier and (wave not in served or served[wave].id != identifier)
    }


def _broken(study: Study, chosen: Mapping[str, QuestionnaireVersion]) -> tuple[Break, ...]:
    plan = plan_of(study)
    if plan is None:
        return ()
    now = {wave: version.content for wave, version in served_now(study).items()}
    then = {**now, **{wave: version.content for wave, version in chosen.items()}}
    return new_breaks(plan, now, then, answering=study.takes_answers)


def _confirm(
    study: Study, chosen: Mapping[str, QuestionnaireVersion], broken: tuple[Break, ...], *, asked: bool
) -> Answered:
    errors = [("why", t("questionnaires.breaks_why_missing"))] if asked else []
    page = render_template(
        "team/assign_breaks.html",
        study=study,
        chosen=chosen,
        broken=broken,
        errors=errors,
        complaints=dict(errors),
        wrong=asked,
        wide=True,
    )
    return page, 422 if asked else 409


def _told(broken: tuple[Break, ...]) -> str:
    """The breaks in words, for the list of deviations: in the language of whoever accepts them."""
    lines = dict.fromkeys(
        t(
            "questionnaires.breaks_line",
            outcome=either(one.outcome.label),
            wave=either(one.later.label),
            question=one.change.name,
            what=either(one.change.kind.what),
        )
        for one in broken
    )
    return "\n".join(lines)
