"""The whole form kept on a device: begun with a network, filled in page by page, sent, and never in two voices."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from looks import violations
from media import photograph
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from respondents import Site, open_site, press, served
from sqlalchemy import select

from livinglab.actions.participants import withdraw_participant
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.responses import Response
from surveys.questionnaire import Questionnaire
from surveys.questions import Group
from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

HOUSEHOLD = """
| survey |
| |type|name|label::fr|label::en|required|relevant|constraint|default|calculation|appearance|parameters|
| | begin group | you | Vous | You | | | | | | | |
| | integer | outings | Combien de sorties ? | How many outings? | yes | | . < 120 | | | | |
| | text | why | Pourquoi plus de dix ? | Why more than ten? | | ${outings} > 10 | | | | | |
| | select_one yes_no | works | Travaillez-vous ? | Do you work? | yes | | | yes | | | |
| | end group | | | | | | | | | | |
| | begin repeat | person | Votre foyer | Your home | | | | | | | |
| | text | name | Quel prénom ? | Which first name? | yes | | | | | | |
| | integer | age | Quel âge a ${name} ? | How old is ${name}? | | | . < 130 | | | | |
| | end repeat | | | | | | | | | | |
| | calculate | adults | | | | | | | count(${person}[${age} > 17]) | | |
| | begin group | street | Votre rue | Your street | | | | | | table-list | |
| | select_one yes_no | calm | Est-elle calme ? | Is it calm? | yes | | | | | | |
| | select_one yes_no | green | Est-elle verte ? | Is it green? | | | | | | | |
| | end group | | | | | | | | | | |
| | begin group | end | Pour finir | The end | | | | | | | |
| | note | told | ${adults} adultes. | ${adults} adults. | | ${adults} > 0 | | | | | |
| | select_one days | day | Quel jour ? | Which day? | | | | | | | randomize=true |
| | text | remark | Autre chose ? | Anything else? | | | | | | | |
| | end group | | | | | | | | | | |

| choices |
| | list_name | name | label::fr | label::en |
| | yes_no | yes | Oui | Yes |
| | yes_no | no | Non | No |
| | days | 1 | Lundi | Monday |
| | days | 2 | Mardi | Tuesday |
| | days | 3 | Mercredi | Wednesday |
| | days | 4 | Jeudi | Thursday |
| | days | 5 | Vendredi | Friday |
| | days | 6 | Samedi | Saturday |
"""
WRITTEN: dict[str, str | list[str]] = {  # field → what is written, in either form
    "outings": "12",
    "why": "  Le chien  ",
    "name": "Zoé",
    "age": "42",
    "phone": "06",
    "remark": "Deux\nlignes 👩‍👩‍👧",
    "agreed": "OK",
    "count": "1 234",
    "cost": "2,5",
    "ease": "7",
    "born.day": "3",
    "born.month": "2",
    "born.year": "1950",
    "woken": "7h05",
    "visit.day": "31",
    "visit.month": "12",
    "visit.year": "2026",
    "visit.time": "14:30",
    "agree": "2",
    "again": "3",
    "ways": ["foot", "bus"],
    "best.1": "bus",
    "best.2": "foot",
    "home.latitude": "48,8566",
    "home.longitude": "-2,35",
    "way": "48.1 2.1\n48.2 2.2",
    "garden": "48.1 2.1\n48.2 2.2\n48.3 2.1\n48.1 2.1",
    "code": "3017620422003",
    "calm": "yes",
    "green": "no",
    "day": "4",
}
YOU = Group("you", {"fr": "Vous", "en": "You"})
PATIENCE = 30_000  # milliseconds: several browsers may share two slow cores
STATE = "#state:not([aria-busy])"  # once the last change is on the disk
GO_ON = "#page .buttons button:not([name])"


def household() -> Questionnaire:
    read = read_workbook(HOUSEHOLD.encode(), "household.md").questionnaire
    assert read is not None
    return read


def every_type(folder: Path) -> Questionnaire:
    """The questionnaire with all types, and what the plan of the site measures."""
    read = read_workbook((folder / "every_type.md").read_bytes(), "every_type.md").questionnaire
    assert read is not None
    return replace(read, questions=(*read.questions, household().question("outings")), groups=(*read.groups, YOU))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("site"), household())) as site:
        yield site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def token(site: Site) -> str:
    return site.new_link()


@pytest.fixture
def page(site: Site, context: BrowserContext, token: str) -> Iterator[Page]:
    """The first page of a form kept on this device."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    agree(page, site, token)
    keep(page, site, token)
    yield page
    assert faults == []


def agree(page: Page, site: Site, token: str) -> None:
    page.goto(f"{site.address}/a/{token}")
    page.click("main a.button")
    press(page, "main form .buttons button:first-child")


def keep(page: Page, site: Site, token: str) -> None:
    """Says that the device is one's own, and begins."""
    page.goto(f"{site.address}/a/{token}/form/t0")
    page.click("#mine")
    expect(page.locator("#page")).to_be_visible(timeout=PATIENCE)


def write(page: Page) -> None:
    """Answers everything a page shows, whichever door it belongs to; what appears meanwhile too."""
    for field, written in WRITTEN.items():
        for value in [written] if isinstance(written, str) else written:
            for control in page.locator(f'#page [name="{field}"]:visible').all():
                kind = control.evaluate("control => control.type ?? ''")
                if kind in ("radio", "checkbox"):
                    if control.get_attribute("value") == value:
                        control.check()
                elif kind.startswith("select"):
                    control.select_option(value)
                else:
                    control.fill(value)
    for control in page.locator('#page [name="picture"]:visible').all():
        control.set_input_files({"name": "banc.jpg", "mimeType": "image/jpeg", "buffer": photograph()})


def to_the_review(page: Page, review: str, instances: int = 2) -> None:
    """Page after page, with so many instances of each repeat."""
    while page.locator(review).count() == 0:
        title = page.locator("h1").text_content()
        if page.locator("[value=add]").count() and page.locator(".instances li").count() < instances:
            page.click("[value=add]")
        else:
            write(page)
            press(page, GO_ON)
        expect(page.locator(".summary")).to_have_count(0)
        expect(page.locator("h1")).not_to_have_text(title or "", timeout=PATIENCE)
        expect(page.locator(f"{review}, {GO_ON}").first).to_be_visible(timeout=PATIENCE)


def stored(site: Site, token: str) -> dict[str, Any]:
    with site.app.app_context():
        person = participant_by_token(token)
        return dict(db.session.scalars(select(Response).where(Response.participant_id == person.id)).one().answers)


@pytest.mark.parametrize("form", ["every_type", "household"])
def test_both_doors_lead_to_the_same_answers(form: str, tmp_path: Path, browser: Browser, questionnaires: Path) -> None:
    content = household() if form == "household" else every_type(questionnaires)
    with served(open_site(tmp_path, content)) as site:
        links = [site.new_link(), site.new_link()]
        for link in links:
            context = browser.new_context(locale="fr-FR")
            page = context.new_page()
            agree(page, site, link)
            if link == links[0]:
                to_the_review(page, "#send")
                press(page, "#send .buttons button")
                expect(page.locator(".notice.success")).to_be_visible()
            else:
                keep(page, site, link)
                to_the_review(page, "[value=send]")
                page.click("[value=send]")
                expect(page.locator("h1")).to_have_text("Merci, c’est envoyé", timeout=PATIENCE)
            context.close()
        first, second = (stored(site, link) for link in links)
        assert differences(first, second) == {}


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What differs, but for the clock."""
    clocks = {"begun", "ended"}
    names = (one.keys() | other.keys()) - clocks
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


def test_the_document_holds_neither_the_secret_nor_an_answer(site: Site, page: Page, token: str) -> None:
    page.fill("#q-outings", "12")
    page.fill("#q-why", "parapluie")
    document = page.evaluate("async () => (await fetch(location)).text()")
    assert (token in document, "parapluie" in document) == (False, False)


def test_what_is_being_written_is_there_again_as_it_was_typed(page: Page) -> None:
    page.fill("#q-outings", "douze")
    page.check("#q-works-2")
    expect(page.locator(STATE)).to_have_text("Gardé sur ce téléphone. Pas encore envoyé.")
    page.reload()
    expect(page.locator("#q-outings")).to_have_value("douze")
    expect(page.locator("#q-works-2")).to_be_checked()


def test_a_default_is_proposed_and_what_is_wrong_is_said_on_going_on(page: Page) -> None:
    expect(page.locator("#q-works")).to_be_checked()
    page.fill("#q-outings", "130")
    press(page, GO_ON)
    expect(page.locator(".summary")).to_be_focused()
    expect(page.locator(".summary a")).to_have_text(["Combien de sorties ? Vérifiez cette réponse."])
    page.fill("#q-outings", "11")
    expect(page.locator(".summary")).to_have_count(0)
    expect(page.locator("#c-why")).to_be_visible()


def test_an_instance_is_added_changed_and_removed(page: Page) -> None:
    page.fill("#q-outings", "1")
    press(page, GO_ON)
    for name in ("Zoé", "Ali", "Eve"):
        page.click("[value=add]")
        page.fill("#q-name", name)
        expect(page.locator("#c-age label")).to_contain_text(f"Quel âge a {name}")
        press(page, GO_ON)
    page.click("[name=remove] >> nth=0")
    page.click("[name=change] >> nth=1")
    expect(page.locator("h1")).to_have_text("Votre foyer, n° 2")
    expect(page.locator("#q-name")).to_have_value("Eve")
    page.fill("#q-age", "30")
    press(page, GO_ON)
    expect(page.locator(".instances li > p:first-child")).to_have_text(["Ali", "Eve, 30"])


def test_from_the_review_one_changes_an_answer_and_comes_back(page: Page) -> None:
    to_the_review(page, "[value=send]", instances=0)
    page.get_by_role("button", name="Modifier : Combien de sorties ?").click()
    expect(page.locator("h1")).to_be_focused()
    page.fill("#q-outings", "3")
    press(page, GO_ON)
    expect(page.locator("h1")).to_have_text("Relire mes réponses")
    expect(page.locator("dl").nth(0)).not_to_contain_text("Pourquoi")
    page.reload()
    expect(page.locator("h1")).to_have_text("Relire mes réponses")


def test_answers_of_the_ordinary_pages_are_taken_in(site: Site, context: BrowserContext, token: str) -> None:
    page = context.new_page()
    agree(page, site, token)
    page.fill("#q-outings", "9")
    press(page, GO_ON)
    keep(page, site, token)
    expect(page.locator("h1")).to_have_text("Votre foyer")
    page.click("[value=back]")
    expect(page.locator("#q-outings")).to_have_value("9")


def test_shuffled_choices_have_the_order_of_the_response_at_both_doors(
    site: Site, context: BrowserContext, token: str
) -> None:
    page = context.new_page()
    agree(page, site, token)
    page.fill("#q-outings", "1")
    press(page, GO_ON)
    press(page, GO_ON)
    page.check("[name=calm][value=yes]")
    press(page, GO_ON)
    ordinary = page.locator("#c-day .choice").all_inner_texts()
    keep(page, site, token)
    title(page, "Pour finir")
    assert page.locator("#c-day .choice").all_inner_texts() == ordinary


PLACED = """
| survey |
| |type|name|label::fr|label::en|appearance|
| | start-geopoint | from_here | | | |
| | begin group | you | Vous | You | |
| | integer | outings | Combien de sorties ? | How many outings? | |
| | image | picture | Une photo de chez vous ? | A photograph of your home? | |
| | end group | | | | |
| | begin repeat | person | Votre foyer | Your home | |
| | text | name | Quel prénom ? | Which first name? | |
| | select_one ${name} | friend | Qui connaît-il le mieux ? | Whom do they know best? | |
| | rank ${name} | table | Qui s’assied d’abord ? | Who sits first? | |
| | end repeat | | | | |
"""


def test_where_one_starts_and_a_ranking_of_what_others_answered_are_asked_in_a_kept_form(
    tmp_path: Path, browser: Browser
) -> None:
    content = read_workbook(PLACED.encode(), "placed.md").questionnaire
    assert content is not None
    with served(open_site(tmp_path, content)) as site:
        link = site.new_link()
        context = browser.new_context(
            locale="fr-FR", permissions=["geolocation"], viewport={"width": 320, "height": 640}
        )
        context.set_geolocation({"latitude": 44.8378, "longitude": -0.5792, "accuracy": 8})
        page = context.new_page()
        agree(page, site, link)
        keep(page, site, link)
        expect(page.locator("#notice")).to_contain_text("C’est prêt", timeout=PATIENCE)
        page.get_by_role("button", name="Donner ma position").click()
        expect(page.locator("[data-start] [role=status]")).to_contain_text("Position notée")
        assert violations(page) == []
        page.fill("#q-outings", "3")
        expect(page.locator(STATE)).to_have_text("Gardé sur ce téléphone. Pas encore envoyé.")
        context.set_offline(True)
        page.reload()
        expect(page.locator("#q-outings")).to_have_value("3", timeout=PATIENCE)
        expect(page.locator("[data-start]")).to_have_count(0)  # given, and kept
        press(page, GO_ON)
        for name in ("Awa", "Zoé"):
            page.click("[value=add]")
            page.fill("#q-name", name)
            expect(page.locator("#c-table label")).to_have_count(1 if name == "Awa" else 2)
            if name == "Awa":
                press(page, GO_ON)
        page.check("#c-friend [value=Awa]")
        page.get_by_label("1er choix").select_option("Zoé")
        page.get_by_label("2e choix").select_option("Awa")
        expect(page.locator(STATE)).to_have_text("Gardé sur ce téléphone. Pas encore envoyé.")
        page.reload()
        expect(page.get_by_label("1er choix")).to_have_value("Zoé", timeout=PATIENCE)
        expect(page.locator("#c-friend [value=Awa]")).to_be_checked()
        context.set_offline(False)
        press(page, GO_ON)
        while page.locator("[value=send]").count() == 0:
            press(page, GO_ON)
        page.click("[value=send]")
        expect(page.locator("h1")).to_have_text("Merci, c’est envoyé", timeout=PATIENCE)
        context.close()
        sent = stored(site, link)
        assert sent["from_here"] == "44.8378 -0.5792 0 8"
        assert sent["person"][1]["table"] == ["Zoé", "Awa"]
        assert sent["person"][1]["friend"] == "Awa"


def test_answers_that_cannot_be_sent_are_saved_with_their_photographs(tmp_path: Path, browser: Browser) -> None:
    content = read_workbook(PLACED.encode(), "placed.md").questionnaire
    assert content is not None
    with served(open_site(tmp_path, content)) as site:
        link = site.new_link()
        context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640})
        page = context.new_page()
        agree(page, site, link)
        keep(page, site, link)
        page.fill("#q-outings", "3")
        page.set_input_files("#q-picture", {"name": "banc.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
        expect(page.locator(".kept-file bdi")).to_have_text("banc.jpg")
        with site.app.app_context():
            person = participant_by_token(link)
            withdraw_participant(by=person, participant=person)
        to_the_review(page, "[value=send]", instances=0)
        page.click("[value=send]")
        title(page, "Pas envoyé : vos réponses sont toujours ici")
        with page.expect_download() as download:
            page.click("[data-do=save]")
        expect(page.locator("[data-saved]")).to_contain_text("vos réponses et 1 photo ou autre fichier")
        assert violations(page) == []
        saved = json.loads(Path(download.value.path()).read_text())
        (held,) = saved["files"]
        assert saved["answers"]["picture"] == held["name"]
        assert Image.open(BytesIO(b64decode(held["content"]))).format == "JPEG"
        context.close()


def title(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(words, timeout=PATIENCE)


def test_every_state_is_accessible_and_fits_a_narrow_phone(site: Site, context: BrowserContext, token: str) -> None:
    page = context.new_page()
    agree(page, site, token)
    page.goto(f"{site.address}/a/{token}/form/t0")
    looked_at(page)
    keep(page, site, token)
    press(page, GO_ON)
    expect(page.locator(".summary")).to_be_visible()
    looked_at(page)
    to_the_list = page.locator("[value=add]")
    write(page)
    press(page, GO_ON)
    expect(to_the_list).to_be_visible()
    looked_at(page)
    to_the_review(page, "[value=send]")
    looked_at(page)
    page.click("[value=send]")
    expect(page.locator(".notice.success")).to_contain_text("Envoyé.", timeout=PATIENCE)
    looked_at(page)
    assert json.dumps(stored(site, token)).count("Zo\\u00e9") == 2


def looked_at(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
