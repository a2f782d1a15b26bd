"""ODK's own form engine as a client of the door: it downloads our form, fills it in, and sends it.

`python3 lab.py test` installs the engine from npm where Node.js is. Elsewhere this file is passed over;
tests/unit/test_web_openrosa.py and test_web_collect.py speak the protocol in Python.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from field import Phone
from flask import Flask
from lxml import etree
from people import cast, laboratory_in, lucie_in, open_study, published

from livinglab import actions
from livinglab.installation import field_engine
from livinglab.jobs import desk
from livinglab.jobs.field_forms import make_field_forms
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.responses import Response
from surveys import read_workbook

NODE = shutil.which("node")
HOW = field_engine.missing()

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(HOW), reason=HOW)]

EVERY_TYPE = {
    "/data/words/remark": "L’été 👩‍🔬",
    "/data/words/agreed": "OK",
    "/data/numbers/count": "3",
    "/data/numbers/cost": "2.5",
    "/data/numbers/ease": 7,
    "/data/moments/born": "1950-12-31",
    "/data/choices/agree": "2",
    "/data/choices/again": "3",
    "/data/choices/ways": ["foot", "bus"],
}


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A laboratory in the folder the worker finds in its environment."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()
    yield laboratory_in(tmp_path)
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def filled(form: bytes, answers: Mapping[str, object], folder: Path) -> bytes:
    """The submission the engine makes of these answers."""
    (folder / "form.xml").write_bytes(form)
    (folder / "answers.json").write_text(json.dumps(answers), "utf-8")
    command = [str(NODE), str(field_engine.FOLDER / "fill.mjs"), str(folder / "form.xml"), str(folder / "answers.json")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_every_type_travels_from_our_form_through_the_engine_to_a_response(
    worker: Flask, tmp_path: Path, questionnaires: Path
) -> None:
    content = read_workbook(questionnaires / "every_type.md").questionnaire
    assert content is not None
    with worker.app_context():
        people = cast()
        study = open_study(people)
        version = published(people, content)
        actions.assign_questionnaire(by=people.marc, study=study, wave="before", version=version)
        lucie = lucie_in(study).participant
        phone = Phone(worker, actions.issue_field_client(by=people.marc, study=study, name="Tablette").token)
        agreed, identifier = consent_texts(study)["fr"].digest, study.id
        ours = {"participant": lucie.pseudonym, "consent": agreed}
    make_field_forms.call_local(identifier)
    listed = etree.fromstring(phone.get("/formList").data)
    urls = {form.findtext("{*}formID"): form.findtext("{*}downloadUrl") for form in listed}
    form = phone.get(str(urls[f"study-{identifier}-before"])).data
    ours = {f"/data/livinglab/livinglab_{name}": value for name, value in ours.items()}
    answer = phone.send(filled(form, {**ours, **EVERY_TYPE}, tmp_path))
    with worker.app_context():
        stored = db.session.query(Response).one()
        assert (answer.status_code, stored.channel, stored.consent_id != "") == (201, "field_client", True)
        assert {name: stored.answers[name] for name in ("remark", "agreed", "count", "cost", "total", "ways")} == {
            "remark": "L’été 👩‍🔬",
            "agreed": "OK",
            "count": 3,
            "cost": 2.5,
            "total": 7.5,
            "ways": ["foot", "bus"],
        }
