"""What votes say further, on the team's page, the phone and the screen: shared, groups, or the sentence why not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from looks import looked_at
from playwright.sync_api import Browser, Page
from room import DESK, PHONE, WALL, Room, served
from votes import COMMENTS, TWO, VOTES, camps, closed, noise, read

from livinglab import actions
from livinglab.actions import Planned
from livinglab.activities.marks import Mark, compared
from livinglab.jobs import vote_imports
from livinglab.jobs.desk import settings as settings_of_jobs
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Session

pytestmark = pytest.mark.slow
LANGUAGES = ("fr-FR", "en-GB")
SIZES = (PHONE, {"width": 320, "height": 640}, DESK)


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[tuple[Room, dict[str, AgendaItem], Flask]]:
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
        yield Room(browser, site, project), items, app


def _joined(page: Page, site: str, code: str) -> None:
    page.goto(f"{site}/s/{code}")
    page.locator("form button").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_face_says_what_the_votes_say_and_fits(
    room: tuple[Room, dict[str, AgendaItem], Flask], language: str
) -> None:
    place, items, _ = room
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


@pytest.fixture
def empty(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Room, Flask, str]]:
    """A session without activities; jobs keep their files where the site does, and are done when the test says."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    settings_of_jobs.cache_clear()
    with served(tmp_path) as (site, app, project):
        with app.app_context():
            marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
            balades = db.session.get_one(Project, project)
            session = actions.open_session(by=marc, project=balades, title={"fr": "Atelier", "en": "Workshop"}).id
        yield Room(browser, site, project), app, session
    settings_of_jobs.cache_clear()


def _work(app: Flask, page: Page) -> None:
    """What the worker would do meanwhile; then the page as it has become."""
    with app.app_context():
        vote_imports.step(page.url.rpartition("/")[2])
    page.goto(page.url)


@pytest.mark.parametrize(("language", "javascript"), [("fr-FR", True), ("en-GB", True), ("fr-FR", False)])
def test_votes_are_brought_in_by_page_and_every_step_fits(
    empty: tuple[Room, Flask, str], tmp_path: Path, language: str, javascript: bool
) -> None:
    place, app, session = empty
    files = tmp_path / "files"
    files.mkdir()
    for name, text in (("comments.csv", COMMENTS), ("votes.csv", VOTES), ("wrong-votes.csv", VOTES + "x,,99,,7\n")):
        (files / name).write_text(text, "utf-8")
    page = place.facilitator(language=language, javascript=javascript)

    def look() -> None:
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is a ViewportSize
            if javascript:
                assert looked_at((page,)) == []

    page.goto(f"{place.site}/sessions/{session}")
    page.click("#import-votes")
    look()
    page.set_input_files("#files", [files / "comments.csv", files / "wrong-votes.csv"])
    page.click("form#import-votes button")
    page.wait_for_url("**/vote-imports/**")
    look()
    _work(app, page)
    look()
    page.click("main a.button")
    page.set_input_files("#files", [files / "comments.csv", files / "votes.csv"])
    page.click("form#import-votes button")
    page.wait_for_url("**/vote-imports/**")
    _work(app, page)
    look()
    page.click("form#store-votes button")
    page.wait_for_load_state()
    _work(app, page)
    look()
    page.click("main a.button")
    page.wait_for_url("**/results")
    assert "Un banc" in page.inner_text("main")


PROPOSALS = (
    "Poser des bancs tous les deux cents mètres",
    "Éclairer le chemin du parc",
    "Un arrêt de bus à la demande",
    "Des toilettes publiques",
    "Un plan des pentes douces",
)


@pytest.mark.parametrize("kind", ["impact_feasibility", "pairwise"])
def test_what_is_drawn_of_a_result_fits_every_face(empty: tuple[Room, Flask, str], kind: str) -> None:
    place, app, session_id = empty
    with app.app_context():
        marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
        session = db.session.get_one(Session, session_id)
        plan = Planned({"fr": "Choisir", "en": "Choose"}, asks_writing=False)
        item = actions.add_agenda_item(by=marc, session=session, planned=plan, kind=kind, proposals=PROPOSALS)
        actions.start_item(by=marc, item=item)
        subjects = sorted(item.subjects, key=lambda each: PROPOSALS.index(each.text))
        for person in range(7):
            seat = actions.join_session(code=session.code).seat
            if kind == "pairwise":
                marks = [
                    compared(a.id, b.id, 1 if (person + n) % 3 else -1) for n, (a, b) in enumerate(pairwise(subjects))
                ]
            else:
                marks = [
                    Mark(one.id, scale, 1 + (turn * (n + 1) + person) % 5)
                    for n, one in enumerate(subjects)
                    for scale, turn in (("impact", 2), ("feasibility", 3))
                ]
            actions.judge(by=seat, item=item, marks=marks)
        actions.close_item(by=marc, item=item)
        address, code = f"{place.site}/items/{item.id}/results", session.code
    page = place.facilitator(language="fr-FR")
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is a ViewportSize
        page.goto(address)
        assert looked_at((page,)) == []
    wall, phone = (place.person(size, language="fr-FR").new_page() for size in (WALL, PHONE))
    wall.goto(f"{place.site}/s/{code}/projection")
    _joined(phone, place.site, code)
    assert looked_at((wall, phone)) == []
    drawn = "svg.interval" if kind == "pairwise" else "figure.places"
    assert [one.locator(drawn).count() > 0 for one in (page, wall, phone)] == [True, True, True]


def test_groups_appear_by_themselves_and_what_is_being_typed_stays(
    room: tuple[Room, dict[str, AgendaItem], Flask],
) -> None:
    place, items, app = room
    page = place.facilitator(language="en-GB")
    page.goto(f"{place.site}/items/{items['waiting'].id}/results")
    page.fill("#title", "More benches")
    page.locator("#groups", has_text="being computed").wait_for()
    with app.app_context():
        read(items["waiting"])
    page.locator("#groups", has_text="No stable opinion groups").wait_for()
    assert page.input_value("#title") == "More benches"
