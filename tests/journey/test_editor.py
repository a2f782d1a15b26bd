"""A questionnaire made in a real browser: by keyboard alone, without a script, every page for everyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from looks import violations
from people import Cast, cast, laboratory_in, published
from playwright.sync_api import Browser, BrowserContext, Page, expect
from room import press
from sqlalchemy import select
from werkzeug.serving import make_server

from livinglab import actions
from livinglab.store.database import db
from livinglab.store.questionnaire_drafts import QuestionnaireDraft
from livinglab.store.questionnaires import Questionnaire, QuestionnaireVersion
from surveys.editing.forms import empty_workbook, laid_out, model
from surveys.editing.outline import outline_of
from surveys.editing.trial import Case, Outcome
from surveys.questionnaire import Questionnaire as Content
from surveys.workbook import open_workbook

pytestmark = pytest.mark.slow

ARABIC = b"""
| survey | | | |
|---|---|---|---|
| | type | name | label::\xd8\xa7\xd9\x84\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\xa9 (ar) |
| | integr | age | \xd9\x83\xd9\x85 \xd8\xb9\xd9\x85\xd8\xb1\xd9\x83\xd8\x9f |
"""
LANGUAGES = """
| survey | | | | | | |
|---|---|---|---|---|---|---|
| | type | name | label::Français (fr) | label::English (en) | label::العربية (ar) | label::Español (es) |
| | select_one yn | tea | Du thé ? | Some tea? | هل تريد الشاي؟ | ¿Té? |
| | text | which | Lequel ? | Which one? | أي شاي؟ | ¿Cuál? |
| choices | | | | | | |
| | list_name | name | label::Français (fr) | label::English (en) | label::العربية (ar) | label::Español (es) |
| | yn | yes | Oui | Yes | نعم | Sí |
| | yn | no | Non | No | لا | No |
"""
HOUSEHOLD = """
| survey | | | | | |
|---|---|---|---|---|---|
| | type | name | label::Français (fr) | relevant | appearance |
| | select_one yn | alone | Vivez-vous seul ? | | |
| | begin group | home | Chez vous | | |
| | begin repeat | person | Une personne | ${alone} = 'no' | |
| | decimal | age | Son âge ? | | |
| | text | school | Son école ? | ${age} < 18 | |
| | end repeat | | | | |
| | end group | | | | |
| | geopoint | where | Où ? | | |
| | image | view | La vue ? | | |
| | image | sign | Signez | | signature |
| choices | | | | | |
| | list_name | name | label::Français (fr) | | |
| | yn | yes | Oui | | |
| | yn | no | Non | | |
"""
KINDS = ("choose_one", "repeat", "calculation", "day_answered")


@dataclass(frozen=True)
class Place:
    """The site on a port of this machine, with a session already open for Amina."""

    app: Flask
    address: str
    cookie: str
    project: str
    drafts: Mapping[str, str]

    def visit(self, browser: Browser, width: int = 1280, language: str = "fr", *, scripts: bool = True) -> Page:
        context: BrowserContext = browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.add_cookies(
            [{"name": self.app.config["SESSION_COOKIE_NAME"], "value": self.cookie, "url": self.address}]
        )
        context.set_default_timeout(10_000)
        return context.new_page()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    app = laboratory_in(tmp_path_factory.mktemp("editor"))
    with app.app_context():
        people = cast()
        published(people)
        drafts = _drafts(people)
        session = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = session.dumps({"_user_id": people.amina.fs_uniquifier, "_fresh": True})
        project = people.balades.id
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Place(app, f"http://127.0.0.1:{server.server_port}", cookie, project, drafts)
    server.shutdown()


def _drafts(people: Cast) -> dict[str, str]:
    workbooks = {
        "trial": model("trial"),
        "broken": laid_out(open_workbook(ARABIC, "broken.md"), "broken.md"),
        "languages": laid_out(open_workbook(LANGUAGES.encode(), "languages.md"), "languages.md"),
        "household": laid_out(open_workbook(HOUSEHOLD.encode(), "household.md"), "household.md"),
        "empty": empty_workbook("vide", {"fr": "Vide"}, ("Français (fr)", "English (en)")),
    }
    drafts = {
        name: actions.start_draft(by=people.marc, project=people.balades, workbook=workbook, filename=f"{name}.xlsx")
        for name, workbook in workbooks.items()
    }
    case = Case("Ne s’en sert pas", {"how_often": "never"}, Outcome(("ease",), ("reasons",), {}))
    actions.keep_case(by=people.marc, draft=drafts["trial"], case=case)
    return {name: draft.id for name, draft in drafts.items()}


def _addresses(place: Place) -> list[str]:
    trial, broken, empty = (f"/drafts/{place.drafts[name]}" for name in ("trial", "broken", "empty"))
    faces = ("", "/translate", "/preview", "/try", "/settings", "/check", "/add", "/discard")
    return [
        f"/projects/{place.project}/questionnaires",
        f"/projects/{place.project}/questionnaires/new",
        *(f"{trial}{face}" for face in faces),
        *(f"{broken}{face}" for face in ("", "/translate", "/preview", "/check")),
        empty,
        f"{trial}/translate?all=1",
        f"{trial}/preview?phone=1&page=2",
        f"/drafts/{place.drafts['languages']}/preview?in=ar",
        *(f"{trial}/rows/{row}" for row in (2, 3, 4, 5, 9)),
        f"{trial}/rows/2/remove",
        f"{trial}/rows/4/move",
        f"{trial}/scales",
        f"{broken}/rows/2",
        *(f"{trial}/add/{kind}" for kind in KINDS),
    ]


def sound(page: Page) -> list[str]:
    """What is wrong with the page now shown: for assistive technology, and with its width."""
    wrong = violations(page)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{page.url} is wider than the screen")
    return wrong


@pytest.mark.parametrize(("width", "language"), [(320, "fr"), (1280, "en")])
def test_every_page_of_the_editor_is_sound(place: Place, browser: Browser, width: int, language: str) -> None:
    page = place.visit(browser, width, language)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    wrong = []
    for address in _addresses(place):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        wrong += sound(page)
    page.context.close()
    assert (wrong, said) == ([], [])


def _press_on(page: Page, words: str, key: str = "Enter") -> None:
    """Tabs until the focus stands on what bears these words, then presses a key: no mouse."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
        if str(focused).strip().startswith(words):
            with page.expect_navigation():
                page.keyboard.press(key)
            return
    raise AssertionError(f"the keyboard does not reach “{words}” on {page.url}")


def _type_in(page: Page, identifier: str, words: str) -> None:
    """Tabs to a field, then types."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            page.keyboard.type(words)
            return
    raise AssertionError(f"the keyboard does not reach {identifier} on {page.url}")


def _published(place: Place, form_id: str) -> Content:
    with place.app.app_context():
        chosen = select(QuestionnaireVersion).join(Questionnaire).where(Questionnaire.form_id == form_id)
        return db.session.scalars(chosen).one().content


def _add(page: Page, kind: str, fields: Mapping[str, str]) -> None:
    _press_on(page, "Ajouter une question")
    _press_on(page, kind)
    for identifier, words in fields.items():
        _type_in(page, identifier, words)
    page.keyboard.press("Tab")
    _press_on(page, "Enregistrer")
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()


def test_five_questions_are_made_translated_tried_and_published_by_keyboard(place: Place, browser: Browser) -> None:
    page = place.visit(browser)
    page.goto(f"/projects/{place.project}/questionnaires/new")
    _type_in(page, "title_fr", "Nos sorties")
    _press_on(page, "Commencer")
    _add(page, "Message à lire", {"label_fr": "Bonjour."})
    _add(page, "Un seul choix", {"label_fr": "Sortez-vous ?", "choice-0-label": "Oui", "choice-1-label": "Non"})
    _add(page, "Nombre entier", {"label_fr": "Combien de fois ?", "least": "0", "most": "50"})
    _add(page, "Texte long", {"label_fr": "Une remarque ?"})
    _add(page, "Échelle d’accord", {"label_fr": "J’aime sortir.", "choice-0-label": "Oui", "choice-1-label": "Non"})
    _ask_only_if(page, "Combien de fois ?", "Sortez-vous ?", "oui")
    _move_up_twice(page)
    _translate(page)
    _press_on(page, "Aperçu")
    expect(page.get_by_role("group", name="Sortez-vous ?")).to_be_visible()
    _press_on(page, "Vérifier et publier")
    _press_on(page, "Publier cette version")
    expect(page.get_by_text("La version 1 est publiée.")).to_be_visible()
    page.context.close()
    made = _published(place, "sorties")
    names = [question.name for question in made.questions]
    assert names == ["bonjour", "sortez", "aime_sortir", "combien_fois", "remarque"]
    relevant = made.question("combien_fois").relevant
    assert relevant is not None
    assert relevant.source == "${sortez} = 'oui'"
    assert made.question("bonjour").label == {"fr": "Bonjour.", "en": "Text 1"}


def _ask_only_if(page: Page, question: str, other: str, answer: str) -> None:
    _press_on(page, question)
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "asked":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(other)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(answer)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(
        page.get_by_text(f"« {other} » est « Oui »".replace(" »", "\u00a0»").replace("« ", "«\u00a0"))
    ).to_be_visible()


def _move_up_twice(page: Page) -> None:
    """The button keeps the focus where the question goes: the same key moves it again."""
    page.locator("[id^=up-]").last.focus()
    for row in (5, 4):
        page.keyboard.press("Enter")
        expect(page.locator(f"#up-{row}")).to_be_focused()


def _translate(page: Page) -> None:
    _press_on(page, "Traduire")
    expect(page.locator("#lacking")).to_contain_text("textes restent à traduire")
    for place in range(1, page.locator("#translations textarea").count() + 1):
        _type_in(page, f"text-{place}", f"Text {place - 1}")
    _press_on(page, "Enregistrer les traductions")
    expect(page.locator("#lacking")).to_contain_text("Tout est traduit")


def test_a_questionnaire_is_made_without_a_script(place: Place, browser: Browser) -> None:
    page = place.visit(browser, 360, scripts=False)
    page.goto(f"/projects/{place.project}/questionnaires/new")
    page.click("text=Partir de ce modèle >> nth=2")
    page.click("text=Ajouter une question")
    page.click("text=Texte court")
    page.fill("#label_fr", "Qu’avez-vous appris ?")
    page.fill("#label_en", "What did you learn?")
    page.check("#asked-rule")
    page.select_option("#if-0-question", "come_back")
    page.fill("#if-0-value", "Oui")
    page.click("main form .buttons >> text=Enregistrer >> nth=0")
    page.click("#row-7 summary")
    page.click("#row-7 >> text=Dupliquer")
    page.click("#row-8 >> text=Monter")
    page.click("#undo")
    page.click("text=Essayer")
    page.check("[name=come_back][value=yes]")
    page.click("text=Voir ce que font ces réponses")
    expect(page.get_by_label("Qu’avez-vous appris ?").first).to_be_visible()
    page.click("text=Vérifier et publier")
    page.click("#publish button")
    page.context.close()
    assert [question.name for question in _published(place, "workshop").questions][-2:] == ["appris", "appris_2"]


def test_a_question_is_dragged_into_a_group(place: Place, browser: Browser) -> None:
    with place.app.app_context():
        marc = db.session.get_one(QuestionnaireDraft, place.drafts["trial"])
        before = [line.name for line in outline_of(marc.workbook)]
    page = place.visit(browser)
    page.goto(f"/drafts/{place.drafts['trial']}")
    page.drag_and_drop("#row-9 .grip", "#row-3 .what")
    expect(page.locator("#row-4")).to_contain_text(page.locator("#row-4").inner_text().split("\n")[0])
    page.wait_for_url("**#row-4")
    page.context.close()
    with place.app.app_context():
        moved = [
            line.name for line in outline_of(db.session.get_one(QuestionnaireDraft, place.drafts["trial"]).workbook)
        ]
    assert moved == [*before[:2], before[7], *before[2:7], *before[8:]]


def test_the_trial_follows_each_answer(place: Place, browser: Browser) -> None:
    page = place.visit(browser)
    page.goto(f"/drafts/{place.drafts['trial']}/try")
    page.check("[name=how_often][value=never]")
    expect(page.locator("[name=reasons]").first).to_be_visible()
    expect(page.locator("[name=how_often][value=never]")).to_be_focused()
    expect(page.locator("#trial-outcome")).to_contain_text("De 0 à 10, est-il facile à utiliser")
    page.context.close()


def _going(words: str) -> str:
    return f".as-answered .buttons button:text-is('{words}')"


@pytest.mark.parametrize(("width", "scripts"), [(320, False), (360, True), (1280, True)])
def test_an_example_is_tried_to_its_end(place: Place, browser: Browser, width: int, scripts: bool) -> None:
    page = place.visit(browser, width, scripts=scripts)
    wrong: list[str] = []
    page.goto(f"/drafts/{place.drafts['household']}/try")
    page.check("[name=alone][value=no]")
    for button in ("Continuer", "Ajouter"):
        press(page, _going(button))
        wrong += sound(page) if scripts else []
    page.fill("#q-age", "4,5")
    if scripts:  # at once; else the page comes back with the question
        expect(page.locator("#q-school")).to_be_visible()
    else:
        press(page, _going("Continuer"))
    page.fill("#q-school", "Prévert")
    press(page, _going("Continuer"))
    expect(page.locator(".instances")).to_contain_text("4,5, Prévert")
    press(page, _going("Continuer"))
    expect(page.locator(".device button").first).to_be_visible(visible=scripts)
    wrong += sound(page) if scripts else []
    press(page, _going("Continuer"))
    expect(page.locator(".as-answered")).to_contain_text("Prévert")
    wrong += sound(page) if scripts else []
    page.context.close()
    assert wrong == []


def test_an_expression_says_what_is_wrong_while_it_is_written(place: Place, browser: Browser, tmp_path: Path) -> None:
    page = place.visit(browser)
    page.goto(f"/drafts/{place.drafts['trial']}/add/calculation")
    page.fill("#calculation", "${how_oftn} = 'never'")
    expect(page.locator("#calculation + .says")).to_contain_text("how_often")
    page.fill("#calculation", "${how_often} = 'never'")
    expect(page.locator("#calculation + .says")).to_contain_text("Jamais")
    assert sound(page) == []
    page.context.close()
