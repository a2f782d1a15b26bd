"""What every answer carries, and what a failure says."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, abort, request
from people import settings_in
from sqlalchemy import text

from livinglab.app import configuration, create_app
from livinglab.store.database import db
from livinglab.web.headers import HEADERS


def test_every_answer_carries_its_headers(laboratory: Flask) -> None:
    answer = laboratory.test_client().get("/no-such-page")
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_nothing_may_come_from_another_host(laboratory: Flask) -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert ("default-src 'self'" in policy, "http" in policy, "unsafe" in policy) == (True, False, False)


@pytest.mark.parametrize(("language", "title"), [("fr", "Cette page n’existe pas"), ("en", "This page does not exist")])
def test_a_page_that_does_not_exist_says_so_in_the_readers_language(
    laboratory: Flask, language: str, title: str
) -> None:
    answer = laboratory.test_client().get("/no-such-page", headers={"Accept-Language": language})
    assert (answer.status_code, title in answer.get_data(as_text=True)) == (404, True)


def test_a_host_nobody_declared_is_refused(laboratory: Flask) -> None:
    assert laboratory.test_client().get("/health", headers={"Host": "evil.example.org"}).status_code == 400


def test_the_site_is_alive_and_ready(laboratory: Flask) -> None:
    client = laboratory.test_client()
    assert (client.get("/health").json, client.get("/ready").json) == (
        {"status": "ok"},
        {"database": True, "disk": True},
    )


def test_a_site_whose_database_is_not_migrated_is_not_ready(tmp_path: Path) -> None:
    answer = create_app(settings_in(tmp_path)).test_client().get("/ready")
    assert (answer.status_code, answer.json["database"]) == (503, False)


def test_a_database_that_does_not_answer_asks_to_come_back(laboratory: Flask) -> None:
    laboratory.view_functions["health"] = lambda: str(db.session.execute(text("SELECT * FROM nowhere")))
    answer = laboratory.test_client().get("/health")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_cookies_are_secure_wherever_the_site_is_public(tmp_path: Path) -> None:
    public = configuration(settings_in(tmp_path, LIVINGLAB_BASE_URL="https://lab.example.org"))
    local = configuration(settings_in(tmp_path))
    assert [settings["SESSION_COOKIE_SECURE"] for settings in (public, local)] == [True, False]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_matrix_of_fifteen_thousand_fields_is_not_lost(laboratory: Flask, kind: str) -> None:
    fields = {f"q{n}": "x" * 100 for n in range(15_000)}
    with laboratory.test_request_context("/health", method="POST", data=fields, content_type=kind):
        assert request.form.to_dict() == fields


def test_one_answer_of_two_million_letters_is_not_lost(laboratory: Flask) -> None:
    fields = {"remark": "a" * 2_000_000}
    with laboratory.test_request_context("/health", method="POST", data=fields, content_type="multipart/form-data"):
        assert request.form.to_dict() == fields


@pytest.mark.parametrize(("language", "said"), [("fr", "7\u202fMo au plus"), ("en", "at most 7 MB")])
def test_what_is_too_large_is_told_with_the_limit_of_this_site(tmp_path: Path, language: str, said: str) -> None:
    app = create_app(settings_in(tmp_path, LIVINGLAB_FILE_LIMIT_MB="7"))
    app.view_functions["health"] = lambda: abort(413)
    answer = app.test_client().get("/health", headers={"Accept-Language": language})
    assert (answer.status_code, said in answer.text.replace("\xa0", "\u202f")) == (413, True)
