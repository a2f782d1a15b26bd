"""Files at the team's: in the archive of answers, beside an answer, with a questionnaire."""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, Page, Upload
from flask import Flask
from forms_by_hand import form
from media import MP3, PDF, photograph
from people import SLEEP, Cast, lucie_in, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.actions import Enrolled
from livinglab.actions.exported_files import ExportedFiles
from livinglab.commands import database, export
from livinglab.installation.refusal import Refusal
from livinglab.store import now
from livinglab.store.attachments import questionnaire_files
from livinglab.store.audit import AuditLine
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from surveys.codebook import union
from surveys.questions import Question
from surveys.submission import Submission
from surveys.values import Rows, from_json

PICTURED = replace(
    SLEEP,
    questions=(
        *SLEEP.questions,
        Question("bed", "image", {"fr": "Le lit"}),
        Question("note", "file", {"fr": "Une note"}),
    ),
)
RESPONSE = "r" * 32


@pytest.fixture
def study(people: Cast) -> Study:
    """An open study whose questionnaire asks for files."""
    study = open_study(people)
    actions.assign_questionnaire(by=people.marc, study=study, wave="before", version=stored(people, {}))
    return study


def stored(people: Cast, files: dict[str, bytes]) -> QuestionnaireVersion:
    content = replace(PICTURED, files=dict.fromkeys(files, "given"))
    return actions.store_questionnaire(
        by=people.marc, project=people.balades, content=content, filename="a.md", source=b"", files=files
    )


def sent_by(lucie: Enrolled, study: Study, response_id: str = RESPONSE, **answers: object) -> None:
    actions.give_consent(by=lucie.participant, consent_text=consent_texts(study)["fr"])
    given = from_json({"hours": 7, **answers})
    sent = Submission(response_id, PICTURED.digest, given, "fr", "page", now(), now())
    actions.accept_submission(by=lucie.participant, wave="before", submission=sent)


def kept(lucie: Enrolled, content: bytes, name: str, response_id: str = RESPONSE) -> str:
    by = lucie.participant
    return actions.keep_attachment(by=by, response_id=response_id, source=io.BytesIO(content), name=name).name


def archive_of(desk: Desk, study: Study) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(desk.send(desk.open(f"/studies/{study.id}"), "take-answers").answer.data))


def test_the_archive_holds_the_files_and_the_table_says_which(laboratory: Flask, people: Cast, study: Study) -> None:
    lucie = lucie_in(study)
    bed, note = kept(lucie, photograph(), "lit.jpg"), kept(lucie, PDF, "mot.pdf")
    sent_by(lucie, study, bed=bed, note=note)
    archive = archive_of(Desk(laboratory).known_as(people.rose), study)
    (row,) = csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig")))
    who = lucie.participant.pseudonym
    assert (row["bed"], row["note"]) == (f"files/{who}-before-lit.jpg", f"files/{who}-before-mot.pdf")
    assert archive.read(row["note"]) == PDF
    assert archive.testzip() is None


def test_every_path_in_the_archive_can_be_written_anywhere(laboratory: Flask, people: Cast, study: Study) -> None:
    lucie = lucie_in(study)
    for number, name in enumerate(("../../x.pdf", "CON", "photo\u202egpj.exe", "É" * 130 + ".pdf", "a.PDF", "A.pdf")):
        kept(lucie, PDF + b"%" * number, name)
    sent_by(lucie, study)
    names = [name for name in archive_of(Desk(laboratory).known_as(people.marc), study).namelist() if "/" in name]
    start = f"files/{lucie.participant.pseudonym}-before-"
    assert [name.removeprefix(start) for name in names] == [
        "x.pdf", "_CON.pdf", "photogpj.pdf", "É" * 58 + ".pdf", "a.PDF", "A (2).pdf",
    ]  # fmt: skip


def test_what_nobody_recognised_is_handed_out_as_bytes(laboratory: Flask, people: Cast, study: Study) -> None:
    lucie = lucie_in(study)
    page = io.BytesIO(b"<script>alert(1)</script>")
    attachment = actions.keep_attachment(
        by=lucie.participant, response_id=RESPONSE, source=page, name="a.html", as_sent=True
    )
    sent_by(lucie, study)
    rose = Desk(laboratory).known_as(people.rose)
    headers = rose.client.get(f"/attachments/{attachment.id}").headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment; filename=a.html"
    assert [name[-10:] for name in archive_of(rose, study).namelist() if "/" in name] == ["a.html.bin"]


HOUSEHOLD = """
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | image | front | The house |
| | begin repeat | person | A person |
| | image | bed | The bed |
| | text | remark | Remark? |
| | end repeat | | |
"""


def test_files_inside_repeats_get_their_path_too() -> None:
    codebook = union([form(HOUSEHOLD)])
    response = type("Sent", (), {"id": RESPONSE})()
    files = ExportedFiles({RESPONSE: {"lit.jpg": "files/lit.jpg"}})
    answers = {"person": Rows(({"bed": "lit.jpg", "remark": "lit.jpg"},)), "front": "gone.jpg"}
    assert files.said(response, answers, codebook) == {
        "person": Rows(({"bed": "files/lit.jpg", "remark": "lit.jpg"},)),
        "front": "gone.jpg",
    }


def test_who_takes_answers_home_is_in_the_audit_log(laboratory: Flask, people: Cast, study: Study) -> None:
    sent_by(lucie_in(study), study)
    archive_of(Desk(laboratory).known_as(people.rose), study)
    lines = db.session.scalars(select(AuditLine).where(AuditLine.verb == "export_answers")).all()
    assert [(line.actor, line.object_kind, line.object_id) for line in lines] == [
        (f"account:{people.rose.id}", "Study", study.id)
    ]


def test_the_command_writes_the_same_archive_and_leaves_nothing_half_written(
    laboratory: Flask, people: Cast, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lucie = lucie_in(study)
    sent_by(lucie, study, note=kept(lucie, PDF, "mot.pdf"))
    monkeypatch.setattr(database, "opened", nullcontext)  # the laboratory of the test, not that of this machine
    target = tmp_path / "taken" / "answers.zip"
    target.parent.mkdir()
    assert export.run(argparse.Namespace(study=study.id, output=target)) == 0
    assert (target.read_bytes(), [*target.parent.iterdir()]) == (
        actions.export_answers(by=people.rose, study=study).read(),
        [target],
    )
    with pytest.raises(Refusal, match="nowhere"):
        export.run(argparse.Namespace(study=study.id, output=tmp_path / "nowhere" / "answers.zip"))


def test_a_picture_of_a_questionnaire_is_kept_by_browsers_for_good(
    laboratory: Flask, people: Cast, study: Study
) -> None:
    version = stored(people, {"lit.png": photograph("PNG")})
    digest = questionnaire_files(version)["lit.png"].digest.removeprefix("sha256:")
    lucie, client = lucie_in(study), laboratory.test_client()
    address = f"/a/{lucie.token}/media/{digest}/lit.png"
    assert client.get(address).status_code == 404
    actions.assign_questionnaire(by=people.marc, study=study, wave="after", version=version)
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    part = client.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"\x89PNG")


ILLUSTRATED = b"""
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label | media::image | media::audio |
| | integer | hours | How many hours did you sleep? | Lit.png | mot.mp3 |
| | note | where | Where the beds are | plan.svg | |
"""


def test_a_version_that_awaits_files_is_given_them_and_can_then_be_served(
    laboratory: Flask, people: Cast, study: Study
) -> None:
    marc = Desk(laboratory).known_as(people.marc)
    address = f"/studies/{study.id}/questionnaires"
    upload = {"workbook": Upload("lit.md", ILLUSTRATED), "files": Upload("LIT.PNG", photograph("PNG"))}
    awaiting = marc.send(marc.open(address), "upload-questionnaire", upload)
    assert [item.text for item in awaiting.soup.select(".notice li.code")] == ["mot.mp3", "plan.svg"]
    refused = marc.send(marc.open(address), "assign-questionnaire", {"wave-after": version_on(awaiting)})
    assert refused.errors() == [
        "This questionnaire awaits 2 files: mot.mp3, plan.svg. Add them, then choose the new version."
    ]
    one_more = marc.send(awaiting, "give-files", {"files": Upload("plan.svg", b"<svg/>")})
    whole = marc.send(one_more, "give-files", {"files": Upload("mot.mp3", MP3)})
    assert whole.soup.select(".notice li.code") == []
    assert [link.text for link in whole.soup.select('main li a[href*="/media/"]')] == ["Lit.png", "mot.mp3", "plan.svg"]
    confirmed = {"wave-after": version_on(whole), "confirm": "1", "why": "The pictures help."}
    served = marc.send(marc.open(address), "assign-questionnaire", confirmed)
    assert served.status == 200
    assert version_on(awaiting) != version_on(whole)


def test_files_the_questionnaire_does_not_name_are_said_and_not_kept(
    laboratory: Flask, people: Cast, study: Study
) -> None:
    marc = Desk(laboratory).known_as(people.marc)
    upload = {"workbook": Upload("lit.md", ILLUSTRATED), "files": Upload("holidays.png", photograph("PNG"))}
    page = marc.send(marc.open(f"/studies/{study.id}/questionnaires"), "upload-questionnaire", upload)
    assert "The questionnaire does not name holidays.png: this file is not kept." in page.words
    assert page.soup.select('main li a[href*="/media/"]') == []


def version_on(page: Page) -> str:
    return page.path.rpartition("/")[2]


def test_the_team_reads_an_answer_with_its_files_and_those_that_came_late(
    laboratory: Flask, people: Cast, study: Study
) -> None:
    lucie = lucie_in(study)
    sent_by(lucie, study, bed=kept(lucie, photograph(), "lit.jpg"))
    kept(lucie, PDF, "retard.pdf")
    rose = Desk(laboratory).known_as(people.rose)
    links = rose.open(f"/studies/{study.id}/participants").soup.select("td a[href$='/answers/before']")
    assert [link["aria-label"] for link in links] == [f"Answers of {lucie.participant.pseudonym}: Before"]
    page = rose.open(str(links[0]["href"]))
    assert [name.text for name in page.soup.select("main a bdi")] == ["lit.jpg", "retard.pdf"]
    picture = page.soup.select_one("main img")
    assert picture is not None
    assert rose.client.get(str(picture["src"])).mimetype == "image/webp"
    assert "lucie@example.org" not in page.words
