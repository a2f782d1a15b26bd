"""The published "Beat the Blues" trial from its rows to a report that verifies, and one cell of it changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from forgery import changed, rewrite
from trials import FACTS, bdi, beat_the_blues, btheb_plan

from analysis import analyse
from analysis.results import Evidence
from reports import verify, write_pdf
from reports.comparison import letters
from reports.pages import open_checked, texts
from reports.verification import Verification

pytestmark = pytest.mark.slow
FOLLOW_UP = ("m2", "m4", "m6", "m8")


@pytest.fixture(scope="module")
def trial() -> Evidence:
    plan = btheb_plan(
        bdi("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0"),
        dataclasses.replace(bdi("two_arms_mean", "m2"), code="short", role="secondary"),
    )
    return analyse(beat_the_blues(), plan, FACTS)


@pytest.fixture(scope="module")
def report(trial: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(trial, language="en", to=tmp_path_factory.mktemp("trial") / "report.pdf").path


def verified(path: Path) -> Verification:
    found = verify(path)
    assert isinstance(found, Verification)
    return found


def test_every_figure_is_recomputed_from_the_file_alone(report: Path) -> None:
    found = verified(report)
    assert [(line.figure, line.status) for line in found.figures] == [("F3", "holds"), ("F1", "holds"), ("F2", "holds")]
    assert found.problems == ()


def test_the_report_states_the_effect_the_interval_and_the_losses(report: Path) -> None:
    said = letters("".join(page.body for page in texts(open_checked(report.read_bytes()))))
    assert letters("between 0.03 and 6.49 points less; most plausible: 3.26") in said
    assert letters("52 of 100 participants answered") in said


def test_too_many_losses_take_the_causal_verb_away(trial: Evidence, report: Path) -> None:
    assert (trial.level.allowed, trial.level.level, trial.level.lowered_for) == (
        "caused",
        "suggests",
        ("high_attrition",),
    )
    said = letters("".join(page.body for page in texts(open_checked(report.read_bytes()))))
    assert letters("the comparison suggests, for “Beat the Blues”, a result 3.26 points lower") in said


def test_one_changed_cell_is_caught_and_named(report: Path, tmp_path: Path) -> None:
    def another_mean(value: Evidence) -> Evidence:
        tables = []
        for table in value.tables:
            if table.id == "outcome.short":
                first, *rest = table.rows
                table = dataclasses.replace(table, rows=((*first[:3], float(first[3] or 0) - 1, *first[4:]), *rest))
            tables.append(table)
        digests = {table.id: table.digest for table in tables}
        findings = tuple(
            dataclasses.replace(f, estimate=dataclasses.replace(f.estimate, table_digest=digests[f.table_id]))
            for f in value.findings
        )
        return dataclasses.replace(value, tables=tuple(tables), findings=findings)

    found = verified(changed(report, tmp_path / "x.pdf", lambda pdf: rewrite(pdf, another_mean)))
    assert found.exit_code == 1
    assert ("recomputed_differs", "F2") in {(problem.code, problem.figure) for problem in found.problems}
    assert next(line.status for line in found.figures if line.figure == "F2") == "differs"
