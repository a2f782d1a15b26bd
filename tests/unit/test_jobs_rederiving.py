"""A report against the laboratory's own database: what it gives again, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from answered import answered_study
from flask import Flask
from people import PLAN, cast, laboratory_in

import reports
from analysis import plan_json
from analysis.imputation import draws
from livinglab.commands import database, parser
from livinglab.commands.verify import run
from livinglab.installation.sentences import LANGUAGE_VARIABLE
from livinglab.jobs.evidence import evidence_of
from livinglab.jobs.rederiving import rederive
from livinglab.settings import Settings, from_environment
from livinglab.store.database import db
from livinglab.store.responses import Response
from livinglab.store.studies import Participant, Study


@pytest.fixture
def laboratory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    app = laboratory_in(tmp_path)
    with app.app_context():
        yield app


@pytest.fixture
def study(laboratory: Flask) -> str:
    return answered_study(cast()).id


@pytest.fixture
def settings(laboratory: Flask) -> Settings:
    return from_environment()


def test_an_unchanged_database_gives_every_table_again_withheld_ones_included(study: str, settings: Settings) -> None:
    evidence = evidence_of(study, settings)
    found = rederive(evidence, study, settings)
    assert [each.name for each in found] == ["plan", "answers", *(table.id for table in evidence.tables)]
    assert [each.name for each in found if not each.holds] == []


def test_an_answer_changed_since_shows_in_its_tables_and_in_no_other(study: str, settings: Settings) -> None:
    evidence = evidence_of(study, settings)
    response = db.session.scalars(db.select(Response).where(Response.wave == PLAN.waves[1].code)).first()
    assert response is not None
    response.answers = {**response.answers, "hours": 1}
    db.session.commit()
    differs = {each.name for each in rederive(evidence, study, settings) if not each.holds}
    hours = {f"outcome.{each.code}" for each in evidence.plan.outcomes if each.measure == "hours"}
    assert hours
    assert differs == {"answers", *hours}


def test_the_database_draws_the_missing_again_and_a_changed_answer_draws_others(
    study: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Class C: the report's file cannot repeat the draws, the laboratory can."""
    monkeypatch.setattr(draws, "FEWEST_FREE", 3)  # two arms of twelve are few
    first = replace(PLAN.outcomes[0], estimator="two_arms_change", baseline_wave="before", imputations=20)
    db.session.get_one(Study, study).plan = plan_json.dumps(replace(PLAN, outcomes=(first,), minimum_cell=2))
    for arm in ("walk", "wait"):
        _forget(study, arm, 4)
    evidence = evidence_of(study, settings)
    [table] = [each for each in evidence.tables if each.kind == "imputation"]
    assert dict(table.rows)["completed"] == 8
    assert {each.name: each.state for each in rederive(evidence, study, settings)}[table.id] == "equal"
    started = db.session.scalars(db.select(Response).where(Response.wave == "before")).first()
    assert started is not None
    started.answers = {**started.answers, "hours": started.answers["hours"] + 1}
    db.session.flush()
    assert {each.name: each.state for each in rederive(evidence, study, settings)}[table.id] == "differs"


def _forget(study: str, arm: str, missing: int) -> None:
    """So many people of an arm are without an answer afterwards."""
    chosen = db.select(Response).join(Participant, Response.participant_id == Participant.id)
    later = chosen.where(Participant.study_id == study, Participant.arm == arm, Response.wave == "after")
    found = db.session.scalars(later.order_by(Response.id)).all()
    for response in found[12 - missing :]:
        db.session.delete(response)
    db.session.flush()


@pytest.mark.slow
def test_the_command_says_what_the_database_gives_again(
    study: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def here() -> Iterator[Settings]:
        yield settings

    monkeypatch.setattr(database, "opened", here)
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    file = reports.write_pdf(evidence_of(study, settings), language="en", to=tmp_path / "report.pdf").path
    assert run(parser("verify").parse_args([str(file), "--study", study])) == 0
    assert "✓ answers: the database gives the same digest" in capsys.readouterr().out
    for response in db.session.scalars(db.select(Response).where(Response.wave == PLAN.waves[1].code)):
        response.answers = {**response.answers, "hours": 1}
    db.session.commit()
    assert run(parser("verify").parse_args([str(file), "--study", study])) == 1
    told = capsys.readouterr().out
    assert "✗ answers: the database gives something else" in told
    assert "were taken back since this report" in told
