"""`lab.py demo`: from nothing to verified reports, and a second time without doing anything again.

With LIVINGLAB_PICTURES set, the pictures and the sample report of the README are made again from what was played.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser

from livinglab.commands import demo
from livinglab.demonstration.site import running
from reports import verify

pytestmark = pytest.mark.slow
CHECKOUT = Path(__file__).resolve().parents[2]
PORT = 8023
PHONE = {"width": 360, "height": 740}


def lab(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "lab.py", "--lang", "en", *words]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def digests() -> dict[str, str]:
    files = [path for path in demo.FOLDER.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def played() -> dict[str, dict[str, str]]:
    shutil.rmtree(demo.FOLDER, ignore_errors=True)
    done = lab("demo", "--no-serve", "--port", str(PORT))
    assert done.returncode == 0, done.stdout + done.stderr
    record: dict[str, dict[str, str]] = json.loads((demo.FOLDER / demo.RECORD).read_text("utf-8"))
    return record


def test_the_reports_of_the_demonstration_verify(played: dict[str, dict[str, str]]) -> None:
    assert {language: verify(Path(path)).holds for language, path in played["reports"].items()} == {
        "fr": True,
        "en": True,
    }


def test_every_page_of_the_report_says_it_is_simulated(played: dict[str, dict[str, str]]) -> None:
    pages = extract_text(played["reports"]["fr"]).split("\f")[:-1]
    assert [("Données simulées" in " ".join(page.split())) for page in pages] == [True] * len(pages)


def test_a_second_run_changes_nothing(played: dict[str, dict[str, str]]) -> None:
    before = digests()
    again = lab("demo", "--no-serve", "--port", str(PORT))
    assert (again.returncode, digests()) == (0, before)
    assert "nothing is played again" in again.stdout


def test_a_damaged_record_is_played_again_rather_than_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "FOLDER", tmp_path)
    (tmp_path / demo.RECORD).write_text('{"reports": {"fr": "/nowhere.pdf"}}', "utf-8")
    assert demo.record_of_an_earlier_play() is None


@pytest.mark.skipif("LIVINGLAB_PICTURES" not in os.environ, reason="makes the README's pictures on request")
def test_the_pictures_of_the_readme_are_made_again(played: dict[str, dict[str, str]], browser: Browser) -> None:
    pictures = CHECKOUT / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    shutil.copy(played["reports"]["fr"], CHECKOUT / "docs" / "sample-report.pdf")
    page = ["pdftoppm", "-r", "60", "-f", "1", "-l", "1", "-singlefile", "-png", played["reports"]["fr"]]
    subprocess.run([*page, str(pictures / "report-page")], check=True)
    with running(demo.environment(PORT), PORT, demo.FOLDER / "site.log") as site:
        phone = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()  # type: ignore[arg-type]  # a TypedDict
        phone.goto(site + played["paths"]["door"])
        phone.locator("form#consent button").first.click()
        phone.screenshot(path=pictures / "phone-page.png")
    assert all(file.stat().st_size < 200_000 for file in pictures.iterdir())
