"""Every kind of activity on a narrow phone, in French and English: it fits, axe finds nothing, keys suffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from looks import looked_at
from playwright.sync_api import Browser, Page, expect
from room import Room, served

from livinglab import actions
from livinglab.actions import Planned
from livinglab.activities import ACTIVITIES
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem

pytestmark = pytest.mark.slow

PROPOSALS = ("Sortir à plusieurs, à heure fixe", "Un banc entre la pharmacie et le marché", "😀 مقعد بجانب السوق")
FIRST_CHOICE = {
    "dots": "form#place-dots [id^=more-]",
    "scales": "form#judge input[type=radio]",
    "pairs": "#prefer-left",
}


@pytest.fixture
def place(browser: Browser, tmp_path: Path) -> Iterator[tuple[Room, Flask]]:
    """A laboratory that runs, and its application."""
    with served(tmp_path) as (site, app, project):
        yield Room(browser, site, project), app
        for context in browser.contexts:
            context.close()


def _running(app: Flask, kind: str) -> tuple[str, str]:
    """The code of a session whose activity of that kind has been revealed, and the id of the activity."""
    with app.app_context():
        marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
        project = db.session.scalars(db.select(Project)).first()
        assert project is not None
        session = actions.open_session(by=marc, project=project, title={"fr": "Atelier", "en": "Workshop"})
        planned = Planned({"fr": "Activité", "en": "Activity"}, {"fr": "Que faire ?", "en": "What to do?"})
        item = actions.add_agenda_item(
            by=marc, session=session, planned=planned, kind=kind, proposals=PROPOSALS, language="fr"
        )
        actions.start_item(by=marc, item=item)
        if item.state == "writing":
            actions.reveal(by=marc, item=item)
        return session.code, item.id


def _close(app: Flask, item_id: str) -> None:
    with app.app_context():
        marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
        actions.close_item(by=marc, item=db.session.get_one(AgendaItem, item_id))


@pytest.mark.parametrize("kind", ACTIVITIES)
def test_each_kind_is_judged_by_keyboard_on_a_narrow_phone(place: tuple[Room, Flask], kind: str) -> None:
    room, app = place
    code, item = _running(app, kind)
    phone, wall, team = room.phone(code, language="fr-FR"), room.screen(code), room.facilitator()
    ballot = ACTIVITIES[kind].ballot
    if ballot != "none":
        _choose(phone, FIRST_CHOICE[ballot], ballot)
    seen = looked_at((phone, wall))
    _close(app, item)
    expect(phone.locator("#stage")).to_contain_text("Sortir à plusieurs")
    expect(phone.locator("h1")).to_contain_text("résultats")
    team.goto(f"{room.site}/items/{item}/results")
    assert (seen, looked_at((phone, wall, team))) == ([], [])


def _choose(phone: Page, control: str, ballot: str) -> None:
    """Focuses the first choice, presses it with the space bar, and waits until the server has it."""
    phone.locator(control).first.focus()
    phone.keyboard.press("Space")
    if ballot == "dots":
        expect(phone.locator("output").first).to_contain_text("1 gommette")
    elif ballot == "scales":
        expect(phone.locator("#budget")).to_contain_text("1 proposition")
    else:
        expect(phone.locator("#stage")).to_contain_text("Paire 2")


@pytest.mark.parametrize("kind", [code for code, activity in ACTIVITIES.items() if activity.fields])
def test_each_kind_is_written_without_javascript(place: tuple[Room, Flask], kind: str) -> None:
    room, app = place
    with app.app_context():
        marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
        project = db.session.get_one(Project, room.project)
        session = actions.open_session(by=marc, project=project, title={"fr": "Atelier"})
        item = actions.add_agenda_item(by=marc, session=session, planned=Planned({"fr": "Activité"}), kind=kind)
        actions.start_item(by=marc, item=item)
        code = session.code
    phone = room.phone(code, javascript=False)
    assert looked_at((room.phone(code),)) == []  # axe needs the scripts that this phone does without
    phone.fill("#text", "Je descends l’escalier")
    with phone.expect_navigation():
        phone.click("form#contribute button")
    expect(phone.locator("#stage .ideas li")).to_contain_text("Je descends l’escalier")
