"""What a device keeps of a form: the document, its files, the sign of the app, and where the wave stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from forms_by_hand import form
from media import photograph
from respondents import BENCH, OUTINGS, Site, open_site
from werkzeug.test import TestResponse

from livinglab.actions.consents import give_consent
from livinglab.actions.questionnaires import assign_questionnaire, store_questionnaire
from livinglab.actions.responses import save_draft
from livinglab.actions.studies import close_study
from livinglab.store.actors import OPERATOR
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.projects import Project
from livinglab.store.serving import served

ID = "1" * 32
REMARK = {"remark": "Le banc est loin"}


class Phone:
    """A browser behind the personal link of someone who agreed to take part."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.token = site.new_link()
        self.client: FlaskClient = site.app.test_client(use_cookies=False)
        with site.app.app_context():
            text = consent_texts(site.study)["fr"]
            give_consent(by=participant_by_token(self.token), consent_text=text)

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/a/{self.token}{path}", headers={"Accept-Language": "fr"})

    def document(self, query: str = "") -> BeautifulSoup:
        answer = self.get(f"/form/t0{query}")
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    def standing(self) -> Any:
        return self.get("/form/t0/state").json

    def writes(self, answers: dict[str, Any]) -> None:
        with self.site.app.app_context():
            person = participant_by_token(self.token)
            version = served(person.study, "t0")
            assert version is not None
            save_draft(by=person, wave="t0", response_id=ID, version=version, answers=answers, language="fr")


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(open_site(tmp_path))


def data(document: BeautifulSoup) -> Any:
    found = document.find(id="whole")
    assert found is not None
    return json.loads(found.text)


def test_the_document_holds_every_page_once_asked_or_not(phone: Phone) -> None:
    pages = phone.document().find_all("template", attrs={"data-page": True})
    assert [page["data-page"] for page in pages] == ["going_out", "confidence", "words"]
    assert [card["id"] for card in pages[0].select(".question")] == ["c-welcome", "c-outings", "c-with_someone"]


def test_a_repeat_is_there_once_and_its_list(tmp_path: Path) -> None:
    phone = Phone(open_site(tmp_path, form(REPEATED)))
    pages = phone.document().find_all("template", attrs={"data-page": True})
    assert [(page["data-page"], page.get("data-repeat")) for page in pages] == [
        ("outings", None),
        ("trip", None),
        ("trip", "trip"),
    ]


REPEATED = """
| survey |
| | type | name | label | relevant | repeat_count |
| | integer | outings | How many? | | |
| | begin repeat | trip | Trips | ${outings} > 0 | ${outings} |
| | text | where | Where? | | |
| | end repeat | | | | |
"""


def test_the_document_holds_neither_the_secret_nor_what_was_answered(tmp_path: Path) -> None:
    phone = Phone(open_site(tmp_path, PICTURED, {"bench.jpg": PICTURE}))
    phone.writes(REMARK)
    html = phone.get("/form/t0?lang=fr").text
    assert (phone.token in html, REMARK["remark"] in html, ID in html) == (False, False, False)
    assert "../media/" in html


PICTURE = photograph()
PICTURED = replace(
    OUTINGS,
    questions=tuple(
        replace(question, media={"image": {"fr": "bench.jpg"}}) if question.name == "outings" else question
        for question in OUTINGS.questions
    ),
    files={"bench.jpg": hashlib.sha256(PICTURE).hexdigest()},
)


def test_an_older_version_is_there_for_who_began_with_it(phone: Phone) -> None:
    newer = replace(OUTINGS, version="2")
    with phone.site.app.app_context():
        study = phone.site.study
        project = db.session.get_one(Project, study.project_id)
        stored = store_questionnaire(by=OPERATOR, project=project, content=newer, filename="outings.md", source=b"new")
        assign_questionnaire(by=OPERATOR, study=study, wave="t0", version=stored)
    assert data(phone.document())["digest"] == newer.digest
    assert data(phone.document(f"?version={OUTINGS.digest}"))["digest"] == OUTINGS.digest
    assert phone.get(f"/form/t0?version={BENCH.digest}").status_code == 404


def test_the_files_of_a_release_never_change_and_no_other_is_served(phone: Phone) -> None:
    told = data(phone.document())
    answers = [phone.client.get(f"/a/kept/{told['release']}/{name}") for name in told["files"]]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"public, max-age=31536000, immutable"}
    assert phone.client.get(f"/a/kept/{'0' * 16}/look.css").status_code == 404
    assert phone.client.get(f"/a/kept/{told['release']}/board.js").status_code == 404


def test_an_icon_on_the_home_screen_opens_the_personal_page(phone: Phone) -> None:
    told = phone.get("/manifest.webmanifest").json
    assert told is not None
    assert (told["name"], told["start_url"], told["scope"]) == ("Balades partagées", f"/a/{phone.token}", "/a/")
    assert {phone.client.get(icon["src"]).status_code for icon in told["icons"]} == {200}


def test_a_device_is_told_what_the_server_keeps(phone: Phone) -> None:
    phone.writes(REMARK)
    told = phone.standing()
    assert (told["state"], told["id"], told["answers"], told["questionnaire"], told["revision"]) == (
        "open",
        ID,
        REMARK,
        OUTINGS.digest,
        1,
    )


def test_a_device_is_told_why_a_wave_cannot_be_answered(phone: Phone) -> None:
    stranger = phone.site.new_link()
    assert phone.client.get(f"/a/{stranger}/form/t0/state").json == {**NOTHING, "state": "not_agreed"}
    assert phone.client.get("/a/nobody/form/t0/state").status_code == 404
    assert phone.get("/form/t1/state").json == {**NOTHING, "state": "closed"}
    with phone.site.app.app_context():
        close_study(by=OPERATOR, study=phone.site.study)
    assert phone.standing() == {**NOTHING, "state": "closed"}


NOTHING = {
    "livinglab": 1,
    "id": "",
    "questionnaire": "",
    "answers": {},
    "revision": 0,
    "started_at": None,
    "receipt": "",
    "release": "",
}


def test_the_participants_page_offers_it(phone: Phone) -> None:
    home = BeautifulSoup(phone.get("").text, "html.parser")
    assert [link.text for link in home.select(f'a[href="/a/{phone.token}/form/t0"]')] == ["Répondre sans réseau"]
