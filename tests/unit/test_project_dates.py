"""The dates of a project: said by the team, changed with a reason, and what RCR104 counts by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import flask_migrate
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from people import Cast
from sqlalchemy import select

from analysis import frozen_json
from analysis.indicators import INDICATORS
from analysis.indicators.facts import ProjectFacts, UptakeSeen
from analysis.indicators.programme import a_year_after
from analysis.indicators.readings import Found
from livinglab import actions
from livinglab.store import Conflict, NotAllowed, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.corrections import corrections_of_project
from livinglab.store.database import MIGRATIONS, db
from livinglab.store.indicators import facts_of
from livinglab.store.projects import Project

START, END = date(2024, 3, 1), date(2026, 2, 28)
DAY = date(2027, 6, 1)


def adopted(identifier: str, on: date, prototype: str = "p1", legal: bool = False) -> UptakeSeen:
    return UptakeSeen(identifier, on, f"organisation {identifier}", "public", True, (prototype,), legal=legal)


UPTAKES = (
    adopted("early", date(2024, 2, 29)),
    adopted("first", START),
    adopted("again", date(2025, 1, 1)),
    adopted("rule", date(2025, 1, 2), "p2", legal=True),
    adopted("last", date(2027, 2, 28), "p3"),
    adopted("late", date(2027, 3, 1), "p4"),
    replace(adopted("bare", START, "p5"), documented=False),
)
BARE = ProjectFacts(as_of=DAY, minimum_cell=5, uptakes=UPTAKES)


def read(facts: ProjectFacts) -> Found:
    return INDICATORS["RCR104"].read(facts)


def told(found: Found) -> tuple[str, list[str], dict[str, str]]:
    return found.state, [case.id for case in found.counted], {one.case.id: one.reason for one in found.left_out}


def test_without_an_end_every_documented_solution_is_a_candidate() -> None:
    reasons = {"first": "solution_counted_already", "again": "solution_counted_already"}
    assert told(read(replace(BARE, starts_on=START))) == (
        "candidates",
        ["p1", "p3", "p4"],
        reasons | {"rule": "legal_solution", "bare": "no_document"},
    )


def test_with_an_end_solutions_taken_up_until_one_year_after_it_are_counted() -> None:
    state, counted, left_out = told(read(replace(BARE, starts_on=START, ends_on=END)))
    assert (state, counted) == ("counted", ["p1", "p3"])
    assert left_out == {
        "early": "before_the_project",
        "again": "solution_counted_already",
        "rule": "legal_solution",
        "late": "a_year_after_the_end",
        "bare": "no_document",
    }


def test_without_a_start_no_uptake_is_too_early() -> None:
    assert told(read(replace(BARE, ends_on=END)))[2]["first"] == "solution_counted_already"


@given(st.dates(max_value=date(2200, 1, 1), min_value=date(1990, 1, 1)))
@example(date(2028, 2, 29))
def test_a_year_after_is_the_one_of_pandas(day: date) -> None:
    assert a_year_after(day) == (pd.Timestamp(day) + pd.DateOffset(years=1)).date()


def test_a_report_counted_before_keeps_its_facts() -> None:
    plain = replace(BARE, uptakes=tuple(replace(each, legal=False) for each in UPTAKES))
    assert {"starts_on", "ends_on", "legal"}.isdisjoint(frozen_json.canonical(plain).split('"'))
    dated = replace(plain, ends_on=END)
    assert frozen_json.load(ProjectFacts, frozen_json.canonical(dated)) == dated


def test_dates_change_with_a_reason_and_stay_to_be_read_on_every_database(everyone: Cast) -> None:
    project, marc = everyone.balades, everyone.marc
    actions.date_project(by=marc, project=project, starts_on=START, ends_on=None)
    actions.date_project(by=marc, project=project, starts_on=START, ends_on=END)  # a missing date needs no reason
    assert corrections_of_project(project) == []
    with pytest.raises(Conflict, match="project_dates_unchanged"):
        actions.date_project(by=marc, project=project, starts_on=START, ends_on=END, reason="x")
    for ends_on in (None, date(2026, 12, 31)):
        with pytest.raises(Refused, match="project_dates_without_reason"):
            actions.date_project(by=marc, project=project, starts_on=START, ends_on=ends_on)
    with pytest.raises(Refused, match="project_ends_before_it_starts"):
        actions.date_project(by=marc, project=project, starts_on=END, ends_on=START, reason="x")
    with pytest.raises(NotAllowed):
        actions.date_project(by=everyone.rose, project=project, starts_on=None, ends_on=None, reason="x")
    later = date(2026, 12, 31)
    actions.date_project(by=marc, project=project, starts_on=START, ends_on=later, reason="Avenant 1")
    [kept] = corrections_of_project(project)
    assert (kept.starts_on, kept.ends_on, kept.reason, kept.corrected_by_id) == (START, END, "Avenant 1", marc.id)
    facts = facts_of(project.id)
    assert (facts.starts_on, facts.ends_on) == (START, later)
    verbs = select(AuditLine.verb).where(AuditLine.verb == "date_project")
    assert len(db.session.scalars(verbs).all()) == 3


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> FlaskClient:
    """Marc in a browser."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def fields(**days: str) -> dict[str, str]:
    return {
        f"{name}.{part}": typed
        for name, day in days.items()
        for part, typed in zip(("year", "month", "day"), day.split("-"), strict=True)
    }


def test_the_page_keeps_dates_says_what_is_wrong_and_shows_what_stood_before(marc: FlaskClient, people: Cast) -> None:
    address = f"/projects/{people.balades.id}"
    assert "Noter les dates du projet" in marc.get(address).text
    wrong = marc.post(f"{address}/dates", data=fields(ends_on="2026-2-30"))
    assert (wrong.status_code, "Donnez une date qui existe" in wrong.text, 'value="30"' in wrong.text) == (
        422,
        True,
        True,
    )
    done = marc.post(f"{address}/dates", data=fields(starts_on="2024-3-1", ends_on="2026-2-28"), follow_redirects=True)
    assert "Les dates du projet sont notées" in done.text
    assert "Du 1er mars 2024 au 28 février 2026" in done.text
    changed = fields(starts_on="2024-3-1", ends_on="2026-12-31")
    assert "Dites pourquoi la date change" in marc.post(f"{address}/dates", data=changed).text
    marc.post(f"{address}/dates", data=changed | {"reason": "Avenant"})
    page = marc.get(f"{address}/dates").text
    assert ("Avenant" in page, "28 février 2026" in page, 'value="31"' in page) == (True, True, True)


def test_going_back_and_forward_keeps_the_projects(everyone: Cast) -> None:
    identifier = everyone.balades.id
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0029_files_taken_out")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert db.session.get_one(Project, identifier).ends_on is None
