"""The job that makes the forms of field clients. Light to import: what is heavy is imported when the worker begins."""

from __future__ import annotations

import hashlib
import logging

from sqlalchemy import select

from livinglab.actions.field_clients import keep_field_form
from livinglab.jobs import queue
from livinglab.jobs.desk import desk
from livinglab.jobs.queue import huey
from livinglab.store.consents import ConsentText, consent_texts
from livinglab.store.database import db
from livinglab.store.field_clients import FieldClient, FieldForm, form_id, forms_now
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import served_now
from livinglab.store.studies import Study
from livinglab.words import either

log = logging.getLogger(__name__)

LONGEST = 80  # characters of a workbook's version
DOWNLOADS = (FieldClient.kind == "odk", FieldClient.revoked_at.is_(None))  # the devices that have forms to fetch
SHORT = 8  # hexadecimal digits: clients show the version to people


def ask_for_field_forms(study: Study) -> None:
    """Puts the making of a study's forms in the queue, if a field client collects for it."""
    chosen = select(FieldClient.id).where(FieldClient.study_id == study.id, *DOWNLOADS)
    if db.session.scalars(chosen).first() is not None:
        queue.prepare()
        make_field_forms(study.id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def make_field_forms(study_id: str) -> None:
    """Makes every form of a study that is still to be made; a form that cannot be made keeps the reason."""
    with desk().app_context():
        study = db.session.get(Study, study_id)
        texts = tuple(consent_texts(study).values()) if study is not None else ()
        if study is None or not texts:
            return
        served = served_now(study)
        for wave in [wave for wave, form in forms_now(study).items() if form is None]:
            keep_field_form(form=_made(study, wave, served[wave], texts))


def resume_field_forms() -> None:
    """Asks again for the forms a stopped worker did not make."""
    with desk().app_context():
        collecting = select(FieldClient.study_id).where(*DOWNLOADS).distinct()
        studies = db.session.scalars(collecting).all()
    for study_id in studies:
        make_field_forms(study_id)


def _made(study: Study, wave: str, version: QuestionnaireVersion, texts: tuple[ConsentText, ...]) -> FieldForm:
    from surveys.openrosa.documents import md5_of
    from surveys.openrosa.introduction import ConsentShown, field_questionnaire
    from surveys.openrosa.xform import NotConverted, xform

    content = version.content
    consents = tuple(ConsentShown(text.language, text.text, text.digest) for text in texts)
    form_version = f"{content.version[:LONGEST]}-{_fingerprint(version, texts)}"
    title = _title(study, wave, version)
    form = field_questionnaire(content, form_id(study.id, wave), form_version, title, consents)
    made, fault = None, None
    try:
        made = xform(form)
    except NotConverted as refused:
        fault = str(refused)
    except Exception:
        log.exception("no form for version %s", version.id)
        fault = "?"
    return FieldForm(
        study_id=study.id,
        wave=wave,
        version_id=version.id,
        consent_version=texts[0].version,
        title=title,
        form_version=form_version,
        hash=md5_of(made) if made else "",
        xform=made,
        fault=fault,
    )


def _fingerprint(version: QuestionnaireVersion, texts: tuple[ConsentText, ...]) -> str:
    """What the form is made from: clients download it again when any of it changes."""
    made_from = [version.digest, *(text.digest for text in texts)]
    return hashlib.sha256(" ".join(made_from).encode()).hexdigest()[:SHORT]


def _title(study: Study, wave: str, version: QuestionnaireVersion) -> str:
    """The questionnaire and, where a study has several, the wave: what people choose from on the phone."""
    from analysis import plan_json

    language = version.content.default_language
    title = either(version.content.title, language)
    waves = plan_json.loads(study.plan).waves if study.plan else ()
    label = next((either(each.label, language) for each in waves if each.code == wave), wave)
    return f"{title} – {label}" if len(waves) > 1 else title
