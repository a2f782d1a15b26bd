"""The forms a field client downloads: their list, each of them, its files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import Response, request, url_for

from livinglab.store.attachments import questionnaire_files
from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.field_clients import FieldForm, client_by_token, forms_offered
from livinglab.web.downloads import download
from livinglab.web.openrosa.blueprint import openrosa, xml
from surveys.openrosa import documents
from surveys.openrosa.table_files import table_files


@openrosa.get("/formList")
def form_list(token: str) -> Response:
    """What the study asks now, or the one form asked about (`formID`).

    A study that closes invites nobody: its forms are hidden, what is sent is taken.
    """
    study = client_by_token(token).study
    asked = request.args.get("formID")
    forms = forms_offered(study) if study.state == "open" else ()
    return xml(documents.form_list(_listed(token, form) for form in forms if asked in (None, form.form_id)))


@openrosa.get("/forms/<form>.xml")
def form(token: str, form: str) -> Response:
    """A form, byte for byte as its hash says."""
    return xml(_form(token, form).xform or b"")


@openrosa.get("/forms/<form>/manifest")
def manifest(token: str, form: str) -> Response:
    """The files of a form."""
    found = _form(token, form)
    listed = (
        documents.ListedFile(name, md5, url_for("openrosa.file", token=token, form=found.id, name=name, _external=True))
        for name, md5 in _hashes(found).items()
    )
    return xml(documents.manifest(listed))


@openrosa.get("/forms/<form>/files/<path:name>")
def file(token: str, form: str, name: str) -> Response:
    """One file of a form."""
    version = _form(token, form).version
    kept = questionnaire_files(version).get(name)
    if kept is not None:
        return download(kept.path, kept.media_type, name)
    table = table_files(version.content).get(name)
    if table is None:
        raise NotFound
    return download(io.BytesIO(table), "application/octet-stream", name)


def _form(token: str, identifier: str) -> FieldForm:
    client = client_by_token(token)
    found = db.session.get(FieldForm, identifier)
    if found is None or found.study_id != client.study_id or found.xform is None:
        raise NotFound
    return found


def _listed(token: str, form: FieldForm) -> documents.ListedForm:
    with_files = bool(form.version.content.tables) or bool(questionnaire_files(form.version))
    return documents.ListedForm(
        form_id=form.form_id,
        name=form.title,
        version=form.form_version,
        hash=form.hash,
        download_url=url_for("openrosa.form", token=token, form=form.id, _external=True),
        manifest_url=url_for("openrosa.manifest", token=token, form=form.id, _external=True) if with_files else "",
    )


def _hashes(form: FieldForm) -> Mapping[str, str]:
    """File name → hash: the files that were given, and the tables that are part of the questionnaire."""
    tables = {name: documents.md5_of(content) for name, content in table_files(form.version.content).items()}
    return tables | {name: _md5_at(kept.path) for name, kept in questionnaire_files(form.version).items()}


@lru_cache(maxsize=256)
def _md5_at(path: Path) -> str:
    """Computed once per process: the name of a kept file is its content."""
    return documents.md5_of(path.read_bytes())
