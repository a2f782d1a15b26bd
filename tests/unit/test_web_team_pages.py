"""The team's pages: what each refuses, keeps and hands out."""

from __future__ import annotations

import base64
import csv
import io
import json
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk import Desk, Page, Upload
from flask import Flask
from people import PLAN, Cast, draft_study, lucie_in, open_study, version_of_a_prototype
from sqlalchemy import func, select

from analysis import plan_json
from livinglab import actions
from livinglab.store import now
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.overview import participants_of
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.reports import Report
from livinglab.store.serving import served
from livinglab.store.studies import Participant, Study
from reports.audiences import AUDIENCES
from surveys.submission import Submission

BROKEN = b"""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | integr | age | How old are you? |
| | text | name | What is your name? |
"""


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return draft_study(people)


def answered(study: Study, token_of: Participant, wave: str, remark: str = "=1+1") -> None:
    """A response of someone at a wave."""
    version = served(study, wave)
    assert version is not None
    actions.give_consent(by=token_of, consent_text=consent_texts(study)["fr"])
    sent = Submission(f"{wave}-{'0' * 20}", version.digest, {"hours": 7, "remark": remark}, "fr", "page", now(), now())
    actions.accept_submission(by=token_of, wave=wave, submission=sent)


def table(page: Page, identifier: str) -> list[list[str]]:
    """The words of a table, row by row, without the headings each cell repeats on a phone."""
    soup = page.soup
    for heading in soup.select(".heading"):
        heading.decompose()
    rows = soup.select(f"#{identifier} tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_a_team_without_project_is_shown_the_next_step(laboratory: Flask, people: Cast) -> None:
    actions.remove_member(by=people.amina, membership=people.marc.memberships[0])
    page = Desk(laboratory).known_as(people.marc).open("/team")
    assert "Ask the administrator to add you to a project." in page.words


def test_a_project_has_a_title_in_both_languages(laboratory: Flask, people: Cast) -> None:
    amina = Desk(laboratory).known_as(people.amina)
    page = amina.send(amina.open("/projects/new"), "create-project", {"title_fr": "Jardins"})
    field = page.form("create-project").select_one("#title_fr")
    assert (page.status, page.errors()) == (422, ["Write a title in French and in English."])
    assert field is not None
    assert field["value"] == "Jardins"


def test_someone_added_gets_a_link_shown_once(laboratory: Flask, people: Cast) -> None:
    amina = Desk(laboratory).known_as(people.amina)
    form = amina.open(f"/projects/{people.balades.id}/members")
    page = amina.send(form, "add-member", {"name": "Zoé", "email": "zoe@example.org", "role": "researcher"})
    link = page.soup.select_one("#member-link")
    assert link is not None
    assert Desk(laboratory).open(urlsplit(str(link["href"])).path).title == "Choose your password"
    assert "Zoé" in amina.open(f"/projects/{people.balades.id}/members").words


def test_someone_who_lost_their_password_gets_a_new_link(laboratory: Flask, people: Cast) -> None:
    amina = Desk(laboratory).known_as(people.amina)
    page = amina.open(f"/projects/{people.balades.id}/members")
    form = page.soup.select_one(f'form[action$="/{people.marc.memberships[0].id}/link"] [name=csrf_token]')
    assert form is not None
    address = f"/projects/{people.balades.id}/members/{people.marc.memberships[0].id}/link"
    link = Page(amina.client.post(address, data={"csrf_token": form["value"]})).soup.select_one("#member-link")
    assert link is not None
    assert Desk(laboratory).open(urlsplit(str(link["href"])).path).title == "Choose your password"


def test_a_role_that_was_not_offered_is_refused(laboratory: Flask, people: Cast) -> None:
    amina = Desk(laboratory).known_as(people.amina)
    form = amina.open(f"/projects/{people.balades.id}/members")
    page = amina.send(form, "add-member", {"name": "Zoé", "email": "zoe@example.org", "role": "owner"})
    assert (page.status, len(page.errors())) == (422, 1)


def test_a_study_needs_a_version_of_this_project(marc: Desk, people: Cast) -> None:
    version_of_a_prototype(people)
    form = marc.open(f"/projects/{people.balades.id}/studies/new")
    page = marc.send(form, "create-study", {"title_fr": "Étude", "title_en": "Study", "version": "0" * 32})
    assert (page.status, page.errors()) == (422, ["Choose the version tested."])


def test_a_workbook_with_errors_is_listed_and_nothing_is_stored(marc: Desk, study: Study) -> None:
    before = db.session.scalar(select(func.count()).select_from(QuestionnaireVersion))
    form = marc.open(f"/studies/{study.id}/questionnaires")
    page = marc.send(form, "upload-questionnaire", {"workbook": Upload("broken.md", BROKEN)})
    places = [(row[0], row[1], row[2].partition(" ")[0]) for row in table(page, "problems")]
    assert (page.status, places) == (422, [("survey", "5", "B")])
    assert db.session.scalar(select(func.count()).select_from(QuestionnaireVersion)) == before


def test_the_questionnaire_offered_to_start_from_has_no_problem(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/questionnaires")
    content = marc.client.get("/static/questionnaire.md").data
    page = marc.send(form, "upload-questionnaire", {"workbook": Upload("questionnaire.md", content)})
    assert (page.status, page.title) == (200, "Preview: Mon questionnaire")


def test_the_preview_shows_every_question_as_the_respondent_sees_it(marc: Desk, study: Study) -> None:
    version = served(study, "before")
    assert version is not None
    page = marc.open(f"/studies/{study.id}/questionnaires/{version.id}")
    names = {str(field["name"]) for field in page.soup.select("main input[name], main textarea[name]")}
    assert names == {"hours", "rested", "remark"}


def test_add_another_shows_the_form_again_and_saves_nothing(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/plan/edit")
    page = marc.send(form, "save-plan", {"title_fr": "Changé", "add": "outcome"})
    field = page.form("save-plan").select_one("#title_fr")
    assert field is not None
    assert field["value"] == "Changé"
    assert page.form("save-plan").select_one("#outcome-1-label_fr") is not None
    assert study.plan == plan_json.dumps(PLAN)


def test_a_field_that_cannot_be_read_keeps_the_plan_as_it_was(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/plan/edit")
    page = marc.send(form, "save-plan", {"outcome-0-threshold": "a lot"})
    assert (page.status, page.errors()) == (422, ["Write a number, for example 1.5."])
    assert study.plan == plan_json.dumps(PLAN)


def test_a_file_that_is_no_plan_is_refused_with_its_reason(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/plan")
    page = marc.send(form, "import-plan", {"plan_file": Upload("plan.json", b'{"title": 3}')})
    assert (page.status, len(page.errors())) == (422, 1)


def test_a_plan_is_exported_as_it_is_imported(marc: Desk, study: Study) -> None:
    exported = marc.client.get(f"/studies/{study.id}/plan.json").data
    form = marc.open(f"/studies/{study.id}/plan")
    assert marc.send(form, "import-plan", {"plan_file": Upload("plan.json", exported)}).status == 200
    assert marc.client.get(f"/studies/{study.id}/plan.json").data == exported


def test_problems_of_a_plan_stand_in_the_way_of_its_lock(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/plan/edit")
    marc.send(form, "save-plan", {"outcome-0-measure": ""})
    page = marc.open(f"/studies/{study.id}/plan/lock")
    assert [row[0] for row in table(page, "problems")] == ["Outcomes: Sleep"]
    assert "lock-plan" not in page.forms()


def test_a_locked_plan_shows_its_digest_and_no_form(marc: Desk, study: Study) -> None:
    review = marc.open(f"/studies/{study.id}/plan/lock")
    assert plan_json.digest(PLAN) in review.words
    marc.send(review, "lock-plan")
    page = marc.open(f"/studies/{study.id}/plan")
    assert plan_json.digest(PLAN) in page.words
    assert page.forms() == ["sign-out"]


def test_the_same_enrolment_sent_twice_enrols_once(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    form = marc.open(f"/studies/{study.id}/participants")
    first = marc.send(form, "enrol-participants", {"count": "6", "arm": "random"})
    again = marc.send(form, "enrol-participants", {"count": "6", "arm": "random"})
    assert (len(table(first, "links")), again.title) == (6, "Participants")
    assert len(participants_of(study.id)) == 6


def test_links_are_shown_once_and_offered_as_a_file(laboratory: Flask, marc: Desk, people: Cast) -> None:
    study = open_study(people)
    form = marc.open(f"/studies/{study.id}/participants")
    page = marc.send(form, "enrol-participants", {"count": "2", "arm": "wait"})
    file = page.soup.select_one("#links-file")
    assert file is not None
    content = base64.b64decode(str(file["href"]).partition(",")[2]).decode("utf-8-sig")
    assert [row[:3] for row in csv.reader(io.StringIO(content))][1:] == table(page, "links")
    assert [row[1] for row in table(page, "links")] == ["Waiting", "Waiting"]
    assert Desk(laboratory).open(urlsplit(table(page, "links")[0][2]).path).status == 200
    assert "/a/" not in marc.open(f"/studies/{study.id}/participants").answer.get_data(as_text=True)


@pytest.mark.parametrize("written", ["", "0", "5001", "six", "1e3"])
def test_a_number_of_people_that_makes_no_sense_is_refused(marc: Desk, people: Cast, written: str) -> None:
    study = open_study(people)
    form = marc.open(f"/studies/{study.id}/participants")
    page = marc.send(form, "enrol-participants", {"count": written})
    assert (page.status, page.errors()) == (422, ["Write a number between 1 and 5000."])


def test_a_new_link_replaces_the_old_one(laboratory: Flask, marc: Desk, people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study)
    page = marc.open(f"/studies/{study.id}/participants")
    form = page.soup.select_one(f'form[action="/participants/{lucie.participant.id}/link"]')
    assert form is not None
    form["id"] = "new-link"
    sent = marc.client.post(str(form["action"]), data={field["name"]: field["value"] for field in form.select("input")})
    link = Page(sent).soup.select_one("#links a")
    assert link is not None
    assert Desk(laboratory).open(f"/a/{lucie.token}").status == 404
    assert Desk(laboratory).open(urlsplit(str(link["href"])).path).status == 200


def test_someone_who_leaves_may_take_their_answers_along(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study).participant
    answered(study, lucie, "before")
    form = marc.open(f"/participants/{lucie.id}/withdraw")
    marc.send(form, "withdraw-participant", {"scope": "all"})
    assert json.loads(marc.client.get(f"/studies/{study.id}/count.json").data) == {"responses": 0, "waves": []}


def test_responses_are_counted_as_they_arrive(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study).participant
    answered(study, lucie, "before")
    counted = json.loads(marc.client.get(f"/studies/{study.id}/count.json").data)
    assert counted == {"responses": 1, "waves": [{"wave": "before", "responses": 1}]}
    assert table(marc.open(f"/studies/{study.id}"), "waves") == [["Before", "1", "1"], ["After", "0", "1"]]


def test_answers_are_handed_out_inert_with_their_codebook(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study).participant
    answered(study, lucie, "before", remark='=HYPERLINK("http://evil.example")')
    archive = zipfile.ZipFile(io.BytesIO(marc.send(marc.open(f"/studies/{study.id}"), "take-answers").answer.data))
    rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode("utf-8-sig"))))
    assert [(row["participant"], row["wave"], row["hours"], row["remark"]) for row in rows] == [
        (lucie.pseudonym, "before", "7", '\'=HYPERLINK("http://evil.example")')
    ]
    columns = [
        row["column"] for row in csv.DictReader(io.StringIO(archive.read("codebook_en.csv").decode("utf-8-sig")))
    ]
    assert columns == ["hours", "rested", "remark"]


def test_no_contact_leaves_with_the_answers(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study).participant
    answered(study, lucie, "before")
    archive = zipfile.ZipFile(io.BytesIO(marc.send(marc.open(f"/studies/{study.id}"), "take-answers").answer.data))
    assert [name for name in archive.namelist() if b"lucie@example.org" in archive.read(name)] == []


def test_a_consent_is_previewed_inert_and_published_in_both_languages(marc: Desk, study: Study) -> None:
    form = marc.open(f"/studies/{study.id}/consent/edit")
    text = {"text_fr": "**Oui** <script>alert(1)</script>", "text_en": "**Yes**"}
    preview = marc.send(form, "publish-consent", {**text, "preview": "yes"})
    assert preview.soup.select_one("main script") is None
    assert consent_texts(study)["fr"].version == 1
    marc.send(preview, "publish-consent")
    assert {language: shown.version for language, shown in consent_texts(study).items()} == {"fr": 2, "en": 2}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_asked_for_is_queued_and_followed(
    marc: Desk, people: Cast, monkeypatch: pytest.MonkeyPatch, audience: str
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(sys.modules["livinglab.web.team.reports"], "ask_for_report", queued.append)
    study = open_study(people)
    answered(study, lucie_in(study).participant, "before")
    asked = {"audience": audience, "language": "en"}
    page = marc.send(marc.open(f"/studies/{study.id}/reports"), "produce-report", asked)
    report = db.session.scalars(select(Report)).one()
    assert (queued, page.path) == ([report.id], f"/reports/{report.id}")
    assert (report.audience, report.language) == (audience, "en")
    told = json.loads(marc.client.get(f"/reports/{report.id}/progress.json", headers={"Accept-Language": "en"}).data)
    assert told == {"state": "queued", "progress": 0, "words": "Waiting"}


def test_a_report_is_read_on_screen_when_its_page_was_written(marc: Desk, people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7")
    report = actions.request_report(by=people.marc, study=open_study(people))
    actions.finish_report(report=report, path=str(file), sha256="0" * 64, pages=1)
    without = marc.open(f"/reports/{report.id}")
    file.with_suffix(".html").write_text('<article class="report"><h1>Balades</h1></article>', "utf-8")
    page = marc.open(f"/reports/{report.id}")
    assert ("Read on screen" in without.words, "Read on screen" in page.words) == (False, True)
    read = marc.open(f"/reports/{report.id}/read")
    assert (read.title, read.soup.select_one("article.report") is not None) == ("Balades", True)


def test_a_report_for_nobody_is_refused_at_its_question(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    answered(study, lucie_in(study).participant, "before")
    page = marc.send(marc.open(f"/studies/{study.id}/reports"), "produce-report", {"audience": "press"})
    assert (page.status, page.errors()) == (
        422,
        ["Choose from the list whom the report is for, and its language."],
    )
    assert db.session.scalars(select(Report)).all() == []


def test_a_report_that_stopped_says_what_to_do(marc: Desk, people: Cast) -> None:
    report = actions.request_report(by=people.marc, study=open_study(people))
    actions.fail_report(report=report, code="report_without_response")
    assert "Wait for the first response" in marc.open(f"/reports/{report.id}").words


def test_a_report_is_kept_by_the_readers_browser_only(marc: Desk, people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7")
    report = actions.request_report(by=people.marc, study=open_study(people))
    actions.finish_report(report=report, path=str(file), sha256="0" * 64, pages=1)
    answer = marc.client.get(f"/reports/{report.id}/report.pdf")
    assert (answer.data, answer.headers["Cache-Control"]) == (b"%PDF-1.7", "private, no-cache")
