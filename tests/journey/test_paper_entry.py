"""A sheet of thirty questions typed twice in a real browser, by keyboard alone; and once without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from looks import violations
from playwright.sync_api import Browser, Page, expect
from respondents import AGREEMENT, Site, open_site, served
from sqlalchemy import select, text

from livinglab import actions
from livinglab.store.database import db
from livinglab.store.paper_entries import EnteredSheet, PaperEntry
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.serving import served as served_at
from livinglab.store.studies import Study
from surveys.paper_codes import MOST_BOXES
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Missing

pytestmark = pytest.mark.slow

WIDTHS = {"fr": 360, "en": 1280}
WORDS = {"fr": "Question", "en": "Question"}


@dataclass(frozen=True)
class Asked:
    """One question of the sheet: its type, what is typed on paper, the fields of the page that say the same."""

    type: str
    code: str
    fields: dict[str, object]
    choices: str | None = None
    missing: tuple[Missing, ...] = ()


def _degree(code: str, name: str) -> Asked:
    return Asked("select_one", code, {"": name}, "agreement")


ASKED = (
    *(_degree(code, name) for code, name in zip("abcdeabcde", "1234512345", strict=True)),
    Asked("select_one", "?", {"": "missing:dont_know"}, "agreement", (Missing.DONT_KNOW,)),
    Asked("select_one", "-", {"": "missing:declined"}, "agreement", (Missing.DECLINED,)),
    Asked("select_multiple", "ac", {"": ["walk", "bike"]}, "ways"),
    Asked("select_multiple", "b", {"": ["bus"]}, "ways"),
    Asked("select_multiple", "abc", {"": ["walk", "bus", "bike"]}, "ways"),
    Asked("select_multiple", "", {}, "ways"),
    Asked("integer", "12", {"": "12"}),
    Asked("integer", "0", {"": "0"}),
    Asked("integer", "", {}),
    Asked("decimal", "12,50", {"": "12,50"}),
    Asked("decimal", "3", {"": "3"}),
    Asked("date", "03041950", {".day": "3", ".month": "4", ".year": "1950"}),
    Asked("date", "24112026", {".day": "24", ".month": "11", ".year": "2026"}),
    Asked("time", "1430", {"": "14:30"}),
    Asked("datetime", "24112026 0905", {".day": "24", ".month": "11", ".year": "2026", ".time": "9:05"}),
    Asked("rank", "231", {".1": "bike", ".2": "walk", ".3": "bus"}, "ways"),
    Asked("acknowledge", "x", {"": "OK"}),
    Asked("select_one", "rue 7", {"": "s7"}, "streets"),
    Asked("text", "Un banc, place du marché", {"": "Un banc, place du marché"}),
    Asked("text", "=?", {"": "?"}),
)
NAMES = ["outings" if number == 17 else f"q{number}" for number in range(1, len(ASKED) + 1)]  # the plan measures it
CODES = {name: asked.code for name, asked in zip(NAMES, ASKED, strict=True)}
THIRTY = Questionnaire(
    form_id="thirty",
    title={"fr": "Trente questions", "en": "Thirty questions"},
    version="1",
    default_language="fr",
    languages=("fr", "en"),
    groups=(Group("all", {"fr": "Tout", "en": "All"}),),
    choices={
        "agreement": tuple(Choice(name, {"fr": fr, "en": en}) for name, fr, en in AGREEMENT),
        "streets": tuple(Choice(f"s{number}", {"fr": f"Rue {number}"}) for number in range(MOST_BOXES + 1)),
        "ways": tuple(Choice(name, {"fr": name, "en": name}) for name in ("walk", "bus", "bike")),
    },
    questions=tuple(
        Question(name, asked.type, WORDS, groups=("all",), choices=asked.choices, missing_options=asked.missing)
        for name, asked in zip(NAMES, ASKED, strict=True)
    ),
)


@dataclass(frozen=True)
class Office:
    """The site on a port, and the sessions of those who type and settle."""

    site: Site
    sessions: dict[str, str]

    def open(self, browser: Browser, name: str, language: str = "fr", *, scripts: bool = True) -> Page:
        """The page of the pile, as that person sees it."""
        address = self.site.address
        context = browser.new_context(
            viewport={"width": WIDTHS[language], "height": 800}, locale=language, java_script_enabled=scripts
        )
        context.add_cookies([{"name": "livinglab", "value": self.sessions[name], "url": address}])
        page = context.new_page()
        page.goto(f"{address}/studies/{self.site.study_id}/paper-entry")
        return page

    def sheet(self, number: str) -> str:
        with self.site.app.app_context():
            return db.session.scalars(select(EnteredSheet.id).where(EnteredSheet.number == number)).one()

    def stored(self) -> list[tuple[str, str]]:
        """Channel and answers of every response, byte for byte."""
        with self.site.app.app_context():
            rows = db.session.execute(text("SELECT channel, answers FROM response ORDER BY received_at"))
            return [(channel, answers) for channel, answers in rows]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with served(open_site(tmp_path_factory.mktemp("paper"), THIRTY)) as site:
        with site.app.app_context():
            sessions = _people(site.app)
        yield Office(site, sessions)


def _people(app: Flask) -> dict[str, str]:
    amina = actions.create_first_administrator(email="amina@example.org", name="Amina", password="trois mots sans rien")
    project, study = db.session.scalars(select(Project)).one(), db.session.scalars(select(Study)).one()
    known = {"Amina": amina.fs_uniquifier}
    for name in ("Zoé", "Omar"):
        email = f"{name[0].lower()}@example.org"
        invited = actions.invite_member(by=amina, project=project, email=email, name=name, role="volunteer")
        known[name] = invited.account.fs_uniquifier
    version = served_at(study, "t0")
    actions.print_sheets(by=amina, study=study, wave="t0", version=version, language="fr", copies=50)
    return {name: _session(app, uniquifier) for name, uniquifier in known.items()}


def _session(app: Flask, uniquifier: str) -> str:
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": uniquifier, "_fresh": True})
    cookie = client.get_cookie("livinglab")
    assert cookie is not None
    return cookie.value


class Keyboard:
    """Hands that never leave the keyboard, and how often they pressed a key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)


def sheet_is_there(page: Page) -> None:
    """With its script, whose last act is to say so, and the keyboard where the page itself puts it."""
    page.wait_for_url("**/paper-entries/**")
    page.wait_for_selector(".scripted:not([hidden])", state="attached")
    page.wait_for_selector("#cells :focus")


def type_by_keyboard(page: Page, number: str, codes: dict[str, str]) -> int:
    """Types a whole sheet from the page of the pile to the page of the pile; how many keys its questions took."""
    hands = Keyboard(page)
    hands.type(number)
    hands.press("Tab", "Space", "Enter")
    sheet_is_there(page)
    hands.pressed = 0
    for code in codes.values():
        hands.type(code)
        hands.press("Enter")
    keys = hands.pressed
    hands.press("Enter")
    page.wait_for_selector("#finish")
    hands.press("Enter")
    page.wait_for_selector("#begin")
    return keys


def answer_on_the_page(site: Site) -> None:
    """The same answers, given on the respondent's page without a script."""
    client = site.app.test_client(use_cookies=False)
    base = f"/a/{site.new_link()}"

    def fill(path: str, fields: dict[str, object]) -> str:
        """The address of the next page."""
        page = BeautifulSoup(client.get(path).get_data(as_text=True), "lxml")
        kept = {str(field["name"]): str(field["value"]) for field in page.select("main input[type=hidden]")}
        return client.post(path, data={**kept, **fields}).headers["Location"]

    fill(f"{base}/consent", {})
    named = zip(NAMES, ASKED, strict=True)
    said = {f"{name}{part}": it for name, asked in named for part, it in asked.fields.items()}
    path = f"{base}/questions/t0/all"
    while "/review/" not in path:
        path = fill(path, said)
    fill(path, {})


def test_thirty_questions_typed_twice_by_keyboard_are_the_response_of_the_page(
    office: Office, browser: Browser
) -> None:
    answer_on_the_page(office.site)
    first, second = office.open(browser, "Zoé"), office.open(browser, "Omar")
    keys = type_by_keyboard(first, "12N", CODES)
    type_by_keyboard(second, "12n", {**CODES, "q1": "b", "outings": "21"})
    assert "2 différences" in second.inner_text("main")
    settling = office.open(browser, "Amina")
    settling.goto(f"{office.site.address}/paper-sheets/{office.sheet('12N')}")
    settling.locator("[name='stands.q1']").first.focus()
    settling.keyboard.press("Space")
    settling.locator("[name='stands.outings']").first.focus()
    settling.keyboard.press("Space")
    settling.keyboard.press("Enter")
    settling.wait_for_selector(".badge.success")
    (page, answers), (paper, typed) = office.stored()
    assert ((page, paper), typed) == (("page", "paper"), answers)
    assert keys == sum(len(code) + 1 for code in CODES.values())


def test_a_sheet_is_typed_without_a_script_and_enter_keeps_it(office: Office, browser: Browser) -> None:
    page = office.open(browser, "Zoé", scripts=False)
    page.fill("#number", "40U")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.fill("[id='c.q1']", "b")
    page.keyboard.press("Enter")
    page.wait_for_url("**kept=1**")
    expect(page.locator("[id='m.q1']")).to_have_text("Plutôt pas d’accord")
    expect(page.locator("[id='c.q2']")).to_be_focused()
    page.click("#review")
    page.click("#finish button")
    assert "Feuille 40U : première saisie terminée" in page.inner_text("main").replace("\N{NO-BREAK SPACE}", " ")


def test_what_a_long_list_holds_is_looked_up_while_it_is_typed(office: Office, browser: Browser) -> None:
    page = office.open(browser, "Omar")
    page.fill("#number", "41V")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    sheet_is_there(page)
    page.focus("[data-searched]")
    page.keyboard.type("RUE")
    page.wait_for_selector("[data-searched] + output:has-text('Lequel')")
    page.keyboard.type(" 59")
    page.wait_for_selector("[data-searched] + output:text-is('Rue 59')")


def pages_of_the_entry(office: Office, number: str) -> dict[str, str]:
    """One of each page: a sheet where two differ, another one being typed with a mistake."""
    with office.site.app.app_context():
        amina, zoe, omar = db.session.scalars(select(Account).order_by(Account.created_at))
        study = office.site.study
        version = served_at(study, "t0")
        for by, typed in ((zoe, CODES), (omar, {**CODES, "q1": "b"})):
            entry = begin(by, study, version, number)
            actions.save_entry(by=by, entry=entry, typed=typed, blocks={}, seen=0)
            actions.finish_entry(by=by, entry=entry, seen=1, as_written=False)
        mine = begin(amina, study, version, f"{number}0")
        actions.save_entry(by=amina, entry=mine, typed={"q1": "z", "q29": "! tache"}, blocks={}, seen=0)
        desk = f"/studies/{study.id}/paper-entry"
        return {
            "pile": desk,
            "sheet": f"/paper-entries/{mine.id}",
            "reading": f"/paper-entries/{mine.id}/review",
            "two readings": f"/paper-sheets/{entry.sheet_id}",
            "agreement": f"{desk}/agreement",
        }


def begin(by: Account, study: Study, version: QuestionnaireVersion, number: str) -> PaperEntry:
    heading = actions.Heading("t0", version, "fr", "signed", number=number, elsewhere=True)
    entry = actions.begin_entry(by=by, study=study, heading=heading).entry
    assert entry is not None
    return entry


@pytest.mark.parametrize("language", WIDTHS)
def test_every_page_of_the_entry_is_whole_for_everyone(office: Office, browser: Browser, language: str) -> None:
    page = office.open(browser, "Amina", language)
    wrong = {}
    for name, path in pages_of_the_entry(office, f"{WIDTHS[language]}").items():
        page.goto(office.site.address + path)
        found = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        wrong[name] = (found, wide)
    assert wrong == dict.fromkeys(wrong, ([], False))
