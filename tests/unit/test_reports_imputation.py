"""A report with a planned multiple imputation: printed as what it is, attached, verified, and a forged draw caught."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from forgery import changed, rewrite
from trials import FACTS, bdi, beat_the_blues, btheb_plan

from analysis import analyse
from analysis.results import Evidence
from reports import verify, write_pdf
from reports.chapters.annex import figure_of
from reports.document import document
from reports.verification import Verification

PLAN = btheb_plan(bdi("two_arms_ancova", "m8", baseline_wave="m0", imputations=20))


@pytest.fixture(scope="module")
def trial() -> Evidence:
    return analyse(beat_the_blues(), PLAN, FACTS)


def test_it_is_said_beside_the_result_and_its_table_tells_its_class_and_its_rows(trial: Evidence) -> None:
    said = [each.text for each in document(trial, "researcher", "en").said()]
    assert any("Multiple imputation, as planned (20 draws): if the 48 people" in text for text in said)
    [table] = [one for one in trial.tables if one.kind == "imputation"]
    assert figure_of(table, trial) == "F1"
    assert f"Rows kept by the laboratory. Digest: {table.rows_digest}" in said
    assert any(text.startswith("Class C") and table.digest in text for text in said)
    assert {"Variance between draws (B)", "People completed", "Degrees of freedom of Barnard and Rubin"} <= set(said)


def test_the_sentence_of_the_result_is_that_of_a_plan_without_imputation(trial: Evidence) -> None:
    planned = dataclasses.replace(PLAN.outcomes[0], imputations=None)
    without = analyse(beat_the_blues(), dataclasses.replace(PLAN, outcomes=(planned,)), FACTS)

    def titles(value: Evidence) -> list[str]:
        return [each.text for each in document(value, "funder", "fr").said() if each.figure == "F1"][:2]

    assert titles(trial) == titles(without)


@pytest.mark.slow
def test_the_file_verifies_and_a_changed_draw_does_not(trial: Evidence, tmp_path: Path) -> None:
    def another_draw(value: Evidence) -> Evidence:
        tables = [
            dataclasses.replace(
                table, rows=tuple((name, 1.0 if name == "effect" else cell) for name, cell in table.rows)
            )
            if table.kind == "imputation"
            else table
            for table in value.tables
        ]
        return dataclasses.replace(value, tables=tuple(tables))

    report = write_pdf(trial, language="fr", to=tmp_path / "report.pdf").path
    found = verify(report)
    assert isinstance(found, Verification)
    assert (found.exit_code, found.problems) == (0, ())
    forged = verify(changed(report, tmp_path / "x.pdf", lambda pdf: rewrite(pdf, another_draw)))
    assert isinstance(forged, Verification)
    assert ("recomputed_differs", "F1") in {(problem.code, problem.figure) for problem in forged.problems}
