"""Measurements brought in by page: every step fits a phone, works by keyboard, and without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from looks import looked_at
from meters import METER, readings
from people import Cast, lucie_in, open_study
from playwright.sync_api import Browser, Page
from room import DESK, PHONE, Room, press, served

from livinglab.jobs.desk import settings as settings_of_jobs
from livinglab.jobs.measurements import step
from livinglab.store.database import db
from livinglab.store.measurements import measurements_of
from livinglab.store.people import Account
from livinglab.store.projects import Project

pytestmark = pytest.mark.slow
SIZES = (PHONE, {"width": 320, "height": 640}, DESK)


@pytest.fixture
def lab(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Room, Flask, str, str]]:
    """An open study with Lucie in it; jobs are done when the test says."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    settings_of_jobs.cache_clear()
    with served(tmp_path) as (site, app, project):
        with app.app_context():
            marc = db.session.scalars(db.select(Account).where(Account.name == "Marc")).one()
            balades = db.session.get_one(Project, project)
            study = open_study(Cast(marc, marc, marc, marc, marc, balades, balades))
            lucie, identifier = lucie_in(study).participant.pseudonym, study.id
        yield Room(browser, site, project), app, identifier, lucie
    settings_of_jobs.cache_clear()


def _work(app: Flask, page: Page) -> None:
    """What the worker would do meanwhile; then the page as it has become."""
    with app.app_context():
        step(page.url.rpartition("/")[2])
    page.goto(page.url)


@pytest.mark.parametrize(("language", "javascript"), [("fr-FR", True), ("en-GB", True), ("fr-FR", False)])
def test_a_file_is_brought_in_by_page_and_every_step_fits(
    lab: tuple[Room, Flask, str, str], tmp_path: Path, language: str, javascript: bool
) -> None:
    place, app, study, lucie = lab
    file = tmp_path / "compteurs.csv"
    file.write_text(METER + readings(lucie, 10, 12.5, 11, 14) + "x;;;;\n", "utf-8")
    page = place.facilitator(language=language, javascript=javascript)

    def look() -> None:
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict is a ViewportSize
            if javascript:
                assert looked_at((page,)) == []

    page.goto(f"{place.site}/studies/{study}")
    page.click("#to-measurements")
    look()
    page.click("main .empty a.button")
    look()
    page.check("#kind-2")
    page.fill("#name", "Compteurs du quartier")
    page.set_input_files("#file", file)
    press(page, "form#bring-measurements button")
    look()
    _work(app, page)
    look()
    page.focus("form#lay-out button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _work(app, page)
    look()
    page.check("#leave_out")
    press(page, "form#store button")
    _work(app, page)
    look()
    page.goto(f"{place.site}/studies/{study}/measurements")
    look()
    assert "Compteurs du quartier" in page.inner_text("#done")
    with app.app_context():
        assert [one.value for one in measurements_of(study)] == [2.5, 3.0]
