"""The title and the summary of a project: changed on a page by who may write, refused with all that was typed kept."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast
from sqlalchemy import select

from livinglab.actions.texts import LONG, SHORT
from livinglab.store.audit import AuditLine
from livinglab.store.database import db

WORDS = {
    "title_fr": "Balades à deux",
    "title_en": "Walks for two",
    "description_fr": "Sortir sans crainte.",
    "description_en": "",
}


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> FlaskClient:
    laboratory.config["WTF_CSRF_ENABLED"] = False
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def lines() -> list[str]:
    return list(db.session.scalars(select(AuditLine.verb)))


def test_the_page_shows_what_stands_and_keeps_what_is_written(marc: FlaskClient, people: Cast) -> None:
    address = f"/projects/{people.balades.id}"
    assert f"{address}/words" in marc.get(address).text
    assert 'value="Walks"' in marc.get(f"{address}/words").text
    done = marc.post(f"{address}/words", data=WORDS, follow_redirects=True)
    assert ("sont enregistrés" in done.text, "Balades à deux</h1>" in done.text) == (True, True)
    assert (people.balades.title["en"], people.balades.description) == ("Walks for two", {"fr": "Sortir sans crainte."})
    assert "describe_project" in lines()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title_en", " ", "Écrivez un titre en français et en anglais"),
        ("title_en", "x" * (SHORT + 1), str(SHORT)),
        ("description_fr", "x" * (LONG + 1), "5"),
        ("description_en", "a\x00b", ""),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(
    marc: FlaskClient, people: Cast, field: str, typed: str, said: str
) -> None:
    before, known = dict(people.balades.title), lines()
    page = marc.post(f"/projects/{people.balades.id}/words", data=WORDS | {field: typed})
    assert (page.status_code, f'href="#{field}"' in page.text) == (422, True)
    assert said in page.text
    assert 'value="Balades à deux"' in page.text
    db.session.expire_all()
    assert (people.balades.title, lines()) == (before, known)


def test_nobody_changes_the_words_of_a_project_they_do_not_belong_to(marc: FlaskClient, people: Cast) -> None:
    assert marc.post(f"/projects/{people.elsewhere.id}/words", data=WORDS).status_code == 404
