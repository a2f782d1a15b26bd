"""What votes say further, on the team's page, the phone and the screen: shared, groups, or the sentence why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from looks import looked_at
from playwright.sync_api import Browser, Page
from room import DESK, PHONE, WALL, Room, served
from votes import TWO, camps, closed, noise, read

from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem

pytestmark = pytest.mark.slow
LANGUAGES = ("fr-FR", "en-GB")
SIZES = (PHONE, {"width": 320, "height": 640}, DESK)


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[tuple[Room, dict[str, AgendaItem]]]:
    """Three activities: two camps, noise that still waits, and a room too small."""
    with served(tmp_path) as (site, app, project):
        with app.app_context():
            marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
            balades = db.session.get_one(Project, project)
            capacities = [TWO[person % 2] for person in range(48)]
            items = {
                "camps": closed(marc, balades, camps(48), capacities),
                "waiting": closed(marc, balades, noise(42), [None] * 42),
                "few": closed(marc, balades, noise(6), [None] * 6),
            }
            read(items["camps"])
            for item in items.values():
                assert item.session.code
        yield Room(browser, site, project), items


def _joined(page: Page, site: str, code: str) -> None:
    page.goto(f"{site}/s/{code}")
    page.locator("form button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_face_says_what_the_votes_say_and_fits(room: tuple[Room, dict[str, AgendaItem]], language: str) -> None:
    place, items = room
    facilitator = place.facilitator(language=language)
    for item in items.values():
        for size in SIZES:
            facilitator.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is a ViewportSize
            facilitator.goto(f"{place.site}/items/{item.id}/results")
            assert looked_at((facilitator,)) == []
        wall = place.person(WALL, language=language).new_page()
        wall.goto(f"{place.site}/s/{item.session.code}/projection")
        assert looked_at((wall,)) == []
        phone = place.person(PHONE, language=language).new_page()
        _joined(phone, place.site, item.session.code)
        assert looked_at((phone,)) == []
