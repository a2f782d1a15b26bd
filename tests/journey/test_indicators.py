"""The indicators of a project in a real browser: pictures, their twins, a target, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from itertools import cycle
from threading import Thread

import pytest
from looks import looked_at
from people import Cast, cast, laboratory_in, open_study
from playwright.sync_api import Browser, expect
from team_browser import signed_in
from werkzeug.serving import make_server

from livinglab import actions
from livinglab.store.database import db, now, transaction
from livinglab.store.sessions import Contribution, Helix
from livinglab.store.trace import Edge, Node

pytestmark = pytest.mark.slow

HELICES: tuple[Helix | None, ...] = ("citizens", "citizens", "public", None, "private", "citizens", "academia")


@dataclass(frozen=True)
class Site:
    """A site, its project that goes from needs to an uptake, and one that has just begun."""

    address: str
    indicators: str
    empty: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    app = laboratory_in(tmp_path_factory.mktemp("indicators"))
    with app.app_context():
        people = cast()
        _walked(people)
        pages = [f"/projects/{project.id}/indicators" for project in (people.balades, people.elsewhere)]
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_port}", *pages)
    server.shutdown()


def _walked(people: Cast) -> None:
    """Thirty needs over two months, ten of them decided, one after the other; a version, its test, an uptake."""
    marc, project = people.marc, people.balades
    voices = _voices(people, 30)
    for number, voice in enumerate(voices):
        with transaction():
            voice.created_at = now() - timedelta(60 - 2 * number)
    decisions = [
        actions.record_decision(by=marc, project=project, title=f"Décision {n}", reason="Utile", chosen=[voice])
        for n, voice in enumerate(voices[:10])
    ]
    for number, decision in enumerate(decisions):
        with transaction():
            decision.created_at = now() - timedelta(40 - 4 * number)
    study = open_study(people)
    required = actions.record_requirement(by=marc, decision=decisions[0], statement="X", acceptance_criterion="Y")
    built = Edge(Node("prototype_version", study.version_id), "implements", Node("requirement", required.id))
    actions.join_things(by=marc, project=project, edge=built, reason="Construit pour cela")
    for name, helix, document in (("Ville des Tilleuls", "public", True), ("Atelier Martin", "private", False)):
        actions.record_uptake(
            by=marc,
            project=project,
            of=Node("prototype_version", study.version_id),
            organisation=name,
            helix=helix,
            adopted_on=now().date(),
            scale="Trois quartiers",
            document=BytesIO(b"%PDF-1.4 words") if document else None,
            document_name="words.pdf",
        )
    actions.set_target(by=marc, project=project, indicator="prototypes", value=3)
    actions.set_target(by=marc, project=project, indicator="need_to_decision", value=60)


def _voices(people: Cast, count: int) -> list[Contribution]:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    planned = actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
    item = actions.add_agenda_item(by=people.marc, session=session, planned=planned)
    actions.start_item(by=people.marc, item=item)
    return [
        actions.contribute(
            by=actions.join_session(code=session.code, helix=helix).seat,
            item=item,
            contribution_id=f"{number:032d}",
            text=f"Un banc {number}",
            language="fr",
        )
        for number, helix in zip(range(count), cycle(HELICES), strict=False)
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_is_accessible_and_fits(browser: Browser, site: Site, width: int, language: str) -> None:
    page = signed_in(browser, site.address, width, language)
    wrong = []
    places = ("", "/need_to_decision", "/people_by_helix", "/RCR104", "/RCO83")
    for address in (*(site.indicators + place for place in places), site.empty):
        page.goto(address)
        for twin in page.locator("details > summary").all():
            twin.click()
        wrong += looked_at((page,))
    assert wrong == []


def test_a_number_is_followed_to_what_it_counts_by_keyboard_without_a_script(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 1280, "fr", scripts=False)
    page.goto(site.indicators)
    page.locator("#group-programme a", has_text="RCR104").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("RCR104")
    expect(page.locator("#left-out-table")).to_contain_text("sans document de l’organisation")
    page.locator("main a", has_text="Parcours").first.click()
    expect(page.locator("h1")).to_contain_text("Parcours")


def test_a_target_that_cannot_be_is_refused_and_what_was_typed_stays(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 360, "fr")
    page.goto(f"{site.indicators}/versions")
    page.fill("[name=value]", "2,5")
    page.click("#set-target button")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("un nombre entier")
    expect(page.locator("[name=value]")).to_have_value("2,5")
    page.fill("[name=value]", "2")
    page.click("#set-target button")
    expect(page.locator("[role=status]")).to_contain_text("La cible est fixée")
