"""The studies of a project side by side, on the team's page: what to do first, waiting, then what was written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from answered import answered
from desk import Desk
from flask import Flask
from people import PLAN, Cast, cast, laboratory_in, open_study, published, twin_studies

from livinglab import actions
from livinglab.jobs import desk
from livinglab.jobs.comparisons import compare_studies, comparison_of
from livinglab.jobs.reports import write_report
from livinglab.settings import Settings
from livinglab.store.reports import Report, newest_reports
from livinglab.store.studies import Study
from livinglab.web.team import comparison


def reported(people: Cast, study: Study, digest: str) -> Report:
    report = actions.request_report(by=people.marc, study=study, audience="funder", language="en")
    actions.mark_report_progress(report=report, progress=10, stage="gathering")
    return actions.finish_report(report=report, path=f"{digest}.pdf", sha256=digest * 64, pages=12)


def twins(people: Cast) -> tuple[Study, Study]:
    return twin_studies(people, dict.fromkeys([wave.code for wave in PLAN.waves], published(people)))


def address(people: Cast) -> str:
    return f"/projects/{people.balades.id}/comparison"


def page_of(laboratory: Flask, people: Cast) -> Path:
    settings: Settings = laboratory.config["LIVINGLAB"]
    return comparison_of(people.balades.id, "fr", settings)


def test_without_two_reports_the_page_says_what_it_takes(laboratory: Flask, people: Cast) -> None:
    reported(people, open_study(people), "a")
    page = Desk(laboratory, "fr").known_as(people.marc).open(address(people))
    assert "Rien à comparer pour l’instant" in page.words
    assert "Comparer de nouveau" not in page.words


def test_asking_again_waits_for_a_newer_page_and_shows_the_last_meanwhile(
    laboratory: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for study, digest in zip(twins(people), "ab", strict=True):
        reported(people, study, digest)
    asked: list[str] = []
    monkeypatch.setattr(comparison, "ask_for_comparison", asked.append)
    written = page_of(laboratory, people)
    written.parent.mkdir(parents=True)
    written.write_text("<article>Deux études</article>", "utf-8")
    os.utime(written, (1, 1))
    team = Desk(laboratory, "fr").known_as(people.marc)
    page = team.send(team.open(address(people)), "compare-again", {})
    assert asked == [people.balades.id]
    assert ("La comparaison s’écrit" in page.words, "Deux études" in page.words) == (True, True)
    os.utime(written)
    again = team.open(address(people))
    assert ("La comparaison s’écrit" in again.words, "Deux études" in again.words) == (False, True)


def test_the_newest_report_of_each_study_is_read(people: Cast) -> None:
    first, second = twins(people)
    reported(people, first, "a")
    chosen = [reported(people, first, "b"), reported(people, second, "c")]
    assert [report.id for report in newest_reports(people.balades.id)] == [report.id for report in chosen]


@pytest.mark.slow
def test_two_reported_studies_are_put_side_by_side_from_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()
    laboratory = laboratory_in(tmp_path)
    with laboratory.app_context():
        people = cast()
        asked = [
            actions.request_report(by=people.marc, study=answered(people, study, study.id[:8]), language="en").id
            for study in twins(people)
        ]
        project = people.balades.id
        team = Desk(laboratory, "fr").known_as(people.marc)
    for report in asked:
        write_report.call_local(report)
    compare_studies.call_local(project)
    page = team.open(f"/projects/{project}/comparison")
    assert "2 études ont mesuré ce résultat de la même façon" in page.words
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def test_a_project_of_nobody_is_not_found(laboratory: Flask, people: Cast) -> None:
    assert Desk(laboratory, "fr").known_as(people.marc).open(f"/projects/{'0' * 32}/comparison").status == 404
