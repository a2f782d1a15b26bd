"""`lab.py demo`: from nothing to verified reports, and a second time without doing anything again.

With LIVINGLAB_PICTURES set, the pictures and the sample report of the README are made again from what was played.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from looks import looked_at
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, Page

from livinglab.commands import demo
from livinglab.demonstration.scenarios import FIELDWORKS, SCENARIOS
from livinglab.demonstration.site import running
from livinglab.samples import samples
from livinglab.words import t
from reports import verify
from reports.verification import Verification

pytestmark = pytest.mark.slow
CHECKOUT = Path(__file__).resolve().parents[2]
PORT = 8023 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  # two workers may play it at once
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def lab(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "lab.py", "--lang", "en", *words]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class Play:
    """A demonstration once played: its folder, the record it left, and what the command printed."""

    folder: Path
    record: demo.Record
    printed: str

    def reports(self, sample: str = "walks") -> dict[str, Path]:
        return {name: Path(path) for name, path in self.record["samples"][sample]["reports"].items()}

    def path(self, name: str, sample: str = "walks") -> str:
        return self.record["samples"][sample]["paths"][name]

    def digests(self) -> dict[str, str]:
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Play:
    folder = tmp_path_factory.mktemp("demonstration")
    done = lab("demo", "--no-serve", "--port", str(PORT), "--folder", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return Play(folder, json.loads((folder / demo.RECORD).read_text("utf-8")), done.stdout)


@pytest.fixture(scope="module")
def site(played: Play) -> Iterator[str]:
    """The simulated lab served again, once for all that is read in it; asked for after the second run."""
    with running(demo.Stage(played.folder, PORT).environment, PORT, played.folder / "again.log") as address:
        yield address


@cache
def text_of(report: Path) -> str:
    return extract_text(report)


def pages_of(report: Path) -> int:
    with pikepdf.open(report) as pdf:
        return len(pdf.pages)


def verified(printed: str) -> list[str]:
    """The names of the reports said to hold."""
    return [Path(path).name for path in re.findall(r"^  (.+): everything holds$", printed, re.MULTILINE)]


def test_the_reports_of_the_demonstration_verify(played: Play) -> None:
    wanted = [f"{each.sample}.{name}.pdf" for each in FIELDWORKS for name in each.editions]
    assert [path.name for each in FIELDWORKS for path in played.reports(each.sample).values()] == wanted
    assert sorted(verified(played.printed)) == sorted(wanted)


def test_a_second_run_changes_nothing_and_verifies_every_report_by_its_file(played: Play) -> None:
    before = played.digests()
    again = lab("demo", "--no-serve", "--port", str(PORT), "--folder", str(played.folder))
    assert (again.returncode, played.digests()) == (0, before)
    assert "nothing is played again" in again.stdout
    assert verified(again.stdout) == [Path(path).name for path in demo.reports_of(played.record)]


def test_every_sample_is_played() -> None:
    assert sorted(each.sample for each in FIELDWORKS) == sorted(samples())


def test_the_funders_edition_has_a_page_and_eight_to_twelve_more(played: Play) -> None:
    pages = {
        (each.sample, language): pages_of(played.reports(each.sample)[language])
        for each in SCENARIOS
        for language in ("fr", "en")
    }
    assert {report: count for report, count in pages.items() if not 9 <= count <= 13} == {}


def test_what_is_asked_apart_has_a_short_report_and_a_link_of_its_own(
    played: Play, site: str, browser: Browser
) -> None:
    assert max(pages_of(played.reports("other_tools")[language]) for language in ("fr", "en")) <= 8
    assert sorted(played.record["samples"]["other_tools"]["paths"]) == ["door", "study"]
    page = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False).new_page()  # type: ignore[arg-type]  # a TypedDict
    page.goto(site + played.path("door", "other_tools"))
    page.locator("form#consent button").first.click()
    assert t("participant.conflict_title", "fr") not in page.inner_text("body")
    page.locator("label", has_text="Écrire ou corriger un texte").click()
    page.locator("form#page button:visible").first.click()
    page.locator("form#send button:visible").first.click()
    assert page.url.partition("?")[0] == f"{site}/sent"
    assert page.context.cookies() == []
    page.context.close()


def test_the_words_of_the_team_are_printed_as_theirs_and_told_by_verification(played: Play) -> None:
    text = " ".join(text_of(played.reports()["en"]).split())
    assert "Comment of the team, not computed Rain cancelled 2* walks in 12*." in text
    found = verify(played.reports()["en"])
    assert isinstance(found, Verification)
    assert found.boxes == 1


def test_researchers_find_the_words_and_codes_of_each_question(played: Play) -> None:
    for code, question, language in (
        ("walks", "walked_with", "en"),
        ("warm_homes", "too_cold", "fr"),
        ("writing_assistant", "agency_how", "fr"),
    ):
        text = text_of(played.reports(code)[f"researchers.{language}"]).replace("\N{NO-BREAK SPACE}", " ")
        told = {"fr": ("Codes :", "Refaire les calculs"), "en": ("Codes:", "Doing the computations again")}[language]
        assert [word for word in (question, *told) if word not in text] == [], code


def test_the_residents_edition_has_two_pages(played: Play) -> None:
    pages = {language: pages_of(played.reports()[f"residents.{language}"]) for language in ("fr", "en")}
    assert pages == {"fr": 2, "en": 2}


def test_every_figure_of_the_demonstration_can_be_recomputed(played: Play) -> None:
    found = verify(played.reports()["fr"])
    assert isinstance(found, Verification)
    assert {line.status for line in found.figures} == {"holds"}


def sign_in(page: Page, site: str, played: Play) -> None:
    account = played.record["account"]
    page.goto(f"{site}/sign-in")
    page.fill("#email", account["email"])
    page.fill("#password", account["password"])
    page.click("form#sign-in button")
    page.wait_for_url("**/team")


def test_the_report_is_read_on_a_phone_as_on_paper(played: Play, site: str, browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a size
    sign_in(page, site, played)
    page.goto(f"{site}{played.path('study')}/reports")
    page.locator("tbody th a").last.click()
    page.locator("a[href$='/read']").click()
    page.locator("article.report h2").nth(5).wait_for()
    assert looked_at((page,)) == []
    page.close()


def test_every_page_of_the_report_says_it_is_simulated(played: Play) -> None:
    pages = text_of(played.reports()["fr"]).split("\f")[:-1]
    assert [("Données simulées" in " ".join(page.split())) for page in pages] == [True] * len(pages)


def test_what_was_learned_is_published_and_says_it_is_simulated(played: Play, site: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site + played.path("learning"))
        words = page.inner_text("body")
    assert "(simulé" in words or "(simulated" in words


def test_one_idea_is_followed_from_the_session_to_who_uses_it(played: Play, site: str, browser: Browser) -> None:
    page = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()  # type: ignore[arg-type]  # a TypedDict
    page.goto(site + played.path("idea"))
    told = page.locator("ol.path li p:nth-of-type(2)").all_inner_texts()
    page.context.close()
    for step in ("result", "decision", "requirement", "prototype_version", "report", "learning", "uptake"):
        assert [line for line in told if line.startswith(t(f"trace.step_{step}", "fr"))], (step, told)
    assert sum(line.startswith(t("trace.step_result", "fr")) for line in told) == 2  # the dots, then the grades


def test_the_trace_of_the_study_goes_back_unbroken_to_the_ideas(played: Play, site: str, browser: Browser) -> None:
    page = browser.new_context(viewport=DESK, locale="fr-FR").new_page()  # type: ignore[arg-type]  # a size
    sign_in(page, site, played)
    page.goto(site + played.path("study"))
    with page.expect_navigation():
        page.locator(".both-ways a", has_text=t("trace.open_thing", "fr")).click()
    told = page.locator("main").inner_text().lower()
    page.context.close()
    for kind in ("result", "agenda_item", "contribution", "decision", "requirement", "prototype_version"):
        assert t(f"trace.kind_{kind}", "fr").lower() in told, kind


def test_the_meters_of_warm_homes_were_brought_in_then_corrected(played: Play, site: str, browser: Browser) -> None:
    page = browser.new_context(viewport=DESK, locale="fr-FR").new_page()  # type: ignore[arg-type]  # a size
    sign_in(page, site, played)
    page.goto(f"{site}{played.path('study', 'warm_homes')}/measurements")
    stored = page.locator("#done tbody tr").all_inner_texts()
    page.context.close()
    replaced = [row for row in stored if t("measurements.superseded", "fr") in row]
    assert (len(stored), len(replaced)) == (len(samples()["warm_homes"].sheets) + 1, 1)
    assert "releves-hiver.csv" in replaced[0]


def test_a_record_whose_reports_are_gone_is_not_trusted(tmp_path: Path) -> None:
    gone = {"walks": {"reports": {"fr": "/nowhere.pdf"}, "paths": {}}}
    record = {"samples": gone, "account": {}, "code": demo.code_digest()}
    (tmp_path / demo.RECORD).write_text(json.dumps(record), "utf-8")
    assert demo.record_of_an_earlier_play(tmp_path) is None


def test_a_lab_played_by_other_code_is_played_again(played: Play, tmp_path: Path) -> None:
    older = {**played.record, "code": "of another version"}
    (tmp_path / demo.RECORD).write_text(json.dumps(older), "utf-8")
    assert demo.record_of_an_earlier_play(tmp_path) is None
    assert demo.record_of_an_earlier_play(played.folder) == played.record


def test_the_sample_report_of_the_readme_verifies_with_this_code() -> None:
    assert verify(CHECKOUT / "docs" / "sample-report.pdf").holds, "run this file with LIVINGLAB_PICTURES=1"


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("three years", "utf-8")
    refused = lab("demo", "--no-serve", "--folder", str(tmp_path))
    assert (refused.returncode, "choose an empty folder" in refused.stderr) == (2, True)
    assert (tmp_path / "thesis.odt").read_text("utf-8") == "three years"


@pytest.mark.skipif("LIVINGLAB_PICTURES" not in os.environ, reason="makes the README's pictures on request")
def test_the_pictures_of_the_readme_are_made_again(played: Play, site: str, browser: Browser) -> None:
    pictures = CHECKOUT / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    shutil.copy(played.reports()["fr"], CHECKOUT / "docs" / "sample-report.pdf")
    page = ["pdftoppm", "-r", "60", "-f", "1", "-l", "1", "-singlefile", "-png", str(played.reports()["fr"])]
    subprocess.run([*page, str(pictures / "report-page")], check=True)
    phone = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()  # type: ignore[arg-type]  # a TypedDict
    phone.goto(site + played.path("door"))
    phone.locator("form#consent button").first.click()
    phone.screenshot(path=pictures / "phone-page.png")
    assert all(file.stat().st_size < 200_000 for file in pictures.iterdir())
