"""The team's pages of a session, and the phone that changes hands: they fit, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from looks import looked_at
from playwright.sync_api import Browser, Page
from room import DESK, PHONE, Room, served

from livinglab import actions
from livinglab.actions import Planned
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.session_sheets import sheet_name

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Place:
    """A session with a consent under way, one activity still planned, and sheets of paper."""

    room: Room
    code: str
    session: str
    item: str
    planned: str
    number: str

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of the team's pages."""
        here = f"/items/{self.item}"
        return (
            f"/sessions/{self.session}",
            f"/sessions/{self.session}/correct",
            f"/sessions/{self.session}/moderation",
            f"/sessions/{self.session}/moderation?standing=hidden",
            f"/sessions/{self.session}/items/new?proposals=20&aim=rank",
            f"/sessions/{self.session}/items/new/needs",
            f"/items/{self.planned}/correct",
            f"{here}/sheets",
            f"{here}/sheets/{self.number}",
            f"{here}/results",
        )


@pytest.fixture
def place(browser: Browser, tmp_path: Path) -> Iterator[Place]:
    """A laboratory of its own for each test."""
    with served(tmp_path) as (site, app, project):
        with app.app_context():
            marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
            balades = db.session.get_one(Project, project)
            session = actions.open_session(by=marc, project=balades, title={"fr": "Atelier", "en": "Workshop"})
            planned = Planned({"fr": "Consentement", "en": "Consent"}, {"fr": "On y va ?", "en": "Shall we?"}, 3, 15)
            proposals = ("Poser un banc", "Éclairer la rue")
            item, later = (
                actions.add_agenda_item(by=marc, session=session, planned=planned, kind=kind, proposals=proposals)
                for kind in ("consent", "majority_judgment")
            )
            actions.start_item(by=marc, item=item)
            actions.correct_session(
                by=marc,
                session=session,
                title={"fr": "Atelier", "en": "Workshop"},
                place="Salle des Tilleuls",
                held_on=date(2026, 1, 5),
                reason="Tenue avant d’être saisie",
            )
            (paper,) = actions.seat_on_paper(by=marc, session=session, sheets=1)
            number = sheet_name(paper.seat)
            known = Place(Room(browser, site, project), session.code, session.id, item.id, later.id, number)
        yield known
        for context in browser.contexts:
            context.close()


@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_the_pages_of_a_session_fit_a_phone_and_a_desk(place: Place, language: str) -> None:
    team = place.room.facilitator(language=language)
    for size in (DESK, PHONE):
        team.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is a ViewportSize
        for address in place.pages:
            assert team.goto(place.room.site + address).status == 200  # type: ignore[union-attr]
            assert looked_at((team,)) == []


def test_a_sheet_is_typed_and_compared_by_keyboard(place: Place) -> None:
    team = place.room.facilitator()
    address = f"{place.room.site}/items/{place.item}/sheets/{place.number}"
    for downwards in (1, 2):
        team.goto(address)
        team.locator("main select").first.focus()
        for _ in range(downwards):
            team.keyboard.press("ArrowDown")
        team.locator("main form button").first.focus()
        with team.expect_navigation():
            team.keyboard.press("Enter")
    first, second = team.locator("main tbody td").all_inner_texts()
    assert (first, second) == ("Je consens", "Je consens, avec une réserve")
    assert looked_at((team,)) == []


def test_a_phone_that_changes_hands_shows_nothing_of_the_person_before(place: Place) -> None:
    phone = place.room.phone(place.code, javascript=False)
    receipt = phone.inner_text("#receipt")
    _press(phone, "#hand-on")
    assert receipt in phone.inner_text("main")
    _press(phone, "main form button")
    phone.go_back()
    assert receipt not in phone.inner_text("main")


def test_handing_a_phone_on_is_accessible(place: Place) -> None:
    phone = place.room.phone(place.code)
    _press(phone, "#hand-on")
    assert looked_at((phone,)) == []


def _press(page: Page, target: str) -> None:
    with page.expect_navigation():
        page.locator(target).first.click()
