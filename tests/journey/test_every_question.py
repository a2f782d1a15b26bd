"""Every type of question and every widget, in every language and state: sound for axe, narrow, large, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from looks import broken_rules
from media import photograph
from playwright.sync_api import Browser, Page
from respondents import REQUIRED, Site, open_site, press, served

from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.reading import read_workbook
from surveys.values import Missing

pytestmark = pytest.mark.slow

SMALLEST = {"width": 320, "height": 640}
CONTINUE = "main form .buttons button:first-child"
MARK = "(one => one.type === 'radio' ? one.name : one.id || one.name || one.textContent.trim())"
CONTROLS_SHOWN = f"""() => [...document.querySelectorAll('#page :is(input, textarea, select, summary)')]
  .filter(one => one.checkVisibility() && one.type !== 'hidden' && !one.disabled).map({MARK})"""
# What has the focus: which control, what kind, under which name, whether a ring shows it; None outside the main part.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || !one.closest('main')) return null;
  const seen = [one, one.closest('.choice')].filter(Boolean).map(part => getComputedStyle(part));
  return {
    mark: MARK(one), name: one.name ?? '', kind: one.localName === 'input' ? one.type : one.localName,
    ring: seen.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    goes_on: one.matches('form .buttons button:first-child'),
  };
}""".replace("MARK", MARK)
MODULES = "**/static/form/**"
LINE = "48.1 -2.1\n48.2 2.2\n48.3 2.1\n48.1 -2.1"
WRITTEN = {  # what to type, by the last part of the name of a field
    "day": "31", "month": "12", "year": "1950", "time": "14:30", "latitude": "48.85", "longitude": "2.35",
    "altitude": "30", "accuracy": "5", "way": LINE, "garden": LINE, "count": "3", "cost": "2", "born": "1950-12-31",
    "woken": "14:30", "visit": "31", "mail": "lucie@example.org", "phone": "0102030405", "code": "3017620422003",
}  # fmt: skip
PARTS = (  # sections shown together: axe and a page take as long for three questions as for fifteen
    ("words", "numbers", "moments", "choices"), ("places", "files"),
    ("layouts", "table", "second_table", "scales"), ("fields",),
)  # fmt: skip
UNKNOWN = frozenset({"voice", "film", "folded"})
STEPS_MOST = 400  # presses of Tab on one page: beyond, the keyboard is caught somewhere


@pytest.fixture(scope="module")
def form(questionnaires: Path) -> Questionnaire:
    """Each question required, and each with "I don't know" and "I'd rather not say" beside it; on few pages."""
    form, widgets = (read_workbook(questionnaires / f"every_{name}.md").questionnaire for name in ("type", "widget"))
    assert form is not None
    assert widgets is not None
    soft = (Missing.DONT_KNOW, Missing.DECLINED)
    asked = (
        replace(one, required=REQUIRED, missing_options=soft) if one.asked else one
        for one in (*form.questions, *widgets.questions)
    )
    outings = Question(
        "outings", "integer", {"fr": "Combien de sorties ?", "en": "How many outings?"}, required=REQUIRED
    )
    choices = {**form.choices, **widgets.choices}
    part_of = {section: f"part_{number}" for number, sections in enumerate(PARTS, start=1) for section in sections}
    questions = tuple(
        replace(one, groups=(part_of[one.groups[0]], *one.groups)) if one.groups else one for one in asked
    )
    sections = (replace(group, groups=(part_of[group.name],)) for group in (*form.groups, *widgets.groups))
    parts = (
        Group(part, {"fr": f"Partie {part[-1]}", "en": f"Part {part[-1]}"}, appearance=("field-list",))
        for part in dict.fromkeys(part_of.values())
    )
    return replace(form, questions=(*questions, outings), groups=(*parts, *sections), choices=choices)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, form: Questionnaire) -> Iterator[Site]:
    with served(open_site(tmp_path_factory.mktemp("every"), form)) as site:
        yield site


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "garden.jpg"
    path.write_bytes(photograph())
    return path


def visit(browser: Browser, site: Site, language: str, *, scripts: bool, dark: bool = False) -> Page:
    """At the first page of questions, on the smallest phone. axe is a script: without ours, their files are missing."""
    page = browser.new_page(viewport=SMALLEST, color_scheme="dark" if dark else "light", reduced_motion="reduce")
    if not scripts:
        page.route(MODULES, lambda route: route.abort())
    begin(page, site, language)
    return page


def begin(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.address}/a/{site.new_link()}?lang={language}")
    page.click("main a.button")
    press(page, CONTINUE)


def _answered(name: str) -> bool:
    """Whether this field is answered: of sounds, films and a closed list, only the "I don't know"."""
    question, _, part = name.partition(".")
    return (part == "missing") == (question in UNKNOWN) and part != "remove"


@dataclass
class Fingers:
    """Someone at a keyboard: answers whatever has the focus, and goes on with Tab."""

    page: Page
    picture: Path
    reached: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def answer_the_page(self) -> None:
        """From the top of the page to the button that goes on."""
        done: set[str] = set()
        self.reached, self.unseen = [], []
        for _ in range(STEPS_MOST):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS)
            if focus is None:
                continue
            self.reached.append(focus["mark"])
            if not focus["ring"]:
                self.unseen.append(focus["mark"])
            if focus["goes_on"]:
                return
            if focus["name"] and focus["name"] not in done and _answered(focus["name"]):
                done.add(focus["name"])
                self._answer(focus)
        raise AssertionError(f"the button that goes on is not reached from {self.reached[-3:]}")

    def _answer(self, focus: dict[str, str]) -> None:
        kind, name = focus["kind"], focus["name"]
        part = name.rpartition(".")[2]
        if kind in ("radio", "checkbox"):
            self.page.keyboard.press("Space")
        elif kind == "select":
            for _ in range(int(part) if part.isdecimal() else 1):
                self.page.keyboard.press("ArrowDown")
        elif kind == "file":
            self.page.set_input_files(":focus", self.picture)  # the window that chooses is the browser's own
        elif kind not in ("button", "submit"):
            self.page.keyboard.insert_text(WRITTEN.get(part, "3"))


def too_wide(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def unsound(page: Page) -> list[object]:
    """What axe finds, and a page that does not fit, at both sizes of text."""
    found = broken_rules(page)
    narrow = ["too wide"] if too_wide(page) else []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    large = ["too wide with large text"] if too_wide(page) else []
    page.evaluate("document.documentElement.style.fontSize = ''")
    return [*found, *narrow, *large]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize(("language", "dark"), [("fr", False), ("en", True), ("ar", False)])
def test_every_question_is_sound_when_shown_refused_and_answered(
    site: Site, browser: Browser, picture: Path, language: str, dark: bool, scripts: bool
) -> None:
    page = visit(browser, site, language, scripts=scripts, dark=dark)
    wrong: dict[str, list[object]] = {}
    while "/questions/" in page.url:
        title = page.inner_text("h1")
        wrong[f"{title}, shown"] = unsound(page)
        press(page, CONTINUE)
        page.wait_for_selector(".summary a")
        wrong[f"{title}, refused"] = unsound(page)
        Fingers(page, picture).answer_the_page()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address, here=page.url: address != here)
        page.go_back()
        wrong[f"{title}, answered"] = unsound(page)
        page.go_forward()
    assert {name: found for name, found in wrong.items() if found} == {}
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_every_question_is_answered_by_keyboard_alone(
    site: Site, browser: Browser, picture: Path, scripts: bool
) -> None:
    context = browser.new_context(viewport=SMALLEST, java_script_enabled=scripts)
    page = context.new_page()
    begin(page, site, "fr")
    while "/questions/" in page.url:
        fingers = Fingers(page, picture)
        fingers.answer_the_page()
        assert (set(page.evaluate(CONTROLS_SHOWN)) - set(fingers.reached), fingers.unseen) == (set(), [])
        here = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: address != here)  # noqa: B023 # waited for before the next turn
    assert "/review/" in page.url
    context.close()
