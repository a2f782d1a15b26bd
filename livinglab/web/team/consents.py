"""The consent text of a study: written, previewed, published."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.consents import publish_consent as publish
from livinglab.jobs.field_forms import ask_for_field_forms
from livinglab.store.consents import consent_texts
from livinglab.store.failures import Refused
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain, in_languages
from livinglab.web.team.blueprint import team
from livinglab.words import t


@team.get("/studies/<study_id>/consent")
def consent(study_id: str) -> Answered:
    """The text in force, as participants read it."""
    study = here(Study, study_id)
    return render_template("team/consent.html", study=study, texts=consent_texts(study))


@team.get("/studies/<study_id>/consent/edit")
def write_consent(study_id: str) -> Answered:
    """The form, with the text in force to start from."""
    study = here(Study, study_id)
    texts = {language: text.text for language, text in consent_texts(study).items()}
    return render_template("team/consent_form.html", study=study, text=texts, errors=[], complaints={})


@team.post("/studies/<study_id>/consent/edit")
def publish_consent(study_id: str) -> Answered:
    """Publishes the text, or shows its preview."""
    study = here(Study, study_id)
    text = in_languages("text")
    missing = [f"text_{language}" for language, words in text.items() if not words]
    if missing:
        errors = [(missing[0], t("studies.consent_missing"))]
        return complain("team/consent_form.html", errors, study=study, text=text)
    if "preview" in request.form:
        return render_template("team/consent_form.html", study=study, text=text, preview=True, errors=[], complaints={})
    try:
        publish(by=by(), study=study, text=text)
    except Refused as refused:
        return complain("team/consent_form.html", [("text_fr", refused.words())], study=study, text=text)
    ask_for_field_forms(study)
    flash(t("studies.consent_published"))
    return redirect(url_for("team.study", study_id=study.id))
