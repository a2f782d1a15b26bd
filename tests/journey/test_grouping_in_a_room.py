"""Themes form in front of the room: on a narrow screen, and axe finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import looked_at
from playwright.sync_api import Browser, expect
from room import Room, press, served

from livinglab import actions
from livinglab.actions import Planned
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project

pytestmark = pytest.mark.slow

IDEAS = ("Un banc près du marché", "un banc près du marché !", "Une lampe et un arbre")


def test_a_theme_made_on_a_narrow_screen_appears_on_the_wall(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (site, app, project):
        with app.app_context():
            marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
            session = actions.open_session(
                by=marc, project=db.session.get_one(Project, project), title={"fr": "Atelier"}
            )
            item = actions.add_agenda_item(
                by=marc,
                session=session,
                planned=Planned({"fr": "Thèmes"}),
                kind="grouping",
                proposals=IDEAS,
                language="fr",
            )
            actions.start_item(by=marc, item=item)
            code, address = session.code, f"{site}/items/{item.id}/grouping"
        room = Room(browser, site, project)
        wall, team = room.screen(code), room.facilitator()
        team.set_viewport_size({"width": 360, "height": 740})
        team.goto(address)
        wrong = looked_at((team,))
        team.get_by_role("link", name="Cocher les deux").click()
        team.fill("#gather-title", "S’asseoir")
        press(team, "form#gather button")
        expect(wall.locator("#room")).to_contain_text("2 idées")
        wrong += looked_at((wall,))
        press(team, "[id^=take_out-]")
        wrong += looked_at((team,))
        team.fill("#undo-reason", "Ce n’est pas le même banc")
        press(team, "form#undo button")
        expect(team.locator("#alone-title")).to_contain_text("2")
        for context in browser.contexts:
            context.close()
    assert wrong == []
