"""The consent text of a study: written, previewed, published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.consents import publish_consent as publish
from livinglab.jobs.field_forms import ask_for_field_forms
from livinglab.store.consents import consent_texts
from livinglab.store.failures import Refused
from livinglab.store.serving import languages_served
from livinglab.store.studies import Study
from livinglab.web.access import by, here
from livinglab.web.forms import Answered, complain
from livinglab.web.team.blueprint import team
from livinglab.words import LANGUAGES, t
from surveys.languages import in_order, own_name


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
    return _form(study, texts)


@team.post("/studies/<study_id>/consent/edit")
def publish_consent(study_id: str) -> Answered:
    """Publishes the text, or shows its preview."""
    study = here(Study, study_id)
    text = {code: request.form.get(f"text_{code}", "").strip() for code, _ in _languages(study)}
    missing = [f"text_{code}" for code in LANGUAGES if not text[code]]
    if missing:
        errors = [(missing[0], t("studies.consent_missing"))]
        return complain("team/consent_form.html", errors, study=study, text=text, written_in=_languages(study))
    if "preview" in request.form:
        return _form(study, text, preview=True)
    try:
        publish(by=by(), study=study, text=text)
    except Refused as refused:
        errors = [("text_fr", refused.words())]
        return complain("team/consent_form.html", errors, study=study, text=text, written_in=_languages(study))
    ask_for_field_forms(study)
    flash(t("studies.consent_published"))
    return redirect(url_for("team.study", study_id=study.id))


def _form(study: Study, text: Mapping[str, str], *, preview: bool = False) -> str:
    return render_template(
        "team/consent_form.html", study=study, text=text, written_in=_languages(study), preview=preview
    )


def _languages(study: Study) -> Sequence[tuple[str, str]]:
    """The languages the text can be written in: ours, and those respondents can choose. Code and own name."""
    served = languages_served(study)
    return [(code, own_name(code, served.get(code, ""))) for code in in_order((*LANGUAGES, *served))]
