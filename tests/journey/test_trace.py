"""The trace, learnings and uptakes in a real browser: on a phone and at a desk, by keyboard, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from threading import Thread

import pytest
from looks import violations
from people import Cast, cast, laboratory_in, open_study
from playwright.sync_api import Browser, expect
from team_browser import signed_in
from werkzeug.serving import make_server

from livinglab import actions
from livinglab.store.database import db
from livinglab.store.needs import Requirement
from livinglab.store.trace import Edge, Node, rows_of

pytestmark = pytest.mark.slow

WORDS = {"fr": "Partir ensemble rassure", "en": "Leaving together reassures"}
TOLD = actions.Told(WORDS, WORDS, WORDS, WORDS, "likely", "adopt", WORDS, ["mobilité"])


@dataclass(frozen=True)
class Trail:
    """A site whose project goes from a need to an uptake, and the addresses of its pages by name."""

    address: str
    pages: dict[str, str]


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trail]:
    app = laboratory_in(tmp_path_factory.mktemp("trail"))
    with app.app_context():
        pages = _walked(cast())
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Trail(f"http://127.0.0.1:{server.server_port}", pages)
    server.shutdown()


def _walked(people: Cast) -> dict[str, str]:
    receipt, requirement = _required(people)
    study = open_study(people)
    version = Node("prototype_version", study.version_id)
    edge = Edge(version, "implements", Node("requirement", requirement.id))
    actions.join_things(by=people.marc, project=people.balades, edge=edge, reason="Écrit dans le cahier")
    learning = actions.record_learning(
        by=people.marc, project=people.balades, told=TOLD, sources=[Node("study", study.id)]
    )
    actions.publish_learning(by=people.marc, learning=learning, number=1)
    actions.revise_learning(by=people.marc, learning=learning, told=TOLD, change="Plus clair", number=1)
    uptake = actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=Node("learning", learning.id),
        organisation="Ville des Tilleuls",
        helix="public",
        adopted_on=date(2026, 1, 5),
        scale="Trois quartiers",
        document=BytesIO(b"%PDF-1.4 words"),
        document_name="words.pdf",
    )
    project = f"/projects/{people.balades.id}"
    thing = f"{project}/trace/requirement/{requirement.id}"
    return {
        "trace": f"{project}/trace",
        "thing": thing,
        "join": f"{thing}/join?sort=implements.target.prototype_version",
        "mistake": f"/trace-edges/{rows_of(people.balades.id)[0].id}/mistake",
        "learnings": "/learnings",
        "learning": f"/learnings/{learning.id}",
        "new learning": f"{project}/learnings/new",
        "reword": f"/learnings/{learning.id}/revise",
        "preview": f"/learnings/{learning.id}/publish",
        "library": "/library",
        "public": f"/library/{learning.id}",
        "uptake": f"/uptakes/{uptake.id}",
        "new uptake": f"{project}/uptakes/new",
        "idea": f"/s/idea/{receipt}",
    }


def _required(people: Cast) -> tuple[str, Requirement]:
    """From a need on a phone to a requirement."""
    marc = people.marc
    session = actions.open_session(by=marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(
        by=marc, session=session, planned=actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
    )
    actions.start_item(by=marc, item=item)
    seated = actions.join_session(code=session.code)
    ideas = [
        actions.contribute(by=seated.seat, item=item, contribution_id=f"{n:032d}", text=f"Un banc {n}", language="fr")
        for n in range(12)
    ]
    for step in (actions.reveal, actions.close_item):
        step(by=marc, item=item)
    decision = actions.record_decision(
        by=marc, project=people.balades, title="Poser un banc", reason="Soutenu", item=item, chosen=ideas[:10]
    )
    requirement = actions.record_requirement(
        by=marc, decision=decision, statement="S’asseoir en chemin", acceptance_criterion="Tous les 200 m"
    )
    return seated.receipt, requirement


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_fits(browser: Browser, trail: Trail, width: int, language: str) -> None:
    page = signed_in(browser, trail.address, width, language)
    found = {}
    for name, address in trail.pages.items():
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        rules = violations(page)
        if rules or wider > 0:
            found[name] = (rules, wider)
    assert found == {}


def test_the_picture_stands_upright_on_a_phone_and_lies_at_a_desk(browser: Browser, trail: Trail) -> None:
    for width, shown, hidden in ((360, "narrow", "wide"), (1280, "wide", "narrow")):
        page = signed_in(browser, trail.address, width, "fr")
        page.goto(trail.pages["trace"])
        expect(page.locator(f".trace-frame.{shown}")).to_be_visible()
        expect(page.locator(f".trace-frame.{hidden}")).to_be_hidden()


def test_a_layer_is_opened_and_a_box_followed_by_keyboard_without_a_script(browser: Browser, trail: Trail) -> None:
    page = signed_in(browser, trail.address, 1280, "fr", scripts=False)
    page.goto(trail.pages["trace"])
    fold = page.locator(".trace-frame.wide a").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".trace-frame.wide a")).to_have_count(19)
    page.locator(".trace-frame.wide a", has_text="Poser un banc").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Poser un banc")
