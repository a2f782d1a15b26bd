"""The team's pages in a real browser: every page, both languages, phone and desk; by keyboard; without a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

import pytest
from field import Filled
from flask import Flask
from looks import violations
from people import EMAILS, PASSWORD, SLEEP, Cast, cast, laboratory_in, lucie_in, open_study, published
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server
from whole_plan import WHOLE

from livinglab import actions
from livinglab.actions.looks import choose_look
from livinglab.actions.remarks import write_remark
from livinglab.store import now
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.reports import Report
from livinglab.store.serving import served
from livinglab.store.studies import Participant, Study
from surveys.instruments import load
from surveys.submission import Submission

pytestmark = pytest.mark.slow

WIDTHS = (360, 1280)
LANGUAGES = ("fr", "en")
PUBLIC = {"home": "/", "verify": "/verify", "sign in": "/sign-in"}


@dataclass(frozen=True)
class Place:
    """The site on a port of this machine, and the addresses of its pages by name."""

    app: Flask
    address: str
    study: str
    report: str
    late: str
    pages: Mapping[str, str]

    def visit(self, browser: Browser, width: int = 1280, language: str = "en", *, scripts: bool = True) -> Page:
        """Amina, signed in."""
        page = _opened(browser, self, width, language, scripts).new_page()
        page.goto("/sign-in")
        page.fill("[name=email]", EMAILS["amina"])
        page.fill("[name=password]", PASSWORD)
        page.click("#sign-in button")
        page.wait_for_url("**/team")
        return page


def _opened(browser: Browser, place: Place, width: int, language: str, scripts: bool = True) -> BrowserContext:
    return browser.new_context(
        base_url=place.address, viewport={"width": width, "height": 900}, locale=language, java_script_enabled=scripts
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    app = laboratory_in(tmp_path_factory.mktemp("place"))
    with app.app_context():
        study, draft, report, people = _prepared()
        participant = lucie_in(study, "wait").participant
        pages = _pages(people, study, draft, report, participant)
        known = (study.id, report.id, participant.id)
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Place(app, f"http://127.0.0.1:{server.server_port}", *known, pages)
    server.shutdown()


def _prepared() -> tuple[Study, Study, Report, Cast]:
    people = cast()
    study = open_study(people)
    actions.issue_open_link(by=people.marc, study=study)
    version = study.version
    draft = actions.plan_study(by=people.marc, version=version, title={"fr": "Deuxième", "en": "Second"})
    actions.save_plan(by=people.marc, study=draft, plan=WHOLE)
    report = actions.request_report(by=people.marc, study=study)
    return study, draft, report, people


def _pages(people: Cast, study: Study, draft: Study, report: Report, participant: Participant) -> dict[str, str]:
    version = served(study, "before")
    assert version is not None
    hours, *others = SLEEP.questions
    reworded = replace(hours, label={"fr": "Combien de minutes ?", "en": "How many minutes?"})
    newer = published(people, replace(SLEEP, version="2", questions=(*others, reworded)))
    held = replace(load("sus"), code="held")
    actions.hold_instrument(by=people.marc, project=people.balades, content=held, filename="held.xlsx", source=b"")
    project = f"/projects/{people.balades.id}"
    one, two = f"/studies/{study.id}", f"/studies/{draft.id}"
    return {
        "today": "/team",
        "new project": "/projects/new",
        "project": project,
        "empty project": f"/projects/{people.elsewhere.id}",
        "members": f"{project}/members",
        "new study": f"{project}/studies/new",
        "new study without version": f"/projects/{people.elsewhere.id}/studies/new",
        "study": one,
        "study in preparation": two,
        "questionnaires": f"{one}/questionnaires",
        "preview": f"{one}/questionnaires/{version.id}",
        "changes": f"{one}/questionnaires/{newer.id}/changes",
        "instruments": f"{one}/instruments",
        "instrument": f"{one}/instruments/phq9",
        "instrument of the team": f"{one}/instruments/held",
        "printing": f"{one}/printing",
        "printing under way": f"/print-runs/{_sheets(people, study)}",
        "plan locked": f"{one}/plan",
        "plan": f"{two}/plan",
        "plan form": f"{two}/plan/edit",
        "plan accounts": f"{two}/plan/accounts",
        "lock": f"{two}/plan/lock",
        "consent": f"{one}/consent",
        "consent form": f"{one}/consent/edit",
        "no consent yet": f"{two}/consent",
        "participants": f"{one}/participants",
        "no participant yet": f"{two}/participants",
        "withdraw": f"/participants/{participant.id}/withdraw",
        "reports": f"{one}/reports",
        "no report yet": f"{two}/reports",
        "report under way": f"/reports/{report.id}",
        "report to be made again": f"/reports/{_left(people, study)}",
        "words of the team": f"{one}/remarks",
        "colour and logo": "/laboratory/look",
        "field devices": f"{one}/field-clients",
        "no field device yet": f"{two}/field-clients",
        "measurements": f"{one}/measurements",
        "set aside": f"{one}/set-aside",
        "nothing set aside": f"{two}/set-aside",
        "handed in": f"{one}/set-aside/file",
        "one set aside": f"/set-aside/{_set_aside(people, study)}",
        **_workshop(people, study),
    }


def _left(people: Cast, study: Study) -> str:
    """A report that somebody it rests on has left, replaced by another, with words of the team."""
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10"/></svg>'
    choose_look(by=people.amina, accent="#7a1f3d", logo=logo, logo_words="The lab")
    for text in ("Three visits were cancelled.", "Two visits were cancelled."):
        said = {"language": "en", "anchor": "limits", "text": text, "organisation": "The lab"}
        write_remark(by=people.marc, study=study, **said)
    (gone,) = actions.enrol_participants(by=people.marc, study=study, newcomers=[actions.Newcomer("x@example.org")])
    reports = [actions.request_report(by=people.marc, study=study) for _ in range(2)]
    for place, report in enumerate(reports):
        actions.mark_report_progress(report=report, progress=10, stage="gathering")
        actions.finish_report(report=report, path="none.pdf", sha256=str(place) * 64, pages=12)
    actions.withdraw_participant(by=gone.participant, participant=gone.participant)
    return reports[0].id


def _workshop(people: Cast, study: Study) -> dict[str, str]:
    version = study.version
    board = {"item": "Planche de contreplaqué", "quantity": "2", "unit": "pièce", "unit_cost": "18,5", "unit_mass": "3"}
    (line,) = actions.record_lines(by=people.marc, version=version, kind="material", lines=[board])
    given = {"role": "Ponçage", "hours": "3", "pay": "volunteer"}
    actions.record_lines(by=people.marc, version=version, kind="work", lines=[given])
    here = f"/versions/{version.id}/workshop"
    return {
        "workshop": here,
        "materials": f"{here}/material",
        "one line": f"{here}/lines/{line.id}",
        "open know-how": f"{here}/know_how",
        "versions compared": f"/projects/{people.balades.id}/versions",
    }


def _sheets(people: Cast, study: Study) -> str:
    version = served(study, "before")
    assert version is not None
    return actions.print_sheets(by=people.marc, study=study, wave="before", version=version, language="fr", copies=2).id


def _set_aside(people: Cast, study: Study) -> str:
    """What a device sent for someone nobody knows, with an answer that does not hold and one nobody asked for."""
    device = actions.issue_field_client(by=people.marc, study=study, name="Tablette").client
    agreed = consent_texts(study)["fr"].digest
    sent = Filled(study.id, "P-NOBODY", agreed, {"hours": "a lot"}, raw="<shoe>42</shoe>")
    receipt = actions.accept_field_submission(by=device, xml=sent.xml)
    assert receipt.quarantine is not None
    return receipt.quarantine.id


def sound(page: Page) -> list[str]:
    """What is wrong with the page now shown: for assistive technology, and with its width."""
    wrong = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{page.url} is wider than the screen")
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_sound(place: Place, browser: Browser, width: int, language: str) -> None:
    page = place.visit(browser, width, language)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    wrong = []
    for address in place.pages.values():
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        wrong += sound(page)
    page.context.close()
    assert (wrong, said) == ([], [])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_public_page_is_sound(place: Place, browser: Browser, width: int) -> None:
    context = _opened(browser, place, width, "fr")
    page = context.new_page()
    wrong = []
    for address in PUBLIC.values():
        page.goto(address)
        wrong += sound(page)
    context.close()
    assert wrong == []


def test_a_refused_form_is_led_through_by_keyboard(place: Place, browser: Browser) -> None:
    """The summary has the focus; its line leads to the field; the sentence is said with the field."""
    page = place.visit(browser, 360)
    page.goto("/projects/new")
    page.focus("#title_fr")
    page.keyboard.type("Jardins")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    assert page.title().startswith("Error:")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.locator("#title_en")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("Write a title in French and in English.")
    expect(page.locator("#title_fr")).to_have_value("Jardins")
    assert sound(page) == []
    page.context.close()


def test_enter_in_a_field_of_the_plan_saves_it(place: Place, browser: Browser) -> None:
    """The first button of a form answers the Enter key: it must never be one that removes something."""
    page = place.visit(browser)
    page.goto(place.pages["plan form"])
    page.focus("#title_en")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The plan is saved.")
    page.context.close()


def test_what_is_added_to_the_plan_is_reached_by_the_next_key(place: Place, browser: Browser) -> None:
    """Without a script the page comes again whole: the keyboard and the screen must stand at the new row."""
    page = place.visit(browser, 360, scripts=False)
    page.goto(place.pages["plan form"])
    page.focus("button[name=add][value=margin]")
    page.keyboard.press("Enter")
    page.wait_for_url("**#margin-1")
    expect(page.locator("#margin-1-label_fr")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#margin-1-label_fr")).to_be_focused()
    page.keyboard.type("Âge")
    page.focus("#margin-1 button[name=show]")
    page.keyboard.press("Enter")
    expect(page.locator("#margin-1-label_fr")).to_have_value("Âge")
    page.context.close()


def test_the_count_of_responses_grows_by_itself(place: Place, browser: Browser) -> None:
    page = place.visit(browser)
    page.goto(f"/studies/{place.study}")
    before = int(page.locator("#responses-total").inner_text())
    with place.app.app_context():
        _answer(place)
    expect(page.locator("#responses-total")).to_have_text(str(before + 1), timeout=15_000)
    expect(page.locator("[data-wave=before]")).to_have_text("1")
    page.context.close()


def _answer(place: Place) -> None:
    study, participant = db.session.get_one(Study, place.study), db.session.get_one(Participant, place.late)
    version = served(study, "before")
    assert version is not None
    actions.give_consent(by=participant, consent_text=consent_texts(study)["fr"])
    sent = Submission("late-" + "0" * 20, version.digest, {"hours": 7}, "fr", "page", now(), now())
    actions.accept_submission(by=participant, wave="before", submission=sent)


def test_a_report_tells_when_it_is_ready(place: Place, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7")
    page = place.visit(browser)
    page.goto(f"/reports/{place.report}")
    expect(page.locator("progress")).to_have_attribute("value", "0")
    with place.app.app_context():
        report = db.session.get_one(Report, place.report)
        actions.mark_report_progress(report=report, progress=60, stage="writing")
    expect(page.get_by_text("Laying out the pages")).to_be_visible(timeout=15_000)
    with place.app.app_context():
        report = db.session.get_one(Report, place.report)
        actions.finish_report(report=report, path=str(file), sha256="0" * 64, pages=6)
    expect(page.get_by_text("The report is ready: 6 pages.")).to_be_visible(timeout=15_000)
    assert sound(page) == []
    page.context.close()


def test_a_study_is_prepared_without_a_script(place: Place, browser: Browser, checkout: Path) -> None:
    page = place.visit(browser, 360, scripts=False)
    page.goto(f"{place.pages['project']}/studies/new")
    page.fill("#title_fr", "Sans script")
    page.fill("#title_en", "Without a script")
    with page.expect_navigation():
        page.click("#create-study button")
    study = page.url
    page.goto(f"{study}/questionnaires")
    page.set_input_files("#workbook", checkout / "livinglab/web/static/questionnaire.md")
    page.click("#upload-questionnaire button")
    page.goto(f"{study}/plan/edit")
    _plan_by_hand(page)
    page.goto(f"{study}/questionnaires")
    for wave in ("start", "end"):
        page.select_option(f"#wave-{wave}", index=1)
    page.click("#assign-questionnaire button")
    page.goto(f"{study}/consent/edit")
    page.fill("#text_fr", "J’accepte.")
    page.fill("#text_en", "I agree.")
    page.click("text=Publish the text")
    page.goto(f"{study}/plan/lock")
    page.click("#lock-plan button")
    page.goto(f"{study}/participants")
    page.fill("#count", "4")
    page.click("#enrol-participants button")
    expect(page.locator("#links tbody tr")).to_have_count(4)
    page.goto(study)
    page.click("#open-study button")
    expect(page.locator("#close-study")).to_have_count(1)
    page.context.close()


def _plan_by_hand(page: Page) -> None:
    """A plan as a busy manager types it: names only, codes are made from them."""
    for name, value in {
        "title": "Walks",
        "research_question": "Does walking help?",
        "arm-0-label": "Calendar",
        "arm-1-label": "Waiting list",
        "wave-0-label": "Start",
        "wave-1-label": "End",
        "outcome-0-label": "Outings",
        "outcome-0-unit": "outings per week",
    }.items():
        for language in LANGUAGES:
            page.fill(f"#{name}_{language}", value)
    page.fill("#wave-1-due_days", "42")
    page.select_option("#outcome-0-measure", "outings")
    page.select_option("#outcome-0-estimator", "two_arms_mean")
    page.click("main form .buttons >> text=Save the plan")
    page.goto(f"{page.url}/edit")
    page.check("#outcome-0-waves-2")
    page.fill("#outcome-0-threshold", "1,5")
    page.click("main form .buttons >> text=Save the plan")
