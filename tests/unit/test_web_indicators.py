"""The pages of the indicators: every number leads to its cases, small counts stay hidden, targets are kept."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast, open_study

from analysis.indicators.lifetimes import Day, lifetimes
from livinglab import actions
from reports.figures import helices, waits


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> FlaskClient:
    """The manager's browser."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def page(marc: FlaskClient, people: Cast, place: str = "") -> str:
    return marc.get(f"/projects/{people.balades.id}/indicators{place}").text


def test_an_empty_project_is_told_where_to_begin(marc: FlaskClient, people: Cast) -> None:
    told = page(marc, people)
    assert "Rien à compter pour l’instant" in told
    assert f"/projects/{people.balades.id}/sessions" in told
    assert "<svg" not in told


def test_the_page_of_an_indicator_lists_what_it_counts_and_what_it_leaves_out(marc: FlaskClient, people: Cast) -> None:
    study = open_study(people)
    told = page(marc, people, "/tests_finished")
    assert "Compté : 0" in told.replace("\u00a0", " ")
    assert (f"/studies/{study.id}" in told, "encore en cours" in told) == (True, True)
    assert f"/studies/{study.id}" in page(marc, people, "/tests_started")
    assert marc.get(f"/projects/{people.balades.id}/indicators/unknown").status_code == 404


def test_a_code_is_never_claimed_and_what_is_left_to_show_is_said(marc: FlaskClient, people: Cast) -> None:
    open_study(people)
    assert "au moins deux pays participants" in page(marc, people, "/RCO84")
    assert "0 à faire valoir" in page(marc, people, "/RCO84")
    assert "non recueilli" in page(marc, people, "/RCO83")


def test_a_target_is_set_then_changed_with_a_reason(marc: FlaskClient, people: Cast) -> None:
    address = f"/projects/{people.balades.id}/indicators/prototypes/target"
    assert marc.post(address, data={"value": ""}).status_code == 422
    assert marc.post(address, data={"value": "3"}).status_code == 303
    again = marc.post(address, data={"value": "2"})
    assert (again.status_code, "Dites pourquoi la cible change" in again.text) == (422, True)
    assert marc.post(address, data={"value": "2", "reason": "Un site fermé"}).status_code == 303
    told = page(marc, people, "/prototypes")
    assert ("Un site fermé" in told, "première cible" in told) == (True, True)
    assert marc.post(address.replace("prototypes", "RCO83"), data={"value": "2"}).status_code == 404


def test_the_file_has_every_case_and_why_some_are_left_out(marc: FlaskClient, people: Cast) -> None:
    study = open_study(people)
    actions.set_target(by=people.marc, project=people.balades, indicator="tests_finished", value=1)
    content = marc.get(f"/projects/{people.balades.id}/indicators.csv").data.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(content)) if row["indicator"] == "tests_finished"]
    assert [(row["value"], row["target"], row["case_id"], row["counted"], row["reason"]) for row in rows] == [
        ("0", "1", "", "", ""),
        ("0", "1", study.id, "no", "still_open"),
    ]


def test_the_picture_of_a_wait_and_its_twin_say_the_same() -> None:
    """Two finished after 3 and 9 days, one still waiting at 5."""
    curve = lifetimes([Day(3, 1, 0), Day(5, 0, 1), Day(9, 1, 0)])
    drawn = waits.draw(curve, "fr", "Du besoin à la décision", "9 jours")
    assert drawn.alternative == ("Du besoin à la décision. 3 suivis\u00a0: 2 arrivés, 1 encore en attente. 9 jours")
    assert [row[:5] for row in waits.grid(curve, "en").rows] == [
        ("3", "3", "1", "0", "67%"),
        ("5", "2", "0", "1", "67%"),
        ("9", "1", "1", "0", "0%"),
    ]
    assert [curve.followed(day) for day in (0, 4, 9, 10)] == [3, 2, 1, 0]


def test_a_small_count_is_drawn_as_words() -> None:
    """Three researchers of a minimum of five."""
    cells = {"citizens": 20, "public": 0, "academia": None}
    drawn = helices.draw(cells, 5, "en", "Balance")
    assert drawn.alternative == (
        "Balance. Citizens and associations: 20, Public sector: 0, Research and education: 1 to 4."
    )
    assert [row[1] for row in helices.grid(cells, 5, "en").rows] == ["20", "0", "1 to 4"]
